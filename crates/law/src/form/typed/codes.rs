//! What the answers of a column must be chosen from.

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
        "closure.checked" => {
            &["notes", "drafts", "actions", "chronology", "summary", "details", "consents", "restriction"]
        }
        "closure.feedback" => &["yes", "no", "not-asked"],
        "closure_need.outcome" => &["achieved", "partly", "not-achieved", "does-not-apply"],
        _ => return None,
    })
}
