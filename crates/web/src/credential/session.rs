//! The token in the session cookie, and the form tokens derived from it.

use std::fmt;

use keys::Randomness;
use zeroize::Zeroizing;

use super::ServerSecret;
use super::secret::{equal, from_base64url, sha256, to_base64url};

/// Thirty-two random bytes in a cookie. The database holds only their hash, so a copied database signs nobody in.
///
/// The same kind of token keeps an unfinished public form with its browser.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(Zeroizing<[u8; 32]>);

impl SessionToken {
    /// A fresh token. Take a new one at every sign-in and at every step up.
    pub fn generate(randomness: &mut dyn Randomness) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        randomness.fill(&mut *bytes);
        Self(bytes)
    }

    /// The token a cookie holds, or `None` if it can never have been ours.
    pub fn from_cookie(value: &str) -> Option<Self> {
        let bytes = Zeroizing::new(from_base64url(value)?);
        Some(Self(Zeroizing::new(bytes.as_slice().try_into().ok()?)))
    }

    /// What the cookie holds: 43 characters that need no escapes.
    pub fn cookie_value(&self) -> String {
        to_base64url(&*self.0)
    }

    /// What the database holds and is searched by.
    pub fn hash(&self) -> [u8; 32] {
        sha256(&*self.0)
    }

    /// A token for the hidden field of a form. Each is different, because a fixed secret in a compressed page can be
    /// guessed letter by letter from the page's size (the BREACH attack); all stay valid as long as the session.
    pub fn form_token(&self, secret: &ServerSecret, randomness: &mut dyn Randomness) -> String {
        let mut token = [0; 48];
        randomness.fill(&mut token[..16]);
        let tag = self.form_tag(secret, &token[..16]);
        token[16..].copy_from_slice(&tag);
        to_base64url(&token)
    }

    /// Whether a form came from a page of this session.
    pub fn accepts(&self, secret: &ServerSecret, form_token: &str) -> bool {
        match from_base64url(form_token) {
            Some(token) if token.len() == 48 => equal(&self.form_tag(secret, &token[..16]), &token[16..]),
            _ => false,
        }
    }

    fn form_tag(&self, secret: &ServerSecret, salt: &[u8]) -> [u8; 32] {
        secret.tag(&[b"form token", &*self.0, salt])
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(..)")
    }
}

#[cfg(test)]
mod tests {
    use keys::SeededRandomness;

    use super::*;

    fn secret(byte: u8) -> ServerSecret {
        ServerSecret::new(Zeroizing::new([byte; 32]))
    }

    #[test]
    fn a_cookie_comes_back_as_its_token_and_rubbish_does_not() {
        let token = SessionToken::generate(&mut SeededRandomness::new(1));
        let cookie = token.cookie_value();
        assert_eq!(cookie.len(), 43);
        assert!(cookie.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        assert!(SessionToken::from_cookie(&cookie) == Some(token.clone()));
        assert_ne!(token.hash().as_slice(), token.0.as_slice());
        for wrong in
            ["", "a", &cookie[1..], &format!("{cookie}="), &format!("{cookie}AAAA"), "é", &"!".repeat(43)]
        {
            assert!(SessionToken::from_cookie(wrong).is_none(), "{wrong}");
        }
        assert_eq!(format!("{token:?}"), "SessionToken(..)");
    }

    #[test]
    fn a_form_is_accepted_by_its_own_session_alone() {
        let mut randomness = SeededRandomness::new(1);
        let (mine, other) =
            (SessionToken::generate(&mut randomness), SessionToken::generate(&mut randomness));
        let first = mine.form_token(&secret(1), &mut randomness);
        let second = mine.form_token(&secret(1), &mut randomness);
        assert_ne!(first, second);
        assert!(mine.accepts(&secret(1), &first) && mine.accepts(&secret(1), &second));
        assert!(!other.accepts(&secret(1), &first));
        assert!(!mine.accepts(&secret(2), &first));
        for wrong in ["", &first[..60], &first.replace(|c: char| c.is_ascii_lowercase(), "A"), "\0"] {
            assert!(!mine.accepts(&secret(1), wrong), "{wrong}");
        }
    }
}
