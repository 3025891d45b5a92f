//! Chained and recurring clocks, worked by hand on the calendar of 2026, and what must be true of all of them.

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

use super::*;
use crate::pack::tests::marlshire;
use crate::pack::{Clock as PackClock, Pack};

/// An instant by London's clock: "2026-06-04 15:20".
fn at(wall: &str) -> Timestamp {
    let wall: jiff::civil::DateTime = wall.parse().unwrap();
    wall.to_zoned(london().clone()).unwrap().timestamp()
}

fn on(fact: Fact, day: Date, of: Of) -> Happened {
    Happened { fact, when: When::On(day), of, source: format!("{} {day}", fact.code()) }
}

fn family(fact: Fact, day: Date) -> Happened {
    on(fact, day, Of::Family)
}

fn ava() -> Of {
    Of::Child("ava".into())
}

fn facts(happened: &[Happened]) -> CaseFacts {
    CaseFacts { children: vec!["ava".into(), "ben".into()], happened: happened.to_vec(), pauses: Vec::new() }
}

fn pause(reason: &str, first: Date, last: Option<Date>) -> Pause {
    Pause { reason: reason.into(), first, last, of: Of::Family }
}

fn clock<'p>(pack: &'p Pack, id: &str) -> &'p PackClock {
    pack.clocks.get(id).unwrap()
}

fn read(id: &str, facts: &CaseFacts, of: &Of, now: &str) -> Reading {
    let pack = marlshire();
    reading(clock(&pack, id), &pack.clocks, &pack.council, facts, of, at(now))
}

#[test]
fn an_assessment_counts_ten_working_days_over_a_bank_holiday() {
    // Agreed Wed 20 May; Mon 25 May is a bank holiday: 21 22 26 27 28 29 May, 1 2 3 4 June.
    let agreed = facts(&[family(Fact::AgreedToTakePart, date(2026, 5, 20))]);
    let before = read("assessment", &facts(&[]), &Of::Family, "2026-05-20 09:00");
    assert_eq!(before.state, ClockState::NotStarted { waits_for: Fact::AgreedToTakePart });
    assert_eq!(before.text, "not started – counts from: agreed to take part");
    let running = read("assessment", &agreed, &Of::Family, "2026-05-28 09:00");
    assert_eq!(running.state, ClockState::Running { is_soon: false });
    assert_eq!(running.text, "due Thu 4 June 2026 – 5 working days left");
    assert_eq!(
        running.told,
        "Agreed to take part Wednesday 20 May 2026, counted from Thursday 21 May 2026: 10 working days, so due by 5pm \
         on Thursday 4 June 2026"
    );
    assert_eq!(running.started_by.as_deref(), Some("agreed to take part 2026-05-20"));
    let soon = read("assessment", &agreed, &Of::Family, "2026-06-01 09:00");
    assert_eq!(soon.state, ClockState::Running { is_soon: true });
    assert_eq!(read("assessment", &agreed, &Of::Family, "2026-06-04 09:00").state, ClockState::DueToday);
    let late = read("assessment", &agreed, &Of::Family, "2026-06-08 09:00");
    assert_eq!((late.state, late.needs_reason), (ClockState::Overdue, true));
    assert_eq!(late.text, "was due Thu 4 June 2026 – 2 working days late");
}

#[test]
fn done_on_the_day_is_met_and_a_day_later_is_late() {
    let done = |day| {
        facts(&[family(Fact::AgreedToTakePart, date(2026, 5, 20)), family(Fact::AssessmentCompleted, day)])
    };
    let met = read("assessment", &done(date(2026, 6, 4)), &Of::Family, "2026-07-01 09:00");
    assert_eq!(
        (met.state, met.text.as_str()),
        (ClockState::Met { on: date(2026, 6, 4) }, "met on Thu 4 June 2026")
    );
    let late = read("assessment", &done(date(2026, 6, 5)), &Of::Family, "2026-07-01 09:00");
    assert_eq!(late.state, ClockState::MetLate { on: date(2026, 6, 5), by: "1 working day late".into() });
    assert!(late.needs_reason && late.due.is_some());
}

#[test]
fn paused_days_do_not_count_and_are_shown() {
    let mut waiting = facts(&[family(Fact::AgreedToTakePart, date(2026, 6, 1))]);
    // Without a pause: Mon 15 June. Tue 9 to Sun 14 June are paused: four working days, so Fri 19 June.
    waiting.pauses = vec![pause("family-asked-to-wait", date(2026, 6, 9), Some(date(2026, 6, 14)))];
    let running = read("assessment", &waiting, &Of::Family, "2026-06-15 09:00");
    assert_eq!(running.text, "due Fri 19 June 2026 – 4 working days left");
    assert_eq!(
        running.told,
        "Agreed to take part Monday 1 June 2026, counted from Tuesday 2 June 2026, paused from Tuesday 9 June 2026 to \
         Sunday 14 June 2026 (the family asked to wait), 4 working days not counted: 10 working days, so due by 5pm on \
         Friday 19 June 2026"
    );
    let paused = read("assessment", &waiting, &Of::Family, "2026-06-10 09:00");
    let why = "the family asked to wait".to_owned();
    assert_eq!(paused.state, ClockState::Paused { since: date(2026, 6, 9), why });
    assert_eq!(
        paused.text,
        "paused since Tue 9 June 2026 (the family asked to wait), due Fri 19 June 2026 at the earliest"
    );
    // Once somebody said that today was the last day, it runs: not "paused" until midnight.
    let last = read("assessment", &waiting, &Of::Family, "2026-06-14 09:00");
    assert_eq!(last.text, "due Fri 19 June 2026 – 5 working days left");
    assert!(matches!(last.state, ClockState::Running { .. }), "{:?}", last.state);
    // The clock of visits does not know this reason and runs on.
    let visit = read("visit", &waiting, &ava(), "2026-06-10 09:00");
    assert_eq!(visit.text, "due Mon 29 June 2026 – 13 working days left");
}

#[test]
fn the_day_it_starts_does_not_count_paused_or_not() {
    let mut waiting = facts(&[family(Fact::AgreedToTakePart, date(2026, 6, 1))]);
    waiting.pauses = vec![pause("family-away", date(2026, 5, 30), Some(date(2026, 6, 2)))];
    // Only Tue 2 June is lost: Tue 16 June instead of Mon 15 June.
    let days = read("assessment", &waiting, &Of::Family, "2026-06-03 09:00");
    assert_eq!(days.due.as_ref().unwrap().date(), date(2026, 6, 16));
    assert!(
        days.told.contains("paused on Tuesday 2 June 2026 (the family is away), 1 working day not"),
        "{}",
        days.told
    );
    let mut shared = facts(&[family(Fact::PlanShared, date(2026, 6, 1))]);
    shared.pauses = vec![pause("stepped-up", date(2026, 6, 1), Some(date(2026, 6, 2)))];
    let weeks = read("review", &shared, &Of::Family, "2026-06-03 09:00");
    // Mon 13 July and one day.
    assert_eq!(weeks.due.as_ref().unwrap().date(), date(2026, 7, 14));
    assert!(weeks.told.contains("1 day not counted"), "{}", weeks.told);
}

#[test]
fn a_pause_after_time_was_up_excuses_nothing() {
    let mut late = facts(&[family(Fact::AgreedToTakePart, date(2026, 6, 1))]);
    late.pauses = vec![pause("family-asked-to-wait", date(2026, 6, 16), None)];
    let reading = read("assessment", &late, &Of::Family, "2026-06-18 09:00");
    assert_eq!(reading.state, ClockState::Overdue);
    assert!(reading.text.starts_with("was due Mon 15 June 2026"), "{}", reading.text);
}

#[test]
fn the_first_review_is_after_six_weeks_and_the_next_after_three_months() {
    let shared = family(Fact::PlanShared, date(2026, 1, 15));
    let first = read("review", &facts(std::slice::from_ref(&shared)), &Of::Family, "2026-02-02 09:00");
    assert_eq!(first.due.as_ref().unwrap().date(), date(2026, 2, 26));
    assert_eq!(
        first.told,
        "Plan shared Thursday 15 January 2026: 6 weeks, so due by the end of Thursday 26 February 2026"
    );
    let reviewed = facts(&[shared, family(Fact::ReviewHeld, date(2026, 3, 2))]);
    let next = read("review", &reviewed, &Of::Family, "2026-03-03 09:00");
    assert_eq!(next.due.as_ref().unwrap().date(), date(2026, 6, 2));
    assert!(next.told.starts_with("Review held Monday 2 March 2026: 3 months"), "{}", next.told);
    let last = next.last_time.unwrap();
    assert_eq!((last.on, last.late_by.as_deref()), (date(2026, 3, 2), Some("4 days late")));
    assert_eq!(last.source, "review held 2026-03-02");
}

#[test]
fn weeks_and_months_are_pushed_back_by_paused_days() {
    let mut shared = facts(&[family(Fact::PlanShared, date(2026, 1, 15))]);
    // 26 February, and five days more; the second pause lies in what the first one added.
    shared.pauses = vec![
        pause("stepped-up", date(2026, 2, 2), Some(date(2026, 2, 4))),
        pause("stepped-up", date(2026, 2, 28), Some(date(2026, 3, 1))),
    ];
    let due = read("review", &shared, &Of::Family, "2026-03-02 09:00");
    assert_eq!(due.due.as_ref().unwrap().date(), date(2026, 3, 3));
    assert!(due.told.contains("3 days not counted, paused from Saturday 28 February 2026"), "{}", due.told);
}

#[test]
fn each_child_has_a_clock_and_only_being_seen_in_person_stops_it() {
    let seen = facts(&[
        family(Fact::AgreedToTakePart, date(2026, 6, 1)),
        on(Fact::ChildSeenFaceToFace, date(2026, 6, 10), ava()),
        on(Fact::ChildSeen, date(2026, 6, 10), Of::Child("ben".into())),
    ]);
    let pack = marlshire();
    let all = readings(&pack.clocks, &pack.council, &seen, at("2026-06-11 09:00"));
    let visits: Vec<_> = all.iter().filter(|one| one.clock == "visit").collect();
    assert_eq!(visits.len(), 2);
    // Ava from 10 June: 20 working days end on Wed 8 July. Ben from 1 June: Mon 29 June.
    assert_eq!((&visits[0].of, visits[0].due.as_ref().unwrap().date()), (&ava(), date(2026, 7, 8)));
    assert_eq!(visits[1].due.as_ref().unwrap().date(), date(2026, 6, 29));
    assert!(visits[0].told.starts_with("Seen face to face Wednesday 10 June 2026"), "{}", visits[0].told);
}

#[test]
fn papers_have_a_clock_each_in_hours_or_days() {
    let note = Of::Record("note-1".into());
    let visit = Of::Record("visit-1".into());
    let made = Happened {
        fact: Fact::VisitMade,
        when: When::At(at("2026-06-05 15:30")),
        of: visit.clone(),
        source: "visit-1".into(),
    };
    let written = facts(&[on(Fact::EventOfCaseNote, date(2026, 6, 4), note.clone()), made]);
    let pack = marlshire();
    let all = readings(&pack.clocks, &pack.council, &written, at("2026-06-06 09:00"));
    let papers: Vec<_> = all.iter().filter(|one| matches!(one.of, Of::Record(_))).collect();
    assert_eq!(papers.len(), 2);
    assert_eq!(papers[0].text, "due Thu 11 June 2026 – 4 working days left");
    assert_eq!(papers[1].text, "due Sun 7 June 2026 by 3:30pm – 30 hours 30 minutes left");
    // A visit known to the day only is late from the end of that day.
    let day = facts(&[on(Fact::VisitMade, date(2026, 6, 5), visit.clone())]);
    let counted = read("visit-record", &day, &visit, "2026-06-06 09:00");
    assert!(counted.told.contains("the time was not written down"), "{}", counted.told);
    assert_eq!(counted.due.unwrap().at, at("2026-06-07 23:59"));
}

#[test]
fn closing_ends_what_is_owed_and_starts_the_last_check() {
    let closed = facts(&[
        family(Fact::EarlyHelpDecided, date(2026, 1, 5)),
        family(Fact::PlanShared, date(2026, 1, 15)),
        family(Fact::ClosureDecided, date(2026, 2, 2)),
        family(Fact::InvolvementClosed, date(2026, 2, 20)),
    ]);
    let read = |id| read(id, &closed, &Of::Family, "2026-03-10 09:00");
    assert_eq!(read("review").state, ClockState::Ended { on: date(2026, 2, 20) });
    assert_eq!(read("supervision").text, "no longer needed – closed on Fri 20 February 2026");
    assert_eq!(read("closure-record").state, ClockState::Met { on: date(2026, 2, 20) });
    let check = read("sustained-check");
    assert_eq!(check.due.as_ref().unwrap().date(), date(2026, 8, 20));
    assert!(check.told.starts_with("Closed Friday 20 February 2026: 6 months"), "{}", check.told);
}

#[test]
fn an_assessment_a_year_old_is_done_again_and_a_returned_closure_is_read_again() {
    let mut happened = vec![
        family(Fact::AssessmentCompleted, date(2025, 3, 3)),
        family(Fact::ClosureSentToManager, date(2026, 3, 2)),
        family(Fact::ClosureReadByManager, date(2026, 3, 4)),
    ];
    let again = read("reassess", &facts(&happened), &Of::Family, "2026-02-20 09:00");
    assert_eq!(again.text, "due Tue 3 March 2026 – 11 days left");
    let read_once = read("closure-read", &facts(&happened), &Of::Family, "2026-03-05 09:00");
    assert_eq!(read_once.state, ClockState::Met { on: date(2026, 3, 4) });
    happened.push(family(Fact::ClosureSentToManager, date(2026, 3, 6)));
    let twice = read("closure-read", &facts(&happened), &Of::Family, "2026-03-09 09:00");
    assert_eq!(twice.text, "due Fri 13 March 2026 – 4 working days left");
}

#[test]
fn what_is_still_to_come_and_what_cannot_be_counted() {
    let agreed = facts(&[family(Fact::AgreedToTakePart, date(2028, 12, 20))]);
    let yesterday = read("assessment", &agreed, &Of::Family, "2028-12-19 09:00");
    assert!(matches!(yesterday.state, ClockState::NotStarted { .. }));
    let past_the_table = read("assessment", &agreed, &Of::Family, "2028-12-21 09:00");
    assert!(matches!(past_the_table.state, ClockState::CannotTell(_)));
    assert!(past_the_table.text.starts_with("no day can be worked out – Bank holidays are known"));
    // Done, but nobody can say whether in time.
    let mut done = agreed;
    done.happened.push(family(Fact::AssessmentCompleted, date(2028, 12, 28)));
    let done = read("assessment", &done, &Of::Family, "2028-12-29 09:00");
    assert!(matches!(done.state, ClockState::CannotTell(_)), "{}", done.text);
}

#[test]
fn a_pause_is_checked() {
    let today = date(2026, 6, 10);
    assert!(pause("family-away", today, None).check(today).is_ok());
    assert!(pause("family-away", date(2026, 6, 11), None).check(today).is_err());
    assert!(pause("family-away", date(2026, 6, 9), Some(date(2026, 6, 8))).check(today).is_err());
}

#[test]
fn marlshire_counts_every_clock_of_early_help() {
    let pack = marlshire();
    for id in crate::pack::CASEWORK {
        let clock = pack.clocks.get(id).unwrap_or_else(|| panic!("{id}"));
        assert!(clock.responsible.is_some(), "{id}");
    }
}

/// The examples of docs/reference/clocks.md: what starts on Thursday 4 June 2026 at 10am, and what follows if it is done on
/// the day it is due.
#[test]
fn the_examples_of_the_reference_are_right() {
    const EXAMPLES: [(&str, &str, Option<&str>); 12] = [
        ("existing-plan", "2026-06-06 10:00", None),
        ("assessment", "2026-06-18 17:00", None),
        ("plan-shared", "2026-06-25 17:00", None),
        ("review", "2026-07-16 23:59", Some("2026-10-16 23:59")),
        ("reassess", "2027-06-04 23:59", Some("2028-06-04 23:59")),
        ("visit", "2026-07-02 17:00", Some("2026-07-30 17:00")),
        ("case-note", "2026-06-11 17:00", None),
        ("visit-record", "2026-06-06 10:00", None),
        ("supervision", "2026-07-02 23:59", Some("2026-07-30 23:59")),
        ("closure-read", "2026-06-11 17:00", None),
        ("closure-record", "2026-06-25 17:00", None),
        ("sustained-check", "2026-12-04 23:59", None),
    ];
    let pack = marlshire();
    for (id, first, then) in EXAMPLES {
        let clock = clock(&pack, id);
        let of = match clock.applies_to {
            crate::pack::Scope::Family => Of::Family,
            crate::pack::Scope::Child => ava(),
            crate::pack::Scope::Record => Of::Record("1".into()),
        };
        let fact =
            |fact, moment| Happened { fact, when: When::At(moment), of: of.clone(), source: "1".into() };
        let start = fact(clock.starts, at("2026-06-04 10:00"));
        let due = |happened: &[Happened]| {
            let now = at("2028-12-01 09:00");
            reading(clock, &pack.clocks, &pack.council, &facts(happened), &of, now).due.unwrap().at
        };
        assert_eq!(due(std::slice::from_ref(&start)), at(first), "{id}");
        if let Some(then) = then {
            assert_eq!(due(&[start, fact(clock.until, at(first))]), at(then), "{id}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    /// More time is never due sooner, a pause never makes a clock due earlier, and an hour's or a day's clock is never
    /// due before it began.
    #[test]
    fn pauses_and_longer_limits_only_give_time(
        start in 0i32..4_000,
        amount in 1u32..40,
        unit in 0usize..4,
        spans in proptest::collection::vec((0i32..120, 0i32..30), 0..4),
    ) {
        let day = |offset: i32| date(2014, 1, 1).checked_add(offset.days()).unwrap();
        let unit = [crate::pack::Unit::WorkingDays, crate::pack::Unit::Days, crate::pack::Unit::Weeks,
            crate::pack::Unit::Months][unit];
        let pack = marlshire();
        let mut clock = clock(&pack, "assessment").clone();
        let mut facts = facts(&[family(Fact::AgreedToTakePart, day(start))]);
        let mut due = |count: u32, pauses: &[Pause]| {
            clock.limit = crate::pack::Amount { count, unit };
            facts.pauses = pauses.to_vec();
            let now = at("2028-12-01 09:00");
            reading(&clock, &pack.clocks, &pack.council, &facts, &Of::Family, now).due.unwrap().at
        };
        let pauses: Vec<Pause> = spans
            .iter()
            .map(|(first, length)| {
                pause("family-away", day(start + first), Some(day(start + first + length)))
            })
            .collect();
        let paused = due(amount, &pauses);
        prop_assert!(due(amount, &[]) <= paused);
        prop_assert!(paused < due(amount + 1, &pauses));
        for fewer in 0..pauses.len() {
            prop_assert!(due(amount, &pauses[..fewer]) <= paused);
        }
    }
}
