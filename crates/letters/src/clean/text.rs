//! Text without what no printer can show.

/// What is done about words that are longer than a line may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// They may break anywhere, by spaces of no width: Typst breaks no word that it cannot hyphenate.
    Broken,
    /// They stay as they are: Word breaks them itself.
    Whole,
}

/// A word of more characters than this may be broken.
const LONG: usize = 24;
/// It may be broken after so many.
const STRIDE: usize = 8;
const NO_WIDTH: char = '\u{200B}';
const UNKNOWN: char = '\u{FFFD}';

/// Goes over every text of a document, and remembers what it had to replace.
pub struct Scrubber<'a> {
    has: &'a dyn Fn(char) -> bool,
    words: Words,
    /// Each character once, in order of first use.
    pub missing: Vec<char>,
    letters: usize,
    lost: usize,
    unreadable: bool,
}

impl<'a> Scrubber<'a> {
    pub fn new(has: &'a dyn Fn(char) -> bool, words: Words) -> Self {
        Self { has, words, missing: vec![], letters: 0, lost: 0, unreadable: false }
    }

    /// Are more letters missing than there, in any text of it? One answer in Bengali among labels in English is lost as much as a
    /// whole document is.
    pub fn unreadable(&self) -> bool {
        self.unreadable
    }

    /// Text of any number of lines: `\n` between them, none at either end.
    pub fn text(&mut self, text: &str) -> String {
        let one_kind =
            text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{0B}', '\u{0C}'], "\n");
        (self.letters, self.lost) = (0, 0);
        let known: String = one_kind.chars().filter_map(|c| self.character(c)).collect();
        self.unreadable |= self.lost * 2 > self.letters;
        let lines = known.split('\n').map(|line| self.line_of(line.trim()));
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    /// Text of one line.
    pub fn line(&mut self, text: &str) -> String {
        self.text(text).replace('\n', " ")
    }

    /// Those of the lines that say something.
    pub fn lines(&mut self, lines: &[String]) -> Vec<String> {
        lines.iter().map(|line| self.line(line)).filter(|line| !line.is_empty()).collect()
    }

    /// A line, if it says something.
    pub fn maybe(&mut self, text: Option<&str>) -> Option<String> {
        text.map(|text| self.line(text)).filter(|text| !text.is_empty())
    }

    fn character(&mut self, c: char) -> Option<char> {
        match c {
            '\n' => Some('\n'),
            '\t' => Some(' '),
            // Overrides and isolates of direction can make a line read as what it does not say.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}' => None,
            _ if c.is_control() => None,
            _ => self.printable(c),
        }
    }

    fn printable(&mut self, c: char) -> Option<char> {
        let letter = c.is_alphabetic();
        self.letters += usize::from(letter);
        if (self.has)(c) {
            return Some(c);
        }
        if invisible(c) {
            return None;
        }
        self.lost += usize::from(letter);
        if !self.missing.contains(&c) {
            self.missing.push(c);
        }
        Some(UNKNOWN)
    }

    fn line_of(&self, line: &str) -> String {
        match self.words {
            Words::Whole => line.to_owned(),
            Words::Broken => line.split(' ').map(broken).collect::<Vec<_>>().join(" "),
        }
    }
}

/// Shapes what stands beside it and shows nothing itself: left out where no typeface knows it.
fn invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{1F3FB}'..='\u{1F3FF}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// A word with places where it may break, if it is long. Never before a combining mark, nor between Arabic letters, which join.
fn broken(word: &str) -> String {
    if word.chars().count() <= LONG {
        return word.to_owned();
    }
    let mut text = String::with_capacity(word.len() * 2);
    let mut since = 0;
    for c in word.chars() {
        let may = c.is_alphanumeric() || c.is_ascii_punctuation() || c == UNKNOWN;
        if since >= STRIDE && may && !('\u{600}'..='\u{6FF}').contains(&c) {
            text.push(NO_WIDTH);
            since = 0;
        }
        text.push(c);
        since += 1;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scrub(text: &str) -> (String, Vec<char>) {
        let has = |c: char| c != '🙂' && c != '\u{FE0F}';
        let mut scrubber = Scrubber::new(&has, Words::Broken);
        (scrubber.text(text), scrubber.missing)
    }

    #[test]
    fn what_cannot_be_shown_goes_or_is_listed() {
        assert_eq!(scrub("a\u{0}b\u{7}\tc\r\nd\u{202E}\u{2066}\u{2069}"), ("ab c\nd".to_owned(), vec![]));
        assert_eq!(scrub("so 🙂\u{FE0F} 🙂"), ("so � �".to_owned(), vec!['🙂']));
        assert_eq!(scrub("#let $x [*@a\\").0, "#let $x [*@a\\");
    }

    #[test]
    fn long_words_may_break_but_never_before_a_mark() {
        let (text, _) = scrub(&"x".repeat(200));
        assert_eq!(text.chars().filter(|c| *c == NO_WIDTH).count(), 24);
        let (text, _) = scrub(&"e\u{301}".repeat(100));
        assert!(!text.contains("\u{200B}\u{301}"));
        assert!(text.contains(NO_WIDTH));
        assert!(!scrub(&"ش".repeat(60)).0.contains(NO_WIDTH));
    }
}
