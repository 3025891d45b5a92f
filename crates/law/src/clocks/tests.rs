//! Clocks against published vectors and the cases duty desks meet.

use jiff::Timestamp;
use jiff::civil::{Date, date, time};
use proptest::prelude::*;

use super::*;
use crate::codes::Rag;
use crate::working_days::CannotCompute;

/// An instant by London's clock: "2026-04-03 15:20".
fn at(wall: &str) -> Timestamp {
    let wall: jiff::civil::DateTime = wall.parse().unwrap();
    wall.to_zoned(london().clone()).unwrap().timestamp()
}

fn decision() -> Clock {
    Statutory::named("referral_decision").unwrap().clock()
}

#[test]
fn london_keeps_summer_time() {
    let offset = |instant: &str| to_london(instant.parse().unwrap()).offset().seconds();
    assert_eq!(offset("2026-03-29T00:59:59Z"), 0);
    assert_eq!(offset("2026-03-29T01:00:00Z"), 3600);
    assert_eq!(offset("2026-10-25T00:59:59Z"), 3600);
    assert_eq!(offset("2026-10-25T01:00:00Z"), 0);
}

/// What the published vectors call each clock.
fn by_vector_name(rule: &str) -> Clock {
    let key = match rule {
        "sar_one_month" => "subject_access",
        "foi_20wd" => "freedom_of_information",
        "assessment_45wd" => "assessment",
        "icpc_15wd" => "initial_conference",
        "cla_first_review_20wd" => "first_looked_after_review",
        "core_group_10wd" => "core_group",
        "referral_decision_1wd" => "referral_decision",
        // The common mistake: freedom of information by England's holidays alone. Right arithmetic, wrong calendar.
        "foi_20wd_WRONG_if_EW_only" => return Clock::of(20, Unit::WorkingDays),
        other => panic!("no clock for {other}"),
    };
    Statutory::named(key).unwrap().clock()
}

#[test]
fn published_deadlines() {
    let Some(text) = crate::identifiers::vectors::shared("interop/bank_holidays/deadline_vectors.csv") else {
        return;
    };
    let mut checked = 0;
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.splitn(4, ',').collect();
        let (start, expected): (Date, Date) = (fields[1].parse().unwrap(), fields[2].parse().unwrap());
        let clock = by_vector_name(fields[0]);
        assert_eq!(clock.last_day(start).unwrap(), expected, "{line}");
        let noon = start.to_datetime(time(12, 0, 0, 0)).to_zoned(london().clone()).unwrap().timestamp();
        assert_eq!(clock.start(noon).unwrap().date(), expected, "{line}");
        checked += 1;
    }
    assert_eq!(checked, 47);
}

/// A few of the same rules worked out by hand, for whoever has no shared data.
#[test]
fn deadlines_worked_out_by_hand() {
    let last = |key: &str, start| Statutory::named(key).unwrap().clock().last_day(start).unwrap();
    assert_eq!(last("subject_access", date(2026, 1, 31)), date(2026, 3, 2));
    assert_eq!(last("subject_access", date(2028, 1, 31)), date(2028, 2, 29));
    assert_eq!(last("subject_access", date(2026, 11, 25)), date(2026, 12, 29));
    assert_eq!(last("freedom_of_information", date(2026, 7, 1)), date(2026, 7, 30));
    assert_eq!(last("initial_conference", date(2026, 12, 14)), date(2027, 1, 7));
    assert_eq!(last("referral_decision", date(2026, 5, 1)), date(2026, 5, 5));
    assert_eq!(last("data_protection_complaint", date(2026, 6, 19)), date(2026, 7, 19));
}

#[test]
fn every_statutory_clock_has_its_own_name() {
    let names: std::collections::HashSet<_> = STATUTORY.iter().map(|clock| clock.key).collect();
    assert_eq!(names.len(), STATUTORY.len());
}

#[test]
fn a_request_on_good_friday_is_explained() {
    let due = decision().start(at("2026-04-03 15:20")).unwrap();
    assert_eq!(due.at, at("2026-04-07 17:00"));
    assert_eq!(
        due.explanation(),
        "Received Friday 3 April 2026 (Good Friday), counted from Tuesday 7 April 2026: 1 working day, \
         so due by 5pm on Tuesday 7 April 2026"
    );
    assert_eq!(due.promise(), "by 5pm on Tuesday 7 April 2026");
}

#[test]
fn a_weekend_is_not_named_twice() {
    let due = decision().start(at("2026-06-06 10:00")).unwrap();
    assert!(
        due.explanation().starts_with("Received Saturday 6 June 2026, counted from Monday 8 June 2026"),
        "{}",
        due.explanation()
    );
}

#[test]
fn a_council_may_count_closed_hours_as_the_next_opening() {
    let clock = Clock { closed_counts_as_next_opening: true, ..decision() };
    assert_eq!(clock.start(at("2026-04-03 15:20")).unwrap().at, at("2026-04-08 17:00"));
    assert_eq!(clock.start(at("2026-04-02 17:00")).unwrap().at, at("2026-04-08 17:00"));
    assert_eq!(clock.start(at("2026-04-02 16:59")).unwrap().at, at("2026-04-07 17:00"));
    assert_eq!(clock.start(at("2026-04-02 07:00")).unwrap().at, at("2026-04-07 17:00"));
    let told = clock.start(at("2026-04-02 18:00")).unwrap();
    assert!(
        told.explanation().contains("the office was closed, so treated as received Tuesday 7 April 2026"),
        "{}",
        told.explanation()
    );
}

#[test]
fn the_first_day_can_count() {
    let clock = Clock { start_inclusive: true, ..Clock::of(10, Unit::WorkingDays) };
    assert_eq!(clock.last_day(date(2026, 6, 1)).unwrap(), date(2026, 6, 12));
    assert_eq!(Clock::of(10, Unit::WorkingDays).last_day(date(2026, 6, 1)).unwrap(), date(2026, 6, 15));
    let days = Clock { start_inclusive: true, ..Clock::of(7, Unit::CalendarDays) };
    assert_eq!(days.last_day(date(2026, 6, 1)).unwrap(), date(2026, 6, 7));
}

#[test]
fn working_hours_stop_when_the_office_closes() {
    let red = &RagClocks::default().red;
    assert_eq!(red.start(at("2026-06-04 10:15")).unwrap().at, at("2026-06-04 14:15"));
    assert_eq!(red.start(at("2026-06-04 13:00")).unwrap().at, at("2026-06-04 17:00"));
    let friday = red.start(at("2026-06-05 15:30")).unwrap();
    assert_eq!(friday.at, at("2026-06-08 11:30"));
    let night = red.start(at("2026-04-02 22:00")).unwrap();
    assert_eq!(night.at, at("2026-04-07 13:00"));
    assert_eq!(
        night.explanation(),
        "Received Thursday 2 April 2026 at 10pm, counted from 9am on Tuesday 7 April 2026: 4 working hours, \
         so due by 1pm on Tuesday 7 April 2026"
    );
}

#[test]
fn plain_hours_run_through_the_night_the_clocks_change() {
    let amber = &RagClocks::default().amber;
    let due = amber.start(at("2026-03-28 10:00")).unwrap();
    assert_eq!(due.at, at("2026-03-29 11:00"));
}

#[test]
fn urgency_is_never_a_colour_alone() {
    let clocks = RagClocks::default();
    assert_eq!(clocks.label(Rag::Red), "Red – 4 working hours");
    assert_eq!(clocks.label(Rag::Green), "Green – 72 hours");
}

#[test]
fn says_where_it_stands() {
    let due = Clock::of(3, Unit::WorkingDays).start(at("2026-06-01 10:00")).unwrap();
    let text = |now: &str| {
        let state = due.state_at(at(now));
        (state.standing, state.text)
    };
    assert_eq!(
        text("2026-06-01 10:00"),
        (Standing::OnTime, "due Thu 4 June 2026 – 3 working days left".into())
    );
    assert_eq!(
        text("2026-06-04 14:50"),
        (Standing::DueToday, "due today by 5pm – 2 hours 10 minutes left".into())
    );
    assert_eq!(text("2026-06-04 17:00").0, Standing::DueToday);
    assert_eq!(
        text("2026-06-04 17:30"),
        (Standing::Overdue, "was due today by 5pm – 30 minutes late".into())
    );
    assert_eq!(
        text("2026-06-06 09:00"),
        (Standing::Overdue, "was due Thu 4 June 2026 – 1 working day late".into())
    );
    assert_eq!(
        text("2026-06-08 09:00"),
        (Standing::Overdue, "was due Thu 4 June 2026 – 2 working days late".into())
    );
    let friday = Clock::of(1, Unit::WorkingDays).start(at("2026-06-04 10:00")).unwrap();
    assert_eq!(
        friday.state_at(at("2026-06-06 09:00")).text,
        "was due Fri 5 June 2026 – less than 1 working day late"
    );
}

#[test]
fn says_where_an_hour_clock_and_a_month_clock_stand() {
    let red = RagClocks::default().red.start(at("2026-06-05 15:30")).unwrap();
    assert_eq!(
        red.state_at(at("2026-06-05 16:00")).text,
        "due Mon 8 June 2026 by 11:30am – 3 working hours 30 minutes left"
    );
    assert_eq!(red.state_at(at("2026-06-08 12:00")).text, "was due today by 11:30am – 30 minutes late");
    let month = Statutory::named("subject_access").unwrap().clock().start(at("2026-06-05 15:30")).unwrap();
    assert_eq!(month.state_at(at("2026-06-30 09:00")).text, "due Mon 6 July 2026 – 6 days left");
    assert_eq!(month.state_at(at("2026-07-06 23:00")).text, "due today");
    assert!(
        month.explanation().contains("Sunday 5 July 2026 is not a working day (Sunday)"),
        "{}",
        month.explanation()
    );
}

#[test]
fn a_late_decision_is_late() {
    let due = decision().start(at("2026-06-01 10:00")).unwrap();
    assert_eq!(due.met_at(at("2026-06-02 17:00")), Met::InTime);
    assert_eq!(due.met_at(at("2026-06-02 17:01")), Met::Late("1 minute late".into()));
    assert_eq!(due.met_at(at("2026-06-04 09:00")), Met::Late("2 working days late".into()));
}

#[test]
fn past_the_table_there_is_no_date() {
    assert!(matches!(decision().start(at("2028-12-29 10:00")), Err(CannotCompute::OutsideTable { .. })));
    assert!(matches!(decision().start(at("2040-01-03 10:00")), Err(CannotCompute::OutsideTable { .. })));
    let never_open = OfficeHours { opens: time(9, 0, 0, 0), closes: time(9, 0, 0, 0) };
    let clock = Clock { office_hours: never_open, ..Clock::of(1, Unit::WorkingHours) };
    assert_eq!(clock.start(at("2026-06-01 10:00")).unwrap_err(), CannotCompute::NoOfficeHours);
}

#[test]
fn a_pack_can_set_a_clock() {
    let clock: Clock = toml::from_str(
        "amount = 2\nunit = \"working_hours\"\n[office_hours]\nopens = \"08:30:00\"\ncloses = \"17:30:00\"",
    )
    .unwrap();
    assert_eq!(clock.start(at("2026-06-01 08:00")).unwrap().at, at("2026-06-01 10:30"));
    assert!(toml::from_str::<Clock>("amount = 2\nunit = \"working_hours\"\ncolour = \"red\"").is_err());
}

proptest! {
    /// More time is never due sooner, and nothing is due before it began.
    #[test]
    fn longer_clocks_end_later(hour in 0i64..100_000, amount in 1u32..40) {
        let start = at("2014-01-01 00:00").checked_add(jiff::Span::new().hours(hour)).unwrap();
        for unit in [Unit::WorkingDays, Unit::CalendarDays, Unit::WorkingHours, Unit::CalendarHours, Unit::Months] {
            let shorter = Clock::of(amount, unit).start(start).unwrap().at;
            let longer = Clock::of(amount + 1, unit).start(start).unwrap().at;
            prop_assert!(start <= shorter && shorter < longer, "{unit:?}");
        }
    }
}
