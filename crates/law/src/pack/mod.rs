//! A council's pack: what ONE council promises and decides, as files its data protection officer can read.
//!
//! Reading a folder is the caller's work, because `law` has no input or output: pass the files to
//! [`Pack::from_files`]. Every mistake comes back with its file and line; a pack with a mistake is not a pack.

mod amount;
mod basis;
mod check;
mod cite;
mod cited;
mod clocks;
mod council;
mod coverage;
mod key;
mod lint;
mod not_ours;
mod notice;
mod people;
mod problem;
mod read;
mod reading;
#[cfg(test)]
mod real_packs;
mod retention;
mod teams;
#[cfg(test)]
pub(crate) mod tests;
mod texts;
mod translation;

pub use amount::{Amount, Unit};
pub use basis::*;
pub use cite::Cite;
pub use cited::Entry;
pub use clocks::{CASEWORK, Clock, ClockSource, Clocks, NEEDED, PauseReason, Responsible, Scope};
pub use council::{Contact, Council, Day, Emergency, OfficeHours, Phone};
pub use coverage::coverage;
pub use key::Key;
pub use not_ours::{Group, NotOurs};
pub use notice::*;
pub use people::People;
pub use problem::{PackProblem, Problems, Severity};
pub(crate) use read::date;
pub use read::read;
pub use reading::Checked;
pub use retention::*;
pub use teams::{Route, Team, TeamKind, Teams};
pub use texts::OwnText;
pub use translation::{CouncilWords, NoticeWords, Translation};

use std::collections::BTreeMap;

use crate::casework::CaseworkRules;
use crate::form::{Form, KindOfRecord};
use crate::involvement_rules::InvolvementRules;

/// The form that the front door cannot do without.
pub const REQUEST_FORM: &str = "request-for-support";

/// Everything one council has written, read and found whole.
#[derive(Debug, Clone)]
pub struct Pack {
    /// `council.toml`.
    pub council: Council,
    /// `*.notice.toml`, in order of file name; at least one.
    pub notices: Vec<Notice>,
    /// `clocks.toml`.
    pub clocks: Clocks,
    /// `teams.toml`.
    pub teams: Teams,
    /// `services.toml`, or the defaults.
    pub services: InvolvementRules,
    /// `casework.toml`, or the defaults.
    pub casework: CaseworkRules,
    /// `forms/*.toml`, by id.
    pub forms: BTreeMap<String, Form>,
    /// `translations/*.toml`.
    pub translations: Vec<Translation>,
    /// Conflicts somebody answers for, and doubts: what `kith council check` warns of.
    pub warnings: Vec<PackProblem>,
    files: BTreeMap<String, String>,
}

impl Pack {
    /// Reads a pack from its files: path inside the pack (with `/`) and text.
    ///
    /// Prose (`*.md`, `*.txt`) and `letters/` are carried along unread.
    ///
    /// # Errors
    /// Every mistake found, in order of file and line.
    pub fn from_files<P, T>(files: impl IntoIterator<Item = (P, T)>) -> Result<Pack, Vec<PackProblem>>
    where
        P: Into<String>,
        T: Into<String>,
    {
        Checked::from_files(files).into_pack()
    }

    /// The notice the front door works under: the first one.
    pub fn notice(&self) -> &Notice {
        &self.notices[0]
    }

    /// The notice `id`, if the council has it.
    pub fn notice_called(&self, id: &str) -> Option<&Notice> {
        self.notices.iter().find(|notice| notice.id == *id)
    }

    /// The form `id`, if the council has it.
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.get(id)
    }

    /// The forms that make this kind of record, in order of id. A council may have several, such as one for each sort of visit.
    pub fn forms_for(&self, kind: KindOfRecord) -> impl Iterator<Item = &Form> {
        self.forms.values().filter(move |form| form.kind_of_record == kind)
    }

    /// The request for support; a pack without it does not load.
    pub fn request_form(&self) -> &Form {
        &self.forms[REQUEST_FORM]
    }

    /// The files as read, by path: what a `pack_version` stores.
    pub fn files(&self) -> &BTreeMap<String, String> {
        &self.files
    }

    /// One text that is the same for the same pack, whatever order its files came in. Hash this.
    pub fn digest_input(&self) -> String {
        let mut all = String::from("kith pack 1\n");
        for (path, text) in &self.files {
            all.push_str(&format!("file {} {}\n{path}\n{text}\n", path.len(), text.len()));
        }
        all
    }
}
