//! The fixed phrases, in the order of the language files.

use serde::{Deserialize, Serialize};

use crate::pack::SharingMode;

/// What stands around the page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the English file says what each is")]
pub struct Page {
    pub notice: String,
    pub easy_read: String,
    pub read_easy_read: String,
    pub read_full: String,
    pub read_schedule: String,
    pub read_changes: String,
    pub other_notices: String,
    pub languages: String,
    pub this_language: String,
    pub partly_english: String,
    pub no_such_language: String,
    pub on_this_page: String,
    pub print: String,
    pub dates: String,
    pub written_from: String,
    pub written_from_undated: String,
}

/// Headings of the full notice.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    pub who: String,
    pub what: String,
    pub sources: String,
    pub why: String,
    pub acts: String,
    pub consents: String,
    pub share: String,
    pub keep: String,
    pub rights: String,
    pub promises: String,
    pub contact: String,
    pub changes: String,
}

/// Sentences of the full notice.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Full {
    pub controller: String,
    pub controllers: String,
    pub this_notice_is_for: String,
    pub special: String,
    pub offence: String,
    pub gives: String,
    pub only_these: String,
    pub declared: String,
    pub withdrawing: String,
    pub no_basis: String,
    pub no_act: String,
    pub no_condition: String,
    pub no_offence_condition: String,
    pub more: String,
    pub conditions: String,
    pub schedule_1: String,
    pub acts: String,
    pub needs: String,
    pub consents: String,
    pub write_down_why: String,
    pub for_purposes: String,
    pub signed: String,
    pub no_address: String,
    pub commissioner: String,
    pub change: String,
}

/// Phrases about sharing, by how the family's wish bears on it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ByMode<T> {
    with_agreement: T,
    unless_they_say_no: T,
    tell_and_listen: T,
}

impl<T> ByMode<T> {
    pub fn of(&self, mode: SharingMode) -> &T {
        match mode {
            SharingMode::WithAgreement => &self.with_agreement,
            SharingMode::UnlessTheySayNo => &self.unless_they_say_no,
            SharingMode::TellAndListen => &self.tell_and_listen,
        }
    }
}

/// What one mode means.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharingWords {
    pub without: String,
    pub may_object: String,
    pub may_not_object: String,
}

/// What holds whichever the mode.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharingAlways {
    pub by_law: String,
    pub by_law_may_object: String,
    pub to_save_life: String,
    pub by_consent: String,
}

/// How long.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    #[serde(rename = "for")]
    pub lasts: String,
    pub unless: String,
    pub or_later: String,
    pub or_earlier: String,
    pub then: String,
    pub undecided: String,
    pub law_longer: String,
    pub either: String,
}

/// Units of time, each in every form the language has.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    pub years: Vec<String>,
    pub months: Vec<String>,
    pub weeks: Vec<String>,
    pub days: Vec<String>,
}

/// The retention schedule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleWords {
    pub title: String,
    pub counting: String,
    pub longest: String,
    pub last_day: String,
    pub age: String,
    pub law_wins: String,
    pub table: String,
    pub what: String,
    pub how_long: String,
    pub then: String,
    pub whence: String,
    pub law: String,
    pub not_decided: String,
    pub not_decided_intro: String,
    pub adult: String,
    pub referrer: String,
    pub professional: String,
}

/// Easy Read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Easy {
    pub title: String,
    pub short_version: String,
    pub who: String,
    pub we_are: String,
    pub we_are_all: String,
    pub about: String,
    pub what: String,
    pub we_ask: String,
    pub others_tell: String,
    pub why: String,
    pub to_help: String,
    pub must_know: String,
    pub our_job: String,
    pub we_use: String,
    pub human: String,
    pub choose: String,
    pub voluntary: String,
    pub duty: String,
    pub ask_first: String,
    pub share: String,
    pub by_law: String,
    pub keep: String,
    #[serde(rename = "for")]
    pub lasts: String,
    pub unless: String,
    pub or_later: String,
    pub or_earlier: String,
    pub undecided: String,
    pub law_longer: String,
    pub either: String,
    pub safe: String,
    pub need_to_know: String,
    pub secret: String,
    pub gone_wrong: String,
    pub not_lost: String,
    pub rights: String,
    pub you_can: String,
    pub talk: String,
    pub write: String,
    pub ring: String,
    pub no_address: String,
    pub commissioner: String,
    pub sharing: ByMode<EasySharing>,
    pub action: super::ActionWords,
}

/// What one mode means, in Easy Read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EasySharing {
    pub mode: String,
    pub may_object: String,
    pub may_not_object: String,
    pub without: String,
}

/// "How we use this".
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PanelWords {
    pub summary: String,
    pub kinds: String,
    pub uses: String,
    #[serde(rename = "use")]
    pub used: String,
    pub who: String,
    pub staff: String,
    pub told: String,
    pub keep: String,
    pub unsent: String,
    pub read: String,
}
