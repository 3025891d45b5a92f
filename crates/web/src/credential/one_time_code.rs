//! The six digits we email to somebody who comes back to an unfinished form.
//!
//! A code works once and bears five tries: one guess in 200,000 succeeds. How long it lasts is the council's clock
//! `return-code-expiry`.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use keys::Randomness;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::ServerSecret;
use super::secret::equal;

/// How often it may be tried.
const TRIES: i32 = 5;

/// The six digits, on their way into the email. Cannot be printed by accident.
pub struct CodeText(Zeroizing<String>);

impl CodeText {
    /// The digits.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for CodeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeText(..)")
    }
}

/// What is kept of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneTimeCode {
    /// Keyed hash of the digits and of what they open.
    pub hash: [u8; 32],
    /// When it stops working.
    pub expires_at: Timestamp,
    /// Tries so far.
    pub tries: i32,
    /// When it was used, if it was.
    pub used_at: Option<Timestamp>,
}

/// What came of a try. Unless it says `Right`, tell the person the same thing in each case but `Wrong`:
/// "the code no longer works, ask for another".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It was the code. Set `used_at`.
    Right,
    /// It was not. Add one to `tries`.
    Wrong {
        /// How many tries remain after this one.
        left: i32,
    },
    /// Tried too often; nothing was compared.
    UsedUp,
    /// Its time has passed, or it was used before; nothing was compared.
    Over,
}

impl OneTimeCode {
    /// A code for what `scope` names (a draft) that works for as long as `lasts`, and the digits to send. Only the newest code of a scope should be
    /// asked for.
    pub fn make(
        secret: &ServerSecret,
        scope: Uuid,
        lasts: SignedDuration,
        now: Timestamp,
        randomness: &mut dyn Randomness,
    ) -> (Self, CodeText) {
        let digits = CodeText(Zeroizing::new(format!("{:06}", below_a_million(randomness))));
        let hash = hash(secret, scope, digits.digits());
        (
            Self {
                hash,
                expires_at: now.saturating_add(lasts).expect("seconds are exact"),
                tries: 0,
                used_at: None,
            },
            digits,
        )
    }

    /// Compares what was typed. The caller stores what the [`Attempt`] says in the same transaction, with the row
    /// locked, so that tries made at once are all counted.
    pub fn attempt(&self, secret: &ServerSecret, scope: Uuid, typed: &str, now: Timestamp) -> Attempt {
        if self.used_at.is_some() || now >= self.expires_at {
            return Attempt::Over;
        }
        if self.tries >= TRIES {
            return Attempt::UsedUp;
        }
        // People type "123 456" and "123-456", and phones put other spaces in.
        let typed: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if equal(&hash(secret, scope, &typed), &self.hash) {
            Attempt::Right
        } else {
            Attempt::Wrong { left: TRIES - 1 - self.tries }
        }
    }
}

fn hash(secret: &ServerSecret, scope: Uuid, digits: &str) -> [u8; 32] {
    secret.tag(&[b"one-time code", scope.as_bytes(), digits.as_bytes()])
}

/// Evenly: numbers above the last whole million are thrown away.
fn below_a_million(randomness: &mut dyn Randomness) -> u32 {
    loop {
        let mut bytes = [0; 4];
        randomness.fill(&mut bytes);
        let number = u32::from_be_bytes(bytes);
        if number < 4_294_000_000 {
            return number % 1_000_000;
        }
    }
}

#[cfg(test)]
mod tests {
    use keys::SeededRandomness;

    use super::*;

    fn made() -> (ServerSecret, Uuid, Timestamp, OneTimeCode, CodeText) {
        let secret = ServerSecret::new(Zeroizing::new([1; 32]));
        let scope = Uuid::from_u128(1);
        let now: Timestamp = "2026-11-28T09:00:00Z".parse().unwrap();
        let (code, digits) = OneTimeCode::make(
            &secret,
            scope,
            SignedDuration::from_mins(15),
            now,
            &mut SeededRandomness::new(1),
        );
        (secret, scope, now, code, digits)
    }

    #[test]
    fn the_right_digits_open_their_own_draft_once() {
        let (secret, scope, now, mut code, digits) = made();
        assert!(digits.digits().len() == 6 && digits.digits().chars().all(|c| c.is_ascii_digit()));
        let spaced = format!(" {} {} ", &digits.digits()[..3], &digits.digits()[3..]);
        assert_eq!(code.attempt(&secret, scope, digits.digits(), now), Attempt::Right);
        assert_eq!(code.attempt(&secret, scope, &spaced, now), Attempt::Right);
        assert_eq!(
            code.attempt(&secret, Uuid::from_u128(2), digits.digits(), now),
            Attempt::Wrong { left: 4 }
        );
        code.used_at = Some(now);
        assert_eq!(code.attempt(&secret, scope, digits.digits(), now), Attempt::Over);
        assert_eq!(format!("{digits:?}"), "CodeText(..)");
    }

    #[test]
    fn five_tries_and_no_more() {
        let (secret, scope, now, mut code, digits) = made();
        for left in (0..5).rev() {
            for wrong in ["", "000000000", "99999a"] {
                assert_eq!(code.attempt(&secret, scope, wrong, now), Attempt::Wrong { left });
            }
            code.tries += 1;
        }
        assert_eq!(code.attempt(&secret, scope, digits.digits(), now), Attempt::UsedUp);
    }

    #[test]
    fn fifteen_minutes_and_no_longer() {
        let (secret, scope, now, code, digits) = made();
        let after =
            |seconds| code.attempt(&secret, scope, digits.digits(), now + SignedDuration::from_secs(seconds));
        assert_eq!(after(15 * 60 - 1), Attempt::Right);
        assert_eq!(after(15 * 60), Attempt::Over);
    }

    #[test]
    fn digits_are_spread_evenly_and_zeros_in_front_are_kept() {
        let mut randomness = SeededRandomness::new(3);
        let mut first_digits = [0; 10];
        for _ in 0..20_000 {
            first_digits[(below_a_million(&mut randomness) / 100_000) as usize] += 1;
        }
        assert!(first_digits.iter().all(|count| (1_800..2_200).contains(count)), "{first_digits:?}");

        struct Scripted(Vec<u32>);
        impl Randomness for Scripted {
            fn fill(&mut self, out: &mut [u8]) {
                out.copy_from_slice(&self.0.remove(0).to_be_bytes());
            }
        }
        assert_eq!(below_a_million(&mut Scripted(vec![u32::MAX, 4_294_000_000, 1_000_007])), 7);
        let (secret, scope, now, ..) = made();
        assert_eq!(
            OneTimeCode::make(&secret, scope, SignedDuration::from_mins(15), now, &mut Scripted(vec![7]))
                .1
                .digits(),
            "000007"
        );
    }
}
