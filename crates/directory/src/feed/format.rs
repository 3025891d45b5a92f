//! The formats of the schema: identifiers, addresses, moments.

use jiff::Timestamp;

/// Whether a text is a UUID: 8, 4, 4, 4 and 12 hexadecimal digits with hyphens between.
pub(crate) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Whether a text is an absolute address with a scheme (RFC 3986).
pub(super) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let mut letters = scheme.bytes();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        && rest.bytes().all(|byte| byte.is_ascii_graphic() && !br#"<>"{}|\^`"#.contains(&byte))
        && rest
            .split('%')
            .skip(1)
            .all(|after| after.len() >= 2 && after.bytes().take(2).all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether a text is the address of a web page. Anything else must not become a link.
pub(crate) fn is_web_address(text: &str) -> bool {
    let start = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let host = match (start.strip_prefix("https://"), start.strip_prefix("http://")) {
        (Some(_), _) => &text[8..],
        (_, Some(_)) => &text[7..],
        _ => return false,
    };
    is_uri(text) && host.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric() || first == b'[')
}

/// Whether a text is an e-mail address: one `@`, words with dots on either side of it, nothing blank.
pub(crate) fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let part = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    let name_is_right =
        name.len() <= 64 && name.split('.').all(|word| !word.is_empty() && word.bytes().all(part));
    let label = |word: &str| {
        (1..=63).contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !word.starts_with('-')
            && !word.ends_with('-')
    };
    name_is_right && host.len() <= 253 && host.split('.').all(label)
}

/// Whether a text is a date and time with its offset (RFC 3339).
pub(super) fn is_moment(text: &str) -> bool {
    moment(text).is_some()
}

/// Reads a date and time with its offset (RFC 3339).
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    let (date, time) = (text.get(..10)?, text.get(10..)?);
    let digits = |part: &str, shape: &str| {
        part.len() == shape.len()
            && part.bytes().zip(shape.bytes()).all(|(byte, wanted)| match wanted {
                b'0' => byte.is_ascii_digit(),
                wanted => byte == wanted,
            })
    };
    let whole = time.get(..9).is_some_and(|start| digits(&start.to_ascii_uppercase(), "T00:00:00"));
    let after = time.get(9..)?;
    let offset = match after.strip_prefix('.') {
        Some(fraction) => {
            let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
            fraction.get(digits..).filter(|_| (1..=9).contains(&digits))?
        }
        None => after,
    };
    let offset_is_right = matches!(offset, "Z" | "z") || digits(offset, "+00:00") || digits(offset, "-00:00");
    (digits(date, "0000-00-00") && whole && offset_is_right).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers() {
        assert!(is_uuid("ac148810-d857-441c-9679-408f346de14b"));
        for wrong in ["", "1502", "ac148810d857441c9679408f346de14b", "ac148810-d857-441c-9679-408f346de14g"]
        {
            assert!(!is_uuid(wrong), "{wrong}");
        }
    }

    #[test]
    fn addresses() {
        for right in ["http://example.com", "https://example.com/a?b=c%20d#e", "HTTPS://EXAMPLE.COM"] {
            assert!(is_uri(right) && is_web_address(right), "{right}");
        }
        assert!(is_uri("mailto:a@example.com") && !is_web_address("mailto:a@example.com"));
        assert!(!is_web_address("javascript:alert(1)") && !is_web_address("https://"));
        for wrong in ["example_counselling", "example/counselling", "http://a b", "https://a/%zz", "", "é:x"]
        {
            assert!(!is_uri(wrong) && !is_web_address(wrong), "{wrong}");
        }
    }

    #[test]
    fn mail() {
        assert!(is_email("email@example.com") && is_email("a.b+c@sub.marlshire.example"));
        for wrong in
            ["", "email-example_com", "a@", "@b", "a@@b", "a b@c.example", "a.@c.example", "a@-c.example"]
        {
            assert!(!is_email(wrong), "{wrong}");
        }
    }

    #[test]
    fn moments() {
        for right in ["2023-03-15T10:30:45.123Z", "2023-03-15T10:30:45.0Z", "2023-03-15t10:30:45+01:00"] {
            assert!(is_moment(right), "{right}");
        }
        for wrong in
            ["", "2023-03-15", "2023-03-15T10:30:45", "2023-02-30T10:30:45Z", "2023-03-15 10:30:45Z", "é"]
        {
            assert!(!is_moment(wrong), "{wrong}");
        }
    }
}
