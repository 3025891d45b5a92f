//! Hexadecimal, lower case, for fingerprints and the key file.

/// Two digits a byte.
pub(crate) fn encode(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    out
}

/// Fills `out` from exactly twice as many digits; `None` for anything else.
pub(crate) fn decode_into(digits: &str, out: &mut [u8]) -> Option<()> {
    let digits = digits.as_bytes();
    if digits.len() != out.len() * 2 {
        return None;
    }
    for (byte, pair) in out.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = value(pair[0])? << 4 | value(pair[1])?;
    }
    Some(())
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let bytes: Vec<u8> = (0..=255).collect();
        let mut back = vec![0; 256];
        assert_eq!(decode_into(&encode(&bytes), &mut back), Some(()));
        assert_eq!(back, bytes);
        assert_eq!(encode(&[0, 0x9a, 255]), "009aff");
    }

    #[test]
    fn anything_else_is_refused() {
        for wrong in ["", "0", "000", "0g", " 0", "+1", "é"] {
            assert_eq!(decode_into(wrong, &mut [0]), None, "{wrong}");
        }
    }
}
