//! A token that was opened with its PIN.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::mechanism::Mechanism;
use cryptoki::mechanism::aead::GcmParams;
use cryptoki::object::{Attribute, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;
use keys::{Custodian, TokenError};
use zeroize::Zeroizing;

use crate::Error;

const NONCE: usize = 12;
const TAG_BITS: u64 = 128;
/// Bytes of an AES-256 key.
const KEY: u64 = 32;
/// What our keys are called in the token, beside their ids.
const LABEL: &[u8] = b"kith master";

/// A module may be started only once in a process: one token is open at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// An open token. Dropping it signs out and leaves the module.
pub struct Token {
    session: Option<Session>,
    module: Option<Pkcs11>,
    _only: MutexGuard<'static, ()>,
}

impl Token {
    /// Opens the token called `label` through the library at `module`, with the user's PIN.
    ///
    /// # Errors
    /// Any [`Error`]. A wrong PIN is tried once.
    pub fn open(module: &Path, label: &str, pin: &Zeroizing<String>) -> Result<Token, Error> {
        let only = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let broken = |said: String| Error::Module { path: module.display().to_string(), said };
        let library = Pkcs11::new(module).map_err(|error| broken(error.to_string()))?;
        library
            .initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK))
            .map_err(|error| broken(error.to_string()))?;
        let mut token = Token { session: None, module: Some(library.clone()), _only: only };
        let session = library.open_rw_session(slot(&library, label)?).map_err(|error| Error::of(&error))?;
        session
            .login(UserType::User, Some(&AuthPin::from(pin.as_str())))
            .map_err(|error| Error::of(&error))?;
        token.session = Some(session);
        Ok(token)
    }

    fn session(&self) -> &Session {
        self.session.as_ref().expect("a session is there from opening to dropping")
    }

    fn key(&self, id: &[u8; 16]) -> Result<ObjectHandle, Error> {
        let wanted = [Attribute::Class(ObjectClass::SECRET_KEY), Attribute::Id(id.to_vec())];
        let found = self.session().find_objects(&wanted).map_err(|error| Error::of(&error))?;
        found.first().copied().ok_or(Error::NoKey)
    }
}

/// The slot of the one token with this label.
fn slot(library: &Pkcs11, label: &str) -> Result<Slot, Error> {
    let slots = library.get_slots_with_initialized_token().map_err(|error| Error::of(&error))?;
    let mut present = Vec::new();
    for slot in slots {
        let info = library.get_token_info(slot).map_err(|error| Error::of(&error))?;
        present.push((info.label().trim_end().to_owned(), slot));
    }
    let matching: Vec<Slot> =
        present.iter().filter(|(name, _)| name == label).map(|(_, slot)| *slot).collect();
    match matching[..] {
        [slot] => Ok(slot),
        [] => {
            let names: Vec<String> = present.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            let present = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
            Err(Error::NoToken { wanted: label.to_owned(), present })
        }
        _ => Err(Error::SeveralTokens { label: label.to_owned(), count: matching.len() }),
    }
}

impl Custodian for Token {
    fn make_key(&self, id: &[u8; 16]) -> Result<(), TokenError> {
        let template = [
            Attribute::Class(ObjectClass::SECRET_KEY),
            Attribute::KeyType(KeyType::AES),
            Attribute::ValueLen(KEY.into()),
            Attribute::Id(id.to_vec()),
            Attribute::Label(LABEL.to_vec()),
            Attribute::Token(true),
            Attribute::Private(true),
            Attribute::Sensitive(true),
            Attribute::Extractable(false),
            Attribute::Encrypt(true),
            Attribute::Decrypt(true),
        ];
        self.session().generate_key(&Mechanism::AesKeyGen, &template).map_err(|error| Error::of(&error))?;
        Ok(())
    }

    fn seal(
        &self,
        id: &[u8; 16],
        nonce: [u8; NONCE],
        bound: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, TokenError> {
        let key = self.key(id)?;
        let mut nonce = nonce;
        let params = GcmParams::new(&mut nonce, bound, TAG_BITS.into()).map_err(|error| Error::of(&error))?;
        let sealed = self
            .session()
            .encrypt(&Mechanism::AesGcm(params), key, plain)
            .map_err(|error| Error::of(&error))?;
        // Some tokens choose the nonce themselves and write it where ours was.
        Ok([&nonce[..], &sealed].concat())
    }

    fn open(&self, id: &[u8; 16], bound: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, TokenError> {
        let key = self.key(id)?;
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(Error::Changed)?;
        let mut nonce = *nonce;
        let params = GcmParams::new(&mut nonce, bound, TAG_BITS.into()).map_err(|error| Error::of(&error))?;
        let plain = self
            .session()
            .decrypt(&Mechanism::AesGcm(params), key, sealed)
            .map_err(|error| Error::of(&error))?;
        Ok(Zeroizing::new(plain))
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        // A session closes when it is dropped, which signs out; the module must be left after it.
        drop(self.session.take());
        if let Some(module) = self.module.take() {
            // Nothing more is asked of the module: whether it minded being left changes nothing.
            let _ = module.finalize();
        }
    }
}
