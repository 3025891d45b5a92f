//! `translations/*.toml`: a notice's own texts in another language.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{Council, Key, Notice, OwnText, Problems};
use crate::published;

/// Texts of one kind of entry: by id, then by field.
type Entries = BTreeMap<String, BTreeMap<String, Spanned<String>>>;

/// A council's texts in one language. What is left out is shown in English.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// The language's code, which is also the file's name.
    pub language: Key,
    /// Texts of `council.toml`.
    #[serde(default)]
    pub council: CouncilWords,
    /// Texts of the notices.
    #[serde(default)]
    pub notice: Vec<NoticeWords>,
}

/// Texts of `council.toml`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CouncilWords {
    #[serde(default)]
    emergency: Option<String>,
    #[serde(default)]
    contact: Entries,
    #[serde(default)]
    phone: Entries,
}

/// Texts of one notice, as it was in one version.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeWords {
    /// The notice's id.
    pub id: Key,
    /// The version they were made from. They are not shown for any other.
    pub version: u32,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    summary: Option<String>,
    #[serde(default)]
    wording: Option<String>,
    #[serde(default)]
    without_agreement: Vec<String>,
    #[serde(default)]
    service: Entries,
    #[serde(default)]
    act: Entries,
    #[serde(default)]
    category: Entries,
    #[serde(default)]
    source: Entries,
    #[serde(default)]
    purpose: Entries,
    #[serde(default)]
    consent: Entries,
    #[serde(default)]
    recipient: Entries,
    #[serde(default)]
    retention: Entries,
    #[serde(default)]
    right: Entries,
    #[serde(default)]
    promise: Entries,
    #[serde(default)]
    change: Entries,
}

impl Translation {
    /// The texts of this notice, if they were made from this version of it.
    pub fn of_notice(&self, notice: &Notice) -> Option<&NoticeWords> {
        self.notice.iter().find(|one| one.id == notice.id && one.version == notice.version)
    }

    /// A text of `council.toml`: `("contact", "complaints", "role")`, `("emergency", "", "wording")`.
    pub fn of_council(&self, kind: &str, id: &str, field: &str) -> Option<&str> {
        match kind {
            "emergency" => self.council.emergency.as_deref(),
            "contact" => text(&self.council.contact, id, field),
            "phone" => text(&self.council.phone, id, field),
            _ => None,
        }
    }

    pub(super) fn check(
        &self,
        file: &str,
        council: Option<&Council>,
        notices: &[&Notice],
        problems: &mut Problems<'_>,
    ) {
        let known = published::languages().iter().map(|language| language.code.as_str());
        problems.must_exist("language with phrases", &self.language, known);
        if file != format!("translations/{}.toml", self.language) {
            let message = format!("the language ‘{}’ is in {file}", self.language);
            problems.at(&self.language, message, "name the file after the language");
        }
        let contacts: Vec<&str> =
            council.iter().flat_map(|one| &one.contact).map(|one| one.id.as_str()).collect();
        let phones: Vec<&str> =
            council.iter().flat_map(|one| &one.phone).map(|one| one.id.as_str()).collect();
        unknown(
            "contact",
            &self.council.contact,
            &|id, field| contacts.contains(&id) && field == "role",
            problems,
        );
        let of_phone = |id: &str, field: &str| phones.contains(&id) && ["label", "hours"].contains(&field);
        unknown("phone", &self.council.phone, &of_phone, problems);
        for words in &self.notice {
            match notices.iter().find(|notice| notice.id == words.id) {
                Some(notice) => words.check(notice, problems),
                None => {
                    let known = notices.iter().map(|notice| notice.id.as_str());
                    problems.must_exist("notice", &words.id, known);
                }
            }
        }
    }
}

impl NoticeWords {
    /// A text of an entry.
    pub fn entry(&self, kind: &str, id: &str, field: &str) -> Option<&str> {
        text(self.kinds().into_iter().find(|(name, _)| *name == kind)?.1, id, field)
    }

    /// A text of the notice as a whole: `title`, `summary`, `wording`, or `without_agreement.0` and so on.
    pub fn whole(&self, field: &str) -> Option<&str> {
        match field.split_once('.') {
            Some((_, place)) => self.without_agreement.get(place.parse::<usize>().ok()?).map(String::as_str),
            None => match field {
                "title" => self.title.as_deref(),
                "summary" => self.summary.as_deref(),
                "wording" => self.wording.as_deref(),
                _ => None,
            },
        }
    }

    fn kinds(&self) -> [(&'static str, &Entries); 11] {
        [
            ("service", &self.service),
            ("act", &self.act),
            ("category", &self.category),
            ("source", &self.source),
            ("purpose", &self.purpose),
            ("consent", &self.consent),
            ("recipient", &self.recipient),
            ("retention", &self.retention),
            ("right", &self.right),
            ("promise", &self.promise),
            ("change", &self.change),
        ]
    }

    fn check(&self, notice: &Notice, problems: &mut Problems<'_>) {
        if self.version != notice.version {
            let message = format!(
                "‘{}’ is translated from version {}, and the notice is at version {}: its texts are shown in English",
                self.id, self.version, notice.version
            );
            return problems.warn(&self.id, message, "look at each text again, then write the new version");
        }
        let texts = notice.own_texts();
        for (kind, entries) in self.kinds() {
            let is_own = |id: &str, field: &str| {
                texts.iter().any(|one| (one.kind, one.id.as_str(), one.field) == (kind, id, field))
            };
            unknown(kind, entries, &is_own, problems);
        }
        let (translated, asked) = (self.without_agreement.len(), notice.agreement.without_agreement.len());
        if translated != 0 && translated != asked {
            let message = format!("without_agreement has {translated} texts, the notice has {asked}");
            problems.at(&self.id, message, "write one for each, in the same order");
        }
        let missing: Vec<&OwnText<'_>> =
            texts.iter().filter(|one| self.entry(one.kind, &one.id, one.field).is_none()).collect();
        if let Some(first) = missing.first() {
            let message =
                format!("{} of {} texts of ‘{}’ are not translated", missing.len(), texts.len(), self.id);
            let instead = format!(
                "they are shown in English; the first is {} ‘{}’, {}",
                first.kind, first.id, first.field
            );
            problems.warn(&self.id, message, instead);
        }
    }
}

fn text<'e>(entries: &'e Entries, id: &str, field: &str) -> Option<&'e str> {
    entries.get(id)?.get(field).map(|words| words.get_ref().as_str())
}

/// Complains about texts of entries or fields that the notice does not have.
fn unknown(
    kind: &str,
    entries: &Entries,
    is_known: &dyn Fn(&str, &str) -> bool,
    problems: &mut Problems<'_>,
) {
    for (id, fields) in entries {
        for (field, words) in fields.iter().filter(|(field, _)| !is_known(id, field)) {
            let message = format!("there is no {kind} ‘{id}’ with a text ‘{field}’");
            problems.at_byte(
                words.span().start,
                message,
                "use the ids and fields of the notice, or take it out",
            );
        }
    }
}
