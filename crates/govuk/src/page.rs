//! Lets examples from the Design System be pasted into pages.
//!
//! Pages are ordinary minijinja. The few things by which Nunjucks examples differ are rewritten here, piece by piece
//! and without moving a line, so that minijinja's own messages point at the right place.

use crate::nunjucks::segments::{Kind, Segment, split};
use crate::nunjucks::tokens::{Spanned, Token, tokens};

/// Prepares the source of a page: bare keys of dictionaries are quoted, imports of GOV.UK's and MOJ's macros are
/// dropped (all components are there already), and `null`, `===`, `!==` and `elseif` get their Jinja names.
///
/// A source that cannot be read is given back as it is; minijinja then says what is wrong with it.
pub fn page_source(source: &str) -> String {
    let Ok(segments) = split("", source) else { return source.to_owned() };
    let mut written = String::with_capacity(source.len() + source.len() / 8);
    for segment in segments {
        if is_component_import(&segment) {
            // As a comment, white-space control and line numbers stay as they were.
            let trim = |delimiter: &str| if delimiter.contains('-') { "-" } else { "" };
            let lines = "\n".repeat(segment.inner.matches('\n').count());
            written.push_str(&format!("{{#{} {lines}{}#}}", trim(segment.open), trim(segment.close)));
            continue;
        }
        written.push_str(segment.open);
        match segment.kind {
            Kind::Output | Kind::Tag => written.push_str(&code(segment.inner)),
            Kind::Text | Kind::Comment => written.push_str(segment.inner),
        }
        written.push_str(segment.close);
    }
    written
}

fn is_component_import(segment: &Segment) -> bool {
    let words: Vec<&str> = segment.inner.split_whitespace().take(2).collect();
    let [keyword, source] = words.as_slice() else { return false };
    let source = source.trim_start_matches(['"', '\'']);
    segment.kind == Kind::Tag
        && *keyword == "from"
        && (source.starts_with("govuk/") || source.starts_with("moj/"))
}

fn code(inner: &str) -> String {
    let Ok(tokens) = tokens(inner) else { return inner.to_owned() };
    let mut written = String::with_capacity(inner.len() + 16);
    let mut copied = 0;
    let mut brackets: Vec<&str> = Vec::new();
    for (index, Spanned { token, start, end }) in tokens.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| &tokens[before].token);
        let after = tokens.get(index + 1).map(|next| &next.token);
        let replacement = match token {
            Token::Symbol(open @ ("(" | "[" | "{")) => {
                brackets.push(open);
                None
            }
            Token::Symbol(")" | "]" | "}") => {
                brackets.pop();
                None
            }
            Token::Symbol("===") => Some("==".to_owned()),
            Token::Symbol("!==") => Some("!=".to_owned()),
            Token::Name(name) if is_key(brackets.last(), before, after) => Some(format!("\"{name}\"")),
            Token::Name(name) if name == "null" && before != Some(&Token::Symbol(".")) => {
                Some("none".to_owned())
            }
            Token::Name(name) if name == "elseif" && index == 0 => Some("elif".to_owned()),
            _ => None,
        };
        if let Some(replacement) = replacement {
            written.push_str(&inner[copied..*start]);
            written.push_str(&replacement);
            copied = *end;
        }
    }
    written.push_str(&inner[copied..]);
    written
}

/// A name is a key when it follows `{` or a comma directly inside braces and a colon comes next.
fn is_key(bracket: Option<&&str>, before: Option<&Token>, after: Option<&Token>) -> bool {
    bracket == Some(&"{")
        && matches!(before, Some(Token::Symbol("{" | ",")))
        && matches!(after, Some(Token::Symbol(":")))
}
