//! From answers to a request: what the record is told, for invented people.

use jiff::Timestamp;
use jiff::civil::date;
use law::date_of_birth::DateOfBirth;
use law::form::{Answers, Audience, Value};
use law::pack::Pack;
use record::testing::{NOW, marlshire_pack};
use uuid::Uuid;

use super::{Prepared, answers, page_mark, prepare, take};

fn prepared(pack: &Pack, audience: Audience, given: &Answers, now: Timestamp) -> Prepared {
    prepare(pack, Uuid::nil(), pack.request_form(), audience, given, now).expect("a request")
}

fn answered(
    texts: &[(&str, &str)],
    chosen: &[(&str, &[&str])],
    parts: &[(&str, &[(&str, &str)])],
) -> Answers {
    let mut answers = Answers::new();
    for (path, text) in texts {
        answers.set_text(*path, *text);
    }
    for (path, values) in chosen {
        answers.set(*path, Value::Chosen(values.iter().map(|value| (*value).to_owned()).collect()));
    }
    for (path, values) in parts {
        let parts = values.iter().map(|(part, value)| ((*part).to_owned(), (*value).to_owned())).collect();
        answers.set(*path, Value::Parts(parts));
    }
    answers
}

fn family() -> Answers {
    answered(
        &[
            ("requester_kind", "parent_or_carer"),
            ("your_first_name", "Nadia"),
            ("your_last_name", "Hussain"),
            ("your_email", "nadia@example.org"),
            ("children.1.first_name", "Yusuf"),
            ("children.1.last_name", "Hussain"),
            ("children.1.born", "born"),
            ("children.1.lives_where", "with-me"),
            ("children.2.first_name", "Baby"),
            ("children.2.born", "unborn"),
            ("children.2.lives_where", "with-first"),
            ("adults.1.adult_first_name", "Dad"),
            ("adults.1.adult_relationship", "parent"),
            ("adults.1.lives_in_home", "yes"),
        ],
        &[("reply_by", &["call"]), ("do_not_share_with", &["schools", "police"])],
        &[
            ("your_address", &[("line1", "4 Mill Lane"), ("postcode", "zm141xq")]),
            ("children.1.date_of_birth", &[("day", "3"), ("month", "11"), ("year", "2019")]),
            ("children.2.due_date", &[("day", "14"), ("month", "12"), ("year", "2026")]),
        ],
    )
}

#[test]
fn a_familys_children_and_adults_are_named_once_each() {
    let pack = marlshire_pack();
    let prepared = prepared(&pack, Audience::Public, &family(), NOW);
    let new = prepared.new_request();
    let said: Vec<(&str, i32, &str, Option<&str>)> = new
        .subjects
        .iter()
        .map(|one| (one.part, one.position, one.first_name.as_deref().unwrap_or(""), one.postcode.as_deref()))
        .collect();
    let home = Some("ZM14 1XQ");
    assert_eq!(
        said,
        [
            ("child", 1, "Yusuf", home),
            ("child", 2, "Baby", home),
            ("adult", 1, "Dad", home),
            ("adult", 2, "Nadia", home)
        ]
    );
    assert_eq!(new.subjects[0].birth, DateOfBirth::Exact { date: date(2019, 11, 3) });
    assert_eq!(new.subjects[1].birth, DateOfBirth::Expected { date: date(2026, 12, 14) });
    assert!(new.subjects[0].referred && !new.subjects[2].referred);
    assert_eq!(new.subjects[2].relation.as_deref(), Some("parent"));
    assert_eq!(new.subjects[3].relation, None, "parent or carer: which was not asked");
    assert_eq!(new.objections, ["schools", "police"]);
    assert_eq!((new.method, new.source_code, new.anonymous), ("online", Some("1A"), false));
    assert_eq!((new.service, new.purpose), ("front-door", "decide-on-requests"));
    assert_eq!(prepared.email, None, "email was not among the safe ways");
}

#[test]
fn the_clock_knows_bank_holidays_and_says_where_its_calendar_ends() {
    let pack = marlshire_pack();
    // The day before Good Friday 2026.
    let thursday: Timestamp = "2026-04-02T14:00:00Z".parse().expect("a time");
    let due = prepared(&pack, Audience::Public, &family(), thursday).decide_by.expect("a date");
    assert_eq!(crate::words::by(due), "5pm on Tuesday 7 April 2026");
    let far: Timestamp = "2190-01-01T12:00:00Z".parse().expect("a time");
    let beyond = prepared(&pack, Audience::Public, &family(), far);
    assert_eq!(beyond.decide_by, None);
    assert!(beyond.new_request().clock_words.starts_with("No date could be worked out"));
}

#[test]
fn answers_come_back_from_their_rows_and_what_no_longer_counts_stays_behind() {
    let pack = marlshire_pack();
    let mut given = family();
    given.set_text("children.1.attendance_detail", "revealed by an answer that was not given");
    let prepared = prepared(&pack, Audience::Public, &given, NOW);
    let back = answers::from_rows(&prepared.new_request().answers);
    assert_eq!(back.text("children.1.first_name"), "Yusuf");
    assert!(back.is_chosen("do_not_share_with", "police"));
    assert_eq!(
        back.get("your_address").map(|address| address.part("line1").to_owned()).as_deref(),
        Some("4 Mill Lane")
    );
    assert!(back.get("children.1.attendance_detail").is_none());
    let imported = [("happening".to_owned(), "plain words".to_owned())];
    assert_eq!(answers::from_rows(&imported).text("happening"), "plain words");
    let json = answers::to_json(&given).expect("JSON");
    assert_eq!(answers::from_json(&json).expect("answers"), given);
}

#[test]
fn a_professional_may_be_emailed_and_a_protected_source_is_marked() {
    let pack = marlshire_pack();
    let given = answered(
        &[
            ("requester_kind", "professional"),
            ("your_email", "teacher@school.example.org"),
            ("your_sector", "school"),
            ("children.1.first_name", "Charlie"),
            ("children.1.born", "born"),
            ("children.1.estimated_age", "14"),
            ("children.1.part_of_request", "information-only"),
        ],
        &[("do_not_share_with", &["none"])],
        &[],
    );
    let prepared_one = prepared(&pack, Audience::Professional, &given, NOW);
    let new = prepared_one.new_request();
    assert_eq!((new.source_code, new.anonymous, new.objections.len()), (Some("2A"), false, 0));
    assert_eq!(prepared_one.email.as_deref(), Some("teacher@school.example.org"));
    assert!(matches!(new.subjects[0].birth, DateOfBirth::EstimatedAge { age: 14, .. }));
    assert!(!new.subjects[0].referred);
    let mut neighbour = given.clone();
    neighbour.set_text("requester_kind", "friend_or_family");
    for (wish, source) in [("anonymous", Some("9")), ("not-to-family", None)] {
        neighbour.set_text("wants_anonymity", wish);
        let prepared = prepared(&pack, Audience::Public, &neighbour, NOW);
        let new = prepared.new_request();
        assert_eq!((new.anonymous, new.source_code), (true, source), "{wish}");
    }
}

#[test]
fn a_page_is_marked_by_its_own_answers_alone() {
    let pack = marlshire_pack();
    let form = pack.request_form();
    let section = form.section("child-name").expect("a section");
    let before = family();
    let mark = page_mark(section, Some(1), &before);
    let mut other = before.clone();
    other.set_text("happening", "another page");
    other.set_text("children.2.first_name", "Another child");
    assert_eq!(page_mark(section, Some(1), &other), mark);
    other.set_text("children.1.first_name", "Yousef");
    assert_ne!(page_mark(section, Some(1), &other), mark);
}

#[test]
fn what_does_not_fit_leaves_the_rest_of_its_page_stored() {
    let pack = marlshire_pack();
    let form = pack.request_form();
    let section = form.section("worries").expect("a section");
    let posted = [
        ("happening".to_owned(), "x".repeat(300 * 1024)),
        ("most_worried".to_owned(), "The rent".to_owned()),
    ];
    let taken = take(form, section, None, Audience::Public, &family(), &posted, NOW);
    assert_eq!(taken.keep.text("most_worried"), "The rent");
    assert_eq!(taken.keep.text("happening"), "");
    assert_eq!(taken.typed.text("happening").len(), 300 * 1024);
    assert_eq!(taken.keep.text("children.1.first_name"), "Yusuf");
    assert!(taken.problems.iter().any(|problem| problem.path == "happening"));
}
