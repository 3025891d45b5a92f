//! Looks that nothing explains and that are nobody's fault.

use std::io::{self, Write};

use super::LooksSettings;
use super::paper::{DAY, HOUR, Paper};
use super::work_day::{listed, office};
use super::world::{World, weekday};
use crate::dice::Dice;

/// The year, spread over all officers. Rates are for 500 officers and a year; they scale with both.
pub(super) fn year<W: Write>(
    world: &mut World,
    settings: &LooksSettings,
    paper: &mut Paper<W>,
) -> io::Result<()> {
    let mut dice = Dice::new(settings.seed, 3);
    let share = |a_year: usize| a_year * settings.staff * settings.days as usize / (500 * 365);
    for _ in 0..share(3_600) {
        wrong_click(world, settings, &mut dice, paper)?;
    }
    for _ in 0..share(1_900) {
        asked_for_advice(world, settings, &mut dice, paper)?;
    }
    for _ in 0..share(900) {
        background(world, settings, &mut dice, paper)?;
    }
    for _ in 0..share(320) {
        emergency(world, settings, &mut dice, paper)?;
    }
    for _ in 0..share(900) {
        refused(world, settings, &mut dice, paper)?;
    }
    for _ in 0..share(40) {
        press_call(world, settings, &mut dice, paper)?;
    }
    handovers(world, settings, &mut dice, paper)
}

fn somebody(world: &World, settings: &LooksSettings, dice: &mut Dice) -> (usize, i64) {
    loop {
        let officer = dice.below(world.officers.len() as u32) as usize;
        let day = i64::from(dice.below(settings.days as u32));
        if weekday(day) < 5 && !world.officers[officer].away(day) {
            return (officer, day);
        }
    }
}

/// The line above or below the one meant: of the same surname, often.
fn wrong_click<W: Write>(
    world: &World,
    settings: &LooksSettings,
    dice: &mut Dice,
    paper: &mut Paper<W>,
) -> io::Result<()> {
    let (officer, day) = somebody(world, settings, dice);
    let meant = dice.below(world.people.len() as u32) as usize;
    let results = listed(world, meant, dice);
    let at = office(day, dice);
    paper.search(at - 30, officer, &world.people[meant].name.to_lowercase(), &results)?;
    let wrong = *results.last().unwrap_or(&meant);
    paper.read(at, officer, wrong, "team", "")
}

/// "Could you have a look at this with me?": once, or again over a few days; now and then again weeks after.
fn asked_for_advice<W: Write>(
    world: &World,
    settings: &LooksSettings,
    dice: &mut Dice,
    paper: &mut Paper<W>,
) -> io::Result<()> {
    let (officer, day) = somebody(world, settings, dice);
    let family = dice.below(world.families.len() as u32) as usize;
    if world.families[family].open(day).is_none() {
        return Ok(());
    }
    let person = dice.pick(&world.families[family].people);
    let mut on = day;
    for _ in 0..dice.weighted(&[(1, 60), (2, 30), (3, 10)]) {
        paper.read(office(on, dice), officer, person, "team", "")?;
        on += i64::from(dice.between(0, 3));
    }
    if dice.chance(400) {
        paper.read(office(on + i64::from(dice.between(14, 50)), dice), officer, person, "team", "")?;
    }
    Ok(())
}

/// The closed case of somebody who may be an aunt; two or three at a time.
fn background<W: Write>(
    world: &World,
    settings: &LooksSettings,
    dice: &mut Dice,
    paper: &mut Paper<W>,
) -> io::Result<()> {
    let (officer, day) = somebody(world, settings, dice);
    for _ in 0..dice.between(1, 3) {
        let person = dice.below(world.people.len() as u32) as usize;
        paper.read(office(day, dice), officer, person, "team", "")?;
    }
    Ok(())
}

/// Somebody may be in danger. Four times in five something is written down after.
fn emergency<W: Write>(
    world: &World,
    settings: &LooksSettings,
    dice: &mut Dice,
    paper: &mut Paper<W>,
) -> io::Result<()> {
    let (officer, day) = somebody(world, settings, dice);
    let person = dice.below(world.people.len() as u32) as usize;
    let at = day * DAY + i64::from(dice.between(6, 23)) * HOUR;
    paper.read(at, officer, person, "emergency", "Child may be in danger now")?;
    if dice.chance(8000) {
        paper.work(at + 3 * HOUR, officer, person, "note")?;
    }
    Ok(())
}

/// Refused; one in twelve finds another way in, innocently.
fn refused<W: Write>(
    world: &World,
    settings: &LooksSettings,
    dice: &mut Dice,
    paper: &mut Paper<W>,
) -> io::Result<()> {
    let (officer, day) = somebody(world, settings, dice);
    let person = dice.below(world.people.len() as u32) as usize;
    let at = office(day, dice);
    paper.refused(at, officer, person)?;
    if dice.chance(800) {
        paper.read(at + HOUR, officer, person, "stated_reason", "Asked to look by the team manager")?;
    }
    Ok(())
}

/// A manager is rung about somebody in the public eye.
fn press_call<W: Write>(
    world: &World,
    settings: &LooksSettings,
    dice: &mut Dice,
    paper: &mut Paper<W>,
) -> io::Result<()> {
    let (officer, day) = somebody(world, settings, dice);
    let famous: Vec<usize> =
        (0..world.people.len()).filter(|person| world.people[*person].high_profile).collect();
    if famous.is_empty() {
        return Ok(());
    }
    paper.read(office(day, dice), officer, dice.pick(&famous), "stated_reason", "Press enquiry")
}

/// Who moved to another team finishes what they began: for three weeks mostly, with notes or without.
fn handovers<W: Write>(
    world: &World,
    settings: &LooksSettings,
    dice: &mut Dice,
    paper: &mut Paper<W>,
) -> io::Result<()> {
    for (officer, known) in world.officers.iter().enumerate() {
        let Some((_, moved)) = known.teams.get(1) else { continue };
        let mine =
            |family: &&super::world::Family| family.open(*moved).is_some_and(|case| case.worker == officer);
        let families: Vec<&super::world::Family> = world.families.iter().filter(mine).collect();
        if families.is_empty() {
            continue;
        }
        for day in *moved..(*moved + 24).min(settings.days) {
            if weekday(day) < 5 && dice.chance(3500) {
                let family = families[dice.below(families.len() as u32) as usize];
                let person = dice.pick(&family.people);
                let at = office(day, dice);
                paper.read(at, officer, person, "team", "")?;
                if dice.chance(4000) {
                    paper.work(at + HOUR, officer, person, "note")?;
                }
            }
        }
    }
    Ok(())
}
