//! The text of a published notice, cut into sentences that a pack can cite.

use sha2::{Digest, Sha256};

/// One sentence of a published notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Line of the text, counted from 1.
    pub line: usize,
    /// Sentence on that line, counted from 1.
    pub number: usize,
    /// The words, with white space folded to single spaces and bullets taken off.
    pub words: String,
}

impl Sentence {
    /// First eight hexadecimal digits of the SHA-256 of its words.
    pub fn hash(&self) -> String {
        Sha256::digest(&self.words).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
    }

    /// As a pack cites it: `kent-early-help 53.1 0d9af3c2`.
    pub fn citation(&self, notice: &str) -> String {
        format!("{notice} {}.{} {}", self.line, self.number, self.hash())
    }
}

/// Words after which a full stop ends no sentence.
const ABBREVIATIONS: [&str; 4] = ["Reg.", "No.", "e.g.", "i.e."];

/// Cuts a notice into sentences, line by line: a line is never joined to the next. A sentence ends at `.`, `?` or `!`
/// before a space and a capital letter or opening quotation mark. Lines without a letter or digit have none.
pub fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let folded = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let folded =
            folded.trim_start_matches('\u{feff}').trim_start_matches(['•', '-', '–', '*']).trim_start();
        if !folded.chars().any(char::is_alphanumeric) {
            continue;
        }
        for (number, words) in cut(folded).into_iter().enumerate() {
            found.push(Sentence { line: index + 1, number: number + 1, words: words.to_owned() });
        }
    }
    found
}

fn cut(line: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in line.match_indices(' ') {
        let before = &line[start..at];
        let ends =
            before.ends_with(['.', '?', '!']) && !ABBREVIATIONS.iter().any(|short| before.ends_with(short));
        let begins = line[at + 1..].chars().next().is_some_and(|c| c.is_uppercase() || "‘“'\"".contains(c));
        if ends && begins {
            sentences.push(before);
            start = at + 1;
        }
    }
    sentences.push(&line[start..]);
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(usize, usize, String)> {
        sentences(text).into_iter().map(|one| (one.line, one.number, one.words)).collect()
    }

    #[test]
    fn sentences_are_counted_on_their_line() {
        let text = "Title\n\n  • We keep  it. Then we   destroy it!\n---\nWhy? Because.";
        assert_eq!(
            words(text),
            [
                (1, 1, "Title".to_owned()),
                (3, 1, "We keep it.".to_owned()),
                (3, 2, "Then we destroy it!".to_owned()),
                (5, 1, "Why?".to_owned()),
                (5, 2, "Because.".to_owned()),
            ]
        );
    }

    #[test]
    fn a_full_stop_inside_a_sentence_ends_none() {
        for whole in [
            "(PDF, 1.4 MB) is here",
            "registered (Reg. No. Z1) now",
            "e.g. When it rains",
            "at x@y.org to ask",
        ] {
            assert_eq!(words(whole).len(), 1, "{whole}");
        }
    }

    #[test]
    fn the_hash_is_of_the_words_and_not_of_their_layout() {
        assert_eq!(sentences("• We keep it.")[0].hash(), sentences("  -  We   keep it.  ")[0].hash());
        assert_ne!(sentences("We keep it.")[0].hash(), sentences("We keep them.")[0].hash());
    }
}
