//! The filters directories send: one attribute, `eq`, one text.

use super::ScimProblem;

/// What to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// A user by sign-in name.
    UserName(String),
    /// A user by the directory's own number, or a group by it.
    ExternalId(String),
    /// A group by name.
    DisplayName(String),
}

/// Reads a filter such as `userName eq "dora.duty"`. Attribute and operator in any case (RFC 7644 section 3.4.2.2).
///
/// # Errors
/// [`ScimProblem`] `invalidFilter` for every other filter: answering with everybody instead would be wrong.
pub fn filter(text: &str) -> Result<Filter, ScimProblem> {
    let known = || {
        ScimProblem::filter("this server knows: userName eq \"…\", externalId eq \"…\", displayName eq \"…\"")
    };
    let (attribute, rest) = text.trim().split_once(char::is_whitespace).ok_or_else(known)?;
    let (operator, value) = rest.trim_start().split_once(char::is_whitespace).ok_or_else(known)?;
    if !operator.eq_ignore_ascii_case("eq") {
        return Err(known());
    }
    // The value is a JSON string (section 3.4.2.2).
    let value: String = serde_json::from_str(value.trim()).map_err(|_| known())?;
    match attribute.to_ascii_lowercase().as_str() {
        "username" => Ok(Filter::UserName(value)),
        "externalid" => Ok(Filter::ExternalId(value)),
        "displayname" => Ok(Filter::DisplayName(value)),
        _ => Err(known()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_attribute_eq_one_text() {
        assert_eq!(filter("userName eq \"dora.duty\""), Ok(Filter::UserName("dora.duty".into())));
        assert_eq!(filter(" USERNAME  EQ \"a\\\"b\" "), Ok(Filter::UserName("a\"b".into())));
        assert_eq!(filter("externalId eq \"1\""), Ok(Filter::ExternalId("1".into())));
        for other in [
            "",
            "userName",
            "userName eq",
            "userName eq dora",
            "userName co \"d\"",
            "active eq true",
            "userName eq \"a\" or active eq \"b\"",
            "emails[type eq \"work\"] eq \"a\"",
        ] {
            assert_eq!(filter(other).expect_err(other).kind, Some("invalidFilter"), "{other}");
        }
    }
}
