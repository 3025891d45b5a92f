//! What a family has said about who may have its plan, as pages show it and as the rule of sending (`law::plan::distribution`)
//! is asked with it.

use law::form::{Answers, Form, Question, Section};
use law::pack::Pack;
use law::plan::{Member, Preference, is_meant, is_same_name, kinds_of_service, may_be_meant};
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
use crate::pages::people::gate::{Step, permitted};
use crate::posted::Fields;
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
    /// Whether somebody is named in that entry, and it was not read here who.
    names_somebody: bool,
    /// Whether somebody is named in an entry that its reader may not open.
    names_hidden: bool,
    /// Professionals who must not have all of it, by records that the reader may not open. They are looked for and never shown.
    hidden: Vec<Said>,
}

/// What can be said without opening what was written: the kinds of services, and professionals.
pub async fn briefly(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    family: Uuid,
) -> Result<Word> {
    let said = sending::of_family(work, permit, family).await?;
    let pack = &visit.app.council.pack;
    let mut word = Word { professionals: said.professionals, hidden: said.hidden, ..Word::default() };
    if let Some(newest) = said.newest {
        word.names_somebody = names_somebody(&newest.ticked);
        word.add_kinds(pack, &newest.ticked);
        word.from = Some((newest.entry, words::day(newest.on)));
    }
    word.names_hidden = names_somebody(&said.hidden_ticked);
    word.add_kinds(pack, &said.hidden_ticked);
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
    let Some(newest) = said.filter(|_| word.names_somebody) else { return Ok(word) };
    // It may be about somebody else of the family: then it is opened through them.
    let mut entry: Entry = if newest.is_about {
        entry::open(work, permit, newest.entry).await?
    } else {
        let person = entry::way_in(work, newest.entry).await?;
        match permitted(visit, work, may::OpenNarrative, person, &Fields::default()).await? {
            Step::Open(permit) => entry::open(work, &permit, newest.entry).await?,
            Step::Ask(_) => return Ok(word),
        }
    };
    let mut form = form_of(visit, work, &entry).await?;
    reader::leave_out(visit.staff()?.account, &mut form, &mut entry);
    word.names_somebody = !word.add(&form, &written::answers(&entry));
    Ok(word)
}

/// Choices that stand for no kind of service.
const FREE: [&str; 2] = ["other", "none"];

impl Word {
    fn add_kinds(&mut self, pack: &Pack, ticked: &[String]) {
        for code in ticked.iter().filter(|code| !FREE.contains(&code.as_str())) {
            if !self.kinds.iter().any(|(known, _)| known == code) {
                self.kinds.push((code.clone(), label(pack, code)));
            }
        }
    }

    /// Adds what an entry itself says: a plan is not sent to whom it names, whatever a later one says. Gives whether it names
    /// anybody in words.
    pub fn add(&mut self, form: &Form, answers: &Answers) -> bool {
        let mut names = false;
        let asked =
            form.section.iter().flat_map(|section| &section.question).filter(|question| asks(question));
        for question in asked {
            for choice in
                question.option.iter().filter(|choice| answers.is_chosen(&question.id, &choice.value))
            {
                for revealed in &choice.reveals {
                    let named = answers.text(revealed).trim().to_owned();
                    names |= !named.is_empty();
                    if !named.is_empty() && !self.written.contains(&named) {
                        self.written.push(named);
                    }
                }
                let code = choice.value.to_string();
                if !FREE.contains(&code.as_str()) && !self.kinds.iter().any(|(known, _)| *known == code) {
                    self.kinds.push((code, choice.label.clone()));
                }
            }
        }
        names
    }

    /// What the family said of somebody by that name, whoever recorded it: of several answers the most careful.
    pub fn of(&self, name: &str, role: &str, organisation: &str, first: Preference) -> Preference {
        // A no holds for the name, however somebody spelt it and where they work; an agreement does not go to a namesake.
        let is_it = |one: &&Said| {
            let is_no = careful(one.preference) < careful(Preference::Agreed);
            is_no && is_same_name(&one.name, name)
                || same(&one.name, name) && (organisation.is_empty() || same(&one.organisation, organisation))
        };
        // Whom the reader is not shown, nobody can ask them about: a name in common is enough.
        let may_be = |one: &&Said| may_be_meant(&one.name, name, "");
        if self.meant_by(name, role, organisation).is_some() {
            return Preference::No;
        }
        let known = self.professionals.iter().filter(is_it).chain(self.hidden.iter().filter(may_be));
        let known = known.map(|one| one.preference).chain([first]);
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

    /// Whether the family has named nobody and no kind of service.
    pub fn is_silent(&self) -> bool {
        self.kinds.is_empty() && !self.names_people() && self.said_no().next().is_none()
    }

    /// Whether the family has named somebody in words, read here or not: that may be anybody.
    pub fn names_people(&self) -> bool {
        self.names_somebody || !self.written.is_empty()
    }

    /// Whether somebody is named in words that were not read here.
    pub fn is_unread(&self) -> bool {
        self.names_somebody
    }

    /// Whether somebody is named where the reader may not look.
    pub fn is_hidden(&self) -> bool {
        self.names_hidden
    }

    /// Whether words of the family may mean somebody by that name.
    pub fn may_mean(&self, name: &str) -> bool {
        self.written.iter().any(|written| may_be_meant(written, name, ""))
    }

    /// The professionals who must not have it.
    pub fn said_no(&self) -> impl Iterator<Item = &Said> {
        self.professionals.iter().filter(|one| one.preference == Preference::No)
    }

    /// For `families/do_not_share.html`; null where nobody said no.
    pub fn context(&self) -> Value {
        let mut lines: Vec<String> = self.kinds.iter().map(|(_, label)| label.clone()).collect();
        lines.extend(self.written.iter().map(|written| format!("“{written}”")));
        let mut people: Vec<String> = Vec::new();
        for one in self.said_no() {
            let line = format!("{} ({})", one.name, one.organisation);
            if !people.contains(&line) {
                people.push(line);
            }
        }
        lines.extend(people);
        if lines.is_empty() && !self.names_somebody && !self.names_hidden {
            return Value::Null;
        }
        let from =
            self.from.as_ref().map(|(entry, day)| json!({ "href": format!("/entries/{entry}"), "day": day }));
        json!({ "lines": lines, "names_somebody": self.names_somebody, "hidden": self.names_hidden, "from": from })
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

/// Whether somebody is named in words beside what is ticked.
fn names_somebody(ticked: &[String]) -> bool {
    ticked.iter().any(|code| code == "other")
}

fn asks(question: &Question) -> bool {
    question.typed.as_ref().is_some_and(|column| column.ends_with(".do_not_share_with"))
}

/// Whether a page of a form asks who must not have it. Nobody outside reads its answers: who was named might.
pub fn is_asked_in(section: &Section) -> bool {
    section.question.iter().any(asks)
}

/// What the council's forms call a kind of service.
fn label(pack: &Pack, code: &str) -> String {
    let questions = pack.forms.values().flat_map(|form| &form.section).flat_map(|section| &section.question);
    let choices = questions.filter(|question| asks(question)).flat_map(|question| &question.option);
    let found = choices.into_iter().find(|choice| choice.value.as_str() == code);
    found.map_or_else(|| code.to_owned(), |choice| choice.label.clone())
}

#[cfg(test)]
mod tests {
    use law::casework::PlanGoes;
    use law::plan::Receives;

    use super::super::sends::receivers::Receiver;
    use super::*;

    /// Somebody is named, and it was not read who: until that is known nothing goes by itself.
    #[test]
    fn a_name_that_was_not_read_is_asked_about() {
        let word = Word { names_somebody: true, ..Word::default() };
        assert!(!word.is_silent());
        let teacher = Receiver { name: "Mrs Okafor".to_owned(), helps: true, ..Receiver::default() };
        let copies = teacher.copies(&word, PlanGoes::UnlessToldNotTo, None);
        assert_eq!((copies.said, copies.receives), (Preference::NotSaid, Receives::Nothing));
        assert!(teacher.is_open(&word, &copies));
        let agreed = teacher.copies(&word, PlanGoes::UnlessToldNotTo, Some(Preference::Agreed));
        assert_eq!(agreed.receives, Receives::Plan);
        let father = Receiver { name: "Kevin Moss".to_owned(), is_theirs: true, ..Receiver::default() };
        let copies = father.copies(&word, PlanGoes::UnlessToldNotTo, None);
        assert!(father.is_open(&word, &copies));
        let child = Receiver { is_child: true, ..father };
        assert!(!child.is_open(&word, &copies));
    }

    #[test]
    fn nobody_named_is_silence() {
        let word = Word::default();
        assert!(word.is_silent());
        let teacher = Receiver { name: "Mrs Okafor".to_owned(), helps: true, ..Receiver::default() };
        let copies = teacher.copies(&word, PlanGoes::UnlessToldNotTo, None);
        assert_eq!(copies.receives, Receives::Plan);
        assert!(!teacher.is_open(&word, &copies));
    }
}
