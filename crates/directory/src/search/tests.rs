//! What is found, in which order, and why.

use proptest::prelude::*;

use super::*;
use crate::ages::Age;
use crate::place::{Place, Point};
use crate::{Ages, Heading, Status, Term};

fn service(id: &str, name: &str, terms: &[&str], ages: (Option<u16>, Option<u16>)) -> Service {
    Service {
        status: Status::Active,
        terms: terms.iter().map(|term| Term { name: (*term).to_owned(), taxonomy: None }).collect(),
        ages: Ages { from: ages.0, to: ages.1 },
        ..Service::named(id, name)
    }
}

fn at(mut service: Service, postcode: &str, point: Option<(f64, f64)>) -> Service {
    let point = point.and_then(|(latitude, longitude)| Point::new(latitude, longitude));
    let place = Place { postcode: Some(postcode.to_owned()), point, ..Place::unknown(PlaceKind::Physical) };
    service.places.push(place);
    service
}

fn ready<'a>(services: impl IntoIterator<Item = &'a Service>) -> Vec<Ready> {
    services.into_iter().cloned().map(Ready::new).collect()
}

fn told(found: &[Found<'_>]) -> Vec<String> {
    let one = |found: &Found<'_>| {
        let reasons: Vec<String> = found.reasons.iter().map(Reason::to_string).collect();
        format!("{}: {}", found.service.name, reasons.join(", "))
    };
    found.iter().map(one).collect()
}

#[test]
fn a_need_and_an_age() {
    let services = [
        service("1", "Under Fives", &["Housing"], (Some(0), Some(4))),
        service("2", "Debt Desk", &["Housing", "Debt"], (None, None)),
        service("3", "Five to Eleven", &["Homelessness"], (Some(5), Some(11))),
        service("4", "From Three", &["Tenancy support"], (Some(3), None)),
        service("5", "Allotments", &["Gardening"], (Some(5), Some(11))),
    ];
    let question =
        Question { needs: vec![Heading::Housing], age: Some(Age::Years(7)), ..Question::default() };
    assert_eq!(
        told(&search(&ready(&services), &question)),
        [
            "Five to Eleven: helps with housing, for 5 to 11 year olds",
            "From Three: helps with housing, for 3 year olds and over, upper age not stated",
            "Debt Desk: helps with housing, age not stated",
        ]
    );
}

#[test]
fn a_description_counts_less_than_a_term() {
    let mut described = service("1", "Annie's", &[], (None, None));
    described.description = Some("We stop evictions.".to_owned());
    let services = [described, service("2", "Zoe's", &["Housing"], (None, None))];
    let question = Question { needs: vec![Heading::Housing], ..Question::default() };
    assert_eq!(
        told(&search(&ready(&services), &question)),
        ["Zoe's: helps with housing", "Annie's: speaks of housing"]
    );
}

#[test]
fn near_and_far() {
    let mut serves = service("4", "Outreach", &[], (None, None));
    serves.areas.push("Families in Quillham and Fennaby".to_owned());
    let mut online = service("5", "Chat", &[], (None, None));
    online.places.push(Place::unknown(PlaceKind::Virtual));
    let services = [
        at(service("1", "Far", &[], (None, None)), "ZM7 1AA", Some((52.9, -1.0))),
        at(service("2", "Near", &[], (None, None)), "ZM3 1AA", Some((52.03, -1.0))),
        at(service("3", "Unmapped", &[], (None, None)), "ZM3 2BB", None),
        serves,
        online,
        service("6", "Unknown", &[], (None, None)),
    ];
    let near = Near {
        point: Point::new(52.0, -1.0),
        postcode: Some("ZM3 1AB".to_owned()),
        names: vec!["Quillham".to_owned()],
    };
    let mut question = Question { near: Some(near), ..Question::default() };
    assert_eq!(
        told(&search(&ready(&services), &question)),
        [
            "Near: 2.1 miles away",
            "Unmapped: in the same postcode district, ZM3",
            "Outreach: serves Quillham",
            "Chat: online or by telephone",
            "Far: 62.2 miles away",
            "Unknown: ",
        ]
    );
    question.within_tenths_of_a_mile = Some(100);
    let services = ready(&services);
    let names: Vec<&str> =
        search(&services, &question).iter().map(|found| found.service.name.as_str()).collect();
    assert_eq!(names, ["Near", "Unmapped", "Outreach", "Chat", "Unknown"]);
}

#[test]
fn closed_services_come_last_and_say_so() {
    let mut services = [
        service("1", "A Shut", &["Housing"], (None, None)),
        service("2", "B Says Nothing", &[], (None, None)),
        service("3", "C Open", &[], (None, None)),
    ];
    services[0].status = Status::TemporarilyClosed;
    services[1].status = Status::NotStated;
    let services = ready(&services);
    let found = search(&services, &Question::default());
    assert_eq!(
        told(&found),
        [
            "B Says Nothing: the directory does not say whether it is open",
            "C Open: ",
            "A Shut: temporarily closed"
        ]
    );
    assert!(found[2].closed && !found[0].closed);
}

#[test]
fn before_birth() {
    let services = [
        service("1", "Bumps", &["Antenatal classes"], (Some(0), Some(1))),
        service("2", "Babies", &["Stay and play"], (Some(0), Some(4))),
        service("3", "Toddlers", &[], (Some(1), Some(4))),
        service("4", "Anybody", &[], (None, None)),
    ];
    let question = Question { age: Some(Age::Unborn), ..Question::default() };
    assert_eq!(
        told(&search(&ready(&services), &question)),
        [
            "Bumps: helps before birth",
            "Babies: for 0 to 4 year olds: ask whether it helps before birth",
            "Anybody: age not stated",
        ]
    );
}

#[test]
fn every_word_typed_must_be_somewhere() {
    let services = [
        service("1", "School nursing service", &["Health"], (None, None)),
        service("2", "School dinners", &[], (None, None)),
    ];
    let question = Question { words: "the school nurse".to_owned(), ..Question::default() };
    assert_eq!(
        told(&search(&ready(&services), &question)),
        ["School nursing service: found “school” and “nurse”"]
    );
    let nowhere = Question { words: "zebra".to_owned(), ..Question::default() };
    assert!(search(&ready(&services), &nowhere).is_empty());
}

#[test]
fn a_place_that_somebody_types() {
    let mut in_town = at(service("1", "Here", &[], (None, None)), "ZM3 1AA", Some((52.0, -1.0)));
    in_town.places[0].town = Some("Quillham".to_owned());
    let there = at(service("2", "There", &[], (None, None)), "ZM3 2BB", Some((52.2, -1.2)));
    let services = ready(&[in_town, there]);
    let postcode = near("zm31aa", &services).expect("typed");
    assert_eq!((postcode.point, postcode.postcode.as_deref()), (Point::new(52.0, -1.0), Some("ZM3 1AA")));
    let unknown = near("ZM3 9ZZ", &services).expect("typed");
    assert_eq!(unknown.point, Point::new(52.1, -1.1), "the middle of the district");
    let district = near(" zm3 ", &services).expect("typed");
    assert_eq!((district.point, district.names.as_slice()), (unknown.point, &["ZM3".to_owned()][..]));
    let town = near("quillham", &services).expect("typed");
    assert_eq!((town.point, town.names.as_slice()), (Point::new(52.0, -1.0), &["quillham".to_owned()][..]));
    assert_eq!(near("Nowhere", &services).expect("typed").point, None);
    assert_eq!(near(" , ", &services), None);
}

#[test]
fn thousands_are_searched_while_somebody_waits() {
    let words = "We help families with young children who worry about money, housing and school. ".repeat(20);
    let services: Vec<Ready> = (0..3_000)
        .map(|n| {
            let mut one =
                service(&n.to_string(), &format!("Club {n}"), &["Debt advice"], (Some(0), Some(11)));
            one.description = Some(words.clone());
            Ready::new(at(one, "ZM3 1AA", Some((52.0, -1.0))))
        })
        .collect();
    let question = Question {
        needs: vec![Heading::Money],
        age: Some(Age::Years(7)),
        near: near("ZM3 2BB", &services),
        words: "young club".to_owned(),
        ..Question::default()
    };
    let began = std::time::Instant::now();
    assert_eq!(search(&services, &question).len(), 3_000);
    // A tenth of this where the program is built to be fast.
    assert!(began.elapsed().as_millis() < 500, "{:?}", began.elapsed());
}

proptest! {
    #[test]
    fn the_order_given_does_not_matter(order in Just((0..6usize).collect::<Vec<_>>()).prop_shuffle(), years in 0u16..20) {
        let all = [
            service("1", "Same", &["Housing"], (None, None)),
            service("2", "Same", &["Housing"], (None, None)),
            service("3", "same", &["Debt"], (Some(5), None)),
            at(service("4", "Other", &[], (Some(0), Some(12))), "ZM1 1AA", None),
            service("5", "", &[], (None, Some(9))),
            service("6", "Last", &["Housing", "Debt"], (None, None)),
        ];
        let question = Question { age: Some(Age::Years(years)), ..Question::default() };
        let ids = |services: Vec<&Service>| -> Vec<String> {
            search(&ready(services), &question).iter().map(|found| found.service.id.clone()).collect()
        };
        let shuffled = order.iter().map(|place| &all[*place]).collect();
        prop_assert_eq!(ids(shuffled), ids(all.iter().collect()));
    }

    /// Ages that are not stated never exclude.
    #[test]
    fn unknown_ages_are_always_found(years in 0u16..140, words in "[a-z ]{0,6}") {
        let services = [service("1", &format!("Club {words}"), &[], (None, None))];
        let question = Question { age: Some(Age::Years(years)), words, ..Question::default() };
        prop_assert_eq!(search(&ready(&services), &question).len(), 1);
    }
}
