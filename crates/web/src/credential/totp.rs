//! Codes from an authenticator app: TOTP (RFC 6238) with SHA-1, six digits, thirty seconds, which every app speaks.
//!
//! A code counts from one step before its time to one after, for clocks that are a little out, and never twice.

use std::fmt;

use jiff::Timestamp;
use keys::Randomness;
use totp_rs::{Algorithm, Builder};
use zeroize::Zeroizing;

const STEP_SECONDS: u64 = 30;
const STEPS_EITHER_SIDE: u16 = 1;

/// The secret an account shares with its authenticator app: 160 bits, as RFC 4226 recommends. Stored sealed.
pub struct Totp(Zeroizing<[u8; 20]>);

/// Why a code was refused. Tell the person only that it was not right; the difference is for the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TotpProblem {
    /// Not the code of this moment.
    #[error("the code is not right")]
    Wrong,
    /// The right code, but it (or a later one) was used before.
    #[error("the code was used before")]
    Replayed,
}

impl Totp {
    /// A fresh secret.
    pub fn generate(randomness: &mut dyn Randomness) -> Self {
        let mut bytes = Zeroizing::new([0; 20]);
        randomness.fill(&mut *bytes);
        Self(bytes)
    }

    /// From the opened bytes; `None` if there are not twenty.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// The bytes to seal.
    pub fn as_bytes(&self) -> &[u8] {
        &*self.0
    }

    /// The secret as it is typed into an app by hand: base 32 in groups of four.
    pub fn typed_by_hand(&self) -> Zeroizing<String> {
        let text = Zeroizing::new(totp_rs::Secret::from(self.0.to_vec()).to_base32());
        let mut grouped = Zeroizing::new(String::with_capacity(text.len() * 5 / 4));
        for (number, letter) in text.chars().enumerate() {
            if number > 0 && number % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(letter);
        }
        grouped
    }

    /// The link that sets up an app (`otpauth://…`); draw it with [`qr_svg`](super::qr_svg).
    ///
    /// Colons, which the format cannot carry, are left out of both names.
    pub fn link(&self, service: &str, sign_in_name: &str) -> Zeroizing<String> {
        let plain = |text: &str| {
            let kept: String = text.chars().filter(|c| *c != ':').collect();
            if kept.is_empty() { "account".to_owned() } else { kept }
        };
        let totp = self.builder().with_account_name(plain(sign_in_name)).with_issuer(Some(plain(service)));
        let totp = totp.build().expect("twenty bytes, six digits and names without colons");
        Zeroizing::new(totp.to_url().expect("the account has a name"))
    }

    /// Checks a code. `last_step` is the step of the last code accepted for this account; on success store the step
    /// returned in its place, in the same transaction and only if it is greater.
    ///
    /// # Errors
    /// [`TotpProblem`].
    pub fn check(&self, typed: &str, now: Timestamp, last_step: Option<i64>) -> Result<i64, TotpProblem> {
        let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let second = u64::try_from(now.as_second()).map_err(|_| TotpProblem::Wrong)?;
        let totp = self.builder().build().expect("twenty bytes and six digits");
        let step = totp.check(&typed, second).ok_or(TotpProblem::Wrong)?;
        let step = i64::try_from(step).map_err(|_| TotpProblem::Wrong)?;
        if last_step.is_some_and(|last| step <= last) { Err(TotpProblem::Replayed) } else { Ok(step) }
    }

    /// The code of a moment: for the demo, which has no app, and for tests.
    pub fn code_at(&self, now: Timestamp) -> String {
        let second = u64::try_from(now.as_second()).unwrap_or_default();
        self.builder().build().expect("twenty bytes and six digits").generate(second).to_string()
    }

    fn builder(&self) -> Builder {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_skew(STEPS_EITHER_SIDE)
            .with_step_duration(STEP_SECONDS)
            .with_secret(self.0.to_vec())
    }
}

impl fmt::Debug for Totp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Totp(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standard() -> Totp {
        Totp::from_bytes(b"12345678901234567890").unwrap()
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// RFC 6238, appendix B, the SHA-1 rows, last six of eight digits.
    #[test]
    fn the_standard_s_own_examples() {
        let rows = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ];
        for (second, code) in rows {
            assert_eq!(standard().check(code, at(second), None), Ok(second / 30), "{second}");
            assert_eq!(standard().code_at(at(second)), code, "zeros in front are kept");
        }
    }

    #[test]
    fn one_step_early_or_late_but_not_two() {
        let step = 1_111_111_111 / 30;
        let check = |second: i64| standard().check("050471", at(second), None);
        for second in [step * 30 - 30, step * 30, step * 30 + 59] {
            assert_eq!(check(second), Ok(step), "{second}");
        }
        for second in [step * 30 - 31, step * 30 + 60] {
            assert_eq!(check(second), Err(TotpProblem::Wrong), "{second}");
        }
    }

    #[test]
    fn a_code_never_works_twice_nor_after_a_later_one() {
        let now = at(1_111_111_111);
        let step = standard().check("050 471", now, None).unwrap();
        assert_eq!(standard().check("050471", now, Some(step)), Err(TotpProblem::Replayed));
        assert_eq!(standard().check("050471", now, Some(step + 1)), Err(TotpProblem::Replayed));
        assert_eq!(standard().check("050471", now, Some(step - 1)), Ok(step));
    }

    #[test]
    fn what_is_not_a_code_is_wrong() {
        for wrong in ["", "50471", "0050471", "+50471", "05O471", "-50471", "٠٥٠٤٧١"] {
            assert_eq!(standard().check(wrong, at(1_111_111_111), None), Err(TotpProblem::Wrong), "{wrong}");
        }
        assert_eq!(standard().check("050471", at(-5), None), Err(TotpProblem::Wrong));
        assert!(Totp::from_bytes(b"short").is_none());
    }

    #[test]
    fn an_app_can_be_set_up_by_link_or_by_hand() {
        assert_eq!(*standard().typed_by_hand(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let link = standard().link("Kith: Marlshire & Co", "dana.okafor");
        assert!(link.starts_with("otpauth://totp/"), "{}", *link);
        assert!(link.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{}", *link);
        assert!(link.contains("dana.okafor") && link.contains("Marlshire%20%26%20Co"), "{}", *link);
        assert!(standard().link("::", "").starts_with("otpauth://totp/"));
        assert_eq!(format!("{:?}", standard()), "Totp(..)");
    }
}
