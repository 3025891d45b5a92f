//! Associated data: what a ciphertext is bound to, written so that no two lists of parts look the same.

/// Joins `parts`, each preceded by its length in four bytes, so that ("ab", "c") and ("a", "bc") differ.
pub(crate) fn associated(parts: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::with_capacity(parts.iter().map(|part| part.len() + 4).sum());
    for part in parts {
        let length = u32::try_from(part.len()).expect("names and ids are far shorter than 4 GiB");
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::associated;

    #[test]
    fn moving_a_boundary_changes_the_result() {
        assert_ne!(associated(&[b"ab", b"c"]), associated(&[b"a", b"bc"]));
        assert_ne!(associated(&[b"ab"]), associated(&[b"ab", b""]));
        assert_eq!(associated(&[b"ab", b""]), b"\0\0\0\x02ab\0\0\0\0");
    }
}
