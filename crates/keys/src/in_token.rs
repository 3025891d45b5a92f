//! A master sealed by a key that never leaves a token (a hardware security module, or a program that acts as one).

use std::error::Error as StdError;

use zeroize::Zeroizing;

use crate::associated::associated;
use crate::cipher::KEY;
use crate::{FileError, Master, MasterId, Randomness, hex};

const PREFIX: &str = "kith-master-token-1 ";

/// Why a token did not do what it was asked, in its own words.
pub type TokenError = Box<dyn StdError + Send + Sync>;

/// Whatever keeps keys that never leave it, and seals and opens short secrets with them. The crate `hsm` has the one
/// that speaks PKCS#11.
pub trait Custodian {
    /// Makes a new key that cannot be read out, known by `id` from then on.
    ///
    /// # Errors
    /// Whatever the token says.
    fn make_key(&self, id: &[u8; 16]) -> Result<(), TokenError>;

    /// Seals `plain` with the key `id`, bound to `bound`. `nonce` is random; a token that insists on its own may ignore it.
    ///
    /// # Errors
    /// Whatever the token says.
    fn seal(&self, id: &[u8; 16], nonce: [u8; 12], bound: &[u8], plain: &[u8])
    -> Result<Vec<u8>, TokenError>;

    /// Opens what [`Custodian::seal`] made.
    ///
    /// # Errors
    /// Whatever the token says: no such key, or not what that key sealed.
    fn open(&self, id: &[u8; 16], bound: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, TokenError>;
}

/// A master as a token sealed it. Tells nothing without the token.
pub struct InToken {
    key: [u8; 16],
    master: MasterId,
    sealed: Vec<u8>,
    path: String,
}

impl InToken {
    /// The master, opened by the token.
    ///
    /// # Errors
    /// [`FileError::Token`] with what the token said, also when what it gave is not the master the file names.
    pub fn open(&self, token: &dyn Custodian) -> Result<Master, FileError> {
        let failed = |source: TokenError| FileError::Token { path: self.path.clone(), source };
        let plain = token.open(&self.key, &bound(&self.key, self.master), &self.sealed).map_err(failed)?;
        let mut bytes = Box::new(Zeroizing::new([0; KEY]));
        if plain.len() != KEY {
            return Err(failed("what it opened is not a master key".into()));
        }
        bytes.copy_from_slice(&plain);
        let master = Master::from_bytes(bytes);
        if master.id() == self.master {
            Ok(master)
        } else {
            Err(failed("what it opened is another master".into()))
        }
    }

    /// Reads the line of a file; nothing if it is not of this kind.
    pub(crate) fn parse(content: &[u8], path: &str) -> Option<Self> {
        let rest = std::str::from_utf8(content).ok()?.strip_prefix(PREFIX)?;
        let rest = rest.strip_suffix('\n').unwrap_or(rest);
        let [key_digits, master, sealed_digits] = rest.split(' ').collect::<Vec<_>>().try_into().ok()?;
        let mut key = [0; 16];
        hex::decode_into(key_digits, &mut key)?;
        let mut sealed = vec![0; sealed_digits.len() / 2];
        hex::decode_into(sealed_digits, &mut sealed)?;
        Some(Self { key, master: master.parse().ok()?, sealed, path: path.to_owned() })
    }
}

/// Has a new key in the token seal the master. Gives the line for the file.
pub(crate) fn seal(
    master: &Master,
    token: &dyn Custodian,
    randomness: &mut dyn Randomness,
) -> Result<String, TokenError> {
    let (mut key, mut nonce) = ([0; 16], [0; 12]);
    randomness.fill(&mut key);
    randomness.fill(&mut nonce);
    token.make_key(&key)?;
    let sealed = token.seal(&key, nonce, &bound(&key, master.id()), master.bytes())?;
    Ok(format!("{PREFIX}{} {} {}\n", hex::encode(&key), master.id(), hex::encode(&sealed)))
}

fn bound(key: &[u8; 16], master: MasterId) -> Vec<u8> {
    associated(&[b"kith master in a token", key, master.to_string().as_bytes()])
}
