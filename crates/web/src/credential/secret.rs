//! The server's own key for tokens and codes, and the few operations done with it.

use aws_lc_rs::{constant_time, digest, hmac};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

/// Thirty-two bytes that only the server knows. One is taken from the master key at start
/// (`master.working_key("web")`); when the master changes, open forms ask people to send again, and no more.
pub struct ServerSecret(Zeroizing<[u8; 32]>);

impl ServerSecret {
    /// From the bytes.
    pub fn new(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }

    /// HMAC-SHA-256 over `parts`, each preceded by its length so that no two lists look alike.
    pub(super) fn tag(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, &*self.0));
        for part in parts {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part);
        }
        context.sign().as_ref().try_into().expect("SHA-256 gives 32 bytes")
    }
}

impl std::fmt::Debug for ServerSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ServerSecret(..)")
    }
}

pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    digest::digest(&digest::SHA256, bytes).as_ref().try_into().expect("SHA-256 gives 32 bytes")
}

/// Takes equally long whatever differs.
pub(super) fn equal(one: &[u8], other: &[u8]) -> bool {
    constant_time::verify_slices_are_equal(one, other).is_ok()
}

pub(super) fn to_base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(super) fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_depends_on_the_secret_and_on_where_parts_end() {
        let secret = |byte| ServerSecret::new(Zeroizing::new([byte; 32]));
        assert_eq!(secret(1).tag(&[b"ab", b"c"]), secret(1).tag(&[b"ab", b"c"]));
        assert_ne!(secret(1).tag(&[b"ab", b"c"]), secret(1).tag(&[b"a", b"bc"]));
        assert_ne!(secret(1).tag(&[b"ab"]), secret(2).tag(&[b"ab"]));
        assert_eq!(format!("{:?}", secret(1)), "ServerSecret(..)");
    }
}
