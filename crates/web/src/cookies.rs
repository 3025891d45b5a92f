//! The few cookies there are: none for tracking, none readable by scripts.
//!
//! With HTTPS their names begin with `__Host-`, which browsers take only from this very host and only over HTTPS: nobody on
//! a neighbouring name can plant one (RFC 6265bis, section 4.1.3.2).

use axum::http::{HeaderMap, HeaderValue, header};

/// A signed-in officer.
pub const SESSION: &str = "kith_session";
/// Somebody filling in a public form.
pub const VISITOR: &str = "kith_visitor";
/// The form they are filling in.
pub const DRAFT: &str = "kith_draft";
/// Halfway through signing in: the password was right, the second step is to come.
pub const HALFWAY: &str = "kith_halfway";
/// Away at a provider: the state that must come back.
pub const PROVIDER: &str = "kith_provider";
/// Halfway through a passkey ceremony or setting up an authenticator.
pub const CEREMONY: &str = "kith_ceremony";
/// One sentence to show on the next page.
pub const FLASH: &str = "kith_flash";

/// The cookies a browser sent.
pub struct Jar {
    pairs: Vec<(String, String)>,
    secure: bool,
}

impl Jar {
    /// Reads them. Where cookies are for HTTPS only (`secure`), one without the prefix is not ours.
    pub fn of(headers: &HeaderMap, secure: bool) -> Jar {
        let pairs = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .map(|(name, value)| (name.to_owned(), decode(value)));
        Jar { pairs: pairs.collect(), secure }
    }

    /// One of them.
    pub fn get(&self, name: &str) -> Option<String> {
        let name = full_name(name, self.secure);
        self.pairs.iter().find(|(found, _)| *found == name).map(|(_, value)| value.clone())
    }
}

/// Sets a cookie: for this site's own pages only, for as long as the browser is open or `seconds`.
pub fn set(headers: &mut HeaderMap, name: &str, value: &str, seconds: Option<i64>, secure: bool) {
    let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let name = full_name(name, secure);
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{name}={}; Path=/; HttpOnly; SameSite=Lax{age}{secure}", encode(value));
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        headers.append(header::SET_COOKIE, value);
    }
}

/// Takes a cookie back.
pub fn clear(headers: &mut HeaderMap, name: &str, secure: bool) {
    set(headers, name, "", Some(0), secure);
}

fn full_name(name: &str, secure: bool) -> String {
    if secure { format!("__Host-{name}") } else { name.to_owned() }
}

fn encode(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

fn decode(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex: Vec<u8> = rest.by_ref().take(2).collect();
            let parsed = std::str::from_utf8(&hex).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
            bytes.extend(parsed);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_comes_back_as_it_was_set() {
        let mut headers = HeaderMap::new();
        set(&mut headers, FLASH, "Saved; see “R-1”, 100% sure", None, true);
        let sent = headers[header::SET_COOKIE].to_str().expect("ascii").to_owned();
        assert!(sent.contains("HttpOnly") && sent.contains("Secure") && sent.contains("SameSite=Lax"));
        let mut back = HeaderMap::new();
        back.insert(
            header::COOKIE,
            HeaderValue::from_str(sent.split(';').next().expect("a pair")).expect("ascii"),
        );
        assert_eq!(Jar::of(&back, true).get(FLASH).as_deref(), Some("Saved; see “R-1”, 100% sure"));
    }

    #[test]
    fn over_https_only_this_host_s_own_cookies_are_believed() {
        for (secure, name, other) in
            [(true, "__Host-kith_session", "kith_session"), (false, "kith_session", "x")]
        {
            let mut sent = HeaderMap::new();
            set(&mut sent, SESSION, "ours", None, secure);
            let sent = sent[header::SET_COOKIE].to_str().expect("ascii").to_owned();
            assert!(sent.starts_with(&format!("{name}=ours; Path=/;")) && !sent.contains("Domain"), "{sent}");
            let mut back = HeaderMap::new();
            let cookies = format!("{other}=planted; {name}=ours");
            back.insert(header::COOKIE, HeaderValue::from_str(&cookies).expect("ascii"));
            assert_eq!(Jar::of(&back, secure).get(SESSION).as_deref(), Some("ours"));
            back.insert(header::COOKIE, HeaderValue::from_str(&format!("{other}=planted")).expect("ascii"));
            assert_eq!(Jar::of(&back, secure).get(SESSION), None);
        }
    }
}
