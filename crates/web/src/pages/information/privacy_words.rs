//! The notice's codes in words that families read, with where they stand in the law.

use law::pack::{
    Action, Basis, Protection, Reading, Retention, ScheduleOne, SpecialCondition, Trigger, When,
};

/// A lawful basis.
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Consent => "You have said yes (consent): UK GDPR Article 6(1)(a)",
        Basis::LegalObligation => "The law says we must: UK GDPR Article 6(1)(c)",
        Basis::VitalInterests => "It is needed to save somebody's life: UK GDPR Article 6(1)(d)",
        Basis::PublicTask => "It is our job as a council, given to us by law: UK GDPR Article 6(1)(e)",
    }
}

/// A condition for information the law protects specially.
pub fn condition(condition: SpecialCondition) -> &'static str {
    match condition {
        SpecialCondition::ExplicitConsent => "You have clearly said yes: Article 9(2)(a)",
        SpecialCondition::VitalInterests => "It is needed to save somebody's life: Article 9(2)(c)",
        SpecialCondition::LegalClaims => "It is needed for a court or a legal claim: Article 9(2)(f)",
        SpecialCondition::SubstantialPublicInterest => {
            "It matters greatly to everybody, and a law says so: Article 9(2)(g)"
        }
        SpecialCondition::HealthOrSocialCare => "It is needed for health or social care: Article 9(2)(h)",
        SpecialCondition::ResearchOrStatistics => "It is needed for research or figures: Article 9(2)(j)",
    }
}

/// A condition of the Data Protection Act 2018, Schedule 1.
pub fn schedule_1(condition: ScheduleOne) -> &'static str {
    match condition {
        ScheduleOne::HealthOrSocialCare => "Health or social care (paragraph 2)",
        ScheduleOne::Research => "Research (paragraph 4)",
        ScheduleOne::StatutoryPurposes => "Duties the law gives us (paragraph 6)",
        ScheduleOne::EqualityOfOpportunity => "Seeing that people are treated equally (paragraph 8)",
        ScheduleOne::PreventingUnlawfulActs => "Preventing or finding out about crime (paragraph 10)",
        ScheduleOne::Safeguarding => "Keeping children and people at risk safe (paragraph 18)",
    }
}

/// Whether the law protects a kind of information specially; nothing for what it does not.
pub fn protection(protection: Protection) -> Option<&'static str> {
    match protection {
        Protection::Ordinary => None,
        Protection::Special => Some("Specially protected"),
        Protection::Offence => Some("Protected as information about crime"),
    }
}

/// "For 25 years from the child's date of birth; then it is destroyed", with its exceptions.
pub fn how_long(rule: &Retention) -> String {
    let then = match rule.action {
        Action::Destroy => "then it is destroyed",
        Action::MakeInaccessible => "then nobody can open it any more",
        Action::Archive => "then it goes to the archive",
        Action::Review => "then we look at it and decide",
    };
    match (&rule.period, rule.trigger) {
        (Some(period), trigger) => {
            let unless = rule.unless.iter().map(|one| {
                let when = match one.when {
                    When::DiedUnder18 => "if they died before they were 18",
                    When::DiedAt18OrOver => "if they died at 18 or later",
                };
                format!(", but {} from {} {when}", one.period, since(one.trigger))
            });
            let or = rule.or.iter().map(|one| {
                let which = match one.reading {
                    Reading::Later => "whichever is later",
                    Reading::Earlier => "whichever is earlier",
                };
                format!(" or {} from {}, {which}", one.period, since(one.trigger))
            });
            let rest: String = unless.chain(or).collect();
            format!("For {period} from {}{rest}; {then}", since(trigger))
        }
        (None, _) => "We have not decided how long yet: somebody looks at each one".to_owned(),
    }
}

fn since(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::Birth => "the child's date of birth",
        Trigger::Death => "the day they died",
        Trigger::LastContact => "the last time we were in touch",
        Trigger::Closure => "the day our work ended",
        Trigger::Order => "the day of the court's order",
        Trigger::CautionOrConviction => "the caution or conviction",
        Trigger::Call => "the day of the call",
        Trigger::YearCreated => "the end of the year it was made in",
        Trigger::LastSaved => "the day it was last saved",
        Trigger::ApprovalEnded => "the day the approval ended",
        Trigger::Undecided => "a day that has not been decided",
    }
}
