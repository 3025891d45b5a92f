//! What a token may refuse, in words an administrator can act on. No message holds a PIN or a key.

use cryptoki::context::Function;
use cryptoki::error::{Error as Pkcs11, RvError};

/// Why a token did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The library that speaks to the token is not there, or is none.
    #[error("the PKCS#11 module {path} cannot be used: {said}. Check KITH_PKCS11_MODULE")]
    Module {
        /// Its path.
        path: String,
        /// What the system or the module said.
        said: String,
    },
    /// No token has this label.
    #[error(
        "there is no token called \"{wanted}\"; there is {present}. Is it plugged in? Check KITH_PKCS11_TOKEN"
    )]
    NoToken {
        /// The label asked for.
        wanted: String,
        /// The labels there are, or "none".
        present: String,
    },
    /// Two tokens have this label, and the PIN must not be tried on the wrong one.
    #[error("{count} tokens are called \"{label}\": give each a name of its own")]
    SeveralTokens {
        /// The label.
        label: String,
        /// How many.
        count: usize,
    },
    /// Not the PIN. Tried once and no more, because a token counts.
    #[error(
        "the token does not accept the PIN. It was tried once: a token locks itself after a few wrong ones. Check the \
         PIN file before starting again"
    )]
    WrongPin,
    /// Too many wrong PINs.
    #[error("the token has locked its PIN after too many wrong ones. Its security officer can set a new one")]
    Locked,
    /// The token does not hold the key that the file was sealed with.
    #[error(
        "this token does not hold the key that sealed the file: it is another token, or its key was deleted"
    )]
    NoKey,
    /// The token has the key, but the bytes are not what it sealed.
    #[error("the token holds the key, but the file was changed or cut short: put back a copy of it")]
    Changed,
    /// Anything else.
    #[error("the token said: {0}")]
    Other(String),
}

impl Error {
    /// What a failed call means.
    pub(crate) fn of(error: &Pkcs11) -> Error {
        match error {
            Pkcs11::Pkcs11(RvError::PinIncorrect | RvError::PinLenRange | RvError::PinInvalid, _) => {
                Error::WrongPin
            }
            Pkcs11::Pkcs11(RvError::PinLocked, _) => Error::Locked,
            // Which of its errors a token gives for a wrong tag differs from maker to maker.
            Pkcs11::Pkcs11(
                RvError::EncryptedDataInvalid | RvError::EncryptedDataLenRange | RvError::GeneralError,
                Function::Decrypt,
            ) => Error::Changed,
            other => Error::Other(other.to_string()),
        }
    }
}
