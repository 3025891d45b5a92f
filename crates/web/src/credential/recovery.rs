//! Ten codes on paper for the day the phone is lost. Each works once.

use std::fmt;

use keys::Randomness;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::secret::sha256;

/// How many are given out at a time.
const HOW_MANY: usize = 10;
/// Crockford's alphabet: no I, L, O or U, which are misread or make words.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Eighty bits: far beyond trying out, even with a copy of the hashes in hand, so a fast hash is enough.
const LENGTH: usize = 16;

/// One code, to be shown once and never again.
pub struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    /// Ten fresh codes. Storing their hashes replaces all earlier ones.
    pub fn generate(randomness: &mut dyn Randomness) -> Vec<Self> {
        (0..HOW_MANY)
            .map(|_| {
                let mut bytes = Zeroizing::new([0; LENGTH]);
                randomness.fill(&mut *bytes);
                Self(Zeroizing::new(
                    bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect(),
                ))
            })
            .collect()
    }

    /// As it is shown: four groups of four.
    pub fn grouped(&self) -> String {
        [&self.0[..4], &self.0[4..8], &self.0[8..12], &self.0[12..]].join("-")
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

/// What to store for a code, and what to look for when one is typed: the hash of account and code. `None` if what was
/// typed cannot be a code. Spaces, hyphens, small letters and the usual misreadings (O, I, L) are put right.
pub fn hash_recovery_code(account: Uuid, typed: &str) -> Option<[u8; 32]> {
    let mut code = Zeroizing::new(String::with_capacity(LENGTH));
    for letter in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let letter = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        if code.len() == LENGTH || !letter.is_ascii() || !LETTERS.contains(&(letter as u8)) {
            return None;
        }
        code.push(letter);
    }
    if code.len() != LENGTH {
        return None;
    }
    let mut input = Zeroizing::new(b"kith recovery code".to_vec());
    input.extend_from_slice(account.as_bytes());
    input.extend_from_slice(code.as_bytes());
    Some(sha256(&input))
}

#[cfg(test)]
mod tests {
    use keys::SeededRandomness;

    use super::*;

    #[test]
    fn ten_different_codes_that_can_be_typed_as_people_type() {
        let account = Uuid::from_u128(1);
        let codes = RecoveryCode::generate(&mut SeededRandomness::new(1));
        let hashes: std::collections::HashSet<_> =
            codes.iter().map(|code| hash_recovery_code(account, &code.grouped()).unwrap()).collect();
        assert_eq!(hashes.len(), 10);
        let code = &codes[0];
        let right = hash_recovery_code(account, &code.grouped());
        assert_eq!(hash_recovery_code(account, &format!("  {} ", code.grouped().to_lowercase())), right);
        assert_eq!(hash_recovery_code(account, &code.grouped().replace('-', " ")), right);
        assert_eq!(
            hash_recovery_code(account, "oIl0-0000-0000-0000"),
            hash_recovery_code(account, "0110000000000000")
        );
        assert_ne!(hash_recovery_code(Uuid::from_u128(2), &code.grouped()), right);
        assert_eq!(format!("{code:?}"), "RecoveryCode(..)");
    }

    #[test]
    fn what_cannot_be_a_code_is_told_at_once() {
        for wrong in
            ["", "0000-0000-0000-000", "0000-0000-0000-00000", "UUUU-0000-0000-0000", "é000-0000-0000-0000"]
        {
            assert_eq!(hash_recovery_code(Uuid::nil(), wrong), None, "{wrong}");
        }
    }
}
