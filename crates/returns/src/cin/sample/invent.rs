//! Invents one child whose record breaks no rule.

use jiff::civil::{Date, date};

use super::{Assessment, Child, Enquiry, Episode, Protection};
use crate::dice::{Dice, plus};
use crate::working_days;
use crate::year::CollectionYear;

const ETHNICITIES: [&str; 24] = [
    "WBRI", "WBRI", "WBRI", "WBRI", "WBRI", "WBRI", "WBRI", "WOTH", "WIRI", "WROM", "MWBC", "MWBA", "MWAS",
    "MOTH", "AIND", "APKN", "ABAN", "AOTH", "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "NOBT",
];
const DISABILITIES: [&str; 12] =
    ["MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "BEH", "CON", "AUT", "DDA"];
const SOURCES: [&str; 16] =
    ["1A", "1B", "1C", "1D", "2A", "2A", "2B", "3A", "3B", "3E", "4", "5B", "6", "6", "6", "8"];
const NEEDS: [&str; 10] = ["N1", "N1", "N1", "N1", "N2", "N3", "N4", "N5", "N6", "N8"];
const FACTORS: [&str; 20] = [
    "1B", "2A", "2B", "3A", "3B", "3C", "4A", "4B", "5A", "6A", "7A", "10A", "11A", "13A", "15A", "16A",
    "17A", "18C", "19B", "24A",
];
const CATEGORIES: [&str; 4] = ["NEG", "EMO", "PHY", "SAB"];
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// A child of the year. `number` makes its identifiers.
pub fn child(dice: &mut Dice, year: CollectionYear, number: u32) -> Child {
    let (first, last) = (year.first_day(), year.last_day());
    let mut child =
        Child { id: format!("K{:09}", number + 1), ethnicity: dice.pick(&ETHNICITIES), ..Child::default() };
    if dice.chance(20) {
        unborn(dice, last, &mut child);
        return child;
    }
    let birth = dice.day(plus(last, -365 * 17), plus(last, -20));
    child.birth = Some(birth);
    child.sex = if dice.chance(5) { "U" } else { dice.pick(&["M", "F"]) };
    child.disabilities = disabilities(dice);
    if dice.chance(250) {
        let referral = dice.day(plus(first, 4).max(birth), last);
        child.episodes.push(without_action(dice, referral));
    } else {
        let old = dice.chance(300);
        let referral =
            if old { dice.day(plus(first, -900), plus(first, -90)) } else { dice.day(first, last) };
        let referral = referral.max(birth);
        child.episodes.push(episode(dice, referral, first, last));
        let closed = child.episodes.first().and_then(|it| it.closure);
        if let Some(closed) = closed.filter(|it| plus(*it, 20) < last && dice.chance(200)) {
            let again = dice.day(plus(closed, 1), last);
            let next = if dice.chance(400) {
                without_action(dice, again)
            } else {
                episode(dice, again, first, last)
            };
            child.episodes.push(next);
        }
    }
    pupil_number(dice, last, number, &mut child);
    if dice.chance(1) {
        died(&mut child);
    }
    if year < CollectionYear::of(2023) && child.disabilities != ["NONE"] {
        disability_among_factors(&mut child);
    }
    child
}

/// Until 2022-23 a rule asked for it (8899Q).
fn disability_among_factors(child: &mut Child) {
    let done =
        child.episodes.iter_mut().flat_map(|it| &mut it.assessments).filter(|it| it.authorised.is_some());
    for assessment in done {
        if assessment.factors == ["21"] {
            assessment.factors.clear();
        }
        if !assessment.factors.iter().any(|it| matches!(*it, "5A" | "6A")) {
            assessment.factors.push("6A");
        }
    }
}

fn unborn(dice: &mut Dice, last: Date, child: &mut Child) {
    let expected = dice.day(plus(last, -20), plus(last, 180));
    child.expected_birth = Some(expected);
    child.sex = "U";
    let referral = dice.day(plus(expected, -260), last);
    let start = plus(referral, 1).min(last);
    let open = Assessment { start, authorised: None, factors: vec![] };
    let limit = working_days::last(45, last);
    let assessment = if start < limit {
        let authorised = Some(plus(start, 30).min(last).max(plus(last, -300)));
        Assessment { start, authorised, factors: vec!["3B"] }
    } else {
        open
    };
    child.episodes.push(Episode {
        referral: Some(referral),
        source: dice.pick(&SOURCES),
        need: Some("N1"),
        assessments: vec![assessment],
        ..Episode::default()
    });
}

fn disabilities(dice: &mut Dice) -> Vec<&'static str> {
    if dice.chance(860) {
        return vec!["NONE"];
    }
    let first = dice.below(DISABILITIES.len() as u32) as usize;
    let count = 1 + dice.below(3) as usize;
    (0..count).filter_map(|it| DISABILITIES.get((first + it * 3) % DISABILITIES.len()).copied()).collect()
}

fn without_action(dice: &mut Dice, referral: Date) -> Episode {
    Episode {
        referral: Some(referral),
        source: dice.pick(&SOURCES),
        no_further_action: true,
        ..Episode::default()
    }
}

/// An episode that led to further action, open in the year.
fn episode(dice: &mut Dice, referral: Date, first: Date, last: Date) -> Episode {
    let mut episode = Episode {
        referral: Some(referral),
        source: dice.pick(&SOURCES),
        need: Some(dice.pick(&NEEDS)),
        ..Episode::default()
    };
    let begun_before = referral < first;
    let mut latest = referral.max(first);
    if !begun_before || dice.chance(500) {
        let start = plus(latest, dice.between(0, 5)).min(last);
        let assessment = assessment(dice, start, last);
        latest = assessment.authorised.unwrap_or(last);
        episode.assessments.push(assessment);
    }
    let assessed = episode.assessments.first().is_some_and(|it| it.authorised.is_some());
    if assessed && !begun_before && dice.chance(300) {
        latest = latest.max(enquire(dice, referral, last, &mut episode));
    } else if begun_before && dice.chance(300) {
        latest = latest.max(protected_before(dice, referral, first, last, &mut episode));
    }
    if episode.protection.is_empty() && assessed && dice.chance(450) {
        latest = planned(dice, latest, last, &mut episode);
    }
    let open = episode.assessments.iter().any(|it| it.authorised.is_none())
        || episode.protection.iter().any(|it| it.end.is_none())
        || episode.plans.iter().any(|it| it.1.is_none());
    if !open && latest < last && dice.chance(750) {
        close(dice, latest, last, &mut episode);
    }
    episode
}

fn assessment(dice: &mut Dice, start: Date, last: Date) -> Assessment {
    let end = plus(start, dice.between(10, 58));
    let end = if end <= last {
        end
    } else if start >= working_days::last(45, last) {
        return Assessment { start, authorised: None, factors: vec![] };
    } else {
        last
    };
    let first = dice.below(FACTORS.len() as u32) as usize;
    let count = 1 + dice.below(5) as usize;
    let factors =
        (0..count).filter_map(|it| FACTORS.get((first + it * 3) % FACTORS.len()).copied()).collect();
    Assessment { start, authorised: Some(end), factors }
}

/// A section 47 enquiry, its conference and the plan decided there. Answers the last day of it all.
fn enquire(dice: &mut Dice, referral: Date, last: Date, episode: &mut Episode) -> Date {
    let start = plus(referral, dice.between(0, 6)).min(last);
    let target = weekday(plus(start, 15), last);
    let held =
        dice.chance(600).then(|| weekday(plus(start, dice.between(5, 20)), last)).filter(|it| *it >= start);
    let not_required = held.is_none();
    episode.enquiries.push(Enquiry { start, target: Some(target), conference: held, not_required });
    let Some(held) = held.filter(|it| plus(*it, 100) < last && dice.chance(800)) else {
        return held.unwrap_or(start);
    };
    let end = dice.chance(350).then(|| dice.day(plus(held, 90), last));
    let reviews = reviews(held, end.unwrap_or(last));
    let previous = if dice.chance(220) { 1 + dice.below(2) } else { 0 };
    episode.protection.push(Protection {
        start: held,
        end,
        category: dice.pick(&CATEGORIES),
        previous,
        reviews,
    });
    end.unwrap_or(last)
}

/// A plan from a year before.
fn protected_before(dice: &mut Dice, referral: Date, first: Date, last: Date, episode: &mut Episode) -> Date {
    let start = dice.day(plus(referral, 5), plus(first, -1)).min(plus(first, -1)).max(referral);
    let end = dice.chance(500).then(|| dice.day(plus(first, 10), last));
    let reviews = reviews(start, end.unwrap_or(last)).into_iter().filter(|it| *it >= first).collect();
    episode.protection.push(Protection {
        start,
        end,
        category: dice.pick(&CATEGORIES),
        previous: dice.below(2),
        reviews,
    });
    end.unwrap_or(last)
}

/// The first review within three months, the others each half year.
fn reviews(start: Date, end: Date) -> Vec<Date> {
    let later = std::iter::successors(Some(plus(start, 84)), |it| Some(plus(*it, 175)));
    later.take_while(|it| *it <= end).take(8).collect()
}

fn planned(dice: &mut Dice, after: Date, last: Date, episode: &mut Episode) -> Date {
    let start = plus(after, dice.between(1, 10));
    if start >= last {
        return after;
    }
    let end =
        dice.chance(600).then(|| dice.day(plus(start, 14), last)).filter(|it| *it > start && *it <= last);
    episode.plans.push((start, end));
    end.unwrap_or(last)
}

fn close(dice: &mut Dice, latest: Date, last: Date, episode: &mut Episode) {
    let closed = plus(latest, dice.between(0, 40)).min(last);
    episode.closure = Some(closed);
    let only_assessed =
        episode.plans.is_empty() && episode.protection.is_empty() && episode.enquiries.is_empty();
    episode.reason = Some(match only_assessed && !episode.assessments.is_empty() {
        true => dice.pick(&["RC8", "RC8", "RC9"]),
        false => dice.pick(&["RC7", "RC7", "RC7", "RC5", "RC3", "RC4"]),
    });
    if let [assessment] = episode.assessments.as_mut_slice()
        && episode.reason == Some("RC8")
        && dice.chance(200)
    {
        assessment.factors = vec!["21"];
    }
}

fn pupil_number(dice: &mut Dice, last: Date, number: u32, child: &mut Child) {
    let at_school = child.birth.is_some_and(|it| it <= date(last.year() - 6, 8, 31));
    if !at_school {
        child.upn_unknown = Some("UN1");
    } else if dice.chance(920) {
        child.upn = Some(upn(number));
    } else if child.episodes.iter().all(|it| it.no_further_action) {
        child.upn_unknown = Some("UN7");
    } else {
        child.upn_unknown = Some(dice.pick(&["UN2", "UN3", "UN5", "UN6"]));
    }
}

/// A number with the right check letter, which no child can have.
pub fn upn(number: u32) -> String {
    let digits = format!("004{number:09}");
    let sum: u32 = digits.bytes().zip(2..).map(|(it, weight)| u32::from(it - b'0') * weight).sum();
    let letter = LETTERS.get((sum % 23) as usize).map_or('A', |it| char::from(*it));
    format!("{letter}{digits}")
}

/// A child whose one closed episode ended with its death.
fn died(child: &mut Child) {
    if let [episode] = child.episodes.as_mut_slice()
        && let Some(closed) = episode.closure
        && !episode.assessments.iter().any(|it| it.factors == ["21"])
    {
        episode.reason = Some("RC2");
        child.death = Some(closed);
    }
}

/// The day, or the next that is no weekend; the last before `last` where that is too late.
fn weekday(day: Date, last: Date) -> Date {
    let mut day = day.min(last);
    while working_days::is_weekend(day) && day < last {
        day = plus(day, 1);
    }
    while working_days::is_weekend(day) {
        day = plus(day, -1);
    }
    day
}
