//! Who may come into question for a copy: the team that the plan lists, the professionals round the family, and whoever else is
//! on its ecomap. The family itself comes first.

use jiff::civil::Date;
use law::casework::PlanGoes;
use law::plan::{Copies, Preference, Receives, distribution};
use record::access::may::ReadsPerson;
use record::network_tie::Tie;

use crate::pages::entries::opened::Opened;
use crate::pages::entries::word::{Word, same};
use crate::pages::entries::{listed, written};

/// The place of somebody who is not listed, in the address of the form.
pub const SOMEBODY_ELSE: &str = "somebody-else";

/// Somebody who may get a copy.
#[derive(Default)]
pub struct Receiver {
    /// Their place in the address of the form. It says nothing about them.
    pub key: String,
    /// Their name.
    pub name: String,
    /// What they do, or are to the family.
    pub role: String,
    /// Whom they work for.
    pub organisation: String,
    /// What was said about them where they are listed.
    pub said: Option<Preference>,
    /// Whether they are a service that helps the family: to such a plan goes unless the family says no. To anybody else, only
    /// when the family has agreed.
    pub helps: bool,
    /// Whether it is about them: then it is theirs to have.
    pub is_theirs: bool,
    /// Whether they are known to be a child.
    pub is_child: bool,
}

impl Receiver {
    /// Whether a copy that went to this name and organisation was theirs.
    pub fn is(&self, name: &str, organisation: &str) -> bool {
        same(&self.name, name) && same(&self.organisation, organisation)
    }

    /// What they receive by the family's word and the council's rule, and why. `now` is what the family said when it was asked
    /// about this copy: it adds to what was said before and takes nothing of it back.
    pub fn copies(&self, word: &Word, goes: PlanGoes, now: Option<Preference>) -> Copies {
        let mut member = word.member(
            &self.key,
            &self.name,
            &self.role,
            &self.organisation,
            self.said.unwrap_or(Preference::NotSaid),
        );
        if let Some(now) = now
            && (now == Preference::No || member.preference == Preference::NotSaid)
        {
            member.preference = now;
        }
        if word.is_hidden() && !self.is_child {
            let because = "The family named somebody in what you may not open. Whoever may open it can say who it is, \
                           and log the copy";
            return Copies { said: Preference::No, ..self.copies_of(Receives::Nothing, because.to_owned()) };
        }
        if self.is_theirs && member.preference == Preference::NotSaid {
            return self.copies_of(Receives::Plan, format!("It is about {}", self.name));
        }
        let goes = if self.helps && !word.is_unread() { goes } else { PlanGoes::OnlyWithAgreement };
        let copies = distribution(&[member], &[], &[], goes).pop();
        let mut copies = copies.unwrap_or_else(|| self.copies_of(Receives::Nothing, String::new()));
        if let Some(meant) = word.meant_by(&self.name, &self.role, &self.organisation) {
            copies.because = format!("{} ({meant})", copies.because);
        }
        copies
    }

    /// Whether it is asked if they are one of those the family named. A child whom the plan is about is, unless a name says so, not.
    pub fn is_open(&self, word: &Word, copies: &Copies) -> bool {
        copies.said != Preference::No
            && match (self.is_theirs, self.is_child) {
                (true, true) => word.may_mean(&self.name),
                (true, false) => word.names_people(),
                (false, _) => !word.is_silent(),
            }
    }

    /// What nobody has said anything about.
    fn copies_of(&self, receives: Receives, because: String) -> Copies {
        let needs_override = receives != Receives::Plan;
        let (member, said) = (self.key.clone(), Preference::NotSaid);
        Copies { member, said, receives, is_override: false, needs_override, because }
    }
}

/// Everybody who may come into question, each once: those it is about, the team, other professionals, the ecomap.
pub fn all<A: ReadsPerson>(page: &Opened<A>, word: &Word, ties: &[Tie], today: Date) -> Vec<Receiver> {
    let here = page.entry.subjects.iter().filter(|subject| subject.left_at.is_none());
    let family = here.map(|subject| Receiver {
        key: format!("family-{}", subject.number),
        name: written::name(subject),
        is_theirs: true,
        is_child: subject.birth.is_child_on(today) == Some(true),
        ..Receiver::default()
    });
    let mut all: Vec<Receiver> = family.collect();
    for one in listed::all(&page.form, &page.answers) {
        all.push(Receiver {
            key: format!("team-{}", one.item),
            name: one.name,
            role: one.role,
            organisation: one.organisation,
            said: Some(one.preference),
            helps: true,
            ..Receiver::default()
        });
    }
    for one in word.professionals.iter().filter(|one| one.is_here) {
        if !all.iter().any(|known| {
            same(&known.name, &one.name)
                && (known.organisation.is_empty() || same(&known.organisation, &one.organisation))
        }) {
            all.push(Receiver {
                key: format!("professional-{}", one.id),
                name: one.name.clone(),
                role: one.role.clone(),
                organisation: one.organisation.clone(),
                said: Some(one.preference),
                helps: true,
                ..Receiver::default()
            });
        }
    }
    for one in ties {
        let tie = &one.tie;
        if !all.iter().any(|known| same(&known.name, &tie.name) || same(&known.organisation, &tie.name)) {
            let organisation = if tie.kind == "organisation" { tie.name.clone() } else { String::new() };
            all.push(Receiver {
                key: format!("round-{}", one.id),
                name: tie.name.clone(),
                role: tie.role.clone(),
                organisation,
                ..Receiver::default()
            });
        }
    }
    all
}
