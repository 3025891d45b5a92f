//! One visit to three children, and entries in time and late.

use jiff::Timestamp;

use super::*;
use crate::clocks::london;
use crate::pack::tests::marlshire;

fn at(wall: &str) -> Timestamp {
    let wall: jiff::civil::DateTime = wall.parse().unwrap();
    wall.to_zoned(london().clone()).unwrap().timestamp()
}

fn line(child: &str, seen: bool, alone: bool, why_not: &str) -> ChildAtVisit {
    ChildAtVisit { child: child.into(), name: child.into(), seen, alone, why_not: why_not.into() }
}

fn visit(manner: VisitManner) -> Visit {
    let children = vec![
        line("ava", true, true, ""),
        line("ben", true, false, "asked for his mum"),
        line("cas", false, false, "at school"),
    ];
    Visit { manner, at: at("2026-06-04 16:00"), children }
}

fn because(visit: &Visit, until: Fact, child: &str, name: &str) -> (bool, String) {
    let mut clock = marlshire().clocks.get("visit").unwrap().clone();
    clock.until = until;
    let counts = visit.counts_for(&clock, child, name).unwrap();
    (counts.counts, counts.because)
}

#[test]
fn a_visit_counts_for_each_child_who_was_seen() {
    let visit = visit(VisitManner::FaceToFace);
    let told = |child, name| because(&visit, Fact::ChildSeenFaceToFace, child, name);
    assert_eq!(
        told("ava", "Ava"),
        (true, "Counts for ‘See the child’: Ava was seen face to face on Thu 4 June 2026".into())
    );
    assert!(told("ben", "Ben").0);
    assert_eq!(
        told("cas", "Cas"),
        (false, "Does not count for ‘See the child’: Cas was not seen (at school)".into())
    );
    assert_eq!(told("dot", "Dot"), (false, "Does not count for ‘See the child’: Dot was not seen".into()));
}

#[test]
fn a_clock_may_ask_for_the_child_alone_or_be_content_with_a_screen() {
    let met = visit(VisitManner::FaceToFace);
    assert!(because(&met, Fact::ChildSeenAlone, "ava", "Ava").0);
    assert_eq!(
        because(&met, Fact::ChildSeenAlone, "ben", "Ben").1,
        "Does not count for ‘See the child’: Ben was seen, but not alone (asked for his mum)"
    );
    let screen = visit(VisitManner::Virtual);
    assert!(because(&screen, Fact::ChildSeen, "ava", "Ava").0);
    assert_eq!(
        because(&screen, Fact::ChildSeenFaceToFace, "ava", "Ava").1,
        "Does not count for ‘See the child’: it was by video, and Ava must be seen face to face"
    );
    let nobody = visit(VisitManner::Unsuccessful);
    assert!(nobody.facts_for("ava").is_empty());
    assert_eq!(
        because(&nobody, Fact::ChildSeen, "ava", "Ava").1,
        "Does not count for ‘See the child’: the visit was unsuccessful, so nobody was seen"
    );
}

#[test]
fn no_visit_counts_for_a_clock_of_something_else() {
    let pack = marlshire();
    let visit = visit(VisitManner::FaceToFace);
    assert!(visit.counts_for(pack.clocks.get("review").unwrap(), "ava", "Ava").is_none());
}

#[test]
fn what_is_written_down_late_needs_a_reason() {
    let pack = marlshire();
    let entry = |clock: &str, happened: &str, recorded: &str, reason: &str| {
        let clock = pack.clocks.get(clock).unwrap();
        late_entry(clock, &pack.council, at(happened), at(recorded), reason)
    };
    // Thu 4 June and five working days: Thu 11 June, 5pm.
    let note = |recorded, reason| entry("case-note", "2026-06-04 16:00", recorded, reason);
    assert_eq!(note("2026-06-11 17:00", ""), Ok(Entry::InTime));
    assert_eq!(note("2026-06-15 09:00", " "), Err(EntryProblem::WhyLate));
    let told = "Written down 2 working days late: it was due by 5pm on Thursday 11 June 2026".to_owned();
    assert_eq!(note("2026-06-15 09:00", "I was ill"), Ok(Entry::Late { told, needs_reason: true }));
    assert_eq!(entry("visit-record", "2026-06-04 16:00", "2026-06-06 16:00", ""), Ok(Entry::InTime));
    assert_eq!(entry("visit-record", "2026-06-04 16:00", "2026-06-06 16:01", ""), Err(EntryProblem::WhyLate));
    assert_eq!(entry("case-note", "2026-06-04 16:00", "2026-06-04 15:59", ""), Err(EntryProblem::Future));
    let mut lenient = pack.clocks.get("case-note").unwrap().clone();
    lenient.late_reason = false;
    let late = late_entry(&lenient, &pack.council, at("2026-06-04 16:00"), at("2026-06-15 09:00"), "");
    assert!(matches!(late, Ok(Entry::Late { needs_reason: false, .. })), "{late:?}");
    let past_the_table = entry("case-note", "2028-12-29 16:00", "2028-12-29 17:00", "");
    assert!(matches!(past_the_table, Err(EntryProblem::CannotCompute(_))));
}
