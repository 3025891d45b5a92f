//! What is kept and shown of police records: at most three safeguarding offences, and of all others only that there are
//! some.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::InvolvementRules;
use crate::codes::code_enum;

/// Safeguarding offences listed for one person, at most. The page says so, because readers do not notice otherwise.
pub const MOST_LISTED: usize = 3;

code_enum! {
    /// What somebody had to do with an offence.
    pub enum Nature {
        /// Convicted of it.
        Convicted = "convicted", "Convicted";
        /// Suspected of it.
        Suspected = "suspected", "Suspected";
    }
}

/// One offence as the police gave it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Offence {
    /// The day.
    pub on: Date,
    /// The type, in the police's words.
    pub kind: String,
    /// What the person had to do with it.
    pub nature: Nature,
}

/// What is left of somebody's offences once only the necessary is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Listed {
    /// Safeguarding offences, the newest first, at most [`MOST_LISTED`].
    pub offences: Vec<Offence>,
    /// Whether there are more safeguarding offences than are listed.
    pub more: bool,
    /// Whether there are other offences. Which, nobody is told.
    pub others: bool,
}

impl InvolvementRules {
    /// Keeps of somebody's offences what a worker may see, and forgets the rest.
    pub fn keep_necessary(&self, offences: Vec<Offence>) -> Listed {
        let (mut listed, others): (Vec<_>, Vec<_>) =
            offences.into_iter().partition(|offence| self.is_safeguarding(&offence.kind));
        listed.sort_by_key(|offence| std::cmp::Reverse(offence.on));
        let more = listed.len() > MOST_LISTED;
        listed.truncate(MOST_LISTED);
        Listed { offences: listed, more, others: !others.is_empty() }
    }
}
