//! AES-256-GCM-SIV over one message. Nothing here decides what a message is bound to.

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, Nonce, UnboundKey};
use zeroize::Zeroizing;

use crate::Error;

/// Bytes of a key.
pub(crate) const KEY: usize = 32;
/// Bytes of a nonce.
pub(crate) const NONCE: usize = 12;
/// Bytes the cipher adds to prove nothing was changed.
pub(crate) const TAG: usize = 16;

fn prepare(key: &[u8; KEY]) -> LessSafeKey {
    LessSafeKey::new(UnboundKey::new(&AES_256_GCM_SIV, key).expect("a 32-byte key is always accepted"))
}

/// Appends ciphertext and tag of `plaintext` to `out`.
pub(crate) fn encrypt(
    key: &[u8; KEY],
    nonce: [u8; NONCE],
    associated: &[u8],
    plaintext: &[u8],
    out: &mut Vec<u8>,
) -> Result<(), Error> {
    // A buffer of its own, wiped afterwards, so that a failure cannot leave plaintext in `out`.
    let mut buffer = Zeroizing::new(Vec::with_capacity(plaintext.len() + TAG));
    buffer.extend_from_slice(plaintext);
    prepare(key)
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(associated), &mut *buffer)
        .map_err(|_| Error::TooLong)?;
    out.extend_from_slice(&buffer);
    Ok(())
}

/// The plaintext of `ciphertext` (which ends with the tag), or [`Error::CannotOpen`].
pub(crate) fn decrypt(
    key: &[u8; KEY],
    nonce: [u8; NONCE],
    associated: &[u8],
    ciphertext: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut buffer = Zeroizing::new(ciphertext.to_vec());
    let length = prepare(key)
        .open_in_place(Nonce::assume_unique_for_key(nonce), Aad::from(associated), &mut buffer)
        .map_err(|_| Error::CannotOpen)?
        .len();
    buffer.truncate(length);
    Ok(buffer)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8452, appendix C.2: that this really is the cipher the documents name.
    #[test]
    fn the_standard_s_own_example() {
        let mut key = [0; KEY];
        key[0] = 1;
        let mut nonce = [0; NONCE];
        nonce[0] = 3;
        let mut out = Vec::new();
        encrypt(&key, nonce, b"", b"", &mut out).unwrap();
        assert_eq!(crate::hex::encode(&out), "07f5f4169bbf55a8400cd47ea6fd400f");
        let mut out = Vec::new();
        encrypt(&key, nonce, b"", &[1, 0, 0, 0, 0, 0, 0, 0], &mut out).unwrap();
        assert_eq!(crate::hex::encode(&out), "c2ef328e5c71c83b843122130f7364b761e0b97427e3df28");
    }
}
