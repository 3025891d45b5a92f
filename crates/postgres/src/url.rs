//! Connection URLs.

use std::path::Path;

/// The port in the socket's name. It is always written down, because `PGPORT` in somebody's environment would otherwise
/// decide where we look.
pub(crate) const PORT: u16 = 5432;

/// The URL of `database` behind the socket in `socket_dir`, as libpq and sqlx read it.
pub(crate) fn for_socket(socket_dir: &Path, database: &str) -> String {
    format!(
        "postgres:///{}?host={}&port={PORT}&user={}",
        encoded(database),
        encoded(&socket_dir.to_string_lossy()),
        crate::USER
    )
}

/// `url` with its database replaced; the rest (user, password, host, parameters) stays.
pub(crate) fn with_database(url: &str, database: &str) -> String {
    let (before, query) = match url.split_once('?') {
        Some((before, query)) => (before, format!("?{query}")),
        None => (url, String::new()),
    };
    let authority = before.find("://").map_or(0, |at| at + 3);
    let path = before[authority..].find('/').map_or(before.len(), |at| authority + at);
    format!("{}/{}{query}", &before[..path], encoded(database))
}

/// Percent-encodes all but what never needs it. `/` stays, so that paths remain readable.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                (byte as char).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_with_spaces_is_encoded() {
        assert_eq!(
            for_socket(Path::new("/var/my data/socket"), "kith"),
            "postgres:///kith?host=/var/my%20data/socket&port=5432&user=kith"
        );
    }

    #[test]
    fn the_database_is_replaced_and_the_rest_stays() {
        for (given, expected) in [
            (
                "postgres://u:p@db.example:5433/old?sslmode=require",
                "postgres://u:p@db.example:5433/new?sslmode=require",
            ),
            ("postgres://u@db.example", "postgres://u@db.example/new"),
            ("postgres:///old?host=/tmp/s", "postgres:///new?host=/tmp/s"),
        ] {
            assert_eq!(with_database(given, "new"), expected);
        }
    }
}
