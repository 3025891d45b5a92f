//! The facts that retention is computed from, as `kith law retention` reads them: docs/reference/retention-facts.md.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Birth;
use crate::pack::{RecordKind, Role};

/// A case: people, records about them, and holds, as they stand on a day.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The day it is looked at; decides which holds are on and what is over. The command takes today where it is absent.
    #[serde(default)]
    pub as_of: Option<Date>,
    /// People.
    #[serde(default)]
    pub people: Vec<Person>,
    /// Records that end by a date of their own, and files that people share.
    #[serde(default)]
    pub records: Vec<Record>,
    /// What stops destruction.
    #[serde(default)]
    pub holds: Vec<Hold>,
}

/// A person and the events of their life that retention counts from.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Any name for the person in this case.
    pub id: String,
    /// What is known of the birth.
    #[serde(default)]
    pub birth: Birth,
    /// The day they died.
    #[serde(default)]
    pub death: Option<Date>,
    /// What they were to the service.
    #[serde(default)]
    pub roles: Vec<RoleFact>,
    /// Days we were in touch.
    #[serde(default)]
    pub contacts: Vec<Date>,
    /// Days on which a matter about them was closed.
    #[serde(default)]
    pub closures: Vec<Date>,
    /// Whether a matter about them is open still.
    #[serde(default)]
    pub open: bool,
    /// Days of adoption or other orders about them.
    #[serde(default)]
    pub orders: Vec<Date>,
    /// Days of cautions or convictions.
    #[serde(default)]
    pub cautions_or_convictions: Vec<Date>,
    /// Days on which an approval as foster carer ended.
    #[serde(default)]
    pub approvals_ended: Vec<Date>,
}

/// What a person was to a service: a role alone, or a role under one notice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum RoleFact {
    /// The role, under whichever of the council's notices has a class for it.
    Role(Role),
    /// The role under one notice only.
    Under {
        /// The role.
        role: Role,
        /// The notice's id.
        notice: String,
    },
}

impl RoleFact {
    /// The role.
    pub fn role(&self) -> Role {
        match self {
            RoleFact::Role(role) | RoleFact::Under { role, .. } => *role,
        }
    }

    /// Whether it is a role under the notice called `id`.
    pub fn is_under(&self, id: &str) -> bool {
        match self {
            RoleFact::Role(_) => true,
            RoleFact::Under { notice, .. } => notice == id,
        }
    }
}

/// A record: of a kind that has a class of its own, or a file that its people share.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Any name for the record in this case.
    pub id: String,
    /// Its kind; absent for a file that is kept for as long as the longest of its people.
    #[serde(default)]
    pub kind: Option<RecordKind>,
    /// The people it is about, by their ids.
    #[serde(default)]
    pub about: Vec<String>,
    /// The day of the call, of the recording, of the making.
    #[serde(default)]
    pub on: Option<Date>,
    /// The day the matter it belongs to was closed.
    #[serde(default)]
    pub closed: Option<Date>,
    /// The day it was last saved.
    #[serde(default)]
    pub saved: Option<Date>,
}

/// Something that stops destruction.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// Any name for the hold in this case.
    pub id: String,
    /// Why.
    pub kind: HoldKind,
    /// People whose records it holds.
    #[serde(default)]
    pub people: Vec<String>,
    /// Records it holds.
    #[serde(default)]
    pub records: Vec<String>,
    /// Whether it holds everything.
    #[serde(default)]
    pub everything: bool,
    /// First day.
    pub from: Date,
    /// Day it was lifted; absent while it stands.
    #[serde(default)]
    pub until: Option<Date>,
}

/// Why something is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HoldKind {
    /// A public inquiry (Inquiries Act 2005, section 35: destroying what it needs is an offence).
    Inquiry,
    /// A claim or proceedings, begun or expected.
    Litigation,
    /// A rights request that is not answered yet.
    RightsRequest,
    /// A complaint that is not answered yet.
    Complaint,
    /// A case under review.
    CaseReview,
    /// Something else that the law asks for.
    Law,
}

impl HoldKind {
    /// In plain words: "held for …".
    pub fn words(self) -> &'static str {
        match self {
            HoldKind::Inquiry => "a public inquiry",
            HoldKind::Litigation => "legal proceedings",
            HoldKind::RightsRequest => "a rights request that is not answered yet",
            HoldKind::Complaint => "a complaint that is not answered yet",
            HoldKind::CaseReview => "a case review",
            HoldKind::Law => "the law",
        }
    }
}
