//! Inventing one family and its network.

use jiff::civil::Date;
use uuid::Uuid;

use super::children::sibship;
use super::heritage::{Ethnicities, ethnicities, origin_for};
use super::homes::furnish;
use super::naming::{childrens_last, marry, named, rename};
use super::{Circle, Human, Known, Origin, Parental, Role, Sex};
use crate::days;
use crate::dice::Dice;

/// A member of staff who lives in Marlshire and has a family here.
#[derive(Debug, Clone)]
pub(crate) struct Resident {
    pub person_id: Uuid,
    pub first: String,
    pub last: String,
    pub origin: &'static Origin,
}

/// How a family lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Couple,
    LoneMother,
    LoneFather,
    /// The mother and a new partner, the elder children's father elsewhere.
    Step,
    /// With grandparents, under an order.
    Kinship,
    /// Adults only.
    NoChildren,
}

/// Per 100 circles.
const SHAPES: [(Shape, u32); 6] = [
    (Shape::Couple, 46),
    (Shape::LoneMother, 18),
    (Shape::LoneFather, 2),
    (Shape::Step, 10),
    (Shape::Kinship, 2),
    (Shape::NoChildren, 22),
];

/// Invents a circle. A resident, when given, is its mother.
pub(crate) fn invent(dice: &mut Dice, today: Date, resident: Option<&Resident>) -> Circle {
    let shape = if resident.is_some() { Shape::Couple } else { dice.weighted(&SHAPES) };
    let codes = match resident.map(|resident| resident.origin.name) {
        None => ethnicities(dice),
        Some("pakistani") => ("APKN", "APKN", "APKN"),
        Some("nigerian") => ("BAFR", "BAFR", "BAFR"),
        Some("caribbean") => ("BCRB", "BCRB", "BCRB"),
        Some(_) => ("WBRI", "WBRI", "WBRI"),
    };
    let mut circle = Circle::default();
    if shape == Shape::NoChildren {
        adults(dice, &mut circle, codes, today);
    } else {
        family(dice, &mut circle, shape, codes, today, resident);
    }
    furnish(dice, &mut circle, shape, today);
    circle
}

/// Where the parts of a family stand in the circle.
struct Parts {
    mother: usize,
    father: Option<usize>,
    step: Option<usize>,
    children: Vec<usize>,
    /// The day the parents married each other.
    wedding: Option<Date>,
}

fn family(
    dice: &mut Dice,
    circle: &mut Circle,
    shape: Shape,
    codes: Ethnicities,
    today: Date,
    resident: Option<&Resident>,
) {
    let births = sibship(dice, today);
    let eldest = births.births[0];
    let origin = resident.map_or_else(|| origin_for(dice, codes.0), |resident| resident.origin);
    let mut mother = named(dice, Role::Mother, Sex::Female, births.mother_born, codes.0, origin, None);
    if let Some(resident) = resident {
        mother.id = resident.person_id;
        mother.first = resident.first.clone();
        mother.last = Some(resident.last.clone());
        mother.known_as = None;
        mother.also_spelt = None;
    }
    let father_known = matches!(shape, Shape::Couple | Shape::LoneFather) || dice.chance(8800);
    let together = shape == Shape::Couple;
    let mut father = father_known.then(|| {
        father(dice, &mother, codes, eldest.min(days::plus_years(today, -2)), together, resident.is_some())
    });
    let mut wedding = None;
    if let Some(father) =
        father.as_ref().filter(|father| together && father.sex == Sex::Male && dice.chance(6200))
    {
        let on = days::plus(eldest, -dice.between(-900, 1800)).min(days::plus(today, -30));
        let on = on.max(days::plus_years(mother.born.max(father.born), 16));
        if resident.is_none() {
            marry(dice, &mut mother, father, on);
        }
        wedding = Some(on).filter(|on| *on < today);
    }
    if let Some(father) = father.as_mut().filter(|_| !together) {
        father.known = if dice.chance(1200) { Known::Unknown } else { estimated(dice, 800) };
    }
    let last = childrens_last(dice, &mother, father.as_ref(), together);
    let mother = circle.add(mother);
    let father = father.map(|father| circle.add(father));
    let mut parts = Parts { mother, father, step: None, children: Vec::new(), wedding };
    for born in births.births {
        parts.children.push(child(dice, circle, &parts, born, codes.2, &last));
    }
    unborn(dice, circle, &mut parts, codes.2, today);
    couple_ties(dice, circle, &parts, shape, eldest, today);
    if shape == Shape::Step {
        step_parent(dice, circle, &mut parts, today);
    }
    children_ties(dice, circle, &parts, shape, today);
    grandparents(dice, circle, &parts, shape, today);
    circle.strain = match shape {
        Shape::Couple => 75,
        Shape::LoneMother | Shape::LoneFather => 220,
        Shape::Step => 190,
        Shape::Kinship => 450,
        Shape::NoChildren => 0,
    };
}

/// The other parent; in one couple in seventy, a second mother.
fn father(
    dice: &mut Dice,
    mother: &Human,
    codes: Ethnicities,
    eldest: Date,
    together: bool,
    plain: bool,
) -> Human {
    let sex = if together && !plain && dice.chance(140) { Sex::Female } else { Sex::Male };
    let born = days::plus(mother.born, -dice.between(-1100, 3000));
    let born = born.min(days::plus_years(eldest, -16));
    // Those of one ethnicity mostly, but not always, share an origin.
    let origin =
        if codes.0 == codes.1 && dice.chance(9000) { mother.origin } else { origin_for(dice, codes.1) };
    named(dice, Role::Father, sex, born, codes.1, origin, None)
}

fn estimated(dice: &mut Dice, in_ten_thousand: u32) -> Known {
    if dice.chance(in_ten_thousand) { Known::Estimated } else { Known::Exact }
}

fn child(
    dice: &mut Dice,
    circle: &mut Circle,
    parts: &Parts,
    born: Date,
    ethnicity: &'static str,
    last: &str,
) -> usize {
    let sex = if dice.chance(5120) { Sex::Male } else { Sex::Female };
    let namer = match parts.father {
        Some(father) if circle.people[father].origin.name != "english" && dice.chance(5000) => father,
        _ => parts.mother,
    };
    let origin = circle.people[namer].origin;
    let mut child = named(dice, Role::Child, sex, born, ethnicity, origin, Some(last));
    while parts.children.iter().any(|other| circle.people[*other].first == child.first) {
        rename(dice, &mut child);
    }
    circle.add(child)
}

/// One family in sixty expects a baby.
fn unborn(dice: &mut Dice, circle: &mut Circle, parts: &mut Parts, ethnicity: &'static str, today: Date) {
    let youngest = circle.people[parts.children[parts.children.len() - 1]].born;
    let mother = &circle.people[parts.mother];
    if days::age(mother.born, today) > 43 || days::between(youngest, today) < 330 || !dice.chance(260) {
        return;
    }
    let due = days::plus(today, dice.between(10, 240));
    let (last, origin) = (mother.last.clone(), mother.origin);
    let mut baby = named(dice, Role::Child, Sex::Female, due, ethnicity, origin, last.as_deref());
    baby.known = Known::Expected;
    baby.first = "Unborn".to_string();
    baby.middle = None;
    baby.known_as = None;
    baby.also_spelt = None;
    baby.last = last;
    parts.children.push(circle.add(baby));
}

fn couple_ties(dice: &mut Dice, circle: &mut Circle, parts: &Parts, shape: Shape, eldest: Date, today: Date) {
    let Some(father) = parts.father else { return };
    let met = days::plus(eldest, -dice.between(300, 2500));
    let adult = days::plus_years(circle.people[parts.mother].born.max(circle.people[father].born), 15);
    let met = met.max(adult).min(days::plus(eldest, -250));
    if shape == Shape::Couple {
        match parts.wedding {
            Some(wedding) => circle.tie(father, "spouse", parts.mother, Some(wedding), None),
            None => circle.tie(father, "partner", parts.mother, Some(met), None),
        }
    } else {
        // They parted after the youngest child both have.
        let last_born =
            parts.children.iter().map(|child| circle.people[*child].born).filter(|born| *born <= today).max();
        let parted = dice.day(last_born.unwrap_or(eldest), days::plus(today, -20));
        circle.tie(father, "former_partner", parts.mother, Some(met), Some(parted));
    }
}

/// A new partner; the youngest child may be his, and in one case in five he brings a child.
fn step_parent(dice: &mut Dice, circle: &mut Circle, parts: &mut Parts, today: Date) {
    let mother = &circle.people[parts.mother];
    let born = days::plus(mother.born, -dice.between(-1500, 2500)).min(days::plus_years(today, -19));
    let ethnicity = if dice.chance(8500) { mother.ethnicity } else { "WBRI" };
    let origin = if ethnicity == mother.ethnicity { mother.origin } else { origin_for(dice, ethnicity) };
    let step = named(dice, Role::StepParent, Sex::Male, born, ethnicity, origin, None);
    let last = step.last.clone().unwrap_or_default();
    let step_origin = step.origin;
    let step = circle.add(step);
    let young =
        parts.children.iter().rev().find(|child| circle.people[**child].known != Known::Expected).copied();
    let first = circle.people[parts.children[0]].born;
    let since = match young {
        Some(young) => {
            dice.day(days::plus(circle.people[young].born.max(first), -600), days::plus(today, -60))
        }
        None => days::plus(today, -365),
    };
    // The mother was not yet parted from the elder children's father before then.
    let grown = days::plus_years(circle.people[step].born, 17);
    let since = since.max(days::plus(first, 200)).max(grown).min(days::plus(today, -10));
    for tie in &mut circle.ties {
        if tie.kind == "former_partner" {
            tie.until =
                Some(tie.until.map_or(since, |until| until.min(since)).max(tie.from.unwrap_or(since)));
        }
    }
    circle.tie(step, "partner", parts.mother, Some(since), None);
    parts.step = Some(step);
    if dice.chance(2000) {
        let born = dice.day(days::plus(today, -16 * 365), days::plus(today, -3 * 365));
        let born = born.max(days::plus_years(circle.people[step].born, 16));
        if born < today {
            let sex = if dice.chance(5000) { Sex::Male } else { Sex::Female };
            let child = named(dice, Role::Child, sex, born, ethnicity, step_origin, Some(&last));
            let child = circle.add(child);
            circle.tie(step, "parent", child, Some(born), None);
            circle.main_carer(step, child);
            circle.tie(parts.mother, "step_parent", child, Some(since), None);
            circle.parental.push(Parental { adult: step, child, how: "registered_father", from: Some(born) });
            for other in &parts.children {
                circle.tie(child, "step_sibling", *other, Some(since), None);
            }
        }
    }
}

fn children_ties(dice: &mut Dice, circle: &mut Circle, parts: &Parts, shape: Shape, today: Date) {
    let since = parts.step.and_then(|step| circle.ties.iter().find(|tie| tie.who == step)?.from);
    for (place, child) in parts.children.iter().copied().enumerate() {
        let born = circle.people[child].born;
        let expected = circle.people[child].known == Known::Expected;
        let parent = if expected { "parent_of_unborn" } else { "parent" };
        let from = (!expected).then_some(born);
        circle.tie(parts.mother, parent, child, from, None);
        if !matches!(shape, Shape::LoneFather | Shape::Kinship) {
            circle.main_carer(parts.mother, child);
        }
        if !expected {
            circle.parental.push(Parental { adult: parts.mother, child, how: "mother", from });
        }
        // Born after the new partner came, a child is his.
        let of_step =
            parts.step.filter(|_| place > 0 && since.is_some_and(|since| days::between(since, born) > 280));
        if let Some(father) = of_step.or(parts.father) {
            let sure = if shape == Shape::Couple || dice.chance(9000) { "verified" } else { "believed" };
            circle.tie(father, parent, child, from, None);
            if let Some(tie) = circle.ties.last_mut() {
                tie.certainty = sure;
            }
            if shape == Shape::LoneFather {
                circle.main_carer(father, child);
            }
            let held = match parts.wedding {
                Some(wedding) if of_step.is_none() => Some(("married_father", Some(wedding.max(born)))),
                _ if circle.people[father].sex == Sex::Female => Some(("second_female_parent", from)),
                _ if dice.chance(9300) => Some(("registered_father", from)),
                _ if dice.chance(1500) => Some(("order", Some(days::plus(born, 400)))),
                _ => None,
            };
            let held = held.filter(|_| !expected && sure == "verified");
            if let Some((how, from)) = held.filter(|(_, from)| from.is_some_and(|from| from <= today)) {
                circle.parental.push(Parental { adult: father, child, how, from });
            }
        }
        if let Some(step) = parts.step.filter(|_| of_step.is_none() && !expected) {
            circle.tie(step, "step_parent", child, since, None);
        }
        for elder in &parts.children[..place] {
            let elder_of_step =
                since.is_some_and(|since| days::between(since, circle.people[*elder].born) > 280);
            let half = of_step.is_some() && !(elder_of_step && *elder != parts.children[0]);
            let kind = match half {
                _ if expected => "sibling_of_unborn",
                true => "half_sibling",
                false => "sibling",
            };
            circle.tie(*elder, kind, child, from, None);
        }
    }
}

fn grandparents(dice: &mut Dice, circle: &mut Circle, parts: &Parts, shape: Shape, today: Date) {
    let kinship = shape == Shape::Kinship;
    let chances = [
        (Some(parts.mother), Sex::Female, if kinship { 10_000 } else { 2600 }),
        (Some(parts.mother), Sex::Male, if kinship { 6500 } else { 1500 }),
        (parts.father, Sex::Female, 1200),
        (parts.father, Sex::Male, 700),
    ];
    for (parent, sex, chance) in chances {
        let Some(parent) = parent.filter(|_| dice.chance(chance)) else { continue };
        let grown = &circle.people[parent];
        let born = days::plus(grown.born, -dice.between(if kinship { 17 * 365 } else { 19 * 365 }, 37 * 365));
        let (ethnicity, origin) = (grown.ethnicity, grown.origin);
        let last = match &grown.former_last {
            Some((last, _)) => Some(last.clone()),
            None => grown.last.clone(),
        };
        let last = last.filter(|_| dice.chance(8000));
        let mut elder = named(dice, Role::Grandparent, sex, born, ethnicity, origin, last.as_deref());
        elder.known = estimated(dice, 900);
        let age = days::age(born, today);
        if age > 95 || (!kinship && age > 70 && dice.chance(2200)) {
            elder.died = Some(dice.day(days::plus(today, -8 * 365), days::plus(today, -5)));
        }
        let elder = circle.add(elder);
        circle.tie(elder, "parent", parent, None, None);
        for child in parts.children.iter().copied() {
            let born = circle.people[child].known != Known::Expected;
            if born {
                circle.tie(elder, "grandparent", child, None, None);
            }
            if kinship && born && parent == parts.mother {
                circle.main_carer(elder, child);
                let from = dice.day(circle.people[child].born, today.yesterday().unwrap_or(today));
                let how = "special_guardian";
                circle.parental.push(Parental { adult: elder, child, how, from: Some(from) });
            }
        }
    }
}

/// One or two adults without children: known as neighbours, referrers, former children.
fn adults(dice: &mut Dice, circle: &mut Circle, codes: Ethnicities, today: Date) {
    let origin = origin_for(dice, codes.0);
    let age = dice.weighted(&[(21, 20), (28, 18), (38, 12), (50, 22), (62, 26), (74, 18)]);
    let born = days::plus(days::plus_years(today, -age - dice.between(0, 11)), -dice.between(0, 364));
    let sex = if dice.chance(5000) { Sex::Male } else { Sex::Female };
    let mut first = named(dice, Role::Adult, sex, born, codes.0, origin, None);
    first.known = estimated(dice, 500);
    if dice.chance(4500) {
        let born = days::plus(born, dice.between(-1500, 1500)).min(days::plus_years(today, -18));
        let other = if sex == Sex::Male { Sex::Female } else { Sex::Male };
        let second = named(dice, Role::Adult, other, born, codes.0, origin, None);
        let since = dice.day(days::plus_years(first.born.max(born), 18), days::plus(today, -1));
        let (mut wife, husband) = if sex == Sex::Female { (first, second) } else { (second, first) };
        let married = dice.chance(6500);
        if married {
            marry(dice, &mut wife, &husband, since);
        }
        let wife = circle.add(wife);
        let husband = circle.add(husband);
        circle.tie(husband, if married { "spouse" } else { "partner" }, wife, Some(since), None);
    } else {
        circle.add(first);
    }
}
