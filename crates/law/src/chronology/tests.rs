//! A chronology of two invented children.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::date_of_birth::DateOfBirth;

const TODAY: Date = date(2026, 6, 16);

fn day(year: i16, month: i8, day: i8) -> ApproximateDate {
    ApproximateDate::Day { date: date(year, month, day) }
}

fn row(when: ApproximateDate, headline: &str, subjects: &[&str]) -> Row {
    Row {
        when,
        category: Category::School,
        headline: headline.into(),
        subjects: subjects.iter().map(|child| ((*child).to_owned(), String::new())).collect(),
        source: String::new(),
        agency: String::new(),
        action: String::new(),
        is_significant: true,
        origin: Origin::Written,
        events: Vec::new(),
    }
}

#[test]
fn vague_dates_stand_before_exact_ones_that_begin_with_them() {
    let mut dates = [
        day(2019, 1, 1),
        day(2018, 12, 31),
        ApproximateDate::Month { year: 2019, month: 1 },
        ApproximateDate::Year { year: 2019 },
        ApproximateDate::Before { year: 2019 },
        ApproximateDate::Month { year: 2018, month: 12 },
    ];
    dates.sort();
    let words: Vec<String> = dates.iter().map(|date| date.in_words()).collect();
    assert_eq!(
        words,
        ["December 2018", "31 December 2018", "before 2019", "2019", "January 2019", "1 January 2019"]
    );
}

#[test]
fn bounds_are_the_days_a_date_may_mean() {
    let february = ApproximateDate::Month { year: 2028, month: 2 };
    assert_eq!(february.bounds(), Some((Some(date(2028, 2, 1)), date(2028, 2, 29))));
    assert_eq!(ApproximateDate::Before { year: 2019 }.bounds(), Some((None, date(2018, 12, 31))));
    assert_eq!(ApproximateDate::Month { year: 2028, month: 13 }.bounds(), None);
}

#[test]
fn the_same_event_of_siblings_is_one_row() {
    let mut ava = row(day(2026, 3, 2), "Moved to Oak School", &["ava"]);
    ava.subjects.insert("ava".into(), "Left her friends".into());
    let mut ben = row(day(2026, 3, 2), "moved to  oak school", &["ben"]);
    ben.agency = "Education".into();
    let merged = merge([ava, ben, row(day(2026, 3, 3), "Moved to Oak School", &["ava"])]);
    assert_eq!(merged.len(), 2);
    assert_eq!(merged[0].headline, "Moved to Oak School");
    assert_eq!(merged[0].agency, "Education");
    let subjects: Vec<_> =
        merged[0].subjects.iter().map(|(child, impact)| (child.as_str(), impact.as_str())).collect();
    assert_eq!(subjects, [("ava", "Left her friends"), ("ben", "")]);
}

#[test]
fn what_somebody_wrote_of_an_event_gives_the_words() {
    let event = CaseEvent {
        id: "e1".into(),
        kind: CaseEventKind::PlanStarted,
        on: date(2026, 2, 3),
        subjects: vec!["ava".into(), "ben".into()],
        detail: String::new(),
        agency: "Early Help".into(),
        is_significant: None,
    };
    let automatic = row_of(&event).unwrap();
    let written = Row {
        events: vec!["e1".into()],
        category: Category::Positive,
        ..row(day(2026, 2, 4), "The family made its own plan", &["ava"])
    };
    // A third row has the words of the automatic one and no event: it belongs to both.
    let third =
        Row { events: Vec::new(), subjects: [("cas".to_owned(), String::new())].into(), ..automatic.clone() };
    let merged = merge([automatic, written, third]);
    assert_eq!(merged.len(), 1);
    assert_eq!(
        (merged[0].headline.as_str(), merged[0].category),
        ("The family made its own plan", Category::Positive)
    );
    assert_eq!(merged[0].when, day(2026, 2, 4), "and the date");
    assert_eq!(merged[0].subjects.len(), 3);
    assert_eq!(merged[0].agency, "Early Help");
}

#[test]
fn visits_make_a_row_only_if_they_mattered() {
    let mut visit = CaseEvent {
        id: "v1".into(),
        kind: CaseEventKind::Visited,
        on: date(2026, 2, 3),
        subjects: vec!["ava".into()],
        detail: "Ava said  that she sleeps in the kitchen".into(),
        agency: String::new(),
        is_significant: None,
    };
    assert_eq!(row_of(&visit), None);
    visit.is_significant = Some(true);
    assert_eq!(row_of(&visit).unwrap().headline, "Visit: Ava said that she sleeps in the kitchen");
    visit.detail = "long ".repeat(60);
    let long = row_of(&visit).unwrap().headline;
    assert!(long.chars().count() == MOST_HEADLINE && long.ends_with('…'));
    let review = CaseEvent { kind: CaseEventKind::ReviewHeld, is_significant: None, ..visit };
    assert!(!row_of(&review).unwrap().is_significant);
}

#[test]
fn a_row_has_a_headline_a_subject_and_a_date_that_is_possible() {
    let problems = |row: &Row| check(row, &[], TODAY).err().unwrap_or_default();
    assert_eq!(problems(&row(day(2026, 6, 16), "Started school", &["ava"])), []);
    assert_eq!(
        problems(&row(day(2026, 6, 17), " ", &[])),
        [RowProblem::NoHeadline, RowProblem::NoSubject, RowProblem::Future]
    );
    assert_eq!(problems(&row(day(2026, 6, 16), &"é".repeat(200), &["ava"])), []);
    assert_eq!(problems(&row(day(2026, 6, 16), &"é".repeat(203), &["ava"])), [RowProblem::LongHeadline(3)]);
    let when = |when| problems(&row(when, "Started school", &["ava"]));
    assert_eq!(when(ApproximateDate::Year { year: 2026 }), []);
    assert_eq!(when(ApproximateDate::Month { year: 2026, month: 7 }), [RowProblem::Future]);
    assert_eq!(when(ApproximateDate::Before { year: 2027 }), [RowProblem::Future]);
    assert_eq!(when(ApproximateDate::Before { year: 2026 }), []);
    assert_eq!(when(ApproximateDate::Month { year: 2026, month: 0 }), [RowProblem::NoSuchDate]);
}

#[test]
fn nothing_happens_to_a_child_before_birth_but_the_familys_history() {
    let ava = |birth| vec![Subject { id: "ava".into(), name: "Ava".into(), birth }];
    let born = DateOfBirth::Exact { date: date(2012, 7, 10) };
    let problems = |when, birth, category| {
        let row = Row { category, ..row(when, "Something happened", &["ava"]) };
        check(&row, &ava(birth), TODAY)
            .err()
            .unwrap_or_default()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        problems(day(2012, 7, 9), born, Category::Health),
        [
            "Ava was born on 10 July 2012, after this date. Change the date, take Ava out, or select ‘Pregnancy or family history’ \
         as what this is about"
        ]
    );
    assert_eq!(problems(day(2012, 7, 9), born, Category::FamilyHistory), [] as [&str; 0]);
    assert_eq!(problems(day(2012, 7, 10), born, Category::Health), [] as [&str; 0]);
    let july = ApproximateDate::Month { year: 2012, month: 7 };
    assert_eq!(problems(july, born, Category::Health), [] as [&str; 0], "it may have been after the birth");
    let about = DateOfBirth::EstimatedYear { year: 2012 };
    assert_eq!(problems(day(2012, 1, 1), about, Category::Health), [] as [&str; 0]);
    assert!(
        problems(ApproximateDate::Before { year: 2012 }, about, Category::Health)[0]
            .contains("born about 2012")
    );
    assert_eq!(problems(day(1999, 1, 1), DateOfBirth::Unknown, Category::Health), [] as [&str; 0]);
    let other = [Subject { id: "ben".into(), name: "Ben".into(), birth: born }];
    assert!(
        check(&row(day(2010, 1, 1), "Started school", &["ava"]), &other, TODAY).is_ok(),
        "it is not about Ben"
    );
}

#[test]
fn part_of_a_chronology_keeps_what_may_belong_there() {
    let year = row(ApproximateDate::Year { year: 2019 }, "Lived abroad", &["ava"]);
    let before = row(ApproximateDate::Before { year: 2019 }, "Dad left", &["ava", "ben"]);
    let minor = Row { is_significant: false, ..row(day(2019, 5, 1), "School trip", &["ben"]) };
    let all = [before, year, minor];
    let shown = |filter: Filter| -> Vec<&str> {
        all.iter().filter(|row| filter.shows(row)).map(|row| row.headline.as_str()).collect()
    };
    assert_eq!(shown(Filter::default()).len(), 3);
    assert_eq!(shown(Filter { from: Some(date(2019, 6, 1)), ..Filter::default() }), ["Lived abroad"]);
    assert_eq!(shown(Filter { to: Some(date(1990, 1, 1)), ..Filter::default() }), ["Dad left"]);
    assert_eq!(
        shown(Filter { subject: Some("ben".into()), ..Filter::default() }),
        ["Dad left", "School trip"]
    );
    assert_eq!(shown(Filter { significant_only: true, ..Filter::default() }), ["Dad left", "Lived abroad"]);
    assert_eq!(shown(Filter { categories: vec![Category::Police], ..Filter::default() }), [] as [&str; 0]);
}

/// Rows that often tell of the same: few days, headlines, children and events.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    let one = (
        1i8..4,
        0usize..3,
        proptest::collection::btree_set(0usize..4, 1..3),
        proptest::collection::vec(0usize..5, 0..3),
        any::<bool>(),
    );
    let made = one.prop_map(|(month, headline, children, events, written)| Row {
        subjects: children.iter().map(|child| (child.to_string(), format!("impact {month}"))).collect(),
        events: events.iter().map(ToString::to_string).collect::<BTreeSet<_>>().into_iter().collect(),
        origin: if written { Origin::Written } else { Origin::Automatic },
        ..row(day(2026, month, 1), ["Moved", "Fell ill", "moved"][headline], &[])
    });
    proptest::collection::vec(made, 0..14)
}

fn children(rows: &[Row]) -> BTreeSet<String> {
    rows.iter().flat_map(|row| row.subjects.keys().cloned()).collect()
}

proptest! {
    /// Merging again changes nothing, whoever's rows come first; no subject, event or event's subject is lost.
    #[test]
    fn merging_loses_nobody_and_is_done_once(rows in rows(), turn in 0usize..14) {
        let merged = merge(rows.clone());
        prop_assert_eq!(merge(merged.clone()), merged.clone());
        let mut turned = rows.clone();
        turned.rotate_left(turn.min(rows.len()));
        prop_assert_eq!(merge(turned), merged.clone());
        prop_assert_eq!(children(&rows), children(&merged));
        prop_assert!(merged.is_sorted_by_key(|row| row.when));
        for row in &rows {
            for event in &row.events {
                let tells: Vec<&Row> = merged.iter().filter(|one| one.events.contains(event)).collect();
                prop_assert_eq!(tells.len(), 1, "one event is one row");
                prop_assert!(row.subjects.keys().all(|child| tells[0].subjects.contains_key(child)));
            }
        }
    }

    /// The order of dates agrees with the days they may mean: what certainly came first stands first.
    #[test]
    fn order_follows_the_days(dates in proptest::collection::vec((0usize..4, 2015i16..2020, 1i8..13, 1i8..29), 2)) {
        let made: Vec<ApproximateDate> = dates.iter().map(|(kind, year, month, day)| match kind {
            0 => ApproximateDate::Before { year: *year },
            1 => ApproximateDate::Year { year: *year },
            2 => ApproximateDate::Month { year: *year, month: *month },
            _ => self::day(*year, *month, *day),
        }).collect();
        let (one, other) = (made[0], made[1]);
        let (_, last) = one.bounds().unwrap();
        if let (Some(first), _) = other.bounds().unwrap() && last < first {
            prop_assert!(one < other);
        }
        prop_assert_eq!(one == other, one.cmp(&other) == std::cmp::Ordering::Equal);
    }
}
