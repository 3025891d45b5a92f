//! A clock as a line of a page: what must be done, about whom, where it stands and how that was counted.

use std::collections::BTreeMap;

use law::clocks::{ClockState, Of, Reading};
use serde_json::{Value, json};
use uuid::Uuid;

/// What people are called, by the id of their record.
pub type Names = BTreeMap<Uuid, String>;

/// The clock that asks, months after the work ended, whether the change has lasted.
pub const SUSTAINED: &str = "sustained-check";

/// The line. `family` is the address of the family's page.
pub fn line(reading: &Reading, names: &Names, family: &str) -> Value {
    let (about, href) = match &reading.of {
        Of::Family => {
            let page = (reading.clock == SUSTAINED).then(|| format!("{family}/{SUSTAINED}"));
            ("The family".to_owned(), page)
        }
        Of::Child(child) => {
            let name = child.parse().ok().and_then(|child: Uuid| names.get(&child));
            (name.map_or_else(|| "A child of the family".to_owned(), Clone::clone), None)
        }
        Of::Record(entry) => ("Something being written".to_owned(), Some(format!("/entries/{entry}"))),
    };
    let last = reading.last_time.as_ref().map(|last| {
        let on = law::working_days::abbreviated(last.on);
        last.late_by
            .as_ref()
            .map_or_else(|| format!("Last time {on}, in time"), |late| format!("Last time {on}, {late}"))
    });
    json!({
        "clock": reading.clock, "name": reading.name, "about": about,
        "state": reading.state.label(), "colour": colour(&reading.state), "text": reading.text, "told": reading.told,
        "last": last, "href": href.unwrap_or_else(|| format!("{family}/clocks")), "is_open": reading.state.is_open(),
    })
}

/// The colour of the tag. Its words say the same.
fn colour(state: &ClockState) -> &'static str {
    match state {
        ClockState::Overdue | ClockState::CannotTell(_) => "red",
        ClockState::DueToday => "orange",
        ClockState::Running { is_soon: true } => "yellow",
        ClockState::Running { is_soon: false } => "blue",
        ClockState::MetLate { .. } => "pink",
        ClockState::Met { .. } => "green",
        ClockState::Paused { .. } | ClockState::NotStarted { .. } | ClockState::Ended { .. } => "grey",
    }
}

/// How urgent: what is overdue longest first, then by the day it is due; what cannot be worked out before all.
pub fn urgency(reading: &Reading) -> (u8, Option<jiff::civil::Date>) {
    let day = reading.due.as_ref().map(law::clocks::Due::date);
    match reading.state {
        ClockState::CannotTell(_) => (0, day),
        ClockState::Overdue => (1, day),
        ClockState::DueToday => (2, day),
        ClockState::Running { .. } => (3, day),
        ClockState::Paused { .. } => (4, day),
        _ => (5, day),
    }
}
