//! The past ten years with one family.

use jiff::civil::Date;
use uuid::Uuid;

use super::episode::{Segment, open_segment, team_for};
use super::request::{Asking, decide, write_request};
use super::words::PROFESSIONALS;
use crate::days;
use crate::people::{Circle, Office, Recorded};
use crate::rows::NetworkProfessional;

/// Ways an episode goes: kinds of work with shortest and longest days, and how often per 100.
type Path = &'static [(&'static str, i32, i32)];
const PATHS: [(Path, u32); 6] = [
    (&[("early_help", 110, 330)], 60),
    (&[("child_in_need", 90, 300)], 20),
    (&[("early_help", 60, 150), ("child_in_need", 90, 200)], 7),
    (
        &[
            ("child_in_need", 40, 80),
            ("child_protection", 180, 420),
            ("child_in_need", 60, 140),
            ("early_help", 60, 120),
        ],
        7,
    ),
    (&[("child_in_need", 15, 40), ("child_protection", 150, 400), ("child_in_need", 60, 150)], 4),
    (&[("child_in_need", 15, 40), ("child_protection", 90, 200), ("looked_after", 300, 1600)], 2),
];

/// What the past holds for a family, per 10,000 at a strain of 100.
const OPEN_NOW: u32 = 245;
const CLOSED: u32 = 560;
const ASKED_ONLY: u32 = 700;

/// Gives a family its past: nothing, a question, or one or more episodes, the last of which may still be open.
pub(crate) fn work(office: &mut Office, circle: &Circle, recorded: &mut Recorded) {
    if circle.minors(office.today).is_empty() {
        return;
    }
    let strain = circle.strain;
    let roll = office.dice.below(1_000_000);
    let (open, closed, asked) = (OPEN_NOW * strain, CLOSED * strain, ASKED_ONLY * strain);
    if roll < open {
        let before = past_episodes(office, circle, recorded, 3000);
        open_episode(office, circle, recorded, before);
    } else if roll < open + closed {
        past_episodes(office, circle, recorded, 10_000);
    } else if roll < open + closed + asked {
        asked_only(office, circle, recorded);
    }
}

/// The first day on which there can have been work: ten years ago, or when the eldest child now under 18 was a month old.
fn begin(office: &Office, circle: &Circle) -> Date {
    let young = circle.minors(office.today);
    let eldest = young.iter().map(|place| circle.people[*place].born).min().unwrap_or(office.today);
    days::plus(eldest, 30).max(days::plus_years(office.today, -10))
}

fn lengths(office: &mut Office) -> Vec<(&'static str, i32)> {
    let path: Path = office.dice.weighted(&PATHS);
    path.iter().map(|(kind, least, most)| (*kind, office.dice.between(*least, *most))).collect()
}

/// Episodes that have ended, eldest last; gives the day before which nothing newer may start.
fn past_episodes(office: &mut Office, circle: &Circle, recorded: &mut Recorded, first_chance: u32) -> Date {
    let start = begin(office, circle);
    let mut end = days::plus(office.today, -20);
    if first_chance < 10_000 {
        // Room for the open one.
        end = days::plus(end, -700);
    }
    let mut newest = start;
    let mut chance = first_chance;
    while office.dice.chance(chance) {
        let path = lengths(office);
        let total: i32 = path.iter().map(|(_, length)| length).sum::<i32>() + 10;
        let latest = days::plus(end, -total);
        if latest < start {
            if chance == 10_000 {
                asked_only(office, circle, recorded);
            }
            break;
        }
        let from = days::weekday(office.dice.day(start, latest));
        let last = episode(office, circle, recorded, from, &path);
        newest = newest.max(last);
        end = days::plus(from, -40);
        chance = 2600;
    }
    newest
}

/// An episode that is still open: it started so long ago that one of its segments holds today.
fn open_episode(office: &mut Office, circle: &Circle, recorded: &mut Recorded, not_before: Date) {
    let path = lengths(office);
    let total: i32 = path.iter().map(|(_, length)| length).sum();
    let from = days::plus(office.today, -office.dice.between(4, (total - 2).max(5)));
    let from = from.max(days::plus(not_before, 20)).min(days::plus(office.today, -4));
    let from = days::weekday(from).min(days::plus(office.today, -1));
    episode(office, circle, recorded, from, &path);
    let children = circle.minors(office.today);
    for child in children {
        network(office, circle, recorded, child, from);
    }
}

/// Writes an episode from its request to its last closure, or to today. Gives its last day.
fn episode(
    office: &mut Office,
    circle: &Circle,
    recorded: &mut Recorded,
    from: Date,
    path: &[(&'static str, i32)],
) -> Date {
    let asked_on = days::plus(from, -office.dice.between(1, 3));
    let children = circle.minors(asked_on);
    if children.is_empty() {
        return from;
    }
    let outcome = match path {
        [("early_help", _), ..] => "early_help",
        // A plan begins only at a conference; until then the work is with a child in need.
        [_, ("child_protection", _), ..] => "strategy_discussion",
        _ => "assessment",
    };
    let (hour, minute) = office.dice.office_time();
    let received_at = days::at(asked_on, hour, minute);
    let town = recorded.town;
    let mut rows = std::mem::take(&mut recorded.rows);
    let asked =
        write_request(office, &mut rows, circle, &children, town, Asking { received_at, fresh: false });
    let team = team_for(path[0].0, town);
    let decided = decide(office, &mut rows, &asked, circle, outcome, Some(team), received_at);
    let opens = rows.decisions.last().map_or(from, |decision| decision.decided_at.date().max(from));
    let mut pairs: Vec<(usize, Uuid)> = children.iter().copied().zip(decided).collect();
    let mut start = opens.min(days::plus(office.today, -1));
    for (place, (kind, length)) in path.iter().enumerate() {
        let end = days::weekday(days::plus(start, *length));
        let until = (end < office.today).then_some(end);
        let reason = match path.get(place + 1) {
            Some((next, _)) if weight(next) > weight(kind) => "stepped_up",
            Some(_) => "stepped_down",
            None => office.dice.weighted(&[
                ("needs_met", 58),
                ("single_agency", 16),
                ("family_stopped", 12),
                ("could_not_engage", 8),
                ("moved_away", 6),
            ]),
        };
        open_segment(
            office,
            &mut rows,
            circle,
            recorded,
            &Segment { kind, from: start, until, reason },
            &pairs,
        );
        pairs.clear();
        start = end;
        if until.is_none() {
            break;
        }
    }
    recorded.rows = rows;
    start
}

fn weight(kind: &str) -> u8 {
    match kind {
        "early_help" => 1,
        "child_in_need" => 2,
        "child_protection" => 3,
        _ => 4,
    }
}

/// A question or two that led to no service.
fn asked_only(office: &mut Office, circle: &Circle, recorded: &mut Recorded) {
    let start = begin(office, circle);
    for _ in 0..office.dice.weighted(&[(1, 75), (2, 25)]) {
        let day = days::weekday(office.dice.day(start, days::plus(office.today, -15)));
        let children = circle.minors(day);
        if children.is_empty() || day >= office.today {
            continue;
        }
        let (hour, minute) = office.dice.office_time();
        let received_at = days::at(day, hour, minute);
        let town = recorded.town;
        let rows = &mut recorded.rows;
        let asked =
            write_request(office, rows, circle, &children, town, Asking { received_at, fresh: false });
        let outcome = office.dice.weighted(&[("advice", 55), ("no_further_action", 45)]);
        decide(office, rows, &asked, circle, outcome, None, received_at);
    }
}

/// The school's and health's people around a child with open work.
fn network(office: &mut Office, circle: &Circle, recorded: &mut Recorded, child: usize, from: Date) {
    let human = &circle.people[child];
    let rows = &mut recorded.rows;
    let school =
        rows.school_places.iter().find(|place| place.person_id == human.id && place.attended_until.is_none());
    let (agency, role) = match school {
        Some(place) => (place.school.clone(), "Designated safeguarding lead"),
        None => ("Marlshire Community Health".to_string(), "Health visitor"),
    };
    rows.network_professionals.push(NetworkProfessional {
        person_id: human.id,
        name: office.dice.pick(&PROFESSIONALS).to_string(),
        agency,
        role,
        contact: Some(format!("01632960{:03}", office.dice.below(1000))),
        share_plan: office.dice.weighted(&[("yes", 70), ("limited", 15), ("no", 5), ("not-asked", 10)]),
        active_from: Some(from),
        active_until: None,
    });
}
