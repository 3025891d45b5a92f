//! Requests nobody has decided yet.

use super::request::{Asking, write_request};
use crate::days;
use crate::people::{Circle, Office, Recorded};
use crate::rows::RequestRag;

/// Puts a request about a family in the inbox. Most came yesterday, some wait too long.
pub(crate) fn ask(office: &mut Office, circle: &Circle, recorded: &mut Recorded) {
    let mut children = circle.minors(office.today);
    children.truncate(3);
    if children.is_empty() {
        return;
    }
    let back = match office.dice.weighted(&[(1, 55), (2, 22), (3, 9), (4, 14)]) {
        4 => office.dice.between(4, 9),
        few => few,
    };
    let day = days::plus(office.today, -back);
    let received_at = days::at(day, office.dice.between(7, 21) as i8, office.dice.between(0, 59) as i8);
    let town = recorded.town;
    let asked = write_request(
        office,
        &mut recorded.rows,
        circle,
        &children,
        town,
        Asking { received_at, fresh: true },
    );
    // One in six was not looked at yet.
    if office.dice.chance(1650) {
        return;
    }
    let first = office.dice.weighted(&[("red", 15), ("amber", 50), ("green", 35)]);
    let mut judge = |office: &mut Office, rag, reason, at| {
        recorded.rows.request_rags.push(RequestRag {
            request_id: asked.request_id,
            rag,
            reason,
            set_at: at,
            set_by: office.dice.pick(&office.staff.duty_officers),
        });
    };
    let first_reason = match first {
        "red" => "A child may be hurt today.",
        "amber" => "Worrying and not yet clear.",
        _ => "Help asked for, nobody in danger.",
    };
    judge(office, first, first_reason, days::at(day, 22, 15));
    if first == "amber" && back > 1 && office.dice.chance(2500) {
        judge(
            office,
            "red",
            "School rang: the child has said more.",
            days::at(days::plus(office.today, -1), 22, 40),
        );
    }
}
