//! The council's clocks, run for a page.

use jiff::Timestamp;
use law::clocks::{Due, Standing};
use serde_json::{Value, json};

use crate::visit::Visit;

/// The clock of a request's decision, started when it was received. `None` where the calendar does not reach.
pub fn decision_due(visit: &Visit, received: Timestamp) -> Option<Due> {
    due(visit, "request-decision", received)
}

/// A clock of `clocks.toml`, started at a moment.
pub fn due(visit: &Visit, clock: &str, start: Timestamp) -> Option<Due> {
    let pack = &visit.app.council.pack;
    pack.clocks.get(clock)?.rule(&pack.council).start(start).ok()
}

/// Where a request's decision clock stands, for the `clock` component: its colour, its words and the moment. The
/// moment that was promised (`decide_by`) counts, whatever the pack says since.
pub fn decision_state(visit: &Visit, received: Timestamp, decide_by: Option<Timestamp>) -> Value {
    match (decision_due(visit, received), decide_by) {
        (Some(mut due), Some(promised)) => {
            due.at = promised;
            state(visit, &due)
        }
        (Some(due), None) => state(visit, &due),
        (None, _) => Value::Null,
    }
}

/// Where a clock stands: `colour` (green, amber, red), `label`, `text` and `at`.
pub fn state(visit: &Visit, due: &Due) -> Value {
    let state = due.state_at(visit.now);
    let colour = match state.standing {
        Standing::Overdue => "red",
        Standing::DueToday => "amber",
        Standing::OnTime => "green",
    };
    json!({ "colour": colour, "label": state.standing.label(), "text": state.text, "at": due.at.to_string() })
}
