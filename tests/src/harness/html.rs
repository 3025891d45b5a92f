//! Just enough reading of HTML for tests: fields, titles, and what must not be there.

/// As `application/x-www-form-urlencoded` spells it.
pub fn form_encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// As base64 spells bytes, without padding.
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        (0..=chunk.len()).for_each(|at| out.push(char::from(DIGITS[(bits >> (18 - 6 * at) & 63) as usize])));
    }
    out
}

/// The form token on a page.
pub fn form_token(body: &str) -> Option<String> {
    tags(body, "input")
        .into_iter()
        .find(|tag| attribute(tag, "name") == Some("csrf"))
        .and_then(|tag| attribute(tag, "value"))
        .map(str::to_owned)
        .filter(|token| !token.is_empty())
}

/// The names of all fields on a page.
pub fn field_names(body: &str) -> Vec<String> {
    let mut names: Vec<String> = ["input", "textarea", "select", "button"]
        .iter()
        .flat_map(|kind| tags(body, kind))
        .filter_map(|tag| attribute(tag, "name"))
        .filter(|name| *name != "csrf")
        .map(str::to_owned)
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The hidden fields of a page, name and value, as a browser sends them back.
pub fn hidden(body: &str) -> Vec<(String, String)> {
    let hidden = tags(body, "input").into_iter().filter(|tag| attribute(tag, "type") == Some("hidden"));
    let both = |tag| Some((attribute(tag, "name")?.to_owned(), attribute(tag, "value")?.to_owned()));
    let mut found: Vec<(String, String)> =
        hidden.filter_map(both).filter(|(name, _)| name != "csrf").collect();
    found.dedup();
    found
}

/// What stands between `<title>` and `</title>`.
pub fn title(body: &str) -> &str {
    body.split_once("<title")
        .and_then(|(_, rest)| rest.split_once('>')?.1.split_once("</title>"))
        .map_or("", |(title, _)| title)
}

/// Scripts and styles that a strict policy would stop, each told with its tag.
pub fn inline(body: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in all_tags(body) {
        let name = tag.split([' ', '\n', '>', '/']).next().unwrap_or_default();
        let has = |wanted: &dyn Fn(&str) -> bool| attributes(tag).iter().any(|(name, _)| wanted(name));
        if has(&|name| name == "style") || has(&|name| name.starts_with("on")) || name == "style" {
            found.push(format!("<{tag}>"));
        }
        if name == "script" && attribute(tag, "nonce").is_none_or(str::is_empty) {
            found.push(format!("<{tag}> without a nonce"));
        }
    }
    found
}

/// Opening tags of a kind, without their angle brackets.
fn tags<'a>(body: &'a str, kind: &str) -> Vec<&'a str> {
    let is_kind = |tag: &&str| tag.split(|c: char| c.is_whitespace() || c == '/').next() == Some(kind);
    all_tags(body).into_iter().filter(is_kind).collect()
}

fn all_tags(body: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = body;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = end_of_tag(rest);
        tags.push(&rest[..end]);
        rest = &rest[end..];
    }
    tags
}

/// A `>` inside quotes does not end a tag.
fn end_of_tag(rest: &str) -> usize {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    rest.len()
}

fn attribute<'a>(tag: &'a str, wanted: &str) -> Option<&'a str> {
    attributes(tag).into_iter().find(|(name, _)| *name == wanted).map(|(_, value)| value)
}

fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag.find(char::is_whitespace).map_or("", |at| &tag[at..]);
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        if end == 0 {
            return found;
        }
        let name = &rest[..end];
        rest = rest[end..].trim_start();
        let Some(after) = rest.strip_prefix('=') else {
            found.push((name, ""));
            continue;
        };
        let after = after.trim_start();
        let (value, remaining) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            _ => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
        };
        found.push((name, value));
        rest = remaining;
    }
}

#[test]
fn reads_what_pages_hold() {
    let body = r#"<title lang="en">Home – Kith</title><form><input type="hidden" name="csrf" value="abc"><input name="a>b" disabled
        value='1'><textarea class="x" name=note></textarea><p title="on fire">style="no"</p></form>"#;
    assert_eq!([base64(b"kith"), base64(b"kit"), base64(b"ki")], ["a2l0aA", "a2l0", "a2k"]);
    assert_eq!(title(body), "Home – Kith");
    assert_eq!(form_token(body).as_deref(), Some("abc"));
    assert_eq!(field_names(body), ["a>b", "note"]);
    assert_eq!(inline(body), Vec::<String>::new());
}

#[test]
fn finds_what_a_strict_policy_would_stop() {
    let body = "<p style='x'><a\nonclick=\"x\"><script src=x></script><script nonce=\"1\"></script><style>x</style><p data-style=\"x\">";
    assert_eq!(inline(body).len(), 4, "{:?}", inline(body));
}
