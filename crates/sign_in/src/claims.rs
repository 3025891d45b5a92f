//! From claims to a person: which claim says who it is, and whether a second step was asked for.

use serde_json::{Map, Value};

use crate::{Problem, ProviderSettings};

/// Who signed in, as the provider says. Which account that is, is the record's to say; none is ever made here.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// The provider's own name for them.
    pub subject: String,
    /// Whether the provider asked for a second step.
    pub assured: bool,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person").field("assured", &self.assured).finish_non_exhaustive()
    }
}

/// Reads verified claims as the settings say.
///
/// # Errors
/// [`Problem::Claim`] and [`Problem::NoSubject`].
pub(crate) fn person(settings: &ProviderSettings, claims: &Map<String, Value>) -> Result<Person, Problem> {
    for (name, wanted) in &settings.must {
        if !has(claims.get(name), wanted) {
            return Err(Problem::Claim(name.clone()));
        }
    }
    let subject = match claims.get(&settings.subject) {
        Some(Value::String(text)) if !text.trim().is_empty() && text.len() <= 255 => text.clone(),
        _ => return Err(Problem::NoSubject),
    };
    let assured = settings.assurance.as_ref().is_some_and(|assurance| {
        assurance.any_of.iter().any(|wanted| has(claims.get(&assurance.claim), wanted))
    });
    Ok(Person { subject, assured })
}

/// Whether a claim is this word, or a list with it. Never a part of a word.
fn has(claim: Option<&Value>, wanted: &str) -> bool {
    match claim {
        Some(Value::String(text)) => text == wanted,
        Some(Value::Array(values)) => values.iter().any(|value| value.as_str() == Some(wanted)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Settings;

    fn entra() -> ProviderSettings {
        let text =
            "[provider.entra]\nprofile = \"entra\"\nname = \"work\"\nissuer = \"https://entra.example/t\"
            client_id = \"kith\"\nclient_secret_file = \"x\"\nmust = { tid = \"t\" }";
        Settings::read(text).expect("complete").providers["entra"].clone()
    }

    fn read(claims: Value) -> Result<Person, Problem> {
        person(&entra(), claims.as_object().expect("claims"))
    }

    #[test]
    fn the_tenant_must_be_ours_and_the_person_named() {
        let good = json!({ "tid": "t", "oid": "1", "amr": ["pwd", "mfa"] });
        assert_eq!(read(good), Ok(Person { subject: "1".into(), assured: true }));
        assert_eq!(read(json!({ "tid": "u", "oid": "1" })), Err(Problem::Claim("tid".into())));
        assert_eq!(read(json!({ "oid": "1" })), Err(Problem::Claim("tid".into())));
        assert_eq!(read(json!({ "tid": "t", "sub": "1" })), Err(Problem::NoSubject));
        assert_eq!(read(json!({ "tid": "t", "oid": " " })), Err(Problem::NoSubject));
    }

    #[test]
    fn half_a_word_is_no_second_step() {
        for amr in [json!(["pwd"]), json!("mfa-later"), json!(null), json!({ "mfa": true })] {
            let one = read(json!({ "tid": "t", "oid": "1", "amr": amr })).expect("somebody");
            assert!(!one.assured, "{amr}");
        }
    }
}
