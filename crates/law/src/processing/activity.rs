//! What Article 30(1) asks a controller to write down of each activity.

use serde::Serialize;

use super::held::{Held, Place};
use crate::pack::{
    Basis, Category, Contact, Council, Notice, People, Protection, Purpose, Retention, ScheduleOne,
    SpecialCondition,
};

/// The whole record.
#[derive(Debug, Clone, Serialize)]
pub struct Processing {
    /// The council's full name.
    pub council: String,
    /// Its id.
    pub council_id: String,
    /// The notices it is made from.
    pub notices: Vec<NoticeOf>,
    /// One for each purpose of each notice, and last what Kith does for itself.
    pub activities: Vec<Activity>,
    /// Tables of the record whose purpose none of the notices names: this pack cannot run before each has one.
    pub unplaced: Vec<Place>,
}

/// A notice, in short.
#[derive(Debug, Clone, Serialize)]
pub struct NoticeOf {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: u32,
    /// First day it holds, as `2026-04-01`.
    pub from: String,
    /// Day by which somebody must have looked at it again.
    pub review_by: String,
    /// What it leaves unclear.
    pub doubts: Vec<Doubt>,
}

/// Something a notice leaves unclear.
#[derive(Debug, Clone, Serialize)]
pub struct Doubt {
    /// What.
    pub about: String,
    /// What Kith does until it is settled.
    pub meanwhile: String,
}

/// One processing activity.
#[derive(Debug, Clone, Serialize)]
pub struct Activity {
    /// The notice's id and the purpose's: `early-help/support-families`.
    pub id: String,
    /// What it is for: the purpose's name.
    pub name: String,
    /// The notice; none for what Kith does for itself.
    pub notice: Option<NoticeOf>,
    /// Services the notice speaks for.
    pub services: Vec<String>,
    /// Who answers for it; joint when several.
    pub controllers: Vec<ControllerOf>,
    /// Lawful bases, Article 6(1).
    pub bases: Vec<Basis>,
    /// Acts behind a legal obligation or public task.
    pub acts: Vec<String>,
    /// Conditions, Article 9(2).
    pub conditions: Vec<SpecialCondition>,
    /// Conditions of the Data Protection Act 2018, Schedule 1.
    pub schedule_1: Vec<ScheduleOne>,
    /// What stops when consent is withdrawn.
    pub withdrawing_stops: Option<String>,
    /// Kinds of people.
    pub people: Vec<People>,
    /// Kinds of information.
    pub categories: Vec<CategoryOf>,
    /// Where it comes from.
    pub sources: Vec<SourceOf>,
    /// Who may be told.
    pub recipients: Vec<RecipientOf>,
    /// How long it is kept.
    pub kept: Vec<Kept>,
    /// Where the record holds it; none for a pack that is only read.
    pub held: Option<Held>,
    /// Where it is at odds with the law, and who answers for that.
    pub open: Vec<Open>,
}

/// A controller and how to reach it.
#[derive(Debug, Clone, Serialize)]
pub struct ControllerOf {
    /// Its id.
    pub id: String,
    /// Legal name.
    pub name: String,
    /// The data protection contact.
    pub contact: Option<Contact>,
}

/// A kind of information.
#[derive(Debug, Clone, Serialize)]
pub struct CategoryOf {
    /// Its id; empty where no notice names it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether the law protects it specially.
    pub protection: Protection,
}

/// A source, with what it gives for this purpose.
#[derive(Debug, Clone, Serialize)]
pub struct SourceOf {
    /// Its id.
    pub id: String,
    /// Who it is.
    pub name: String,
    /// Names of the categories.
    pub gives: Vec<String>,
}

/// Somebody who may be told.
#[derive(Debug, Clone, Serialize)]
pub struct RecipientOf {
    /// Its id.
    pub id: String,
    /// The kind of organisation.
    pub name: String,
    /// The lawful basis of telling it.
    pub basis: Basis,
    /// The sharing agreement.
    pub agreement: Option<String>,
    /// When.
    pub when: String,
    /// Whether a family may ask us not to.
    pub family_may_object: bool,
}

/// A retention class.
#[derive(Debug, Clone, Serialize)]
pub struct Kept {
    /// Its id.
    pub class: String,
    /// What it is called.
    pub name: String,
    /// What it covers.
    pub covers: String,
    /// "25 years from birth; then destroyed".
    pub how_long: String,
    /// Where that comes from.
    pub citation: String,
    /// The least that the law asks for.
    pub law: Vec<String>,
    /// Whether a table or question of this activity stands in it. Other classes come in by what somebody was to the service.
    pub named: bool,
    /// The rule itself.
    #[serde(skip)]
    pub rule: Retention,
}

/// Something that is not as the law asks.
#[derive(Debug, Clone, Serialize)]
pub struct Open {
    /// What.
    pub what: String,
    /// Who answers for it, since when and why.
    pub answer: String,
}

impl NoticeOf {
    pub(super) fn of(notice: &Notice) -> NoticeOf {
        let doubt = |doubt: &crate::pack::Doubt| Doubt {
            about: doubt.about.clone(),
            meanwhile: doubt.meanwhile.clone(),
        };
        NoticeOf {
            id: notice.id.to_string(),
            title: notice.title.clone(),
            version: notice.version,
            from: notice.effective_from.to_string(),
            review_by: notice.review_by.to_string(),
            doubts: notice.doubt.iter().map(doubt).collect(),
        }
    }
}

impl ControllerOf {
    pub(super) fn all(council: &Council, notice: &Notice) -> Vec<ControllerOf> {
        let one = |controller: &crate::pack::Controller| ControllerOf {
            id: controller.id.to_string(),
            name: controller.name.clone(),
            contact: council.contact(&controller.contact).cloned(),
        };
        notice.controller.iter().map(one).collect()
    }
}

impl CategoryOf {
    pub(super) fn of(category: &Category) -> CategoryOf {
        CategoryOf {
            id: category.id.to_string(),
            name: category.name.clone(),
            protection: category.protection,
        }
    }
}

impl SourceOf {
    /// The sources that give a category of the purpose.
    pub(super) fn all(notice: &Notice, purpose: &Purpose) -> Vec<SourceOf> {
        let one = |source: &crate::pack::Source| {
            let needed = source.categories.iter().filter(|id| purpose.categories.contains(id));
            let gives: Vec<String> =
                needed.filter_map(|id| notice.category(id)).map(|category| category.name.clone()).collect();
            (!gives.is_empty()).then(|| SourceOf {
                id: source.id.to_string(),
                name: source.name.clone(),
                gives,
            })
        };
        notice.source.iter().filter_map(one).collect()
    }
}

impl RecipientOf {
    /// The recipients who may be told for the purpose.
    pub(super) fn all(notice: &Notice, purpose: &Purpose) -> Vec<RecipientOf> {
        let of_purpose = notice.recipient.iter().filter(|one| one.purposes.contains(&purpose.id));
        let one = |recipient: &crate::pack::Recipient| RecipientOf {
            id: recipient.id.to_string(),
            name: recipient.name.clone(),
            basis: recipient.basis,
            agreement: recipient.agreement.clone(),
            when: recipient.when.clone(),
            family_may_object: recipient.family_may_object,
        };
        of_purpose.map(one).collect()
    }
}

impl ControllerOf {
    /// "Data Protection Officer, mailbox, address"; none where the council gives no contact.
    pub fn reach(&self) -> Option<String> {
        let contact = self.contact.as_ref()?;
        // An address often begins with whom it is for.
        let role = Some(&contact.role)
            .filter(|role| !contact.post.as_ref().is_some_and(|post| post.starts_with(*role)));
        let parts = [role, contact.email.as_ref(), contact.post.as_ref()];
        Some(parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", "))
    }
}

impl CategoryOf {
    /// "Health (special category)".
    pub fn words(&self) -> String {
        match super::words::protection(self.protection) {
            Some(protection) => format!("{} ({protection})", self.name),
            None => self.name.clone(),
        }
    }
}

impl RecipientOf {
    /// "Courts (legal obligation: Article 6(1)(c); no agreement is named): A court orders it."
    pub fn words(&self) -> String {
        let agreement = self.agreement.as_deref().unwrap_or("no sharing agreement is named");
        let object = if self.family_may_object { "; the family may object" } else { "" };
        format!(
            "{} ({}; {agreement}{object}): {}",
            self.name,
            super::words::basis(self.basis),
            self.when.trim()
        )
    }
}

impl Kept {
    /// "all other records: 25 years from birth; then destroyed (Marlshire's choice)".
    pub fn words(&self) -> String {
        let law = self.law.iter().map(|law| format!("; at least what the law asks for: {law}"));
        format!("{}: {} ({}{})", self.name, self.how_long, self.citation.trim(), law.collect::<String>())
    }
}
