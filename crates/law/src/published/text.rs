//! A piece of text: words, each in a language, some of them links.

use serde::Serialize;

/// Text as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Span>);

/// Words in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The words.
    pub words: String,
    /// Their language, where it is not the document's: `en`.
    pub lang: Option<&'static str>,
    /// The address they lead to.
    pub href: Option<String>,
}

impl Text {
    /// Words in the document's language.
    pub fn plain(words: impl Into<String>) -> Text {
        Text(vec![Span { words: words.into(), lang: None, href: None }])
    }

    /// English words in a document that is not.
    pub fn english(words: impl Into<String>) -> Text {
        Text(vec![Span { words: words.into(), lang: Some("en"), href: None }])
    }

    /// Words that lead somewhere.
    pub fn link(words: impl Into<String>, href: impl Into<String>) -> Text {
        Text(vec![Span { words: words.into(), lang: None, href: Some(href.into()) }])
    }

    /// A phrase with texts in its places in {braces}.
    pub(super) fn fill(phrase: &str, places: &[(&str, &Text)]) -> Text {
        let mut spans = Vec::new();
        let mut rest = phrase;
        while let Some((before, place, after)) = next_place(rest) {
            push(&mut spans, before);
            match places.iter().find(|(name, _)| *name == place) {
                Some((_, text)) => spans.extend(text.0.iter().cloned()),
                None => push(&mut spans, &format!("{{{place}}}")),
            }
            rest = after;
        }
        push(&mut spans, rest);
        Text(spans)
    }

    /// Several texts one after the other, with `between` between them.
    pub(super) fn joined(texts: &[Text], between: &str) -> Text {
        let mut spans = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            if index > 0 {
                push(&mut spans, between);
            }
            spans.extend(text.0.iter().cloned());
        }
        Text(spans)
    }

    /// The words alone.
    pub fn words(&self) -> String {
        self.0.iter().map(|span| span.words.as_str()).collect()
    }

    /// Whether any of it is not in the document's language.
    pub fn is_partly_english(&self) -> bool {
        self.0.iter().any(|span| span.lang.is_some())
    }
}

fn push(spans: &mut Vec<Span>, words: &str) {
    if !words.is_empty() {
        spans.push(Span { words: words.to_owned(), lang: None, href: None });
    }
}

/// What stands before the next place in braces, its name, and what stands after.
fn next_place(phrase: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = phrase.split_once('{')?;
    let (place, after) = rest.split_once('}')?;
    Some((before, place, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_keeps_the_language_of_what_is_put_into_it() {
        let text = Text::fill("Powód: {why}.", &[("why", &Text::english("to help"))]);
        assert_eq!(text.words(), "Powód: to help.");
        assert!(text.is_partly_english() && text.0[1].lang == Some("en") && text.0[0].lang.is_none());
        let missing = Text::fill("{a} and {b}", &[("a", &Text::plain("one"))]);
        assert_eq!(missing.words(), "one and {b}", "a place nobody fills stays to be seen");
    }
}
