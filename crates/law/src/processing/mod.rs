//! The record of processing activities (UK GDPR, Article 30): one activity for each purpose of each notice, put together from
//! the notices and, for a running Kith, from the register of columns and the forms. Nothing of it is written twice.
//!
//! [`Processing::of`] makes it; [`csv`], [`jsonld`] and [`markdown`] write it down.

mod activity;
mod csv;
mod held;
mod jsonld;
mod kept;
mod markdown;
mod measures;
mod open;
mod own;
mod terms;
#[cfg(test)]
mod tests;
mod words;

pub use activity::{
    Activity, CategoryOf, ControllerOf, Doubt, Kept, NoticeOf, Open, Processing, RecipientOf, SourceOf,
};
pub use csv::csv;
pub use held::{AskedIn, Column, Held, Place, Running, Says, Table};
pub use jsonld::jsonld;
pub use markdown::markdown;
pub use measures::{MEASURES, Measure};
pub use terms::{Term, terms};
pub use words::{NO_TRANSFERS, basis, condition, protection, schedule_1};

use std::collections::BTreeSet;

use crate::pack::{Council, Notice, People, Purpose};

impl Processing {
    /// The record for a council's notices. Without `running` it says what the notices say, and not where it is kept.
    pub fn of(council: &Council, notices: &[&Notice], running: Option<&Running<'_>>) -> Processing {
        let mut activities = Vec::new();
        for (place, notice) in notices.iter().enumerate() {
            for purpose in &notice.purpose {
                let held = running.map(|running| held::of(running, notices, place, purpose));
                activities.push(activity(council, notice, purpose, held));
            }
        }
        activities.extend(running.and_then(|running| own::activity(council, notices, running)));
        Processing {
            council: council.name.clone(),
            council_id: council.id.to_string(),
            notices: notices.iter().map(|notice| NoticeOf::of(notice)).collect(),
            activities,
            unplaced: running.map(|running| held::unplaced(running, notices)).unwrap_or_default(),
        }
    }

    /// The activity of a notice's purpose.
    pub fn activity(&self, id: &str) -> Option<&Activity> {
        self.activities.iter().find(|activity| activity.id == id)
    }
}

fn activity(council: &Council, notice: &Notice, purpose: &Purpose, held: Option<Held>) -> Activity {
    let categories = notice.category.iter().filter(|category| purpose.categories.contains(&category.id));
    let kept = kept::of(notice, held.as_ref());
    Activity {
        id: format!("{}/{}", notice.id, purpose.id),
        name: purpose.name.clone(),
        notice: Some(NoticeOf::of(notice)),
        services: notice.service.iter().map(|service| service.name.clone()).collect(),
        controllers: ControllerOf::all(council, notice),
        bases: purpose.bases.clone(),
        acts: notice
            .act
            .iter()
            .filter(|act| purpose.acts.contains(&act.id))
            .map(|act| act.name.clone())
            .collect(),
        conditions: purpose.conditions.clone(),
        schedule_1: purpose.schedule_1.clone(),
        withdrawing_stops: purpose.withdrawing_stops.clone(),
        people: people(notice, purpose, &kept, held.as_ref()),
        categories: categories.map(CategoryOf::of).collect(),
        sources: SourceOf::all(notice, purpose),
        recipients: RecipientOf::all(notice, purpose),
        kept,
        held,
        open: open::of(notice, purpose),
    }
}

/// A notice is about children and those who look after them. The rest follows from the purpose's categories and, where it
/// runs, from its tables, from the roles of the classes they stand in, and from forms, which somebody fills in.
fn people(notice: &Notice, purpose: &Purpose, kept: &[Kept], held: Option<&Held>) -> Vec<People> {
    let mut people = BTreeSet::from([People::Children, People::ParentsAndCarers]);
    let categories = notice.category.iter().filter(|category| purpose.categories.contains(&category.id));
    people.extend(categories.flat_map(|category| &category.people));
    if let Some(held) = held {
        let classes = kept.iter().filter(|class| class.named);
        people.extend(classes.flat_map(|class| &class.rule.people).map(|role| role.people()));
        people.extend(held.collected.iter().flat_map(|place| &place.people));
        people.extend((!held.questions.is_empty()).then_some(People::Referrers));
    }
    people.into_iter().collect()
}
