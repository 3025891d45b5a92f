//! This year beside last year: the seven figures COLLECT compares (guide 2023 to 2024, section 1.10).

use rustc_hash::FxHashSet;

use super::Cin;
use crate::date::When;
use crate::report::YearOnYear;

/// What is counted, its number in each of the years, from which change in per cent somebody confirms it, and the confirming sentence.
type Check = (&'static str, &'static str, fn(&Cin) -> usize, u64, &'static str);

const CHECKS: [Check; 7] = [
    (
        "YonY 01",
        "Children",
        |cin| cin.children.len(),
        15,
        "The validation YonY 01 has been reviewed and the decrease in number of child records from the previous return to this is as expected",
    ),
    (
        "YonY 02",
        "Referrals in the year",
        |cin| cin.episodes.iter().filter(|it| cin.in_year(it.referral)).count(),
        25,
        "The validation YonY 02 has been reviewed and the change in referrals from the previous return to this is as expected",
    ),
    (
        "YonY 03",
        "Assessments ended in the year",
        assessments,
        25,
        "The validation YonY 03 has been reviewed and the change in assessments from the previous return to this is as expected",
    ),
    (
        "YonY 04",
        "Section 47 enquiries started in the year",
        enquiries,
        25,
        "The validation YonY 04 has been reviewed and the change in S47 enquiries from the previous return to this is as expected",
    ),
    (
        "YonY 05",
        "Child protection plans on 31 March",
        plans_at_the_end,
        25,
        "The validation YonY 05 has been reviewed and the change in CPP from the previous return to this is as expected",
    ),
    (
        "YonY 06",
        "Child protection plans started in the year",
        |cin| cin.protection_plans.iter().filter(|it| cin.in_year(it.start)).count(),
        25,
        "The validation YonY 06 has been reviewed and the change in CPP starting from the previous return to this is as expected",
    ),
    (
        "YonY 07",
        "Child protection plans ended in the year",
        |cin| cin.protection_plans.iter().filter(|it| cin.in_year(it.end)).count(),
        25,
        "The validation YonY 07 has been reviewed and the change in CPP ending from the previous return to this is as expected",
    ),
];

/// The sentence that confirms a change, word for word as COLLECT compares it.
pub fn fixed_note(code: &str) -> Option<&'static str> {
    CHECKS.iter().find(|(of, ..)| *of == code).map(|(.., sentence)| *sentence)
}

/// Compares all seven.
pub fn compare(this: &Cin, last: &Cin) -> Vec<YearOnYear> {
    let check = |(code, what, count, threshold, fixed_note): &Check| YearOnYear {
        code,
        what,
        last: count(last) as u64,
        this: count(this) as u64,
        threshold: *threshold,
        least: 1,
        fixed_note: Some(fixed_note),
        note: None,
    };
    CHECKS.iter().map(check).collect()
}

/// Each assessment once, however many factors it has.
fn assessments(cin: &Cin) -> usize {
    let ended = cin.assessments.iter().filter(|it| cin.in_year(it.authorised));
    ended.map(|it| it.place.part_of).collect::<FxHashSet<_>>().len()
}

/// Each start of a child once.
fn enquiries(cin: &Cin) -> usize {
    let started = cin.section47.iter().filter(|it| cin.in_year(it.start));
    started.map(|it| (it.place.child, it.start)).collect::<FxHashSet<_>>().len()
}

/// Started by then, and not ended by then.
fn plans_at_the_end(cin: &Cin) -> usize {
    let last = When::from(cin.last_day());
    cin.protection_plans.iter().filter(|it| it.start.on_or_before(last) && !it.end.on_or_before(last)).count()
}
