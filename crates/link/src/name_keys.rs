//! Keys stored beside a name so that an index finds names nearly the same.
//!
//! A person's keys go into one PostgreSQL `text[]` column with a GIN index; a search asks which rows share a key with
//! it. Two words one edit apart (a letter missing, added, wrong, or two exchanged) always share a key, because leaving
//! one letter out of each gives the same rest. Prefixes tell the kinds apart:
//!
//! | prefix | of | what |
//! |---|---|---|
//! | `f:` `l:` | first, last | the word, and the word with each letter left out |
//! | `fm:` `lm:` | first, last | how it sounds (Double Metaphone) |
//! | `fn:` | first | forms of the name |
//! | `fp:` `lp:` | first, last | its first 3 to 6 letters, for searching while typing |

use crate::fold::{fold, words};
use crate::{nicknames, sound};

/// How many letters of a word are kept as beginnings.
const BEGINNINGS: std::ops::RangeInclusive<usize> = 3..=6;

/// Which name a word is looked up as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// First name, known-as and middle names.
    First,
    /// Last name.
    Last,
}

/// The keys to store for one name of a person, sorted, each once. A former name is a name of its own.
pub fn keys_for_name(first: &str, middle: &str, last: &str, known_as: &str) -> Vec<String> {
    let mut keys = Vec::with_capacity(48);
    for name in [first, known_as] {
        for word in whole_and_parts(name) {
            add_near(&mut keys, Place::First, &word);
            add_sound(&mut keys, Place::First, &word);
            add_forms(&mut keys, &word);
            add_beginnings(&mut keys, Place::First, &word);
        }
    }
    // Many people go by a middle name, few search for one misspelt: as spelt and as it sounds is enough.
    for word in words(middle) {
        keys.push(key("f:", &word));
        add_sound(&mut keys, Place::First, &word);
    }
    for word in whole_and_parts(last) {
        add_near(&mut keys, Place::Last, &word);
        add_sound(&mut keys, Place::Last, &word);
        add_beginnings(&mut keys, Place::Last, &word);
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The keys to look for when `word` (folded) was typed as a first or last name.
pub fn keys_for_search(place: Place, word: &str) -> Vec<String> {
    let mut keys = Vec::with_capacity(24);
    add_near(&mut keys, place, word);
    add_sound(&mut keys, place, word);
    if place == Place::First {
        add_forms(&mut keys, word);
    }
    if BEGINNINGS.contains(&word.chars().count()) {
        keys.push(key(if place == Place::First { "fp:" } else { "lp:" }, word));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The name run together, then its words where it has several: `smithjones`, `smith`, `jones`.
fn whole_and_parts(name: &str) -> Vec<String> {
    let mut parts = words(name);
    if parts.len() > 1 {
        parts.push(fold(name));
    }
    parts
}

/// The word and the word with each letter left out once.
fn add_near(keys: &mut Vec<String>, place: Place, word: &str) {
    if word.is_empty() {
        return;
    }
    let prefix = if place == Place::First { "f:" } else { "l:" };
    keys.push(key(prefix, word));
    let mut before = None;
    for (start, letter) in word.char_indices() {
        // Leaving out either of two equal neighbours gives the same word.
        if before == Some(letter) {
            continue;
        }
        before = Some(letter);
        let rest = &word[start + letter.len_utf8()..];
        if start == 0 && rest.is_empty() {
            continue;
        }
        let mut near = String::with_capacity(prefix.len() + word.len());
        near.push_str(prefix);
        near.push_str(&word[..start]);
        near.push_str(rest);
        keys.push(near);
    }
}

fn add_sound(keys: &mut Vec<String>, place: Place, word: &str) {
    let prefix = if place == Place::First { "fm:" } else { "lm:" };
    keys.extend(sound::codes(word).iter().map(|code| key(prefix, code)));
}

fn add_forms(keys: &mut Vec<String>, word: &str) {
    keys.extend(nicknames::groups(word).iter().map(|group| key("fn:", group)));
}

fn add_beginnings(keys: &mut Vec<String>, place: Place, word: &str) {
    let prefix = if place == Place::First { "fp:" } else { "lp:" };
    for letters in BEGINNINGS {
        // The whole word is found without.
        match word.char_indices().nth(letters) {
            Some((end, _)) => keys.push(key(prefix, &word[..end])),
            None => break,
        }
    }
}

fn key(prefix: &str, text: &str) -> String {
    let mut key = String::with_capacity(prefix.len() + text.len());
    key.push_str(prefix);
    key.push_str(text);
    key
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn share(stored: &[String], place: Place, typed: &str) -> bool {
        keys_for_search(place, &fold(typed)).iter().any(|key| stored.contains(key))
    }

    fn found(first: &str, last: &str, stored: &[String]) -> bool {
        share(stored, Place::First, first) && share(stored, Place::Last, last)
    }

    #[test]
    fn charley_bankes_finds_charlie_banks() {
        let stored = keys_for_name("Charlie", "", "Banks", "");
        for (first, last) in [
            ("Charley", "Bankes"),
            ("Charles", "Banks"),
            ("Chalrie", "Bnaks"),
            ("Cha", "Ban"),
            ("Sharlie", "Bamks"),
        ] {
            assert!(found(first, last, &stored), "{first} {last}");
        }
        assert!(!found("Tommy", "Banks", &stored));
        assert!(!found("Charlie", "Williams", &stored));
    }

    #[test]
    fn either_part_of_a_double_barrelled_name_finds_it() {
        let stored = keys_for_name("Mary-Ann", "Grace", "Smith-Jones", "Polly");
        for (first, last) in [
            ("Mary", "Jones"),
            ("Maryann", "Smith"),
            ("Ann", "Smithjones"),
            ("Polly", "Jonse"),
            ("Grace", "Smith"),
        ] {
            assert!(found(first, last, &stored), "{first} {last}");
        }
    }

    #[test]
    fn empty_names_have_no_keys() {
        assert!(keys_for_name("", " ", "-", "'").is_empty());
        assert!(keys_for_search(Place::First, "").is_empty());
        assert_eq!(keys_for_name("J", "", "", ""), ["f:j", "fm:A", "fm:J"]);
    }

    #[test]
    fn keys_are_few() {
        let keys = keys_for_name("Christopher", "Alexander James", "Featherstonehaugh-Cholmondeley", "Chris");
        assert!(keys.len() < 120, "{}", keys.len());
        assert!(keys.is_sorted());
    }

    /// One edit of a word: a letter removed, added, changed, or exchanged with the next.
    fn edit(word: &str, kind: u8, at: usize, letter: char) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        let at = at % letters.len();
        match kind % 4 {
            0 => drop(letters.remove(at)),
            1 => letters.insert(at, letter),
            2 => letters[at] = letter,
            _ => {
                let next = (at + 1).min(letters.len() - 1);
                letters.swap(at, next);
            }
        }
        letters.into_iter().collect()
    }

    proptest! {
        /// The promise of the index: one edit in the first name and one in the last still share an `f:` and an `l:`.
        #[test]
        fn one_edit_in_both_names_shares_a_key(
            first in "[a-zé]{2,14}", last in "[a-zč]{2,14}",
            (kind, at, letter) in (any::<u8>(), any::<usize>(), proptest::char::range('a', 'z')),
            (kind2, at2, letter2) in (any::<u8>(), any::<usize>(), proptest::char::range('a', 'z')),
        ) {
            let stored = keys_for_name(&first, "", &last, "");
            let (first, last) = (fold(&first), fold(&last));
            let near = |place, prefix: &str, word: &str| {
                keys_for_search(place, word).iter().any(|key| key.starts_with(prefix) && stored.contains(key))
            };
            prop_assert!(near(Place::First, "f:", &edit(&first, kind, at, letter)));
            prop_assert!(near(Place::Last, "l:", &edit(&last, kind2, at2, letter2)));
        }

        #[test]
        fn any_text_gives_keys_with_known_prefixes(first in ".{0,60}", middle in ".{0,60}", last in ".{0,60}") {
            for key in keys_for_name(&first, &middle, &last, "") {
                prop_assert!(["f:", "l:", "fm:", "lm:", "fn:", "fp:", "lp:"].iter().any(|p| key.starts_with(p)), "{key}");
                prop_assert!(key.len() <= 2 * 2 + 4 * crate::fold::LONGEST);
            }
        }
    }
}
