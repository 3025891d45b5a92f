//! Ten years of casework hang together.

use std::collections::{BTreeMap, BTreeSet};

use crate::{births, children, today, town};

#[test]
fn about_three_children_in_a_hundred_have_open_work_and_twelve_ever_had() {
    let rows = town();
    let closed: BTreeSet<_> = rows.closures.iter().map(|closure| closure.involvement_id).collect();
    let young: BTreeSet<_> = children(rows).into_iter().collect();
    let with = |open_only: bool| {
        let of = rows.involvements.iter().filter(|row| young.contains(&row.person_id));
        of.filter(|row| !open_only || !closed.contains(&row.id))
            .map(|row| row.person_id)
            .collect::<BTreeSet<_>>()
            .len()
    };
    let (open, ever) = (with(true) as f64 / young.len() as f64, with(false) as f64 / young.len() as f64);
    assert!((0.02..0.045).contains(&open), "{open} of children have open work");
    assert!((0.08..0.16).contains(&ever), "{ever} of children ever had work");
}

#[test]
fn work_runs_forwards_and_has_a_worker_of_its_team() {
    let rows = town();
    let births = births(rows);
    let teams: BTreeSet<_> =
        rows.team_members.iter().map(|member| (member.team_id, member.account_id)).collect();
    let closed: BTreeMap<_, _> =
        rows.closures.iter().map(|closure| (closure.involvement_id, closure.closed_at)).collect();
    let mut open_allocations: BTreeMap<_, usize> = BTreeMap::new();
    for allocation in &rows.allocations {
        assert!(teams.contains(&(allocation.team_id, allocation.account_id)));
        assert!(allocation.ended_at.is_none_or(|ended| ended >= allocation.allocated_at));
        *open_allocations.entry(allocation.involvement_id).or_default() +=
            usize::from(allocation.ended_at.is_none());
    }
    for involvement in &rows.involvements {
        assert!(involvement.opened_at.date() < today());
        assert!(
            births[&involvement.person_id].stated.exact().expect("a child") <= involvement.opened_at.date()
        );
        let ends = closed.get(&involvement.id);
        assert!(ends.is_none_or(|ends| *ends >= involvement.opened_at && ends.date() < today()));
        assert_eq!(
            open_allocations[&involvement.id],
            usize::from(ends.is_none()),
            "one worker while open, none after"
        );
    }
    let kinds: BTreeSet<_> = rows.involvements.iter().map(|row| row.kind).collect();
    assert!(
        kinds.contains("early_help") && kinds.contains("child_in_need") && kinds.contains("child_protection")
    );
}

#[test]
fn nobody_has_two_open_pieces_of_the_same_work() {
    let rows = town();
    let closed: BTreeSet<_> = rows.closures.iter().map(|closure| closure.involvement_id).collect();
    let mut open = BTreeSet::new();
    for row in rows.involvements.iter().filter(|row| !closed.contains(&row.id)) {
        assert!(open.insert(row.person_id), "{} has two open involvements", row.person_id);
    }
}

#[test]
fn decisions_follow_requests_and_lead_to_involvements() {
    let rows = town();
    let received: BTreeMap<_, _> =
        rows.requests.iter().map(|request| (request.id, request.received_at)).collect();
    let decisions: BTreeMap<_, _> = rows.decisions.iter().map(|decision| (decision.id, decision)).collect();
    for decision in &rows.decisions {
        assert!(
            decision.decided_at >= received[&decision.request_id] && decision.decided_at.date() < today()
        );
    }
    let mut led = 0;
    for involvement in &rows.involvements {
        if let Some(id) = involvement.decision_id {
            assert_eq!(decisions[&id].person_id, involvement.person_id);
            assert!(decisions[&id].decided_at.date() <= involvement.opened_at.date());
            led += 1;
        }
    }
    assert!(led > 200, "{led} involvements began with a decision");
}

#[test]
fn records_are_no_younger_than_the_work_in_them() {
    let rows = town();
    let created: BTreeMap<_, _> = rows.people.iter().map(|person| (person.id, person.created_on)).collect();
    for subject in
        rows.request_subjects.iter().filter_map(|subject| Some((subject.request_id, subject.person_id?)))
    {
        let request = rows.requests.iter().find(|request| request.id == subject.0).expect("its request");
        assert!(created[&subject.1] <= request.received_at.date());
    }
    assert!(created.values().all(|created| *created < today()));
}

#[test]
fn warnings_and_restrictions_are_few_and_reviewed() {
    let rows = town();
    let per_thousand = |count: usize| count * 1000 / rows.people.len();
    assert!((3..=8).contains(&per_thousand(rows.warning_notes.len())), "{}", rows.warning_notes.len());
    assert!((1..=5).contains(&per_thousand(rows.restrictions.len())), "{}", rows.restrictions.len());
    assert!(rows.warning_notes.iter().all(|note| note.starts_on <= today()
        && note.review_on > today().yesterday().expect("a day")
        && (note.review_on - note.starts_on).get_days() <= 365));
    assert!(rows.restrictions.iter().all(|row| row.review_on > today()));
}

#[test]
fn staff_who_live_here_have_a_restricted_record() {
    let rows = town();
    let people: BTreeSet<_> = rows.people.iter().map(|person| person.id).collect();
    let restricted: BTreeSet<_> = rows.restrictions.iter().map(|row| row.person_id).collect();
    let residents: Vec<_> = rows.accounts.iter().filter_map(|account| account.person_id).collect();
    assert!(residents.len() >= 2, "{} residents", residents.len());
    for person in residents {
        assert!(people.contains(&person) && restricted.contains(&person));
    }
}
