//! How people prove who they are: passwords, authenticator codes, recovery codes, sessions, emailed codes.
//!
//! Everything here is worked out from what is passed in. Time, randomness and what is stored come as arguments, and
//! each function says what to store next; the SQL is in `record`.

mod common;
mod one_time_code;
mod password;
mod password_rules;
mod qr;
mod recovery;
mod secret;
mod session;
mod totp;

pub use one_time_code::{Attempt, CodeText, OneTimeCode};
pub use password::{Hashing, Password, Verdict};
pub use password_rules::PasswordProblem;
pub use qr::qr_svg;
pub use recovery::{RecoveryCode, hash_recovery_code};
pub use secret::ServerSecret;
pub use session::SessionToken;
pub use totp::{Totp, TotpProblem};
