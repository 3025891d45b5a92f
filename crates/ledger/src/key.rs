//! The keys that sign: of the log and of its witnesses.

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::leaf::sha256;

/// What a key signs (C2SP signed-note, signature types). The same bytes used for both are two keys with two ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// Ed25519 over the text of a note: how a log signs its checkpoints.
    Note = 1,
    /// Ed25519 over the text and a time: how a witness cosigns (C2SP tlog-cosignature, v1).
    Cosignature = 4,
}

/// What others check signatures with: a name, a use and a public key. Written `name+hash+key`, the hash eight
/// hexadecimal digits, the key in base64 with its use in front.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct VerifierKey {
    name: String,
    usage: Use,
    public: [u8; 32],
}

/// A text that is no key. Does not repeat it: it may have been a secret one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a key: expected name+hash+key, with an Ed25519 key and the hash that belongs to it")]
pub struct BadKey;

impl VerifierKey {
    /// A key from its parts.
    ///
    /// # Errors
    /// [`BadKey`] if the name is empty or has a space or a plus sign in it.
    pub fn new(name: &str, usage: Use, public: [u8; 32]) -> Result<Self, BadKey> {
        if is_name(name) { Ok(Self { name: name.to_owned(), usage, public }) } else { Err(BadKey) }
    }

    /// Whose key: a URL without `https://`, as `kith.marlshire.example/ledger`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs.
    pub fn usage(&self) -> Use {
        self.usage
    }

    /// Which of the keys of that name: the first four bytes of SHA-256 over name, new line, use and public key.
    pub fn id(&self) -> u32 {
        let hash = sha256(&[self.name.as_bytes(), b"\n", &[self.usage as u8], &self.public]);
        u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
    }

    /// The same name and key bytes for another use.
    #[must_use]
    pub fn used_for(&self, usage: Use) -> Self {
        Self { usage, ..self.clone() }
    }

    /// Whether these bytes are this key's signature over the message.
    pub(crate) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.public).verify(message, signature).is_ok()
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{:08x}+{}", self.name, self.id(), typed(self.usage, &self.public))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

impl FromStr for VerifierKey {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let (name, id, usage, public) = parts(text)?;
        let key = Self::new(name, usage, *public)?;
        if format!("{:08x}", key.id()) == id { Ok(key) } else { Err(BadKey) }
    }
}

/// A key that can sign.
pub struct SigningKey {
    verifier: VerifierKey,
    seed: Zeroizing<[u8; 32]>,
    pair: Ed25519KeyPair,
}

/// What the secret text of a signing key begins with.
const PRIVATE: &str = "PRIVATE+KEY+";

impl SigningKey {
    /// From 32 random bytes.
    ///
    /// # Errors
    /// [`BadKey`] if the name cannot be one.
    pub fn from_seed(name: &str, usage: Use, seed: [u8; 32]) -> Result<Self, BadKey> {
        let seed = Zeroizing::new(seed);
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.as_slice()).map_err(|_| BadKey)?;
        let public = pair.public_key().as_ref().try_into().map_err(|_| BadKey)?;
        Ok(Self { verifier: VerifierKey::new(name, usage, public)?, seed, pair })
    }

    /// From the text [`SigningKey::to_secret_text`] gave.
    ///
    /// # Errors
    /// [`BadKey`].
    pub fn from_secret_text(text: &str) -> Result<Self, BadKey> {
        let (name, id, usage, seed) = parts(text.trim().strip_prefix(PRIVATE).ok_or(BadKey)?)?;
        let key = Self::from_seed(name, usage, *seed)?;
        if format!("{:08x}", key.verifier.id()) == id { Ok(key) } else { Err(BadKey) }
    }

    /// The secret, for its file: `PRIVATE+KEY+name+hash+seed`, as the signed note tools of Go write it.
    pub fn to_secret_text(&self) -> Zeroizing<String> {
        let seed = Zeroizing::new(typed(self.verifier.usage, &self.seed));
        Zeroizing::new(format!("{PRIVATE}{}+{:08x}+{}", self.verifier.name, self.verifier.id(), *seed))
    }

    /// The same secret for another use.
    ///
    /// # Panics
    /// Never: a seed that made a key makes it again.
    #[must_use]
    pub fn used_for(&self, usage: Use) -> Self {
        Self::from_seed(&self.verifier.name, usage, *self.seed).expect("it made a key before")
    }

    /// What others check its signatures with.
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.pair.sign(message).as_ref().to_vec()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey(of {})", self.verifier)
    }
}

/// Key names have neither spaces nor plus signs (C2SP signed-note), nor anything that cannot be seen.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}

fn typed(usage: Use, bytes: &[u8; 32]) -> String {
    let mut all = Zeroizing::new([usage as u8; 33]);
    all[1..].copy_from_slice(bytes);
    STANDARD.encode(all.as_slice())
}

/// Name, hash, use and the 32 bytes.
type Parts<'a> = (&'a str, &'a str, Use, Zeroizing<[u8; 32]>);

fn parts(text: &str) -> Result<Parts<'_>, BadKey> {
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(BadKey);
    };
    let bytes = Zeroizing::new(STANDARD.decode(key).map_err(|_| BadKey)?);
    let (usage, bytes) = bytes.split_first().ok_or(BadKey)?;
    let usage = match usage {
        1 => Use::Note,
        4 => Use::Cosignature,
        _ => return Err(BadKey),
    };
    Ok((name, id, usage, Zeroizing::new(bytes.try_into().map_err(|_| BadKey)?)))
}
