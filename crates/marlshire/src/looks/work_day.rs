//! What a year of work leaves: allocations, requests, meetings, cover, and the looks that belong to them.

use std::io::{self, Write};

use super::LooksSettings;
use super::paper::{DAY, HOUR, Moment, Paper};
use super::world::{World, weekday};
use crate::dice::Dice;

/// What somebody outside the teams was given: a family, from a day until a day.
struct Given {
    officer: usize,
    family: usize,
    from: i64,
    until: i64,
}

/// Everything of a day that looks are taken from.
struct Day {
    number: i64,
    /// Families by worker.
    allocated: Vec<Vec<usize>>,
    /// Families by team.
    of_team: Vec<Vec<usize>>,
    open: Vec<usize>,
}

/// The year.
pub(super) fn year<W: Write>(
    world: &mut World,
    settings: &LooksSettings,
    paper: &mut Paper<W>,
) -> io::Result<()> {
    cases(world, paper)?;
    let mut dice = Dice::new(settings.seed, 2);
    let mut given: Vec<Given> = Vec::new();
    for number in 0..settings.days {
        let day = open_on(world, number);
        hand_out(world, &day, &mut given, &mut dice, paper)?;
        cover(world, &day, &mut dice, paper)?;
        for officer in 0..world.officers.len() {
            if world.officers[officer].away(number) {
                continue;
            }
            match world.officers[officer].role {
                "duty_officer" => on_duty(world, officer, number, &mut dice, paper)?,
                _ if weekday(number) >= 5 => {}
                "conference_chair" | "network_practitioner" | "auditor" | "rights_officer" => {
                    let mine: Vec<usize> = given
                        .iter()
                        .filter(|g| g.officer == officer && g.from <= number && number < g.until)
                        .map(|g| g.family)
                        .collect();
                    looks(world, officer, number, &[(&mine, 100)], 8, "named", &mut dice, paper)?;
                }
                _ => {
                    let team = &day.of_team[world.officers[officer].team(number)];
                    let own = &day.allocated[officer];
                    let parts = if own.is_empty() { vec![(team, 100)] } else { vec![(own, 78), (team, 22)] };
                    looks(world, officer, number, &parts, 19, "team", &mut dice, paper)?;
                }
            }
        }
        given.retain(|g| g.until > number);
    }
    Ok(())
}

/// Cases as ties: open to the team, allocated to the worker; half the workers look before it is written down.
fn cases<W: Write>(world: &mut World, paper: &mut Paper<W>) -> io::Result<()> {
    for family in 0..world.families.len() {
        for case in world.families[family].cases.clone() {
            // Each child and adult of the family that the case is about: now and then only the children, and then the rest
            // of the family is reached through them.
            let about = if world.dice.chance(7000) { world.families[family].people.len() } else { 1 };
            for person in world.families[family].people[..about].iter().copied() {
                let (from, until) = (case.from * DAY + 9 * HOUR, case.until * DAY);
                paper.tie("team", &format!("t{}", case.team), person, from, Some(until))?;
                paper.tie("allocation", &format!("s{}", case.worker), person, from + HOUR, Some(until))?;
            }
            if case.from > 6 && world.dice.chance(5000) {
                let day = case.from - i64::from(world.dice.between(1, 5));
                if weekday(day) < 5 {
                    let person = world.families[family].people[0];
                    paper.read(
                        day * DAY + i64::from(world.dice.between(9, 16)) * HOUR,
                        case.worker,
                        person,
                        "team",
                        "",
                    )?;
                }
            }
        }
    }
    Ok(())
}

fn open_on(world: &World, number: i64) -> Day {
    let mut day = Day {
        number,
        allocated: vec![Vec::new(); world.officers.len()],
        of_team: vec![Vec::new(); world.teams],
        open: Vec::new(),
    };
    for (family, known) in world.families.iter().enumerate() {
        if let Some(case) = known.open(number) {
            // Whoever moved away from the team keeps nothing: the case is the team's.
            if world.officers[case.worker].team(number) == case.team {
                day.allocated[case.worker].push(family);
            }
            day.of_team[case.team].push(family);
            day.open.push(family);
        }
    }
    day
}

/// Invitations, networks, samples and rights requests.
fn hand_out<W: Write>(
    world: &World,
    day: &Day,
    given: &mut Vec<Given>,
    dice: &mut Dice,
    paper: &mut Paper<W>,
) -> io::Result<()> {
    for (officer, known) in world.officers.iter().enumerate() {
        let (kind, a_day, lasts) = match known.role {
            "conference_chair" => ("conference", 6000, 21),
            "network_practitioner" => ("network", 1500, 90),
            "auditor" => ("audit_sample", 3000, 30),
            "rights_officer" => ("rights_request", 1200, 45),
            _ => continue,
        };
        if (day.number == 0 || dice.chance(a_day)) && !day.open.is_empty() {
            let family = dice.pick(&day.open);
            let until = day.number + lasts;
            for person in &world.families[family].people {
                paper.tie(kind, &format!("s{officer}"), *person, day.number * DAY, Some(until * DAY))?;
            }
            given.push(Given { officer, family, from: day.number, until });
        }
    }
    Ok(())
}

/// Somebody is away: a colleague stands in, from the team or from another; sometimes nobody writes it down.
fn cover<W: Write>(world: &World, day: &Day, dice: &mut Dice, paper: &mut Paper<W>) -> io::Result<()> {
    for absent in 0..world.officers.len() {
        let known = &world.officers[absent];
        let begins = known.role == "worker"
            && known.leave.iter().find(|(first, _)| *first == day.number).copied().is_some();
        if !begins || day.allocated[absent].is_empty() || !dice.chance(2500) {
            continue;
        }
        let last =
            known.leave.iter().find(|(first, _)| *first == day.number).map_or(day.number, |(_, last)| *last);
        let stand_in = dice.below(world.officers.len() as u32) as usize;
        if world.officers[stand_in].role != "worker" || stand_in == absent {
            continue;
        }
        if dice.chance(8500) {
            let recorded =
                super::paper::stamp((day.number + i64::from(dice.between(0, 6))) * DAY + 12 * HOUR);
            let rest = format!(r#","of":"s{absent}","recorded":"{recorded}""#);
            paper.about("cover", stand_in, &rest, day.number * DAY, (last + 1) * DAY)?;
        }
        for on in day.number..=last {
            for _ in 0..dice.between(0, 5) {
                let family = dice.pick(&day.allocated[absent]);
                let person = dice.pick(&world.families[family].people);
                let at = office(on, dice);
                paper.read(at, stand_in, person, "team", "")?;
                if dice.chance(2500) {
                    // Written up at once, or days later.
                    let late = i64::from(dice.between(0, 9)) * DAY;
                    paper.work(at + HOUR + late, stand_in, person, "note")?;
                }
            }
        }
    }
    Ok(())
}

/// A shift at the duty desk: the phone rings, somebody is searched for, some of the listed are opened, one is the one.
fn on_duty<W: Write>(
    world: &World,
    officer: usize,
    number: i64,
    dice: &mut Dice,
    paper: &mut Paper<W>,
) -> io::Result<()> {
    let nights = world.officers[officer].works_nights;
    let works = if nights { (number + officer as i64 / 5) % 3 == 0 } else { weekday(number) < 5 };
    if !works {
        return Ok(());
    }
    let (from, hours) = if nights { (17, 15) } else { (8, 10) };
    let start = number * DAY + from * HOUR;
    paper.about("duty", officer, "", start, start + hours * HOUR)?;
    for _ in 0..dice.between(3, 8) {
        let person = dice.below(world.people.len() as u32) as usize;
        let at = start + i64::from(dice.between(0, (hours as i32 - 1) * 60)) * 60;
        let alike = listed(world, person, dice);
        paper.search(at, officer, &world.people[person].name.to_lowercase(), &alike)?;
        for other in alike.iter().filter(|other| **other != person).take(dice.below(3) as usize) {
            paper.read(at + 60, officer, *other, "stated_reason", "Is this who the request is about?")?;
        }
        let family = &world.families[world.people[person].family].people;
        if dice.chance(350) {
            // A call that comes to nothing: they ring off, or it was another council's.
            paper.read(at + 120, officer, person, "stated_reason", "Telephone call about this child")?;
            continue;
        }
        paper.tie("request", "", person, at - 600, Some(at + 3 * DAY))?;
        for _ in 0..dice.between(2, 5) {
            paper.read(
                at + i64::from(dice.between(2, 50)) * 60,
                officer,
                dice.pick(family),
                "stated_reason",
                "Request in hand",
            )?;
        }
        paper.work(at + i64::from(dice.between(10, 100)) * 60, officer, person, "match")?;
    }
    Ok(())
}

/// Those a search for somebody lists.
pub(super) fn listed(world: &World, person: usize, dice: &mut Dice) -> Vec<usize> {
    let mut listed = vec![person];
    let start = dice.below(world.people.len() as u32) as usize;
    let alike = (0..world.people.len().min(3000)).map(|n| (start + n) % world.people.len());
    listed.extend(
        alike
            .filter(|other| *other != person && world.people[*other].surname == world.people[person].surname)
            .take(3),
    );
    listed
}

/// A working day's looks at families of some lists, by weight, and the notes that come of them.
#[expect(clippy::too_many_arguments, reason = "a day is all of these")]
fn looks<W: Write>(
    world: &World,
    officer: usize,
    number: i64,
    from: &[(&Vec<usize>, u32)],
    about: i32,
    basis: &str,
    dice: &mut Dice,
    paper: &mut Paper<W>,
) -> io::Result<()> {
    if from.iter().all(|(list, _)| list.is_empty()) {
        return Ok(());
    }
    for _ in 0..dice.between(about / 2, about * 3 / 2) {
        let choice = dice.weighted(&from.iter().map(|(list, weight)| (*list, *weight)).collect::<Vec<_>>());
        if choice.is_empty() {
            continue;
        }
        let family = dice.pick(choice);
        let person = dice.pick(&world.families[family].people);
        let at = office(number, dice);
        paper.read(at, officer, person, basis, "")?;
        if dice.chance(2200) {
            paper.work(at + i64::from(dice.between(5, 180)) * 60, officer, person, "note")?;
        }
    }
    Ok(())
}

/// A moment of a working day; now and then somebody catches up in the evening.
pub(super) fn office(day: i64, dice: &mut Dice) -> Moment {
    let hour = if dice.chance(400) { dice.between(20, 22) } else { dice.between(8, 17) };
    day * DAY + i64::from(hour) * HOUR + i64::from(dice.between(0, 3599))
}
