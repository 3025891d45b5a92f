//! Words of a question in the words of a service.

use std::collections::BTreeMap;
use std::ops::Bound;

use crate::Service;

/// Words that narrow nothing.
const SMALL_WORDS: [&str; 32] = [
    "a", "an", "and", "any", "are", "at", "be", "by", "for", "from", "have", "help", "i", "in", "is", "me",
    "my", "near", "need", "needs", "of", "on", "or", "our", "service", "services", "the", "to", "we", "who",
    "with", "you",
];

/// The words of a text without their endings, small, in order: "School nurses" and "school nursing" are the same. An
/// apostrophe belongs to its word.
pub fn stems(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect())
        .filter(|word: &String| !word.is_empty())
        .map(|word| stem(&word))
}

/// English endings that do not change what is meant. At least three letters stay.
fn stem(word: &str) -> String {
    if let Some(start) = word.strip_suffix("ies").filter(|start| start.chars().count() >= 3) {
        return format!("{start}y");
    }
    let endings = ["ings", "ing", "es", "ed", "s", "e"];
    let without = endings.iter().find_map(|ending| {
        let start = word.strip_suffix(ending).filter(|start| start.chars().count() >= 3)?;
        // "stress" is no plural.
        (*ending != "s" || !start.ends_with('s')).then_some(start)
    });
    without.unwrap_or(word).to_owned()
}

/// The words somebody typed, as typed and as a stem, without small words.
pub(super) fn typed(text: &str) -> Vec<(String, String)> {
    let words = text.split_whitespace().flat_map(|word| stems(word).map(move |stem| (word, stem)));
    let mut typed: Vec<(String, String)> = Vec::new();
    for (word, stem) in words.take(20) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if !SMALL_WORDS.contains(&word.as_str()) && !typed.iter().any(|(_, known)| *known == stem) {
            typed.push((word, stem));
        }
    }
    typed
}

/// What a service says of what it does.
pub(super) fn described(service: &Service) -> String {
    let parts = [Some(&service.name), service.description.as_ref(), service.eligibility.as_ref()];
    // A full stop keeps phrases from forming across two texts.
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" . ")
}

/// All words by which a service may be found, without endings, and what each is worth: its best place counts.
pub(super) fn said(service: &Service) -> BTreeMap<String, u32> {
    let mut said = BTreeMap::new();
    for (text, points) in fields(service) {
        for stem in stems(text) {
            let best = said.entry(stem).or_insert(points);
            *best = points.max(*best);
        }
    }
    said
}

/// Points for these words; `None` if one of them is nowhere. A word of three letters and more also finds those that it
/// begins.
pub(super) fn points(said: &BTreeMap<String, u32>, typed: &[(String, String)]) -> Option<u32> {
    let best = |(_, wanted): &(String, String)| {
        if wanted.chars().count() < 3 {
            return said.get(wanted).copied();
        }
        let from = said.range::<str, _>((Bound::Included(wanted.as_str()), Bound::Unbounded));
        from.take_while(|(word, _)| word.starts_with(wanted.as_str())).map(|(_, points)| *points).max()
    };
    typed.iter().map(best).sum()
}

/// Texts, and what a word found there is worth.
fn fields(service: &Service) -> Vec<(&str, u32)> {
    let mut fields: Vec<(&str, u32)> = vec![(&service.name, 10)];
    fields.extend(service.terms.iter().map(|term| (term.name.as_str(), 6)));
    if let Some(organisation) = &service.organisation {
        fields.push((&organisation.name, 4));
    }
    let texts = [&service.description, &service.eligibility, &service.how_to_get_in, &service.alert];
    fields.extend(texts.into_iter().flatten().map(|text| (text.as_str(), 2)));
    fields.extend(service.areas.iter().map(|area| (area.as_str(), 2)));
    fields.extend(service.languages.iter().map(|language| (language.as_str(), 2)));
    for place in &service.places {
        let texts = [&place.name, &place.address, &place.town, &place.postcode];
        fields.extend(texts.into_iter().flatten().map(|text| (text.as_str(), 2)));
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        stems(text).collect()
    }

    #[test]
    fn forms_of_a_word_are_one() {
        for (one, other) in [
            ("School nurses", "school nursing"),
            ("Parenting", "parents"),
            ("families", "family"),
            ("Children’s centre", "childrens centres"),
            ("houses", "housing"),
        ] {
            assert_eq!(all(one), all(other));
        }
        assert_eq!(all("stress, bus & NEET!"), ["stress", "bus", "neet"]);
    }

    #[test]
    fn small_words_and_repetitions_narrow_nothing() {
        let words: Vec<String> =
            typed("Help for the young young carers!").into_iter().map(|(word, _)| word).collect();
        assert_eq!(words, ["young", "carers"]);
        assert!(typed(" — ").is_empty());
    }
}
