//! What can go wrong between a page and the record.

/// Every failure of this crate. Pages turn each into words and a status in one place (`web::error`).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such thing, or a thing whose existence this reader may not learn of. The two are told alike on purpose.
    #[error("not found")]
    NotFound,
    /// The access decision refused. The attempt is already on record when this is returned.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// Somebody else saved first. Nothing of theirs was overwritten and nothing of ours is lost.
    #[error("changed by somebody else since it was opened")]
    Stale,
    /// The same form was sent twice; the first one counted.
    #[error("already done")]
    AlreadyDone,
    /// A rule of casework forbids it, in words fit for the page.
    #[error("{0}")]
    Rule(String),
    /// The database cannot be reached or is shutting down: what was typed must be kept by the caller.
    #[error("the record cannot be reached")]
    Unreachable(#[source] sqlx::Error),
    /// Sealed words did not open: wrong key, moved or altered ciphertext, or a destroyed key.
    #[error("sealed words cannot be opened")]
    Sealed(#[from] keys::Error),
    /// The record's data key has been destroyed: what it sealed is gone for good.
    #[error("the key of this record has been destroyed")]
    KeyDestroyed,
    /// The ledger's tree is not as it was left: nothing more is signed until somebody has looked.
    #[error("the ledger: {0}")]
    Ledger(#[from] crate::ledger::Trouble),
    /// The plan that says who could be whom cannot be used. A failure of ours.
    #[error("the linkage model: {0}")]
    Model(String),
    /// Anything else the database says.
    #[error("database")]
    Database(#[source] sqlx::Error),
}

impl Error {
    /// What went wrong, for the log. Of what a database says only the code, the table and the rule are kept: its sentences
    /// repeat the values they are about.
    pub fn without_values(&self) -> String {
        match self {
            Error::Database(sqlx::Error::Database(said)) => {
                let place =
                    [said.table(), said.constraint()].into_iter().flatten().collect::<Vec<_>>().join(" ");
                format!("database: {} {place}", said.code().unwrap_or_default())
            }
            // A column of a type we did not expect, named with what stood in it.
            Error::Database(sqlx::Error::ColumnDecode { index, .. }) => {
                format!("database: column {index} cannot be read")
            }
            Error::Database(other) => format!("database: {other}"),
            Error::Sealed(why) => format!("{self}: {why}"),
            Error::Rule(_) => "a rule reached the page unhandled".to_owned(),
            other => other.to_string(),
        }
    }
}

/// Why a record stayed shut, as the page may say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It exists, it is restricted, and this is whom to ask.
    Restricted {
        /// The team or person to contact.
        contact: String,
    },
    /// It is the reader's own record or a relative's.
    OwnOrKin,
    /// The reader must first say why they need it.
    ReasonNeeded,
    /// They must first use their second factor again.
    StepUpNeeded,
    /// Their training in data protection has run out.
    TrainingExpired,
    /// Their role or team has no business here.
    NoNeedToKnow,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Refusal::Restricted { .. } => "restricted",
            Refusal::OwnOrKin => "own-or-kin",
            Refusal::ReasonNeeded => "reason-needed",
            Refusal::StepUpNeeded => "step-up-needed",
            Refusal::TrainingExpired => "training-expired",
            Refusal::NoNeedToKnow => "no-need-to-know",
        })
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Error::NotFound,
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => {
                Error::Unreachable(error)
            }
            // 57P01..57P03: the server is stopping, crashed or starting.
            sqlx::Error::Database(db) if db.code().is_some_and(|code| code.starts_with("57P")) => {
                Error::Unreachable(error)
            }
            _ => Error::Database(error),
        }
    }
}

/// The result of nearly every function of this crate.
pub type Result<T> = std::result::Result<T, Error>;
