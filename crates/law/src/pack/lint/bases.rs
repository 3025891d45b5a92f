//! Articles 6, 9 and 10 of the UK GDPR and section 10 of the Data Protection Act 2018.

use super::super::basis::{Basis, Purpose, SpecialCondition};
use super::super::notice::Protection;
use super::Findings;

pub(super) fn lint(found: &mut Findings<'_, '_, '_>) {
    for purpose in &found.notice.purpose {
        basis(purpose, found);
        protected(purpose, found);
        declared(purpose, found);
    }
}

fn basis(purpose: &Purpose, found: &mut Findings<'_, '_, '_>) {
    let name = &purpose.id;
    if purpose.bases.is_empty() {
        let message = format!("the purpose ‘{name}’ has no lawful basis");
        found.conflict(
            "no-lawful-basis",
            name,
            message,
            "Article 6(1) asks for at least one: add bases = […]",
        );
    }
    let by_law = purpose.bases.iter().any(|b| matches!(b, Basis::LegalObligation | Basis::PublicTask));
    if by_law && purpose.acts.is_empty() {
        let instead = "Article 6(3) asks for the law behind it: add acts = […]";
        found.conflict("no-act", name, format!("the purpose ‘{name}’ names no Act"), instead);
    }
    if by_law && purpose.rests_on_consent() {
        let message = format!("the purpose ‘{name}’ rests both on consent and on the law or a public task");
        found.doubt(
            name,
            message,
            "a family that may not refuse is misled by being asked, and withdrawing would stop nothing: name one basis, or \
             split the purpose",
        );
    }
}

fn protected(purpose: &Purpose, found: &mut Findings<'_, '_, '_>) {
    let (name, notice) = (&purpose.id, found.notice);
    let uses = |kind: Protection| {
        purpose.categories.iter().find(|c| notice.category(c).is_some_and(|known| known.protection == kind))
    };
    if let (Some(category), true) = (uses(Protection::Special), purpose.conditions.is_empty()) {
        let message =
            format!("the purpose ‘{name}’ uses special category data (‘{category}’) without a condition");
        found.conflict("no-condition", name, message, "Article 9(2) asks for one: add conditions = […]");
    }
    if let (Some(category), true) = (uses(Protection::Offence), purpose.schedule_1.is_empty()) {
        let message =
            format!("the purpose ‘{name}’ uses offence data (‘{category}’) without a Schedule 1 condition");
        found.conflict(
            "no-offence-condition",
            name,
            message,
            "Article 10 asks for one: add schedule_1 = […]",
        );
    }
    let needs_schedule_1 = |condition: &SpecialCondition| {
        matches!(
            condition,
            SpecialCondition::SubstantialPublicInterest
                | SpecialCondition::HealthOrSocialCare
                | SpecialCondition::ResearchOrStatistics
        )
    };
    if purpose.schedule_1.is_empty()
        && uses(Protection::Offence).is_none()
        && let Some(condition) = purpose.conditions.iter().find(|condition| needs_schedule_1(condition))
    {
        let message = format!("the purpose ‘{name}’ rests on {} without saying which", condition.words());
        let instead = "section 10(3) of the Data Protection Act 2018 asks for a Schedule 1 condition: add schedule_1 = […]";
        found.conflict("no-schedule-1", name, message, instead);
    }
}

/// A basis that a purpose uses and the notice's own list leaves out.
fn declared(purpose: &Purpose, found: &mut Findings<'_, '_, '_>) {
    let listed = &found.notice.declared;
    if listed.bases.is_empty() {
        return;
    }
    for basis in purpose.bases.iter().filter(|basis| !listed.bases.contains(basis)) {
        let message = format!(
            "the purpose ‘{}’ rests on {}, which the notice does not list",
            purpose.id,
            basis.words()
        );
        found.doubt(
            &purpose.id,
            message,
            "list it among the lawful bases, or rest the purpose on one that is listed",
        );
    }
}
