//! Texts of a feed made plain: real feeds hold markup, entities and marks that no family should see.

use jiff::civil::Date;

/// The most characters that are kept of one text.
pub const LONGEST: usize = 20_000;

/// Tags that web editors leave behind. Others are left as they are: "under <5" is no tag.
const TAGS: [&str; 30] = [
    "a",
    "b",
    "blockquote",
    "br",
    "div",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "li",
    "o:p",
    "ol",
    "p",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "td",
    "tr",
    "u",
    "ul",
];
/// Those of them that end a line.
const LINE_TAGS: [&str; 14] =
    ["blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "p", "table", "tr"];

/// A text without markup, entities, control and direction characters, and needless white space. `None` if nothing is
/// left. At most [`LONGEST`] characters are kept.
pub fn plain(text: &str) -> Option<String> {
    // Markup may take many times the room of the words, but not any: a text of nothing else is not looked through.
    let end = text.char_indices().nth(10 * LONGEST).map_or(text.len(), |(end, _)| end);
    let decoded = without_entities(&without_tags(&text[..end]));
    let visible: String = decoded.chars().filter_map(visible).collect();
    let mut lines: Vec<&str> = Vec::new();
    for line in visible.lines().map(str::trim) {
        if !(line.is_empty() && lines.last().is_none_or(|before| before.is_empty())) {
            lines.push(line);
        }
    }
    let whole = lines.join("\n");
    let cut: String = whole.trim().chars().take(LONGEST).collect();
    let cut = cut.trim_end();
    (!cut.is_empty()).then(|| cut.to_owned())
}

/// A text such that [`plain`] gives it back: entities are written only where they are needed.
pub(crate) fn for_publishing(text: &str) -> String {
    if plain(text).as_deref() == Some(text) {
        return text.to_owned();
    }
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A day such as "3 September 2026".
pub(crate) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// "one", "one and two", "one, two and three".
pub(crate) fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// A text with its first letter large.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Invisible characters that turn text round or hide in it go; white space of every kind is a space or a new line.
fn visible(c: char) -> Option<char> {
    match c {
        '\n' => Some('\n'),
        '\t' | '\u{a0}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => None,
        c if c.is_control() => None,
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    }
}

fn without_tags(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        kept.push_str(&rest[..start]);
        rest = &rest[start..];
        match tag(rest) {
            Some((name, length)) => {
                if LINE_TAGS.contains(&name.as_str()) {
                    kept.push('\n');
                }
                rest = &rest[length..];
            }
            None => {
                kept.push('<');
                rest = &rest[1..];
            }
        }
    }
    kept.push_str(rest);
    kept
}

/// The tag that `text` begins with: its name and how many bytes it takes.
fn tag(text: &str) -> Option<(String, usize)> {
    let inside = text.strip_prefix('<')?;
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let name: String = inside
        .chars()
        .take(12)
        .take_while(|c| c.is_ascii_alphanumeric() || *c == ':')
        .flat_map(char::to_lowercase)
        .collect();
    let after = inside.get(name.len()..)?.chars().next()?;
    let ends = after == '>' || after == '/' || after.is_ascii_whitespace();
    if !ends || !TAGS.contains(&name.as_str()) {
        return None;
    }
    let length = text.bytes().take(2_000).position(|byte| byte == b'>')? + 1;
    Some((name, length))
}

/// Each entity once: what an entity stands for is not read again.
fn without_entities(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        kept.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.bytes().take(10).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((c, end)) => {
                kept.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                kept.push('&');
                rest = &rest[1..];
            }
        }
    }
    kept.push_str(rest);
    kept
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "pound" => '£',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "hellip" => '…',
        "bull" => '•',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_web_editors_leave_behind_goes() {
        let text = "<p>Talk &amp; play&nbsp;for <strong>under 5s</strong>.</p>\r\n\r\n<p>Ring <a href=\"x\">us</a><br/>now</p>";
        assert_eq!(plain(text).as_deref(), Some("Talk & play for under 5s.\n\nRing us\nnow"));
    }

    #[test]
    fn what_only_looks_like_markup_stays() {
        for text in ["children <5 or >11", "Q&A; B&B", "a <bold> idea", "R&D &unknown; &", "<"] {
            assert_eq!(plain(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn hidden_characters_go_and_nothing_is_none() {
        assert_eq!(plain("Safe\u{202e}txt\u{0}\u{200b}").as_deref(), Some("Safetxt"));
        assert_eq!(plain(" \n\t <p></p> "), None);
        assert_eq!(plain(&"é".repeat(LONGEST + 5)).map(|kept| kept.chars().count()), Some(LONGEST));
    }

    proptest! {
        #[test]
        fn a_plain_text_comes_back_from_publishing(text in "[a-z<>&;#/ \n]{0,40}|&(amp|lt|#38);(lt|b);|\\PC{0,40}") {
            if let Some(text) = plain(&text) {
                prop_assert_eq!(plain(&for_publishing(&text)), Some(text));
            }
        }
    }
}
