//! Cuts a template into text, comments, `{{ … }}` and `{% … %}`.

use crate::Error;

/// What kind of piece a [`Segment`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Plain text, and anything between `{% raw %}` and `{% endraw %}`.
    Text,
    /// `{# … #}`
    Comment,
    /// `{{ … }}`
    Output,
    /// `{% … %}`
    Tag,
}

/// One piece of a template. Putting `open + inner + close` of all pieces together gives the source again.
#[derive(Clone, Copy, Debug)]
pub struct Segment<'a> {
    /// What it is.
    pub kind: Kind,
    /// `{{`, `{{-`, `{%-` and so on; empty for text.
    pub open: &'a str,
    /// What stands between the delimiters, or the text itself.
    pub inner: &'a str,
    /// `}}`, `-}}`, `-%}` and so on; empty for text.
    pub close: &'a str,
    /// Line the piece starts on, counted from 1.
    pub line: usize,
}

/// Cuts `source` into its pieces.
///
/// A `}}` inside a nested dictionary or a string does not end an output, so `{{ f({a: {b: 1}}) }}` works here
/// although Nunjucks itself would need a space between the braces.
pub fn split<'a>(template: &str, source: &'a str) -> Result<Vec<Segment<'a>>, Error> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut raw = false;
    while at < source.len() {
        let rest = &source[at..];
        let line = line_at(source, at);
        let Some(start) = next_open(rest) else {
            pieces.push(Segment { kind: Kind::Text, open: "", inner: rest, close: "", line });
            break;
        };
        if start > 0 {
            pieces.push(Segment { kind: Kind::Text, open: "", inner: &rest[..start], close: "", line });
        }
        let line = line_at(source, at + start);
        let piece = &rest[start..];
        let (kind, end) = match &piece[..2] {
            "{#" => (Kind::Comment, piece.find("#}")),
            "{{" => (Kind::Output, code_end(piece, "}}")),
            _ => (Kind::Tag, code_end(piece, "%}")),
        };
        let end = end.ok_or_else(|| Error::syntax(template, line, "this tag is never closed"))?;
        let segment = dress(kind, &piece[..end + 2], line);
        match segment.inner.trim() {
            "endraw" if kind == Kind::Tag => raw = false,
            "raw" if kind == Kind::Tag => raw = true,
            _ if raw => {
                pieces.push(Segment {
                    kind: Kind::Text,
                    open: "",
                    inner: &piece[..end + 2],
                    close: "",
                    line,
                });
                at += start + end + 2;
                continue;
            }
            _ => {}
        }
        pieces.push(segment);
        at += start + end + 2;
    }
    Ok(pieces)
}

/// The line of a byte offset, counted from 1.
pub fn line_at(source: &str, offset: usize) -> usize {
    1 + source.as_bytes()[..offset].iter().filter(|&&byte| byte == b'\n').count()
}

fn next_open(text: &str) -> Option<usize> {
    ["{{", "{%", "{#"].iter().filter_map(|open| text.find(open)).min()
}

/// Where the closing delimiter of a piece of code starts, skipping strings and nested brackets.
fn code_end(piece: &str, close: &str) -> Option<usize> {
    let bytes = piece.as_bytes();
    let mut depth = 0_usize;
    let mut at = 2;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'') => {
                at += 1;
                while at < bytes.len() && bytes[at] != quote {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
            }
            _ if depth == 0 && piece[at..].starts_with(close) => return Some(at),
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
        while at < bytes.len() && !piece.is_char_boundary(at) {
            at += 1;
        }
    }
    None
}

/// Splits a whole tag into delimiters and content, white-space control (`-`) going with the delimiters.
fn dress(kind: Kind, whole: &str, line: usize) -> Segment<'_> {
    let open = if whole[2..].starts_with('-') { 3 } else { 2 };
    let close = whole.len() - if whole[..whole.len() - 2].ends_with('-') { 3 } else { 2 };
    let close = close.max(open);
    Segment { kind, open: &whole[..open], inner: &whole[open..close], close: &whole[close..], line }
}
