//! Why a sign-in by a provider was refused.

/// Every way it can fail. [`Problem::code`] is for the ledger; [`Problem::words`] is what the person reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The provider said no, or the person pressed cancel. Holds the provider's own code.
    #[error("the provider refused: {0}")]
    Declined(String),
    /// The answer names another issuer than was asked (RFC 9207).
    #[error("the answer is another provider's")]
    OtherProvider,
    /// No answer, or one that is not OpenID Connect. Words for the log.
    #[error("{0}")]
    Unreachable(String),
    /// The provider would not take the code: used before, too old, or for another client.
    #[error("the provider would not exchange the code: {0}")]
    Code(String),
    /// There is no ID token in what came back.
    #[error("no ID token came back")]
    NoToken,
    /// Signed with a key the provider does not publish, not signed at all, or not in the way agreed.
    #[error("the ID token's signature does not count: {0}")]
    Signature(String),
    /// From another issuer than the one in the settings.
    #[error("the ID token is from another issuer")]
    Issuer,
    /// For another application.
    #[error("the ID token is for another application")]
    Audience,
    /// Too old, or from the future.
    #[error("the ID token has expired or is not valid yet")]
    Expired,
    /// Made for another sign-in.
    #[error("the ID token belongs to another sign-in")]
    Nonce,
    /// Signed in at the provider too long ago, where a fresh sign-in was asked for.
    #[error("the sign-in at the provider is too old")]
    NotFresh,
    /// A claim that must have a certain value (the tenant) has another. Holds the claim's name.
    #[error("the claim {0} is not what the settings say")]
    Claim(String),
    /// The claim that says who it is is missing.
    #[error("the ID token does not say who it is")]
    NoSubject,
}

impl Problem {
    /// For the ledger.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Declined(_) => "provider_declined",
            Problem::OtherProvider => "other_provider",
            Problem::Unreachable(_) => "provider_unreachable",
            Problem::Code(_) => "code_refused",
            Problem::NoToken => "no_token",
            Problem::Signature(_) => "bad_signature",
            Problem::Issuer => "wrong_issuer",
            Problem::Audience => "wrong_audience",
            Problem::Expired => "token_expired",
            Problem::Nonce => "wrong_nonce",
            Problem::NotFresh => "not_fresh",
            Problem::Claim(_) => "wrong_claim",
            Problem::NoSubject => "no_subject",
        }
    }

    /// For the page: what to do now. Whoever attacks learns nothing from it.
    pub fn words(&self) -> &'static str {
        match self {
            Problem::Declined(_) => "You did not finish signing in. Try again",
            Problem::Unreachable(_) => {
                "The sign-in service does not answer. Wait a few minutes and try again"
            }
            Problem::Claim(_) => {
                "You signed in with an account of another organisation. Sign in with your work account"
            }
            Problem::Expired | Problem::NotFresh => "That sign-in is too old. Start again",
            _ => "We could not check that sign-in. Start again. If it happens twice, tell your service desk",
        }
    }
}
