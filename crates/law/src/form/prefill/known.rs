//! What can be known when a form is begun.

use crate::form::Kind;

/// The shape of what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Words.
    Text,
    /// A day.
    Day,
    /// A postal address.
    Address,
    /// A whole number, or a score from 0 to 10.
    Number,
    /// One or several choices.
    Choice,
}

/// What can be known, by whose it is. Beside these there is [`super::PREVIOUS`]. The list is Kith's.
///
/// `person` is each person the record is about, `need` each heading; `plan_outcome`, `plan_action` and `network` are
/// lists, one entry for each item of a group.
pub const NAMES: [(&str, &[(&str, Shape)]); 13] = [
    (
        "family",
        &[
            ("name", Shape::Text),
            ("reference", Shape::Text),
            ("address", Shape::Address),
            ("phone", Shape::Text),
        ],
    ),
    (
        "person",
        &[
            ("name", Shape::Text),
            ("known_as", Shape::Text),
            ("date_of_birth", Shape::Day),
            ("school", Shape::Text),
            ("gp", Shape::Text),
            ("health_visitor", Shape::Text),
            ("phone", Shape::Text),
            ("email", Shape::Text),
            ("address", Shape::Address),
            ("interpreter", Shape::Text),
            ("agreed_to_take_part", Shape::Choice),
            ("agreed_on", Shape::Day),
            ("agreed_how", Shape::Choice),
            ("last_seen_on", Shape::Day),
            ("last_seen_alone_on", Shape::Day),
        ],
    ),
    (
        "need",
        &[("identified", Shape::Choice), ("family_score", Shape::Number), ("worker_score", Shape::Number)],
    ),
    (
        "lead_practitioner",
        &[
            ("name", Shape::Text),
            ("profession", Shape::Text),
            ("organisation", Shape::Text),
            ("phone", Shape::Text),
            ("since", Shape::Day),
        ],
    ),
    ("worker", &[("name", Shape::Text), ("profession", Shape::Text), ("organisation", Shape::Text)]),
    ("manager", &[("name", Shape::Text)]),
    ("request", &[("reference", Shape::Text), ("received_on", Shape::Day), ("happening", Shape::Text)]),
    (
        "involvement",
        &[
            ("began_on", Shape::Day),
            ("do_not_share_with", Shape::Choice),
            ("visits_held", Shape::Number),
            ("children_seen_on", Shape::Day),
            ("home_seen_on", Shape::Day),
        ],
    ),
    ("assessment", &[("completed_on", Shape::Day)]),
    (
        "plan",
        &[
            ("number", Shape::Number),
            ("goals", Shape::Text),
            ("safety_plan", Shape::Text),
            ("next_review_on", Shape::Day),
            ("visits_due", Shape::Text),
        ],
    ),
    (
        "plan_outcome",
        &[
            ("wanted", Shape::Text),
            ("measure", Shape::Text),
            ("baseline_score", Shape::Number),
            ("target_score", Shape::Number),
            ("family_score", Shape::Number),
            ("worker_score", Shape::Number),
        ],
    ),
    (
        "plan_action",
        &[
            ("what", Shape::Text),
            ("owner", Shape::Text),
            ("due_on", Shape::Day),
            ("status", Shape::Choice),
            ("times_late", Shape::Number),
        ],
    ),
    (
        "network",
        &[
            ("name", Shape::Text),
            ("role", Shape::Text),
            ("organisation", Shape::Text),
            ("phone", Shape::Text),
            ("email", Shape::Text),
            // What the family said about a copy of its plan: `whole`, `own-part` or `no`.
            ("copy", Shape::Choice),
        ],
    ),
];

/// Owners that are a list: a name of theirs stands in a group, an entry to each item.
pub const LISTS: [&str; 3] = ["plan_outcome", "plan_action", "network"];

/// The shape of a name such as `person.school`; `None` when Kith does not know it.
pub fn shape(name: &str) -> Option<Shape> {
    let (owner, what) = name.split_once('.')?;
    let (_, known) = NAMES.iter().find(|(known, _)| *known == owner)?;
    known.iter().find(|(known, _)| *known == what).map(|(_, shape)| *shape)
}

/// Whether an answer of this kind can hold what is known.
pub(crate) fn takes(kind: Kind, shape: Shape) -> bool {
    match shape {
        Shape::Text => matches!(kind, Kind::Text | Kind::Textarea | Kind::Name | Kind::Phone | Kind::Email),
        Shape::Day => matches!(kind, Kind::Date | Kind::DateOfBirth),
        Shape::Address => kind == Kind::Address,
        Shape::Number => kind.is_number(),
        Shape::Choice => kind.has_options() || matches!(kind, Kind::YesNo | Kind::YesNoUnknown),
    }
}
