//! Whether a notice hangs together: ids are written once, every reference is written, every date is possible.

mod references;
mod retention;

use super::notice::Notice;
use super::{Council, problem::Problems};

/// Looks for mistakes that TOML cannot see. What the law says about the rest is [`super::lint`]'s work.
pub(super) fn check(notice: &Notice, council: Option<&Council>, problems: &mut Problems<'_>) {
    ids(notice, problems);
    references::check(notice, council, problems);
    consents(notice, problems);
    retention::check(notice, problems);
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
    problems.no_twins("consent", notice.consent.iter().map(|c| &c.id));
    problems.no_twins("recipient", notice.recipient.iter().map(|r| &r.id));
    problems.no_twins("retention class", notice.retention.iter().map(|r| &r.class));
    problems.no_twins("right", notice.right.iter().map(|r| &r.id));
    problems.no_twins("promise", notice.promise.iter().map(|p| &p.id));
    problems.no_twins("doubt", notice.doubt.iter().map(|d| &d.id));
}

/// Consent is asked for only where it is the basis, and what withdrawing it stops is said where it is.
fn consents(notice: &Notice, problems: &mut Problems<'_>) {
    for purpose in &notice.purpose {
        let name = &purpose.id;
        match (purpose.rests_on_consent(), &purpose.withdrawing_stops) {
            (true, None) => problems.at(
                name,
                format!("the purpose ‘{name}’ rests on consent but does not say what withdrawing it stops"),
                "add withdrawing_stops = \"…\"",
            ),
            (false, Some(_)) => problems.at(
                name,
                format!(
                    "the purpose ‘{name}’ says what withdrawing consent stops but does not rest on consent"
                ),
                "add the basis or take it out",
            ),
            _ => {}
        }
    }
    for consent in &notice.consent {
        if notice.purpose(&consent.purpose).is_some_and(|purpose| !purpose.rests_on_consent()) {
            let message =
                format!("‘{}’ asks consent for ‘{}’, which does not rest on it", consent.id, consent.purpose);
            problems.at(&consent.purpose, message, "ask no consent that decides nothing, or add the basis");
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
}
