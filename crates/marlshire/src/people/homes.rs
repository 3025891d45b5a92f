//! Who lives where, and the moves they made.

use jiff::civil::Date;

use super::kin::Shape;
use super::{Circle, Home, Place, Role, Stay};
use crate::days;
use crate::dice::Dice;
use crate::places;

/// Gives everybody in a circle a home.
pub(crate) fn furnish(dice: &mut Dice, circle: &mut Circle, shape: Shape, today: Date) {
    let town = places::town(dice);
    if shape == Shape::NoChildren {
        let everybody: Vec<usize> = (0..circle.people.len()).collect();
        let since = days::plus(today, -dice.between(30, 15 * 365));
        let grown = circle.people.iter().map(|human| days::plus_years(human.born, 17)).max().unwrap_or(since);
        let since = since.max(grown);
        let stays = everybody.iter().map(|who| stay(*who, since, None)).collect();
        add_home(dice, circle, stays, since, today, town);
        return;
    }
    let eldest = children(circle).map(|who| circle.people[who].born).min().unwrap_or(today);
    let since = days::plus(eldest.min(days::plus(today, -1)), -dice.between(10, 700));
    family_home(dice, circle, shape, since, today, town);
    parents_elsewhere(dice, circle, shape, today, town);
    grandparents_homes(dice, circle, shape, today, town);
    grown_children(dice, circle, today, town);
    for human in 0..circle.people.len() {
        if let Some(died) = circle.people[human].died {
            for stay in
                circle.homes.iter_mut().flat_map(|home| &mut home.stays).filter(|stay| stay.who == human)
            {
                stay.until = Some(died.max(stay.from));
            }
        }
    }
}

fn stay(who: usize, from: Date, until: Option<Date>) -> Stay {
    Stay { who, from, until, shared: false }
}

/// Places of the children already born.
fn children(circle: &Circle) -> impl Iterator<Item = usize> {
    let born = |who: &usize| {
        circle.people[*who].role == Role::Child && circle.people[*who].known != super::Known::Expected
    };
    (0..circle.people.len()).filter(born)
}

fn first(circle: &Circle, role: Role) -> Option<usize> {
    circle.people.iter().position(|human| human.role == role)
}

fn family_home(dice: &mut Dice, circle: &mut Circle, shape: Shape, since: Date, today: Date, town: usize) {
    let mut stays = Vec::new();
    let parted = circle.ties.iter().find(|tie| tie.kind == "former_partner").and_then(|tie| tie.until);
    let mother = first(circle, Role::Mother);
    let father = first(circle, Role::Father);
    match shape {
        Shape::Couple => stays.extend(mother.iter().chain(&father).map(|who| stay(*who, since, None))),
        Shape::LoneMother | Shape::Step => {
            stays.extend(mother.map(|who| stay(who, since, None)));
            stays.extend(father.map(|who| stay(who, since, Some(parted.unwrap_or(since).max(since)))));
        }
        Shape::LoneFather => {
            stays.extend(father.map(|who| stay(who, since, None)));
            stays.extend(mother.map(|who| stay(who, since, Some(parted.unwrap_or(since).max(since)))));
        }
        Shape::Kinship => {
            for tie in circle.ties.iter().filter(|tie| tie.kind == "parent" && Some(tie.to) == mother) {
                stays.push(stay(tie.who, days::plus(since, -2000), None));
            }
        }
        Shape::NoChildren => {}
    }
    let step_since = first(circle, Role::StepParent)
        .and_then(|step| Some((step, circle.ties.iter().find(|tie| tie.who == step)?.from?)));
    stays.extend(step_since.map(|(step, from)| stay(step, from.max(since), None)));
    for child in children(circle) {
        let born = circle.people[child].born;
        let brought = circle
            .ties
            .iter()
            .find(|tie| tie.who == child && tie.kind == "step_sibling")
            .and_then(|tie| tie.from);
        let placed = circle.parental.iter().filter(|held| held.child == child && shape == Shape::Kinship);
        let placed = placed.filter(|held| held.how == "special_guardian").filter_map(|held| held.from).min();
        let from = brought.or(placed).unwrap_or(born).max(born);
        stays.push(stay(child, from, None));
    }
    let start = if shape == Shape::Kinship { days::plus(since, -2000) } else { since };
    let start = start.max(days::plus(today, -25 * 365));
    for stay in &mut stays {
        stay.from = stay.from.max(start);
    }
    add_home(dice, circle, stays, start, today, town);
    let alone = matches!(shape, Shape::LoneMother | Shape::Kinship);
    if alone && dice.chance(120) {
        circle.homes[0].confidential =
            Some("Moved after violence from a former partner, who must not find out where.");
    }
}

/// A parent who lives apart has a home too, often in Marlshire; some children spend part of the week there.
fn parents_elsewhere(dice: &mut Dice, circle: &mut Circle, shape: Shape, today: Date, town: usize) {
    let apart: Vec<usize> = match shape {
        Shape::LoneMother | Shape::Step => first(circle, Role::Father).into_iter().collect(),
        Shape::LoneFather => first(circle, Role::Mother).into_iter().collect(),
        Shape::Kinship => {
            first(circle, Role::Mother).into_iter().chain(first(circle, Role::Father)).collect()
        }
        Shape::Couple | Shape::NoChildren => Vec::new(),
    };
    for parent in apart {
        if dice.chance(2800) {
            continue; // we do not know where
        }
        let parted = circle.ties.iter().find(|tie| tie.kind == "former_partner").and_then(|tie| tie.until);
        let from = parted.unwrap_or(days::plus(today, -400)).min(days::plus(today, -15));
        let mut stays = vec![stay(parent, from, None)];
        if shape == Shape::LoneMother && dice.chance(2500) && circle.homes[0].confidential.is_none() {
            let theirs =
                circle.ties.iter().filter(|tie| tie.who == parent && tie.kind == "parent").map(|tie| tie.to);
            let young: Vec<usize> = theirs.filter(|child| circle.people[*child].is_minor(today)).collect();
            for child in young {
                let born = circle.people[child].born;
                stays.push(Stay { who: child, from: from.max(born), until: None, shared: true });
                for stay in circle.homes[0].stays.iter_mut().filter(|stay| stay.who == child) {
                    stay.shared = true;
                }
            }
        }
        let near = if dice.chance(6000) { town } else { places::town(dice) };
        add_home(dice, circle, stays, from, today, near);
    }
}

/// Grandparents of one side live together.
fn grandparents_homes(dice: &mut Dice, circle: &mut Circle, shape: Shape, today: Date, town: usize) {
    for role in [Role::Mother, Role::Father] {
        let Some(parent) = first(circle, role) else { continue };
        if shape == Shape::Kinship && role == Role::Mother {
            continue;
        }
        let elders: Vec<usize> = circle
            .ties
            .iter()
            .filter(|tie| tie.kind == "parent" && tie.to == parent)
            .map(|tie| tie.who)
            .collect();
        if elders.is_empty() {
            continue;
        }
        let from = days::plus(today, -dice.between(9 * 365, 25 * 365));
        let stays = elders.into_iter().map(|who| stay(who, from, None)).collect();
        let near = if dice.chance(7000) { town } else { places::town(dice) };
        add_home(dice, circle, stays, from, today, near);
    }
}

/// Those over 18 leave in their own time.
fn grown_children(dice: &mut Dice, circle: &mut Circle, today: Date, town: usize) {
    for child in children(circle).collect::<Vec<_>>() {
        let of_age = days::plus_years(circle.people[child].born, 18);
        if of_age >= today {
            continue;
        }
        let leaves = days::plus(of_age, dice.between(30, 10 * 365));
        if leaves >= today {
            continue;
        }
        for stay in circle.homes.iter_mut().flat_map(|home| &mut home.stays).filter(|stay| stay.who == child)
        {
            stay.until = Some(leaves.max(stay.from));
        }
        let near = if dice.chance(6500) { town } else { places::town(dice) };
        add_home(dice, circle, vec![stay(child, leaves, None)], leaves, today, near);
    }
}

fn add_home(dice: &mut Dice, circle: &mut Circle, stays: Vec<Stay>, from: Date, today: Date, town: usize) {
    let tenure = dice.weighted(&[
        ("owned", 48),
        ("private-rent", 26),
        ("housing-association", 13),
        ("council", 11),
        ("temporary", 2),
    ]);
    let often = matches!(tenure, "private-rent" | "temporary");
    let moves = if often { dice.between(0, 4) } else { dice.weighted(&[(0, 60), (1, 32), (2, 8)]) };
    let mut starts = vec![from];
    for _ in 0..moves {
        starts.push(dice.day(from, days::plus(today, -10)).max(from));
    }
    starts.sort();
    starts.dedup();
    let mut places = Vec::new();
    for (place, start) in starts.iter().enumerate() {
        let until = starts.get(place + 1).map(|next| days::plus(*next, -1));
        let near = if dice.chance(8000) { town } else { places::town(dice) };
        let (line_1, postcode) = places::door(dice, near);
        let why = (place > 0 && dice.chance(2000)).then(|| {
            dice.pick(&[
                "Rent became too high.",
                "Needed more room.",
                "Nearer to family.",
                "Landlord sold the house.",
            ])
        });
        places.push(Place { from: *start, until, line_1, town: near, postcode, tenure, why });
    }
    circle.homes.push(Home { stays, places, confidential: None });
}
