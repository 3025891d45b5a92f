//! What has happened with the families of the cast. Days count back from today.

use jiff::civil::date;
use law::date_of_birth::DateOfBirth;
use uuid::Uuid;

use super::ids::*;
use super::sketch::Sketch;
use super::{DUTY_MANAGER_NAME, STAFF, teams};
use crate::casework::{Asking, decide, restrict, write_request};
use crate::days;
use crate::people::{Office, Recorded};
use crate::rows::{Allocation, Closure, Involvement, WarningNote};

/// Asked about before, advice given; a warning about visits.
pub(super) fn banks(office: &mut Office, sketch: &Sketch, recorded: &mut Recorded) {
    asked_before(office, sketch, recorded, 560, "advice", None);
    let detail = "Parties with many adults; one was aggressive at the door. Visit by day and in pairs.";
    warn(office, recorded, RACHEL_BANKS, "risk_in_home", detail, 200);
}

/// Asked about before, nothing done; a warning about the father.
pub(super) fn williams(office: &mut Office, sketch: &Sketch, recorded: &mut Recorded) {
    asked_before(office, sketch, recorded, 880, "no_further_action", None);
    let detail = "Arrested for assault in another county; was violent to Kate Williams. Never visit alone if he may be there.";
    warn(office, recorded, DOMINIC_PIERCE, "risk_to_worker", detail, 150);
}

/// Early Help open for 75 days, with Felix Anand.
pub(super) fn osei(office: &mut Office, sketch: &Sketch, recorded: &mut Recorded) {
    let decisions = asked_before(office, sketch, recorded, 78, "early_help", Some("early-help-north"));
    for (id, person) in [(KOFI_EARLY_HELP, KOFI_OSEI), (AMA_EARLY_HELP, AMA_OSEI)] {
        early_help(
            office,
            recorded,
            (id, person),
            "early-help-north",
            "felix.family",
            (75, None),
            &decisions,
        );
    }
}

/// Restricted, as a parent works for the council. Early Help for the daughter ended 400 days ago.
pub(super) fn lindqvist(office: &mut Office, sketch: &Sketch, recorded: &mut Recorded) {
    let decisions = asked_before(office, sketch, recorded, 604, "early_help", Some("early-help-south"));
    let pair = (FREYA_EARLY_HELP, FREYA_HARKER);
    early_help(office, recorded, pair, "early-help-south", "fern.family", (600, Some(400)), &decisions);
    for person in [BEA_LINDQVIST, FREYA_HARKER, OTTO_HARKER] {
        restrict(office, recorded, person, "staff", "Bea Lindqvist works for the council.");
    }
}

/// A warning not to tell the father.
pub(super) fn rahman(office: &mut Office, _sketch: &Sketch, recorded: &mut Recorded) {
    let detail = "Must not be told where Nadia and the children live, nor which schools the children go to.";
    warn(office, recorded, IMRAN_RAHMAN, "do_not_disclose", detail, 120);
}

/// An old request has her birth as 4 March.
pub(super) fn hartley(office: &mut Office, sketch: &Sketch, recorded: &mut Recorded) {
    asked_before(office, sketch, recorded, 690, "advice", None);
    for subject in
        recorded.rows.request_subjects.iter_mut().filter(|subject| subject.person_id == Some(LIZZIE_HARTLEY))
    {
        subject.stated = DateOfBirth::Exact { date: date(2010, 3, 4) };
    }
}

fn account(sign_in_name: &str) -> Uuid {
    STAFF.iter().find(|member| member.sign_in_name == sign_in_name).map_or(STAFF[0].id, |member| member.id)
}

/// A request some days ago about all children under 18, and its decision. Gives people with their decisions.
fn asked_before(
    office: &mut Office,
    sketch: &Sketch,
    recorded: &mut Recorded,
    days_ago: i32,
    outcome: &'static str,
    team: Option<&str>,
) -> Vec<(Uuid, Uuid)> {
    let day = days::weekday(days::plus(office.today, -days_ago));
    let children = sketch.circle.minors(day);
    if children.is_empty() {
        return Vec::new();
    }
    let received_at = days::at(day, 10, 20);
    let asking = Asking { received_at, fresh: false };
    let town = recorded.town;
    let rows = &mut recorded.rows;
    let asked = write_request(office, rows, &sketch.circle, &children, town, asking);
    let decisions = decide(office, rows, &asked, &sketch.circle, outcome, team, received_at);
    for decision in rows.decisions.iter_mut() {
        decision.decided_by = account("maeve.manager");
    }
    children.iter().map(|child| sketch.circle.people[*child].id).zip(decisions).collect()
}

fn early_help(
    office: &mut Office,
    recorded: &mut Recorded,
    (id, person_id): (Uuid, Uuid),
    team: &str,
    worker: &str,
    (opened_days_ago, closed_days_ago): (i32, Option<i32>),
    decisions: &[(Uuid, Uuid)],
) {
    let manager = account("tess.team");
    let opened_at = days::at(days::weekday(days::plus(office.today, -opened_days_ago)), 16, 45);
    let decided = recorded.rows.decisions.iter().map(|decision| decision.decided_at).max();
    let opened_at = decided.map_or(opened_at, |decided| opened_at.max(decided));
    recorded.rows.involvements.push(Involvement {
        id,
        person_id,
        family_id: Some(recorded.family_id),
        kind: "early_help",
        opened_at,
        opened_by: manager,
        decision_id: decisions.iter().find(|(person, _)| *person == person_id).map(|(_, decision)| *decision),
    });
    let ended_at = closed_days_ago.map(|ago| days::at(days::weekday(days::plus(office.today, -ago)), 12, 0));
    let team_id = teams().into_iter().find(|row| row.slug == team).map_or_else(Uuid::nil, |row| row.id);
    recorded.rows.allocations.push(Allocation {
        id: office.dice.uuid(),
        involvement_id: id,
        team_id,
        account_id: account(worker),
        allocated_at: opened_at,
        allocated_by: manager,
        ended_at,
    });
    recorded.rows.closures.extend(ended_at.map(|closed_at| Closure {
        involvement_id: id,
        closed_at,
        reason: "needs_met",
        closed_by: manager,
    }));
}

fn warn(
    office: &mut Office,
    recorded: &mut Recorded,
    person_id: Uuid,
    kind: &'static str,
    detail: &'static str,
    days_ago: i32,
) {
    let starts_on = days::weekday(days::plus(office.today, -days_ago));
    recorded.rows.warning_notes.push(WarningNote {
        id: office.dice.uuid(),
        person_id,
        kind,
        starts_on,
        review_on: days::plus(starts_on, 360),
        detail,
        told_person_on: None,
        told_person_how: None,
        not_told_because: Some("Telling them could put a child or a worker in danger."),
        discussed_with: DUTY_MANAGER_NAME.to_string(),
        discussed_on: starts_on,
    });
}
