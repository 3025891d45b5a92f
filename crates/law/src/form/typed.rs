//! The typed columns a form may fill: what law, clocks, sharing and returns read.
//!
//! A question that names one of these in `typed = "…"` is kept in a plain or specially indexed column;
//! every other answer is a sealed row. The list is Kith's: a council cannot make up a column.

use super::KindOfRecord;

/// Columns, by what they belong to.
pub const COLUMNS: [(&str, &[&str]); 23] = [
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
        &["closed_on", "reason", "child_seen_on", "home_seen_on", "check_on", "feedback", "manager_decision"],
    ),
    ("closure_need", &["outcome", "family_score", "worker_score"]),
    ("meeting", &["kind", "held_on", "started_at", "next_on"]),
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
        "assessment_child" | "visit_child" => KeptFor::Child,
        "person" => KeptFor::Person,
        "need" | "closure_need" => KeptFor::Need,
        "plan_outcome" | "plan_action" | "review_outcome" | "review_action" => KeptFor::Item,
        _ => KeptFor::Record,
    }
}

/// The owners whose columns a kind of record has.
pub fn owners_of(kind: KindOfRecord) -> impl Iterator<Item = &'static str> {
    let owners: &[&str] = match kind {
        KindOfRecord::Request => &["request", "requester", "child", "adult", "agency", "safety"],
        KindOfRecord::Assessment => &["assessment", "assessment_child", "person", "need", "safety"],
        KindOfRecord::Plan => &["plan", "plan_outcome", "plan_action", "person"],
        KindOfRecord::Review => &["review", "review_outcome", "review_action", "need", "person"],
        KindOfRecord::Visit => &["visit", "visit_child"],
        KindOfRecord::CaseNote => &["case_note"],
        KindOfRecord::Supervision => &["supervision"],
        KindOfRecord::Closure => &["closure", "closure_need"],
        KindOfRecord::Meeting => &["meeting", "person"],
    };
    owners.iter().copied()
}

/// Whether `name`, such as `child.first_name`, is a typed column.
pub fn is_column(name: &str) -> bool {
    let Some((owner, column)) = name.split_once('.') else { return false };
    COLUMNS.iter().any(|(known, columns)| *known == owner && columns.contains(&column))
}

/// The code set that the column's answers must come from, when the law has one. A form may offer fewer of the
/// codes, and say them in its own words.
pub fn code_set(column: &str) -> Option<&'static str> {
    Some(match column {
        "request.requester_kind" => "requester",
        "request.help_wanted" => "help-wanted",
        "request.level_of_need" | "assessment.level_of_need" | "supervision.level_of_need" => "level-of-need",
        "request.method" => "method",
        "request.source_code" => "referral-source",
        "request.not_discussed_reason" => "why-not-discussed",
        "request.categories" => "category",
        "requester.sector" | "agency.kind" => "organisation",
        "child.sex" => "sex",
        "child.ethnicity" => "ethnicity",
        "child.first_language" => "language",
        "child.interpreter" => "communication",
        "adult.relationship" => "relationship",
        _ => return None,
    })
}

/// The choices of a column whose meaning Kith acts on, when they are not a code set.
pub fn choices(column: &str) -> Option<&'static [&'static str]> {
    Some(match column {
        "request.wants_anonymity" => &["named", "not-to-family", "anonymous"],
        "request.immediate_safety" => &["act-now", "safe", "not-known"],
        "request.record_kind" => &["verbatim", "summary", "both"],
        "request.knowledge_kind" => &["witnessed", "reported", "both", "not-known"],
        "child.born" => &["born", "unborn"],
        "child.part_of_request" => &["referred", "information-only"],
        "adult.agreed_to_take_part" => &["yes", "no", "not-asked"],
        "agency.may_contact" => &["yes", "no", "not-asked"],
        "safety.domestic_abuse" => &["yes", "no", "not-known", "not-said"],
        "person.agreed_to_take_part" => &["yes", "no", "not-asked"],
        "person.took_part" => &["yes", "partly", "no"],
        "assessment.kind" => &["new", "again", "step-down", "pre-birth"],
        "assessment.outcome" => {
            &["family-plan", "single-service", "no-help-wanted", "needs-met", "step-up", "other"]
        }
        "assessment_child.seen" | "visit_child.seen" => &["yes", "no"],
        "assessment_child.seen_alone" | "visit_child.seen_alone" => &["yes", "no"],
        "visit_child.bedroom_seen" | "visit_child.awake" => &["yes", "no"],
        "visit_child.spoken_to" => &["spoken-to", "observed", "neither"],
        "need.identified" => &["yes", "no"],
        "need.priority" => &["now", "soon", "later"],
        "plan.visit_every" => &["week", "two-weeks", "three-weeks", "four-weeks", "six-weeks", "other"],
        "plan_action.owner_kind" => &["family", "worker"],
        "plan_action.status" | "review_action.status" => {
            &["not-started", "on-track", "late", "done", "dropped"]
        }
        "review.kind" | "meeting.kind" => &["in-person", "phone", "video", "mixed", "on-paper"],
        "review.safety_concern" | "case_note.significant" | "case_note.add_to_chronology" => &["yes", "no"],
        "review.decision" => &["continue", "change-plan", "step-up", "single-service", "close"],
        "review_outcome.direction" => &["better", "same", "worse"],
        "visit.kind" => &[
            "early-help",
            "assessment",
            "parenting",
            "closing",
            "child-in-need",
            "child-protection",
            "private-fostering",
            "other",
        ],
        "visit.how" => &["in-person", "video", "unsuccessful"],
        "visit.announced" => &["yes", "no"],
        "case_note.kind" => &["phone", "email", "letter", "text", "meeting", "in-person", "other"],
        "case_note.topics" => &[
            "direct-work",
            "failed-contact",
            "case-summary",
            "management-oversight",
            "consultation",
            "allocation",
            "audit",
            "clinical",
            "panel",
            "harm-outside-home",
            "marac",
            "mappa",
            "escalation",
            "out-of-hours",
            "compliment",
            "complaint",
            "other",
        ],
        "case_note.source" => &["seen-myself", "family", "professional", "public", "system"],
        "supervision.kind" => &["formal", "oversight", "group", "clinical"],
        "supervision.risk" => &["lower", "same", "higher"],
        "supervision.decision" => &["continue", "change-plan", "step-up", "single-service", "close", "other"],
        "closure.reason" => &[
            "needs-met",
            "single-service",
            "stepped-up",
            "moved-away",
            "family-stopped",
            "could-not-engage",
            "came-of-age",
            "duplicate",
            "died",
        ],
        "closure.feedback" => &["yes", "no", "not-asked"],
        "closure.manager_decision" => &["approve", "return"],
        "closure_need.outcome" => &["achieved", "partly", "not-achieved", "does-not-apply"],
        _ => return None,
    })
}
