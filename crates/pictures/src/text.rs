//! How wide words are, roughly, and how they are broken into lines. A server has no fonts, so this errs on the wide side
//! of Arial: a label may get a little more room than it needs, never too little.

/// What takes the place of the rest where words do not fit.
const CUT: char = '…';

/// The width of `text` at a font size, both in the picture's units.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size * 1.04
}

/// The width of one character in ems.
fn advance(c: char) -> f64 {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        'i' | 'j' | 'l' | '\'' | '|' => 0.25,
        ' ' | 'f' | 't' | 'I' | '.' | ',' | ':' | ';' | '!' | '/' => 0.29,
        'r' | '(' | ')' | '[' | ']' | '-' | '"' | '*' => 0.36,
        'm' | 'w' | '…' | '—' => 0.9,
        'M' | 'W' | '@' | '%' => 0.96,
        'a'..='z' | '0'..='9' => 0.56,
        'A'..='Z' => 0.74,
        c if c < '\u{1100}' => 0.72,
        _ => 1.05,
    }
}

/// `text` in lines no wider than `most`, at most `lines` of them (at least one). Broken between words and after hyphens;
/// a word that is too long by itself is broken anywhere. What does not fit ends in "…".
pub(crate) fn wrap(text: &str, most: f64, size: f64, lines: usize) -> Vec<String> {
    let mut done: Vec<String> = vec![];
    let mut line = String::new();
    for piece in pieces(text) {
        let joined = format!("{line}{piece}");
        if width(joined.trim_end(), size) <= most {
            line = joined;
            continue;
        }
        if !line.trim().is_empty() {
            done.push(line.trim_end().to_owned());
        }
        line = String::new();
        for c in piece.chars() {
            if width(&line, size) + advance(c) * size * 1.04 > most && !line.is_empty() && advance(c) > 0.0 {
                done.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.trim().is_empty() {
        done.push(line.trim_end().to_owned());
    }
    if done.len() > lines.max(1) {
        done.truncate(lines.max(1));
        if let Some(last) = done.last_mut() {
            while !last.is_empty() && width(last, size) + advance(CUT) * size > most {
                last.pop();
            }
            last.push(CUT);
        }
    }
    done
}

/// Words with the space or hyphen that follows each.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![];
    let mut piece = String::new();
    for c in text.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c == ' ' && piece.is_empty() {
            continue;
        }
        piece.push(c);
        if c == ' ' || c == '-' {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_between_words_then_inside_them_then_cuts() {
        assert_eq!(wrap("Rachel Banks", 60.0, 14.0, 3), ["Rachel", "Banks"]);
        assert_eq!(wrap("  ", 60.0, 14.0, 3), Vec::<String>::new());
        let long = wrap("Featherstonehaugh-Cholmondeley-Marjoribanks", 80.0, 14.0, 2);
        assert_eq!(long.len(), 2);
        assert!(long[1].ends_with('…'));
        for line in &long {
            assert!(width(line, 14.0) <= 82.0, "{line}");
        }
    }
}
