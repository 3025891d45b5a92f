//! Stretches of one kind of work, and writing them down for each child.

use jiff::civil::{Date, DateTime};
use uuid::Uuid;

use crate::days;
use crate::people::{Circle, Office, Recorded};
use crate::rows::{Allocation, Closure, Involvement, Rows};
use crate::staffing::early_help_team;

/// A stretch of one kind of work with a family.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Segment {
    pub kind: &'static str,
    pub from: Date,
    /// `None` while open.
    pub until: Option<Date>,
    /// Why it ended.
    pub reason: &'static str,
}

/// The team that does a kind of work in a town.
pub(crate) fn team_for(kind: &str, town: usize) -> &'static str {
    match kind {
        "early_help" => early_help_team(town),
        _ => "family-help",
    }
}

/// Opens a segment for each child it fits and gives it a worker: one worker for all. `decisions` pairs children with
/// the decisions that led here.
pub(crate) fn open_segment(
    office: &mut Office,
    rows: &mut Rows,
    circle: &Circle,
    recorded: &Recorded,
    segment: &Segment,
    decisions: &[(usize, Uuid)],
) {
    let team = team_for(segment.kind, recorded.town);
    let team_id = crate::cast::teams().into_iter().find(|row| row.slug == team).map(|row| row.id);
    let Some(team_id) = team_id else { return };
    let worker = office.dice.pick(office.staff.workers(team));
    let second = office.dice.pick(office.staff.workers(team));
    let manager = office.dice.pick(&office.staff.team_managers);
    // A quarter change worker on the way.
    let length = days::between(segment.from, segment.until.unwrap_or(office.today));
    let handed_over = (length > 60 && worker != second && office.dice.chance(2500))
        .then(|| days::plus(segment.from, length / 2));
    for child in children_of(circle, segment) {
        let human = &circle.people[child];
        let of_age = days::plus_years(human.born, 18);
        let (until, reason) = match segment.until {
            Some(until) if until <= of_age => (Some(until), segment.reason),
            None if of_age > office.today => (None, ""),
            _ => (Some(of_age), "reached_18"),
        };
        let id = office.dice.uuid();
        let opened_at = days::at(segment.from, 16, 45);
        rows.involvements.push(Involvement {
            id,
            person_id: human.id,
            family_id: Some(recorded.family_id),
            kind: segment.kind,
            opened_at,
            opened_by: manager,
            decision_id: decisions.iter().find(|(place, _)| *place == child).map(|(_, decision)| *decision),
        });
        let closed_at = until.map(|until| days::at(until, 17, 0).max(opened_at));
        rows.closures.extend(closed_at.map(|closed_at| Closure {
            involvement_id: id,
            closed_at,
            reason,
            closed_by: manager,
        }));
        let mut allocate = |office: &mut Office, account_id, allocated_at: DateTime, ended_at| {
            let id_row = office.dice.uuid();
            let (involvement_id, allocated_by) = (id, manager);
            let row = Allocation {
                id: id_row,
                involvement_id,
                team_id,
                account_id,
                allocated_at,
                allocated_by,
                ended_at,
            };
            rows.allocations.push(row);
        };
        let handover = handed_over
            .map(|day| days::at(day, 10, 0))
            .filter(|at| closed_at.is_none_or(|closed| closed > *at));
        allocate(office, worker, opened_at, handover.or(closed_at));
        if let Some(at) = handover {
            allocate(office, second, at, closed_at);
        }
    }
}

/// Children under 18, and living, on the day a segment starts.
fn children_of(circle: &Circle, segment: &Segment) -> Vec<usize> {
    let fits = |place: &usize| circle.people[*place].died.is_none();
    circle.minors(segment.from).into_iter().filter(fits).collect()
}
