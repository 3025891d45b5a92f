//! Warnings about people, and people whose records are restricted.

use crate::days;
use crate::people::{Circle, Known, Office, Recorded, Role};
use crate::rows::{Restriction, WarningNote};

/// Kinds of warning with what they say, by how often per 100.
const WARNINGS: [((&str, &str), u32); 7] = [
    (("risk_in_home", "Two large dogs, loose in the yard. Ring first and ask for them to be shut in."), 26),
    (("risk_to_worker", "Threatened a worker on the doorstep. Visit in pairs."), 24),
    (
        (
            "risk_to_children",
            "Conviction for an offence against a child. No unsupervised time with children.",
        ),
        12,
    ),
    (("do_not_disclose", "Must not be told where the children live."), 14),
    (("contact_arrangement", "Sees the children at the contact centre only, under a court order."), 12),
    (("marac", "Heard at MARAC. Ask the coordinator before any contact with the other party."), 8),
    (("protection_order", "Non-molestation order in force; may not come to the home."), 4),
];

/// One adult in 110 has a warning (one person in 200), and one person in 500 a restricted record.
pub(crate) fn protect(office: &mut Office, circle: &Circle, recorded: &mut Recorded) {
    for human in &circle.people {
        let adult = human.role != Role::Child && human.died.is_none();
        if adult && office.dice.chance(80) {
            warn(office, recorded, human.id);
        }
    }
    let family = !circle.minors(office.today).is_empty();
    if family && office.dice.chance(60) {
        let (category, reason) = office.dice.weighted(&[
            (("high_risk", "Threats were made by somebody with access to council offices."), 35),
            (("adoption", "A plan for adoption is in progress."), 35),
            (("high_profile", "The family is in the news."), 30),
        ]);
        for human in
            circle.people.iter().filter(|human| human.role == Role::Child && human.known != Known::Expected)
        {
            restrict(office, recorded, human.id, category, reason);
        }
    }
}

/// Restricts a member of staff's own record and those of their children.
pub(crate) fn restrict_staff(office: &mut Office, circle: &Circle, recorded: &mut Recorded) {
    for human in circle.people.iter().filter(|human| matches!(human.role, Role::Mother | Role::Child)) {
        restrict(office, recorded, human.id, "staff", "A parent works for the council.");
    }
}

fn warn(office: &mut Office, recorded: &mut Recorded, person_id: uuid::Uuid) {
    let (kind, detail) = office.dice.weighted(&WARNINGS);
    let starts_on = days::plus(office.today, -office.dice.between(5, 350));
    let told = kind != "do_not_disclose" && office.dice.chance(7000);
    recorded.rows.warning_notes.push(WarningNote {
        id: office.dice.uuid(),
        person_id,
        kind,
        starts_on,
        review_on: days::plus(starts_on, 360),
        detail,
        told_person_on: told.then_some(starts_on),
        told_person_how: told.then(|| office.dice.pick(&["spoken", "written"])),
        not_told_because: (!told).then_some("Telling them could put somebody in danger."),
        discussed_with: crate::cast::DUTY_MANAGER_NAME.to_string(),
        discussed_on: starts_on,
    });
}

pub(crate) fn restrict(
    office: &mut Office,
    recorded: &mut Recorded,
    person_id: uuid::Uuid,
    category: &'static str,
    reason: &'static str,
) {
    // Reviews fall every 90 days; the last was in time.
    let starts_on = days::plus(office.today, -office.dice.between(2, 80));
    recorded.rows.restrictions.push(Restriction {
        id: office.dice.uuid(),
        person_id,
        category,
        contact: format!("{}, Family Front Door, 01632 960 100", crate::cast::DUTY_MANAGER_NAME),
        starts_at: days::at(starts_on, 11, 0),
        review_on: days::plus(starts_on, 90),
        reason,
        restricted_by: office.dice.pick(&office.staff.duty_managers),
    });
}
