//! References people read aloud: they reveal nothing, and a slip of one character is noticed.
//!
//! `R-7K3M-9QXT`: a letter for what it is, seven random characters of Crockford's alphabet (no I, L, O or U), and a
//! check character: the sum of the seven, each weighted by its odd position number, modulo 32. An odd weight has an
//! inverse modulo 32, so any single wrong character changes the check.

use crate::Store;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A fresh reference. `letter`: R for a request, P for a person, F for a family.
pub fn generate(store: &Store, letter: char) -> String {
    let mut bytes = [0u8; 7];
    store.fill(&mut bytes);
    from_values(letter, bytes.map(|byte| byte % 32))
}

/// A fresh ten-character child id for statutory returns: letters and digits that mean nothing.
pub fn child_id(store: &Store) -> String {
    let mut bytes = [0u8; 10];
    store.fill(&mut bytes);
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

/// The canonical spelling of a reference as typed (any case, spaces or dashes, O for 0, I or L for 1), or `None` when
/// it is not one or its check character is wrong.
pub fn parse(typed: &str) -> Option<String> {
    let mut characters =
        typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase());
    let letter = characters.next().filter(|c| "RPF".contains(*c))?;
    let values: Vec<u8> = characters.map(value).collect::<Option<_>>()?;
    let (check, body) = values.split_last()?;
    let body: [u8; 7] = body.try_into().ok()?;
    (check_of(&body) == *check).then(|| from_values(letter, body))
}

fn from_values(letter: char, values: [u8; 7]) -> String {
    let mut text: Vec<char> = values.iter().map(|v| char::from(ALPHABET[usize::from(*v)])).collect();
    text.push(char::from(ALPHABET[usize::from(check_of(&values))]));
    let (front, back) = text.split_at(4);
    format!("{letter}-{}-{}", String::from_iter(front), String::from_iter(back))
}

fn check_of(values: &[u8; 7]) -> u8 {
    let sum: u32 = values.iter().enumerate().map(|(i, v)| u32::from(*v) * (2 * i as u32 + 1)).sum();
    (sum % 32) as u8
}

fn value(c: char) -> Option<u8> {
    let c = match c {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    ALPHABET.iter().position(|a| char::from(*a) == c).map(|i| i as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_it_writes_however_it_is_typed() {
        let reference = from_values('R', [7, 0, 31, 1, 9, 22, 5]);
        assert_eq!(parse(&reference).as_deref(), Some(reference.as_str()));
        assert_eq!(parse(&reference.to_lowercase().replace('-', " ")).as_deref(), Some(reference.as_str()));
        assert_eq!(
            parse(&reference.replace('0', "o").replace('1', "l")).as_deref(),
            Some(reference.as_str())
        );
    }

    #[test]
    fn notices_every_single_wrong_character() {
        let reference = from_values('P', [3, 14, 15, 9, 2, 6, 5]);
        for at in [2, 3, 4, 5, 7, 8, 9, 10] {
            for other in ALPHABET {
                let mut wrong = reference.clone().into_bytes();
                if wrong[at] != *other {
                    wrong[at] = *other;
                    assert_eq!(parse(&String::from_utf8(wrong).expect("ascii")), None, "position {at}");
                }
            }
        }
    }

    #[test]
    fn refuses_what_is_not_a_reference() {
        for typed in ["", "R", "R-1234", "X-1234-5678", "R-1234-56789", "Ř-1234-5678"] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }
}
