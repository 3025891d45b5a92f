//! Why PDS could not be asked, or what it answered instead: with what to do, and without anything about anybody.

use crate::disclosure::NotRecorded;

/// Why a call gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The disclosure was not kept, so nothing was sent.
    #[error("nothing was sent, because it could not be recorded: {0}")]
    NotRecorded(#[from] NotRecorded),
    /// No answer came, several times.
    #[error(
        "PDS does not answer ({0}): check the network and the address in the settings, then run it again"
    )]
    Unreachable(&'static str),
    /// Too many requests (429), several times.
    #[error(
        "PDS says that there are too many requests: lower calls_per_second in the settings, or ask NHS England for a higher limit"
    )]
    Busy,
    /// PDS itself is in trouble (408, 5xx), several times. Holds the status.
    #[error(
        "PDS has a fault (status {0}): try again later; https://digital.nhs.uk/services/service-status says more"
    )]
    Fault(u16),
    /// No access token was given out. Holds the status and what was said about the application.
    #[error(
        "no access token (status {0}{1}): check api_key, key_id, private_key_file and token_url in the settings"
    )]
    NoToken(u16, String),
    /// The access token does not open this (401, 403), even a fresh one.
    #[error(
        "PDS does not let this application in (status {0}): ask NHS England whether it may use PDS, restricted access"
    )]
    Denied(u16),
    /// PDS would not take the question. Holds the status and its code for why.
    #[error("PDS would not take the question (status {0}, {1})")]
    Refused(u16, &'static str),
    /// Nobody has this NHS number (404).
    #[error("nobody has this NHS number")]
    NotFound,
    /// The record was withdrawn and nothing took its place (404).
    #[error("the NHS has withdrawn this record, and no other has taken its place")]
    Invalidated,
    /// What came was no answer of PDS. Says what was wrong with it.
    #[error("the answer is not one of PDS ({0}): check base_url in the settings")]
    Malformed(&'static str),
    /// The signature could not be made.
    #[error("the private key cannot sign: give an RSA key of 4096 bits, PKCS#8, PEM")]
    CannotSign,
}

impl Trouble {
    /// Whether everybody else would meet it too, so that it is no use to go on.
    pub fn ends_the_run(&self) -> bool {
        matches!(
            self,
            Trouble::NotRecorded(_) | Trouble::NoToken(..) | Trouble::Denied(_) | Trouble::CannotSign
        )
    }

    /// Whether PDS might answer later.
    pub fn may_pass(&self) -> bool {
        matches!(self, Trouble::Unreachable(_) | Trouble::Busy | Trouble::Fault(_))
    }

    /// One word for the log.
    pub fn code(&self) -> &'static str {
        match self {
            Trouble::NotRecorded(_) => "not_recorded",
            Trouble::Unreachable(_) => "unreachable",
            Trouble::Busy => "busy",
            Trouble::Fault(_) => "fault",
            Trouble::NoToken(..) => "no_token",
            Trouble::Denied(_) => "denied",
            Trouble::Refused(..) => "refused",
            Trouble::NotFound => "not_found",
            Trouble::Invalidated => "invalidated",
            Trouble::Malformed(_) => "malformed",
            Trouble::CannotSign => "cannot_sign",
        }
    }
}
