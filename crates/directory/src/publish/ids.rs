//! Identifiers for what has none of its own: the same each time a service is published, without a random number.

/// A UUID of version 8 (RFC 9562: made in one's own way) from a text.
pub(super) fn derived(text: &str) -> String {
    // FNV-1a with 128 bits. Nobody gains by a collision here: it would only merge two entries of one's own feed.
    let hash = text.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    });
    let with_version = hash & !(0xf << 76) | (0x8 << 76);
    let digits = format!("{:032x}", with_version & !(0b11 << 62) | (0b10 << 62));
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

/// The identifier of something that belongs to a service.
pub(super) fn child(service: &str, what: &str) -> String {
    derived(&format!("{} {what}", service.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::feed::is_uuid;

    #[test]
    fn each_is_a_uuid_of_its_own_and_stays_the_same() {
        let all: BTreeSet<String> = (0..1_000).map(|n| child("a", &format!("place {n}"))).collect();
        assert_eq!(all.len(), 1_000);
        assert!(all.iter().all(|id| is_uuid(id) && id.as_bytes()[14] == b'8'));
        assert!(all.iter().all(|id| matches!(id.as_bytes()[19], b'8' | b'9' | b'a' | b'b')));
        assert_eq!(derived("x"), derived("x"));
    }
}
