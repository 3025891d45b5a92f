//! Cuts the code inside a tag into tokens, each knowing where it stands.

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A quoted string, escapes resolved.
    Text(String),
    /// A number, as written.
    Number(String),
    /// A name or keyword.
    Name(String),
    /// An operator or bracket.
    Symbol(&'static str),
}

/// A token and the bytes of the code it covers.
#[derive(Clone, Debug)]
pub struct Spanned {
    /// The token.
    pub token: Token,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Longest first, so that `===` is not read as `==` and `=`.
const SYMBOLS: &[&str] = &[
    "===", "!==", "==", "!=", "<=", ">=", "//", "**", "(", ")", "[", "]", "{", "}", ",", ":", ".", "|", "=",
    "<", ">", "+", "-", "*", "/", "%", "~",
];

/// Cuts `code` into tokens; on failure says what could not be read.
pub fn tokens(code: &str) -> Result<Vec<Spanned>, String> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = code[at..].chars().next() {
        let start = at;
        let token = if next.is_whitespace() {
            at += next.len_utf8();
            continue;
        } else if next == '"' || next == '\'' {
            let (text, length) = quoted(&code[at..], next)?;
            at += length;
            Token::Text(text)
        } else if next.is_ascii_digit() {
            at += length_while(&code[at..], |c| c.is_ascii_digit() || c == '.');
            Token::Number(code[start..at].to_owned())
        } else if next.is_alphabetic() || next == '_' || next == '$' {
            at += length_while(&code[at..], |c| c.is_alphanumeric() || c == '_' || c == '$');
            Token::Name(code[start..at].to_owned())
        } else if let Some(symbol) = SYMBOLS.iter().find(|symbol| code[at..].starts_with(**symbol)) {
            at += symbol.len();
            Token::Symbol(symbol)
        } else {
            return Err(format!("cannot read `{}`", code[at..].chars().take(12).collect::<String>()));
        };
        found.push(Spanned { token, start, end: at });
    }
    Ok(found)
}

fn length_while(text: &str, wanted: impl Fn(char) -> bool) -> usize {
    text.find(|c| !wanted(c)).unwrap_or(text.len())
}

/// Reads a quoted string; gives its value and how many bytes it took.
fn quoted(text: &str, quote: char) -> Result<(String, usize), String> {
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            _ if c == quote => return Ok((value, at + 1)),
            '\\' => match chars.next().map(|(_, escaped)| escaped) {
                Some('n') => value.push('\n'),
                Some('t') => value.push('\t'),
                Some('r') => value.push('\r'),
                Some(other) => value.push(other),
                None => break,
            },
            _ => value.push(c),
        }
    }
    Err("a string is never closed".to_owned())
}
