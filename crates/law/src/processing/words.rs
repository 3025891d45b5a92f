//! Codes in the words of a record for a regulator: exact, with the article.

use crate::pack::{
    Action, Amount, Basis, Protection, Reading, Retention, ScheduleOne, SpecialCondition, Trigger, When,
};

/// What is said of transfers (Article 30(1)(e)).
pub const NO_TRANSFERS: &str =
    "None. No recipient named in the notice is outside the United Kingdom, and Kith sends nothing abroad.";

/// "public task: Article 6(1)(e)".
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Consent => "consent: Article 6(1)(a)",
        Basis::LegalObligation => "legal obligation: Article 6(1)(c)",
        Basis::VitalInterests => "vital interests: Article 6(1)(d)",
        Basis::PublicTask => "public task: Article 6(1)(e)",
    }
}

/// "health or social care: Article 9(2)(h)".
pub fn condition(condition: SpecialCondition) -> &'static str {
    match condition {
        SpecialCondition::ExplicitConsent => "explicit consent: Article 9(2)(a)",
        SpecialCondition::VitalInterests => "vital interests: Article 9(2)(c)",
        SpecialCondition::LegalClaims => "legal claims and courts: Article 9(2)(f)",
        SpecialCondition::SubstantialPublicInterest => "substantial public interest: Article 9(2)(g)",
        SpecialCondition::HealthOrSocialCare => "health or social care: Article 9(2)(h)",
        SpecialCondition::ResearchOrStatistics => "research or statistics: Article 9(2)(j)",
    }
}

/// "safeguarding of children and of individuals at risk: paragraph 18".
pub fn schedule_1(condition: ScheduleOne) -> &'static str {
    match condition {
        ScheduleOne::HealthOrSocialCare => "health or social care purposes: paragraph 2",
        ScheduleOne::Research => "research: paragraph 4",
        ScheduleOne::StatutoryPurposes => "statutory and government purposes: paragraph 6",
        ScheduleOne::EqualityOfOpportunity => "equality of opportunity or treatment: paragraph 8",
        ScheduleOne::PreventingUnlawfulActs => "preventing or detecting unlawful acts: paragraph 10",
        ScheduleOne::Safeguarding => "safeguarding of children and of individuals at risk: paragraph 18",
    }
}

/// How the law protects a category; nothing for ordinary data.
pub fn protection(protection: Protection) -> Option<&'static str> {
    match protection {
        Protection::Ordinary => None,
        Protection::Special => Some("special category"),
        Protection::Offence => Some("criminal offence data"),
    }
}

/// "75 years from birth, but 15 years from death where the person died before 18; then made inaccessible or destroyed".
pub(super) fn how_long(rule: &Retention) -> String {
    let Some(period) = rule.period else {
        return "not decided: nothing of it is destroyed, and somebody looks at each one".to_owned();
    };
    let unless = rule
        .unless
        .iter()
        .map(|one| format!(", but {} where {}", from(one.period, one.trigger), when(one.when)));
    let or =
        rule.or.iter().map(|one| format!(" or {}, {}", from(one.period, one.trigger), reading(one.reading)));
    let rest: String = unless.chain(or).collect();
    let other = match rule.or_action {
        Some(other) => format!(" or {}", other.words()),
        None => String::new(),
    };
    format!("{}{rest}; then {}{other}", from(period, rule.trigger), then(rule.action))
}

/// What makes an exception: "the person died before 18".
pub(super) fn when(when: When) -> &'static str {
    match when {
        When::DiedUnder18 => "the person died before 18",
        When::DiedAt18OrOver => "the person died at 18 or later",
    }
}

/// Which of two dates counts.
pub(super) fn reading(reading: Reading) -> &'static str {
    match reading {
        Reading::Later => "whichever is later",
        Reading::Earlier => "whichever is earlier",
    }
}

fn from(period: Amount, trigger: Trigger) -> String {
    format!("{period} from {}", trigger.words())
}

fn then(action: Action) -> &'static str {
    match action {
        Action::Review => "reviewed by a person",
        other => other.words(),
    }
}
