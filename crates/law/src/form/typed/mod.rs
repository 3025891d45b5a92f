//! The typed columns a form may fill: what law, clocks, sharing and returns read.
//!
//! A question that names one of these in `typed = "…"` is kept in a plain or specially indexed column;
//! every other answer is a sealed row. The list is Kith's: a council cannot make up a column. In casework each owner is a
//! table of the schema `typed`, filled when an entry is finished; words typed into one stay sealed even so ([`rows`]).

mod codes;
mod rows;

pub use codes::{choices, code_set};
pub use rows::{Cell, Row, rows};

use super::KindOfRecord;

/// Columns, by what they belong to.
pub const COLUMNS: [(&str, &[&str]); 26] = [
    (
        "request",
        &[
            "requester_kind",
            "help_wanted",
            "level_of_need",
            "urgent_today",
            "immediate_safety",
            "wants_anonymity",
            "method",
            "received_on",
            "received_time",
            "source_code",
            "call_recording_reference",
            "taken_by",
            "record_kind",
            "knowledge_kind",
            "discussed_with_parents",
            "not_discussed_reason",
            "do_not_share_with",
            "categories",
            "worry_scale",
        ],
    ),
    (
        "requester",
        &[
            "first_name",
            "last_name",
            "role",
            "organisation",
            "sector",
            "email",
            "phone",
            "address",
            "reply_by",
            "relationship",
        ],
    ),
    (
        "child",
        &[
            "part_of_request",
            "born",
            "first_name",
            "last_name",
            "known_as",
            "date_of_birth",
            "due_date",
            "estimated_age",
            "sex",
            "ethnicity",
            "first_language",
            "interpreter",
            "nhs_number",
            "upn",
            "school",
            "disability",
            "address",
        ],
    ),
    (
        "adult",
        &[
            "first_name",
            "last_name",
            "known_as",
            "date_of_birth",
            "estimated_age",
            "relationship",
            "children",
            "parental_responsibility",
            "phone",
            "email",
            "address",
            "lives_in_home",
            "interpreter",
            "safe_contact",
            "agreed_to_take_part",
            "agreed_on",
            "agreed_how",
        ],
    ),
    ("agency", &["organisation", "kind", "worker_name", "role", "phone", "email", "may_contact"]),
    ("safety", &["workers_at_risk", "domestic_abuse", "dash_score", "dash_on", "marac"]),
    // Casework.
    ("person", &["agreed_to_take_part", "agreed_on", "agreed_how", "took_part"]),
    (
        "assessment",
        &[
            "kind",
            "started_on",
            "completed_on",
            "notice_explained_on",
            "level_of_need",
            "do_not_share_with",
            "outcome",
            "first_meeting_on",
            "shared_on",
        ],
    ),
    ("assessment_child", &["seen", "seen_alone", "seen_on"]),
    ("need", &["identified", "priority", "affects", "family_score", "worker_score"]),
    ("plan", &["number", "agreed_on", "visit_every", "next_review_on", "do_not_share_with"]),
    ("plan_outcome", &["for_whom", "needs", "baseline_score", "target_score", "review_on"]),
    ("plan_action", &["outcome", "owner_kind", "owner", "due_on", "status", "done_on"]),
    ("plan_copy", &["sent_on"]),
    ("review", &["kind", "held_on", "number", "safety_concern", "decision", "next_on"]),
    ("review_outcome", &["family_score", "worker_score", "direction"]),
    ("review_action", &["status", "done_on", "times_late"]),
    ("visit", &["kind", "how", "announced", "planned_on", "happened_on", "started_at", "minutes", "next_on"]),
    ("visit_child", &["seen", "seen_alone", "spoken_to", "bedroom_seen", "awake"]),
    (
        "case_note",
        &[
            "kind",
            "topics",
            "happened_on",
            "happened_at",
            "about",
            "source",
            "significant",
            "add_to_chronology",
        ],
    ),
    ("supervision", &["kind", "held_on", "risk", "level_of_need", "decision", "next_on"]),
    (
        "closure",
        &[
            "closed_on",
            "reason",
            "child_seen_on",
            "home_seen_on",
            "check_on",
            "feedback",
            "checked",
            "moved_to",
            "work_done",
            "keep_going",
        ],
    ),
    ("closure_child", &["view"]),
    ("closure_attempt", &["made_on"]),
    ("closure_need", &["outcome", "family_score", "worker_score"]),
    ("meeting", &["kind", "held_on", "started_at", "next_on"]),
];

/// Columns of casework that are words: rules find the answer by its column, and it is kept sealed with the others.
pub const WORDS: [&str; 5] = [
    "plan_action.owner",
    "closure.moved_to",
    "closure.work_done",
    "closure.keep_going",
    "closure_child.view",
];

/// How often the columns of an owner are kept in one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptFor {
    /// Once.
    Record,
    /// For each child it is about.
    Child,
    /// For each person it is about.
    Person,
    /// For each heading of need.
    Need,
    /// For each item of a group.
    Item,
}

/// How often the columns of a casework owner are kept.
pub fn kept_for(owner: &str) -> KeptFor {
    match owner {
        "assessment_child" | "visit_child" | "closure_child" => KeptFor::Child,
        "person" => KeptFor::Person,
        "need" | "closure_need" => KeptFor::Need,
        "plan_outcome" | "plan_action" | "plan_copy" | "review_outcome" | "review_action"
        | "closure_attempt" => KeptFor::Item,
        _ => KeptFor::Record,
    }
}

/// The owners whose columns a kind of record has.
pub fn owners_of(kind: KindOfRecord) -> impl Iterator<Item = &'static str> {
    let owners: &[&str] = match kind {
        KindOfRecord::Request => &["request", "requester", "child", "adult", "agency", "safety"],
        KindOfRecord::Assessment => &["assessment", "assessment_child", "person", "need", "safety"],
        KindOfRecord::Plan => &["plan", "plan_outcome", "plan_action", "plan_copy", "person"],
        KindOfRecord::Review => &["review", "review_outcome", "review_action", "need", "person"],
        KindOfRecord::Visit => &["visit", "visit_child"],
        KindOfRecord::CaseNote => &["case_note"],
        KindOfRecord::Supervision => &["supervision"],
        KindOfRecord::Closure => &["closure", "closure_need", "closure_child", "closure_attempt"],
        KindOfRecord::Meeting => &["meeting", "person"],
    };
    owners.iter().copied()
}

/// Whether `name`, such as `child.first_name`, is a typed column.
pub fn is_column(name: &str) -> bool {
    let Some((owner, column)) = name.split_once('.') else { return false };
    COLUMNS.iter().any(|(known, columns)| *known == owner && columns.contains(&column))
}
