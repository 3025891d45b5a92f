//! Which passwords may be chosen.
//!
//! After NIST SP 800-63B and the National Cyber Security Centre: long enough, not one that guessing programs try first,
//! not the person's own name. No rules about capitals and symbols, and no forced changes: they make passwords worse.

use unicode_normalization::UnicodeNormalization;

use super::common::COMMON;

const LEAST: usize = 12;
/// Nobody types more; somebody who sends a megabyte wants to keep us busy.
const MOST: usize = 256;
/// Fewer different characters than this are not a password however long.
const DIFFERENT: usize = 5;

/// Why a password cannot be chosen, in words to put beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    /// Nothing was typed.
    #[error("Enter a password")]
    Empty,
    /// Under twelve characters.
    #[error("Password must be 12 characters or more")]
    TooShort,
    /// Over 256 characters.
    #[error("Password must be 256 characters or fewer")]
    TooLong,
    /// A well-known word or run, dressed up with digits.
    #[error("Password must not be one that is easy to guess. Three random words work well")]
    Common,
    /// Digits only, or the same few characters over and over.
    #[error("Password must have more variety. Three random words work well")]
    Monotonous,
    /// Holds the person's own name.
    #[error("Password must not contain your name or the name you sign in with")]
    OwnName,
}

/// One spelling for what looks the same, so that a phone and a computer send the same password.
pub(super) fn normalised(typed: &str) -> String {
    typed.nfkc().collect()
}

/// Judges a normalised password. `names` are the person's: sign-in name, given name, family name.
pub(super) fn judge(password: &str, names: &[&str]) -> Result<(), PasswordProblem> {
    let length = password.chars().count();
    if length == 0 {
        return Err(PasswordProblem::Empty);
    }
    if length < LEAST {
        return Err(PasswordProblem::TooShort);
    }
    if length > MOST {
        return Err(PasswordProblem::TooLong);
    }
    let lower = password.to_lowercase();
    let different: std::collections::BTreeSet<char> = lower.chars().collect();
    if different.len() < DIFFERENT || lower.chars().all(|c| c.is_numeric() || c.is_whitespace()) {
        return Err(PasswordProblem::Monotonous);
    }
    for name in names {
        let name = normalised(name).to_lowercase();
        // A name of two letters is in too many honest passwords.
        if name.chars().count() >= 3 && lower.contains(&name) {
            return Err(PasswordProblem::OwnName);
        }
    }
    let kept = signs_undone(&lower);
    let without_ends = kept.trim_matches(|c: char| c.is_ascii_digit());
    for word in [kept.as_str(), without_ends] {
        // A 1 stands for an l as often as for an i.
        for one in ['l', 'i'] {
            let word = swaps_undone(word, one);
            if [word.as_str(), unit(&word)]
                .iter()
                .any(|word| COMMON.binary_search(word).is_ok() || is_run(word))
            {
                return Err(PasswordProblem::Common);
            }
        }
    }
    Ok(())
}

/// Letters and digits alone, with the two signs that stand for letters read as such: "p@ssw0rd_2026!" is
/// "passw0rd2026".
fn signs_undone(lower: &str) -> String {
    let letter = |c| match c {
        '@' => 'a',
        '$' => 's',
        other => other,
    };
    lower.chars().map(letter).filter(|c| c.is_alphanumeric()).collect()
}

/// Digits that stand for letters read as such: "passw0rd" is "password".
fn swaps_undone(word: &str, one: char) -> String {
    let letter = |c| match c {
        '0' => 'o',
        '1' => one,
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        other => other,
    };
    word.chars().map(letter).collect()
}

/// The shortest piece that gives `word` when repeated: "abcabc" is "abc".
fn unit(word: &str) -> &str {
    let repeats = |length: &usize| {
        word.is_char_boundary(*length)
            && word.len().is_multiple_of(*length)
            && word[..*length].repeat(word.len() / length) == word
    };
    (1..word.len()).find(repeats).map_or(word, |length| &word[..length])
}

/// Three letters or more that only go up or down the alphabet.
fn is_run(word: &str) -> bool {
    let letters: Vec<u32> = word.chars().map(u32::from).collect();
    let steps = |by: i64| letters.windows(2).all(|pair| i64::from(pair[1]) - i64::from(pair[0]) == by);
    letters.len() >= 3 && (steps(1) || steps(-1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(password: &str) -> Option<PasswordProblem> {
        judge(&normalised(password), &["dana.okafor", "Dana", "Okafor", "Al"]).err()
    }

    #[test]
    fn ordinary_good_passwords_pass() {
        for good in [
            "teapot ladder violin",
            "correct pony staples",
            "Zebra-Cloud-Fern9",
            "9f#Kq2!vLm0z",
            "alpine balcony",
            "contraseña segura",
            "пароль для работы",
            "summer rain in Leeds",
            "my password is a secret teapot",
        ] {
            assert_eq!(problem(good), None, "{good}");
        }
    }

    #[test]
    fn length_counts_characters_as_people_see_them() {
        assert_eq!(problem(""), Some(PasswordProblem::Empty));
        assert_eq!(problem("teapot9ladd"), Some(PasswordProblem::TooShort));
        assert_eq!(problem("teapot9ladde"), None);
        // Eleven letters, though more bytes and (before normalising) more code points.
        assert_eq!(problem("te\u{301}apot9ladd"), Some(PasswordProblem::TooShort));
        assert_eq!(problem(&"teapot ladder ".repeat(19)), Some(PasswordProblem::TooLong));
    }

    #[test]
    fn well_known_words_are_refused_however_dressed_up() {
        for common in [
            "password1234",
            "P@ssw0rd_2026!",
            "PASSWORD-PASSWORD",
            "passwordpasswordpassword",
            "123qwertyuiop456",
            "abcdefghijklmnop",
            "zyxwvutsrqponm",
            "Welcome!!!!2026",
            "l3tm31n-pl34s3",
            "1234Summer2026",
            "safeguarding1",
            "Liverpool-FC-1892",
            "ｐａｓｓｗｏｒｄ１２３４",
            "abcdeabcdeabcde",
        ] {
            assert_eq!(problem(common), Some(PasswordProblem::Common), "{common}");
        }
    }

    #[test]
    fn digits_and_the_same_few_characters_are_refused() {
        for dull in ["123456789012", "07700 900123 4", "aaaaaaaaaaaaa", "ababababababab", "aabbccddaabbcc"] {
            assert_eq!(problem(dull), Some(PasswordProblem::Monotonous), "{dull}");
        }
    }

    #[test]
    fn the_person_s_own_names_are_refused_but_not_two_letters() {
        for own in ["dana.okafor-2026-x", "teapot OKAFOR ladder", "teapotdanaladder"] {
            assert_eq!(problem(own), Some(PasswordProblem::OwnName), "{own}");
        }
        assert_eq!(problem("alpine balcony!"), None);
    }

    #[test]
    fn the_list_is_sorted_so_that_searching_finds() {
        assert!(COMMON.is_sorted());
        for word in COMMON {
            assert!(word.chars().all(|c| c.is_ascii_lowercase()), "{word}");
        }
    }
}
