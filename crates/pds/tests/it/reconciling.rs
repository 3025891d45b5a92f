//! Each status of a reconciliation, and what a restricted record must never tell.

use pds::address::Address;
use pds::field::Field;
use pds::matching::MatchStatus;
use pds::mock::{Answer, Mock};
use pds::person::Person;
use pds::reconcile::{self, Local, Reconciliation, Status};
use pds::strategies::Strategies;
use pds::{Pds, Trouble};

use crate::support::*;

fn robin() -> Person {
    Person {
        gender: "Female".into(),
        postcode: "zm14 1xx".into(),
        email: "QUILLS@kith.example".into(),
        phone: "01632 960 101".into(),
        nhs_number: "999 012 3004".into(),
        ..person("Robin", "QUILL", "03/06/2015")
    }
}

fn reconcile(mock: &Mock, person: &Person) -> (Result<Reconciliation, Trouble>, Book) {
    let strategies = Strategies::built_in().unwrap();
    reconcile_by(mock, person, &strategies)
}

fn reconcile_by(mock: &Mock, person: &Person, all: &Strategies) -> (Result<Reconciliation, Trouble>, Book) {
    let (line, key, settings, mut book) = (Line::new(), key(), settings(mock), Book::default());
    let strategy = all.find("4".parse().unwrap()).unwrap();
    let addresses = [
        Address { lines: vec!["12 Larkrise Gdns".into()], postcode: "ZM14 1XX".into() },
        Address { lines: vec!["16 Harebell Drive".into()], postcode: "ZM1 6UX".into() },
    ];
    let local = Local { person, addresses: &addresses, not_kept: &[] };
    let mut pds = Pds::new(&settings, &key, &line, &mut book);
    let result = reconcile::run(&mut pds, all, strategy, &local, &occasion(), TODAY);
    (result, book)
}

fn status(person: &Person) -> Status {
    reconcile(&mock(), person).0.unwrap().status
}

#[test]
fn both_sides_the_same() {
    let (result, book) = reconcile(&mock(), &robin());
    let result = result.unwrap();
    assert_eq!((result.status, result.differences.differ), (Status::NoDifferences, vec![]));
    let addresses = result.addresses;
    assert_eq!(addresses.primary_same.to_string(), "Matched");
    assert_eq!(addresses.histories_intersect.to_string(), "Matched");
    let sent: Vec<_> = book.kept.iter().map(|it| (it.call, it.sent.len())).collect();
    assert_eq!(sent.len(), 2, "one search, one record opened: {sent:?}");
    assert_eq!(book.kept[1].sent[0].field, Field::NhsNumber);
    assert_eq!(book.kept[0].correlation, book.kept[1].correlation);
}

#[test]
fn what_differs() {
    let other =
        Person { email: "old@kith.example".into(), phone: String::new(), gender: "M".into(), ..robin() };
    let result = reconcile(&mock(), &other).0.unwrap();
    assert_eq!(result.status, Status::Differences);
    assert_eq!(result.differences.differ, [Field::Gender, Field::Email]);
    assert_eq!(result.differences.missing_local, [Field::Phone]);
}

#[test]
fn numbers_that_are_wrong_unknown_withdrawn_or_superseded() {
    let with = |number: &str, person: Person| status(&Person { nhs_number: number.into(), ..person });
    assert_eq!(with("9990123005", robin()), Status::LocalNhsNumberIsNotValid);
    assert_eq!(with("9.99012E+09", robin()), Status::LocalNhsNumberIsNotValid);
    assert_eq!(with("9990124191", robin()), Status::LocalNhsNumberIsNotFoundInNhs);
    assert_eq!(with("9990123705", robin()), Status::LocalNhsNumberIsNotFoundInNhs);
    let theo = person("Theo", "Marlowe", "2010-03-27");
    assert_eq!(with("9990123632", theo.clone()), Status::LocalNhsNumberIsSuperseded);
    assert_eq!(with("", theo), Status::Differences);
    // Somebody else's number is a difference.
    let result = reconcile(&mock(), &Person { nhs_number: "9990123071".into(), ..robin() }).0.unwrap();
    assert_eq!((result.status, result.differences.differ), (Status::Differences, vec![Field::NhsNumber]));
}

#[test]
fn nobody_found_is_told_from_nobody_asked() {
    assert_eq!(
        status(&person("Nobody", "Here", "2015-06-03")),
        Status::LocalDemographicsDidNotMatchToAnNhsNumber
    );
    assert_eq!(status(&Person::default()), Status::LocalDemographicsDidNotMatchToAnNhsNumber);
    let mock = mock();
    mock.follow(Box::new(|_| Some(Answer::hang_up())));
    let result = reconcile(&mock, &robin()).0.unwrap();
    assert_eq!((result.status, result.outcome.status), (Status::Error, MatchStatus::Error));
}

#[test]
fn a_record_that_does_not_open_is_an_error_with_its_reason() {
    let mock = mock();
    mock.follow(Box::new(|asked| (!asked.path.ends_with("/Patient")).then(|| Answer::outcome(503, ""))));
    let result = reconcile(&mock, &robin()).0.unwrap();
    assert_eq!((result.status, result.trouble.clone()), (Status::Error, Some(Trouble::Fault(503))));
    assert!(result.notes().join(" ").contains("PDS has a fault (status 503)"), "{:?}", result.notes());
}

#[test]
fn a_stranger_is_not_opened() {
    let answer = |asked: &pds::mock::Asked| {
        let body = r#"{"resourceType":"Bundle","total":1,"entry":[{"search":{"score":0.8},"resource":{"resourceType":"Patient","id":"9990123071"}}]}"#;
        asked.path.ends_with("/Patient").then(|| Answer { status: 200, headers: vec![], body: body.into() })
    };
    let mock = mock();
    mock.follow(Box::new(answer));
    let (result, book) = reconcile(&mock, &robin());
    let result = result.unwrap();
    assert_eq!(result.outcome.status, MatchStatus::LowConfidenceMatch);
    assert_eq!((result.status, result.patient), (Status::LocalDemographicsDidNotMatchToAnNhsNumber, None));
    assert!(book.kept.iter().all(|it| it.rule.is_some()), "only searches were made");
    // A council that wants DfE's way gets it.
    let mut open = Strategies::built_in().unwrap();
    open.reconciliation.open_from = 0.0;
    let result = reconcile_by(&mock, &robin(), &open).0.unwrap();
    assert_eq!(result.status, Status::Differences);
    assert!(result.differences.differ.contains(&Field::BirthDate));
}

#[test]
fn a_restricted_record_tells_no_place_and_blanks_nothing() {
    let nadia = Person {
        nhs_number: "9990123357".into(),
        postcode: "ZM10 3FT".into(),
        phone: "01632 960102".into(),
        gender: "F".into(),
        ..person("Nadia", "Haddad", "2018-09-09")
    };
    let result = reconcile(&mock(), &nadia).0.unwrap();
    let patient = result.patient.clone().unwrap();
    assert!(patient.is_restricted() && patient.addresses().is_empty());
    assert_eq!(result.status, Status::NoDifferences);
    assert_eq!(result.differences.withheld, [Field::Email, Field::Phone, Field::Postcode]);
    assert_eq!(result.differences.missing_nhs, []);
    assert_eq!(result.addresses.primary_same.to_string(), "Withheld");
    assert!(result.notes().iter().any(|note| note.starts_with("restricted")));
}
