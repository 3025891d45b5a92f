//! A citation: which sentence of which published notice an entry of the pack keeps.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// One sentence of a published notice, written `kent-early-help 53.1 0d9af3c2`: the notice's file without `.txt`, line and
/// sentence counted from 1 ([`crate::notice_text::sentences`]), and the sentence's hash, so that a notice that changes
/// under the pack is noticed.
#[derive(Debug, Clone)]
pub struct Cite {
    /// The notice's file, without `.txt`.
    pub notice: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Sentence on the line, counted from 1.
    pub sentence: usize,
    /// First eight hexadecimal digits of the sentence's SHA-256, white space folded.
    pub hash: String,
    at: usize,
}

impl Cite {
    /// How many bytes into its file the citation was written.
    pub fn at(&self) -> usize {
        self.at
    }

    fn parse(text: &str, at: usize) -> Option<Cite> {
        let mut words = text.split(' ');
        let (notice, place, hash) = (words.next()?, words.next()?, words.next()?);
        let (line, sentence) = place.split_once('.')?;
        let fits = words.next().is_none()
            && hash.len() == 8
            && hash.bytes().all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(&c));
        let cite = Cite {
            notice: notice.to_owned(),
            line: line.parse().ok()?,
            sentence: sentence.parse().ok()?,
            hash: hash.to_owned(),
            at,
        };
        (fits && cite.line > 0 && cite.sentence > 0).then_some(cite)
    }
}

impl std::fmt::Display for Cite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}.{} {}", self.notice, self.line, self.sentence, self.hash)
    }
}

/// Two citations are equal when they name the same sentence, wherever they are written.
impl PartialEq for Cite {
    fn eq(&self, other: &Cite) -> bool {
        (&self.notice, self.line, self.sentence) == (&other.notice, other.line, other.sentence)
    }
}

impl Eq for Cite {}

impl<'de> Deserialize<'de> for Cite {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Cite, D::Error> {
        let written = toml::Spanned::<String>::deserialize(from)?;
        let at = written.span().start;
        let text = written.into_inner();
        Cite::parse(&text, at).ok_or_else(|| {
            D::Error::custom(format!(
                "‘{text}’ is not a citation, expected file, line.sentence and hash, such as \"kent-early-help 53.1 0d9af3c2\"; \
                 kith council sentences prints them"
            ))
        })
    }
}

impl Serialize for Cite {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_read_back_as_written() {
        let text = "kent-early-help 53.1 0d9af3c2";
        assert_eq!(Cite::parse(text, 0).expect(text).to_string(), text);
    }

    #[test]
    fn what_is_not_a_citation_is_refused() {
        for text in [
            "",
            "kent-early-help",
            "kent-early-help 53 0d9af3c2",
            "kent-early-help 0.1 0d9af3c2",
            "kent-early-help 53.0 0d9af3c2",
            "kent-early-help 53.1 0D9AF3C2",
            "kent-early-help 53.1 0d9af3",
            "kent-early-help 53.1 0d9af3c2 more",
        ] {
            assert!(Cite::parse(text, 0).is_none(), "{text}");
        }
    }
}
