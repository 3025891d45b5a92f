//! What a family has said about who may have its plan, as pages show it and as the rule of sending (`law::plan::distribution`)
//! is asked with it.

use law::form::{Answers, Form, Question};
use law::pack::Pack;
use law::plan::{Member, Preference, is_meant, kinds_of_service};
use record::Work;
use record::access::Permit;
use record::access::may::{self, ReadsPerson};
use record::entry::{self, Entry};
use record::sending::{self, Said};
use serde_json::{Value, json};
use uuid::Uuid;

use super::opened::form_of;
use super::{reader, written};
use crate::error::Result;
use crate::visit::Visit;
use crate::words;

/// A family's word.
#[derive(Default)]
pub struct Word {
    /// Kinds of services that must not have it: the notice's id, and what the form calls them.
    pub kinds: Vec<(String, String)>,
    /// Who else must not have it, as somebody wrote it down.
    pub written: Vec<String>,
    /// The professionals round the family, each once for everybody of the family they are recorded with.
    pub professionals: Vec<Said>,
    /// The entry that says so, and where it stands.
    from: Option<(Uuid, String)>,
    /// Whether somebody is named in that entry, which is not open here.
    names_somebody: bool,
}

/// What can be said without opening what was written: the kinds of services, and professionals.
pub async fn briefly(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    family: Uuid,
) -> Result<Word> {
    let said = sending::of_family(work, permit, family).await?;
    let mut word = Word { professionals: said.professionals, ..Word::default() };
    if let Some(newest) = said.newest {
        word.names_somebody = newest.ticked.iter().any(|code| code == "other");
        for code in newest.ticked.iter().filter(|code| !FREE.contains(&code.as_str())) {
            word.kinds.push((code.clone(), label(&visit.app.council.pack, code)));
        }
        word.from = Some((newest.entry, words::day(newest.on)));
    }
    Ok(word)
}

/// The whole of it: who is named in words too, which opens the assessment or plan that names them. That is on record as any
/// reading is.
pub async fn whole(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<may::OpenNarrative>,
    family: Uuid,
) -> Result<Word> {
    let said = sending::of_family(work, permit, family).await?.newest;
    let mut word = briefly(visit, work, permit, family).await?;
    let Some(newest) = said.filter(|newest| newest.is_about && word.names_somebody) else { return Ok(word) };
    let mut entry: Entry = entry::open(work, permit, newest.entry).await?;
    let mut form = form_of(visit, work, &entry).await?;
    reader::leave_out(visit.staff()?.account, &mut form, &mut entry);
    word.add(&form, &written::answers(&entry));
    Ok(word)
}

/// Choices that stand for no kind of service.
const FREE: [&str; 2] = ["other", "none"];

impl Word {
    /// Adds what an entry itself says: a plan is not sent to whom it names, whatever a later one says.
    pub fn add(&mut self, form: &Form, answers: &Answers) {
        let asked =
            form.section.iter().flat_map(|section| &section.question).filter(|question| asks(question));
        for question in asked {
            for choice in
                question.option.iter().filter(|choice| answers.is_chosen(&question.id, &choice.value))
            {
                for revealed in &choice.reveals {
                    let named = answers.text(revealed).trim().to_owned();
                    if !named.is_empty() && !self.written.contains(&named) {
                        self.written.push(named);
                    }
                    self.names_somebody = false;
                }
                let code = choice.value.to_string();
                if !FREE.contains(&code.as_str()) && !self.kinds.iter().any(|(known, _)| *known == code) {
                    self.kinds.push((code, choice.label.clone()));
                }
            }
        }
    }

    /// What the family said of somebody by that name, whoever recorded it: of several answers the most careful.
    pub fn of(&self, name: &str, role: &str, organisation: &str, first: Preference) -> Preference {
        // A no holds for the name, however somebody spelt where they work; an agreement does not go to a namesake.
        let is_it = |one: &&Said| {
            same(&one.name, name)
                && (careful(one.preference) < careful(Preference::Agreed)
                    || organisation.is_empty()
                    || same(&one.organisation, organisation))
        };
        if self.meant_by(name, role, organisation).is_some() {
            return Preference::No;
        }
        let known = self.professionals.iter().filter(is_it).map(|one| one.preference).chain([first]);
        known.min_by_key(|preference| careful(*preference)).unwrap_or(first)
    }

    /// The words of the family that mean somebody: the kind of service they are of, or what names them.
    pub fn meant_by(&self, name: &str, role: &str, organisation: &str) -> Option<String> {
        let written = self.written.iter().find(|written| is_meant(written, name, organisation));
        let of_kind = kinds_of_service(organisation, role);
        let kind = || self.kinds.iter().find(|(kind, _)| of_kind.contains(&kind.as_str()));
        written.map(|written| format!("“{written}”")).or_else(|| Some(kind()?.1.clone()))
    }

    /// As the rule asks about somebody.
    pub fn member(&self, id: &str, name: &str, role: &str, organisation: &str, first: Preference) -> Member {
        let preference = self.of(name, role, organisation, first);
        Member { id: id.to_owned(), name: name.to_owned(), organisation: organisation.to_owned(), preference }
    }

    /// Whether the family has named anybody or any kind of service.
    pub fn is_silent(&self) -> bool {
        self.kinds.is_empty() && self.written.is_empty()
    }

    /// For `families/do_not_share.html`; null where nobody said no.
    pub fn context(&self) -> Value {
        let mut lines: Vec<String> = self.kinds.iter().map(|(_, label)| label.clone()).collect();
        lines.extend(self.written.iter().map(|written| format!("“{written}”")));
        let mut people: Vec<String> = Vec::new();
        for one in self.professionals.iter().filter(|one| one.preference == Preference::No) {
            let line = format!("{} ({})", one.name, one.organisation);
            if !people.contains(&line) {
                people.push(line);
            }
        }
        lines.extend(people);
        if lines.is_empty() && !self.names_somebody {
            return Value::Null;
        }
        let from =
            self.from.as_ref().map(|(entry, day)| json!({ "href": format!("/entries/{entry}"), "day": day }));
        json!({ "lines": lines, "names_somebody": self.names_somebody, "from": from })
    }
}

/// From the most careful answer to the least.
fn careful(preference: Preference) -> u8 {
    match preference {
        Preference::No => 0,
        Preference::OwnActions => 1,
        Preference::Agreed => 2,
        Preference::NotSaid => 3,
    }
}

/// Whether two names are one, whatever the case and the spaces.
pub fn same(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(one) == plain(other)
}

fn asks(question: &Question) -> bool {
    question.typed.as_ref().is_some_and(|column| column.ends_with(".do_not_share_with"))
}

/// What the council's forms call a kind of service.
fn label(pack: &Pack, code: &str) -> String {
    let questions = pack.forms.values().flat_map(|form| &form.section).flat_map(|section| &section.question);
    let choices = questions.filter(|question| asks(question)).flat_map(|question| &question.option);
    let found = choices.into_iter().find(|choice| choice.value.as_str() == code);
    found.map_or_else(|| code.to_owned(), |choice| choice.label.clone())
}
