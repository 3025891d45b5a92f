//! Giving people names.

use jiff::civil::Date;

use super::{Human, Known, Origin, Role, Sex};
use crate::days;
use crate::dice::Dice;
use crate::tables::{for_sex, tables};

/// Somebody new of an origin, with a first name of their time, and the family name given or one of their own.
pub(crate) fn named(
    dice: &mut Dice,
    role: Role,
    sex: Sex,
    born: Date,
    ethnicity: &'static str,
    origin: &'static Origin,
    last: Option<&str>,
) -> Human {
    let tables = tables();
    let first = tables.given.pick(dice, origin, sex, born.year()).to_string();
    let middle = dice.chance(5500).then(|| tables.given.pick(dice, origin, sex, born.year()).to_string());
    let last = match last {
        Some(last) => for_sex(last, origin, sex),
        None => tables.surnames.pick(dice, origin, sex),
    };
    let known_as = nickname(dice, &first);
    let also_spelt = spelling(dice, &first);
    let middle = middle.filter(|name| *name != first);
    Human {
        id: dice.uuid(),
        role,
        sex,
        born,
        known: Known::Exact,
        first,
        middle,
        last: Some(last),
        known_as,
        former_last: None,
        also_spelt,
        ethnicity,
        origin,
        died: None,
    }
}

/// A fresh first name for a child whose brother or sister has theirs already.
pub(crate) fn rename(dice: &mut Dice, human: &mut Human) {
    human.first = tables().given.pick(dice, human.origin, human.sex, human.born.year()).to_string();
    human.known_as = nickname(dice, &human.first);
    human.also_spelt = spelling(dice, &human.first);
}

/// One in four who have a short form go by it.
fn nickname(dice: &mut Dice, first: &str) -> Option<String> {
    let shorts = tables().nicknames.get(first)?;
    dice.chance(2500).then(|| dice.pick(shorts).to_string())
}

/// One in twelve whose name has other spellings is found under one of them.
fn spelling(dice: &mut Dice, first: &str) -> Option<String> {
    let others = tables().spellings.get(first)?;
    dice.chance(800).then(|| dice.pick(others).to_string())
}

/// The family name of the children: the father's, the mother's or, rarely, both.
pub(crate) fn childrens_last(
    dice: &mut Dice,
    mother: &Human,
    father: Option<&Human>,
    together: bool,
) -> String {
    let mothers = mother.last.clone().unwrap_or_default();
    let Some(fathers) = father.and_then(|father| father.last.clone()) else {
        return mothers;
    };
    let both = !fathers.contains('-') && !mothers.contains('-') && fathers != mothers;
    if both && mother.origin.english_names >= 75 && dice.chance(400) {
        return format!("{mothers}-{fathers}");
    }
    if dice.chance(if together { 9300 } else { 5200 }) { fathers } else { mothers }
}

/// A wife takes her husband's name on a day, more often where that is the custom.
pub(crate) fn marry(dice: &mut Dice, wife: &mut Human, husband: &Human, on: Date) {
    let custom = match wife.origin.name {
        "english" | "caribbean" | "polish" | "lithuanian" | "bulgarian" | "ukrainian" | "filipino" => 8000,
        "pakistani" | "bangladeshi" | "arabic" | "somali" | "kurdish" | "afghan" | "chinese"
        | "vietnamese" => 1200,
        _ => 5000,
    };
    if days::age(wife.born, on) < 16 || !dice.chance(custom) {
        return;
    }
    let Some(theirs) = &husband.last else { return };
    let new = for_sex(theirs, husband.origin, wife.sex);
    if wife.last.as_deref() != Some(new.as_str()) {
        wife.former_last = wife.last.take().map(|old| (old, on));
        wife.last = Some(new);
    }
}
