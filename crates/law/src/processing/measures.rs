//! A general description of security measures (Article 30(1)(g)): what this version of Kith does, in plain words.
//!
//! Only what is built stands here. What a council must add is not Kith's to claim: TLS in front, backups, training, contracts.

use serde::Serialize;

/// One measure.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Measure {
    /// Its id.
    pub id: &'static str,
    /// What is done.
    pub says: &'static str,
    /// The closest terms of the Data Privacy Vocabulary.
    pub dpv: &'static [&'static str],
}

/// What protects every activity.
pub const MEASURES: [Measure; 8] = [
    Measure {
        id: "sealed-text",
        says: "Free text, answers, uploads, confidential addresses and identifiers are encrypted, each record with a key of its \
               own. Names, dates of birth and ordinary addresses are not, so that a child can be found.",
        dpv: &["EncryptionAtRest"],
    },
    Measure {
        id: "keys-apart",
        says: "Keys are in a database of their own, wrapped by a master key from a file. Destroying a record's key makes its \
               text unreadable in every copy; backups of the keys are to expire within 35 days.",
        dpv: &["CryptographicKeyManagement", "DataBackupProtocols"],
    },
    Measure {
        id: "permits",
        says: "A record opens only to somebody whose work with the family is known, or who states a reason. Nobody opens their \
               own record or a relative's. Restricted records open to named people only.",
        dpv: &["AccessControlMethod", "AuthorisationProtocols"],
    },
    Measure {
        id: "ledger",
        says: "Each look, change and refusal is written down before the answer leaves, and cannot be changed through the \
               program. The data protection officer can read who has viewed a record.",
        dpv: &["ActivityMonitoring"],
    },
    Measure {
        id: "sign-in",
        says: "People who work here sign in with a password and a code, and are signed out after an hour without a page or \
               twelve hours in all. Tries are counted and limited.",
        dpv: &["MultiFactorAuthentication", "PasswordAuthentication"],
    },
    Measure {
        id: "nothing-left-behind",
        says: "No name or number of anybody is in a web address, a page title, a log or an email. Pages are not cached, and no \
               script from elsewhere runs.",
        dpv: &["InformationFlowControl"],
    },
    Measure {
        id: "history",
        says: "Corrections and decisions are added and never overwrite, so that nothing is lost by accident and it shows who \
               changed what.",
        dpv: &["RecordsOfActivities"],
    },
    Measure {
        id: "minimised",
        says: "Each column says what it is, why it is there, how long it is kept and who may be told; a version with a column \
               that does not is never released. Requests that are begun and never sent are destroyed when their time is over.",
        dpv: &["ROPA"],
    },
];
