//! Acts that no longer are, and councils that no longer are.

use super::Findings;
use crate::statutes;

pub(super) fn lint(found: &mut Findings<'_, '_, '_>) {
    for act in &found.notice.act {
        if let Some(gone) = statutes::repealed(&act.name) {
            let message = format!("‘{}’ is no longer law: {}, {}", act.name, gone.by, gone.on);
            found.conflict("act-repealed", &act.id, message, &format!("today it is {}", gone.now));
        }
    }
    for controller in &found.notice.controller {
        if let Some(gone) = statutes::dissolved(&controller.name) {
            let message = format!("{} was dissolved on {}: {}", controller.name, gone.on, gone.by);
            found.conflict(
                "controller-dissolved",
                &controller.id,
                message,
                &format!("today it is {}", gone.now),
            );
        }
    }
}
