//! What Kith does for itself and no notice to families speaks of: accounts, the access log, its own running.

use super::activity::{Activity, CategoryOf, ControllerOf, NoticeOf, Open, Processing};
use super::held::{Column, Held, Place, Running};
use crate::pack::{Council, Notice, People, Protection};

/// The activity's id.
const ID: &str = "kith/own-running";

/// The activity, if the register has such tables.
pub(super) fn activity(council: &Council, notices: &[&Notice], running: &Running<'_>) -> Option<Activity> {
    let own = running.tables.iter().filter(|table| table.purpose.is_none());
    let collected: Vec<Place> =
        own.clone().map(|table| table.place(about_staff)).filter(|place| !place.columns.is_empty()).collect();
    let columns = || own.clone().flat_map(|table| &table.columns);
    let kinds = [
        ("People who work here: accounts, roles, teams", columns().any(|column| column.about_staff)),
        ("Who looked at and did what, and when", columns().any(|column| column.access_log)),
    ];
    let categories = kinds.into_iter().filter(|(_, held)| *held).map(|(name, _)| CategoryOf {
        id: String::new(),
        name: name.to_owned(),
        protection: Protection::Ordinary,
    });
    let answer = "The notices are to families. The council’s notice to people who work here gives the lawful \
                  basis and how long; until it does, what is kept is kept, and only what is swept goes.";
    (!collected.is_empty()).then(|| Activity {
        id: ID.to_owned(),
        name: "Let people sign in, record who did what, and run the system".to_owned(),
        notice: None::<NoticeOf>,
        services: Vec::new(),
        controllers: notices.first().map(|notice| ControllerOf::all(council, notice)).unwrap_or_default(),
        bases: Vec::new(),
        acts: Vec::new(),
        conditions: Vec::new(),
        schedule_1: Vec::new(),
        withdrawing_stops: None,
        people: vec![People::Staff],
        categories: categories.collect(),
        sources: Vec::new(),
        recipients: Vec::new(),
        kept: Vec::new(),
        held: Some(Held { collected, ..Held::default() }),
        open: vec![Open { what: "no notice speaks of it".to_owned(), answer: answer.to_owned() }],
    })
}

fn about_staff(column: &Column) -> bool {
    column.about_staff || column.access_log
}

impl Processing {
    /// Whether an activity is Kith's own and no purpose of a notice.
    pub fn is_own(activity: &Activity) -> bool {
        activity.id == ID
    }
}
