//! The typed columns a form may fill: what law, clocks, sharing and returns read.
//!
//! A question that names one of these in `typed = "…"` is kept in a plain or specially indexed column;
//! every other answer is a sealed row. The list is Kith's: a council cannot make up a column.

/// Columns, by what they belong to.
pub const COLUMNS: [(&str, &[&str]); 6] = [
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
];

/// Whether `name`, such as `child.first_name`, is a typed column.
pub fn is_column(name: &str) -> bool {
    let Some((owner, column)) = name.split_once('.') else { return false };
    COLUMNS.iter().any(|(known, columns)| *known == owner && columns.contains(&column))
}

/// The owners: `request`, `child` …
pub fn owners() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|(owner, _)| *owner)
}

/// The code set that the column's answers must come from, when the law has one. A form may offer fewer of the
/// codes, and say them in its own words.
pub fn code_set(column: &str) -> Option<&'static str> {
    Some(match column {
        "request.requester_kind" => "requester",
        "request.help_wanted" => "help-wanted",
        "request.level_of_need" => "level-of-need",
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
        _ => return None,
    })
}
