//! Whether a notice hangs together: every reference is written, every basis is whole.

use super::notice::{Basis, Notice, Protection, SpecialCondition, Trigger};
use super::{Council, problem::Problems};

/// Looks for mistakes that TOML cannot see.
pub(super) fn check(notice: &Notice, council: Option<&Council>, problems: &mut Problems<'_>) {
    ids(notice, problems);
    references(notice, council, problems);
    bases(notice, problems);
    dates(notice, problems);
}

fn ids(notice: &Notice, problems: &mut Problems<'_>) {
    problems.no_twins("notice", [&notice.id]);
    problems.no_twins("controller", notice.controller.iter().map(|c| &c.id));
    problems.no_twins("service", notice.service.iter().map(|s| &s.id));
    problems.no_twins("act", notice.act.iter().map(|a| &a.id));
    problems.no_twins("category", notice.category.iter().map(|c| &c.id));
    problems.no_twins("source", notice.source.iter().map(|s| &s.id));
    problems.no_twins("purpose", notice.purpose.iter().map(|p| &p.id));
    problems.no_twins("recipient", notice.recipient.iter().map(|r| &r.id));
    problems.no_twins("retention class", notice.retention.iter().map(|r| &r.class));
    problems.no_twins("right", notice.right.iter().map(|r| &r.id));
}

fn references(notice: &Notice, council: Option<&Council>, problems: &mut Problems<'_>) {
    let categories = || notice.category.iter().map(|c| c.id.as_str());
    for source in &notice.source {
        for category in &source.categories {
            problems.must_exist("category", category, categories());
        }
    }
    for purpose in &notice.purpose {
        for category in &purpose.categories {
            problems.must_exist("category", category, categories());
        }
        for act in &purpose.acts {
            problems.must_exist("act", act, notice.act.iter().map(|a| a.id.as_str()));
        }
    }
    for recipient in &notice.recipient {
        for purpose in &recipient.purposes {
            problems.must_exist("purpose", purpose, notice.purpose.iter().map(|p| p.id.as_str()));
        }
    }
    if let Some(council) = council {
        for controller in &notice.controller {
            let known = council.contact.iter().map(|c| c.id.as_str());
            problems.must_exist("contact in council.toml", &controller.contact, known);
        }
    }
}

/// Articles 6, 9 and 10 of the UK GDPR and section 10 of the Data Protection Act 2018.
fn bases(notice: &Notice, problems: &mut Problems<'_>) {
    for purpose in &notice.purpose {
        let name = &purpose.id;
        if purpose.bases.is_empty() {
            problems.at(
                name,
                format!("the purpose ‘{name}’ has no lawful basis"),
                "Article 6(1) asks for at least one",
            );
        }
        let needs_act = purpose.bases.iter().any(|b| matches!(b, Basis::LegalObligation | Basis::PublicTask));
        if needs_act && purpose.acts.is_empty() {
            let instead = "Article 6(3) asks for the law behind it: add acts = […]";
            problems.at(name, format!("the purpose ‘{name}’ names no Act"), instead);
        }
        if purpose.bases.contains(&Basis::Consent) != purpose.withdrawing_stops.is_some() {
            let (message, instead) = match purpose.withdrawing_stops {
                None => (
                    "rests on consent but does not say what withdrawing it stops",
                    "add withdrawing_stops = \"…\"",
                ),
                Some(_) => (
                    "says what withdrawing consent stops but does not rest on consent",
                    "add the basis or take it out",
                ),
            };
            problems.at(name, format!("the purpose ‘{name}’ {message}"), instead);
        }
        let uses = |kind: Protection| {
            purpose
                .categories
                .iter()
                .find(|c| notice.category(c).is_some_and(|found| found.protection == kind))
        };
        if let (Some(category), true) = (uses(Protection::Special), purpose.conditions.is_empty()) {
            let message =
                format!("the purpose ‘{name}’ uses special category data (‘{category}’) without a condition");
            problems.at(category, message, "Article 9(2) asks for one: add conditions = […]");
        }
        if let (Some(category), true) = (uses(Protection::Offence), purpose.schedule_1.is_empty()) {
            let message = format!(
                "the purpose ‘{name}’ uses offence data (‘{category}’) without a Schedule 1 condition"
            );
            problems.at(category, message, "Article 10 asks for one: add schedule_1 = […]");
        }
        if purpose.conditions.contains(&SpecialCondition::SubstantialPublicInterest)
            && purpose.schedule_1.is_empty()
        {
            let message =
                format!("the purpose ‘{name}’ rests on substantial public interest without saying which");
            problems.at(name, message, "section 10(3) asks for a Schedule 1 condition: add schedule_1 = […]");
        }
    }
}

fn dates(notice: &Notice, problems: &mut Problems<'_>) {
    if notice.review_by <= notice.effective_from {
        let message = format!(
            "the notice is to be reviewed by {} but holds from {}",
            notice.review_by, notice.effective_from
        );
        problems.at(&notice.id, message, "the review comes after the first day");
    }
    if !notice.change.iter().any(|change| change.version == notice.version) {
        let message = format!("no [[change]] says what version {} brought", notice.version);
        problems.at(&notice.id, message, "readers are told what changed; add a [[change]]");
    }
    for rule in &notice.retention {
        let class = &rule.class;
        match (rule.trigger, rule.period) {
            (Trigger::Undecided, Some(period)) => {
                let message = format!("the class ‘{class}’ is undecided but is kept for {period}");
                problems.at(class, message, "name the event it runs from, or take the period out");
            }
            (trigger, None) if trigger != Trigger::Undecided => {
                let message = format!("the class ‘{class}’ does not say how long it is kept");
                problems.at(class, message, "add period = \"… years\", or trigger = \"undecided\"");
            }
            _ => {}
        }
    }
}
