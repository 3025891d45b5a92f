//! A key-encryption key that never leaves a token: a hardware security module, or a program that acts as one, spoken to
//! through PKCS#11.
//!
//! The token is asked once, at start: it opens the master key file, and is left again. It is not asked for each record's
//! key, so a page does not wait for it, and a token that fails at noon does not stop the people who are working.
//!
//! The key is AES-256, made inside the token, marked sensitive and never extractable. It seals with AES-GCM (PKCS#11 2.40,
//! `CKM_AES_GCM`): what is sealed is 32 random bytes, once for each key, so a nonce never repeats.

mod error;
mod token;

pub use error::Error;
pub use token::Token;
