//! Numbers that are well formed, unique, and nobody's.
//!
//! Each kind comes from a counter scattered by an affine map modulo the size of its range, so numbers look drawn by
//! lot, never repeat, and need no memory of those given out.

use std::collections::BTreeMap;

use crate::AUTHORITY_CODE;

/// Letters of references: Crockford's alphabet.
const REFERENCE_LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Check letters of a UPN by remainder (DfE, UPN guide): no I, O or S.
const UPN_LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// `n` scattered over `0..size`. `step` shares no factor with `size`, so nothing comes twice before everything has come.
fn scatter(n: u64, size: u64, step: u64, start: u64) -> u64 {
    ((u128::from(n) * u128::from(step) + u128::from(start)) % u128::from(size)) as u64
}

/// The counters.
#[derive(Default)]
pub(crate) struct Numbers {
    child: u64,
    public: u64,
    nhs: u64,
    uln: u64,
    national_insurance: u64,
    home_office: u64,
    property: u64,
    family: u64,
    request: u64,
    upn: BTreeMap<(u16, u8), u16>,
}

fn next(counter: &mut u64) -> u64 {
    let now = *counter;
    *counter += 1;
    now
}

/// `n` mixed within 35 bits: each step can be undone, so two never meet, and neighbours look nothing alike.
fn mix(n: u64) -> u64 {
    const MASK: u64 = (1 << 35) - 1;
    let n = n.wrapping_mul(21_242_398_621).wrapping_add(4_095_081) & MASK;
    let n = (n ^ (n >> 18)).wrapping_mul(27_130_459_349) & MASK;
    n ^ (n >> 16)
}

/// A reference such as `P-7K3M-9QXT`, as `record` makes and checks them: seven letters and a check letter, the sum of
/// value × odd place, modulo 32.
fn reference(kind: char, n: u64) -> String {
    let n = mix(n);
    let values: [u64; 7] = std::array::from_fn(|place| (n >> (5 * place)) % 32);
    let sum: u64 = values.iter().zip((1..).step_by(2)).map(|(value, weight)| value * weight).sum();
    let letters: String = values
        .iter()
        .chain([&(sum % 32)])
        .map(|value| char::from(REFERENCE_LETTERS[*value as usize]))
        .collect();
    format!("{kind}-{}-{}", &letters[..4], &letters[4..])
}

/// The digits of `n`, which has `places` of them, leading zeros included.
fn digits(n: u64, places: usize) -> Vec<u64> {
    format!("{n:0places$}").bytes().map(|digit| u64::from(digit - b'0')).collect()
}

impl Numbers {
    /// Ten characters for returns: `M` and nine digits.
    pub fn child_id(&mut self) -> String {
        format!("M{:09}", scatter(next(&mut self.child), 1_000_000_000, 387_420_489, 120_304_051))
    }

    /// A person's public reference.
    pub fn public_ref(&mut self) -> String {
        reference('P', next(&mut self.public))
    }

    /// A request's reference.
    pub fn request_reference(&mut self) -> String {
        reference('R', next(&mut self.request))
    }

    /// A family's reference.
    pub fn family_reference(&mut self) -> String {
        reference('F', next(&mut self.family))
    }

    /// A property reference in a range no authority uses.
    pub fn uprn(&mut self) -> i64 {
        999_000_000_000 + next(&mut self.property) as i64 + 1
    }

    /// An NHS number starting 999, then 998 and so on should a million not be enough. Modulus 11, weights 10 to 2.
    pub fn nhs(&mut self) -> String {
        loop {
            let n = next(&mut self.nhs);
            let body = (999 - n / 1_000_000) * 1_000_000 + scatter(n % 1_000_000, 1_000_000, 618_033, 4_271);
            let sum: u64 =
                digits(body, 9).iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
            match (11 - sum % 11) % 11 {
                10 => continue,
                _ if body == 999_999_999 => continue, // all nines is a placeholder everywhere
                check => return format!("{body}{check}"),
            }
        }
    }

    /// A learner number starting 999: weights 10 to 1 sum to 10 modulo 11.
    pub fn uln(&mut self) -> String {
        loop {
            let n = next(&mut self.uln);
            let body = (999 - n / 1_000_000) * 1_000_000 + scatter(n % 1_000_000, 1_000_000, 414_213, 90_001);
            let sum: u64 =
                digits(body, 9).iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
            // A remainder of 0 would need a check digit of 10: such bodies are not used.
            if !sum.is_multiple_of(11) && body != 999_999_999 {
                return format!("{body}{}", 10 - sum % 11);
            }
        }
    }

    /// A National Insurance number with the prefix `CR`: right in form, but kept by HMRC for an office's own use and
    /// given to nobody (National Insurance Manual, NIM39110).
    pub fn national_insurance(&mut self) -> String {
        let n = next(&mut self.national_insurance);
        let suffix = char::from(b"ABCD"[(n % 4) as usize]);
        format!("CR{:06}{suffix}", scatter(n, 1_000_000, 271_829, 55_555))
    }

    /// A Home Office reference: a letter and seven digits.
    pub fn home_office(&mut self, initial: char) -> String {
        let letter = if initial.is_ascii_alphabetic() { initial.to_ascii_uppercase() } else { 'X' };
        format!("{letter}{:07}", scatter(next(&mut self.home_office), 9_000_000, 1_234_577, 77) + 1_000_000)
    }

    /// A UPN given by a school of Marlshire in a year. Positions 2 to 13 weighted by position, modulo 23.
    pub fn upn(&mut self, establishment: u16, year: i16) -> String {
        let year = (year % 100) as u8;
        let serial = self.upn.entry((establishment, year)).or_insert(0);
        *serial += 1;
        // A thousandth child in one year would need a new number for the school; ours have at most a few hundred.
        let body = format!("{AUTHORITY_CODE:03}{establishment:04}{year:02}{:03}", *serial % 1000);
        let sum: usize =
            body.bytes().enumerate().map(|(place, digit)| (place + 2) * usize::from(digit - b'0')).sum();
        format!("{}{body}", char::from(UPN_LETTERS[sum % 23]))
    }
}
