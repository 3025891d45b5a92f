//! The invented directory of Marlshire: sound, invented throughout, and wide enough for what councils promise.

use std::collections::BTreeSet;

use directory::ages::Age;
use directory::feed::{self, Weight};
use directory::publish::{self, Detail};
use directory::search::{Near, Question, Ready, search};
use directory::{Heading, Service, Status};
use serde_json::Value;

use crate::schema::{broken, of_a_service, of_an_answer};

const TEXT: &str = include_str!("../../../../councils/marlshire/services.json");

fn services() -> Vec<Service> {
    feed::page(TEXT.as_bytes()).expect("a page").services
}

fn ready() -> Vec<Ready> {
    services().into_iter().map(Ready::new).collect()
}

fn found(question: &Question) -> Vec<String> {
    let services = ready();
    search(&services, question).iter().map(|found| found.service.name.clone()).collect()
}

#[test]
fn it_is_a_sound_feed() {
    let page = feed::page(TEXT.as_bytes()).expect("a page");
    let wrong: Vec<String> = page
        .problems
        .found()
        .iter()
        .filter(|it| it.weight != Weight::Doubt)
        .map(ToString::to_string)
        .collect();
    assert_eq!(wrong, [""; 0]);
    // A course that ends when the baby is three months old is for ages 0 to 0.
    assert_eq!(page.problems.found().len(), 1, "{:#?}", page.problems.found());
    let ids: BTreeSet<&String> = page.ids.iter().collect();
    assert_eq!((page.services.len(), ids.len()), (page.entries, page.entries));
    assert!(page.entries >= 40);
    assert_eq!(feed::Pages::new(1).take(&page), Ok(feed::Step::Done { whole: true }));
}

#[test]
fn it_keeps_to_the_published_schemas_and_comes_back_from_publishing() {
    let services = services();
    let again = publish::page(&services, 1, 1_000, Detail::Full);
    assert_eq!(again.refused, []);
    let read = feed::page(again.page.to_string().as_bytes()).expect("a page");
    assert_eq!(read.services, services);
    let (Some(one), Some(list)) = (of_a_service(), of_an_answer("/services")) else { return };
    let page: Value = serde_json::from_str(TEXT).expect("JSON");
    assert_eq!(broken(&list, &page), [""; 0]);
    for service in page["contents"].as_array().expect("contents") {
        assert_eq!(broken(&one, service), [""; 0], "{}", service["name"]);
    }
}

/// Ofcom keeps these ranges for drama, and RFC 2606 keeps `.example`: nobody is rung or written to by mistake.
#[test]
fn nobody_real_is_in_it() {
    let is_kept = |digits: &str| {
        ["01632960", "07700900", "08081570", "03069990"].iter().any(|range| digits.starts_with(range))
            && digits.len() == 11
    };
    for service in services() {
        for phone in service.contacts.iter().flat_map(|contact| &contact.phones) {
            let digits: String = phone.number.chars().filter(char::is_ascii_digit).collect();
            assert!(is_kept(&digits), "{}: {}", service.name, phone.number);
        }
        let organisation = service.organisation.as_ref().expect("somebody runs it");
        let websites = [&service.website, &organisation.website];
        for website in websites.into_iter().flatten() {
            let host = website.split('/').nth(2).expect("a host");
            assert!(host.ends_with(".example"), "{website}");
        }
        let mails = [&service.email, &service.checked_by, &organisation.email];
        assert!(mails.into_iter().flatten().all(|mail| mail.ends_with(".example")), "{}", service.name);
        for place in &service.places {
            assert!(place.postcode.as_deref().is_none_or(|code| code.starts_with("ZM")), "{place:?}");
        }
    }
}

#[test]
fn every_kind_of_service_that_councils_promise_is_there() {
    let kinds = [
        "school nurse",
        "health visitor",
        "youth worker",
        "emotional wellbeing",
        "neet support",
        "young carers",
        "children's centre",
        "advice",
        "family support",
        "substance misuse",
        "parenting programme",
        "targeted family",
        "school inclusion",
        "early years practitioners",
    ];
    for words in kinds {
        assert!(!found(&Question { words: words.to_owned(), ..Question::default() }).is_empty(), "{words}");
    }
    for need in Heading::ALL {
        let question = Question { needs: vec![need], ..Question::default() };
        assert!(!found(&question).is_empty(), "{need:?}");
    }
}

#[test]
fn a_seven_year_old_who_cares_for_a_parent_in_quillham() {
    let services = ready();
    let near = Near { point: None, postcode: Some("ZM3 5RH".to_owned()), names: vec!["Quillham".to_owned()] };
    let question = Question {
        words: "young carers".to_owned(),
        age: Some(Age::Years(7)),
        near: Some(near),
        ..Question::default()
    };
    let all = search(&services, &question);
    assert_eq!(all[0].service.name, "Bellrope little carers");
    let reasons: Vec<String> = all[0].reasons.iter().map(ToString::to_string).collect();
    assert_eq!(
        reasons,
        [
            "for 5 to 7 year olds",
            "in the same postcode district, ZM3",
            "serves Quillham",
            "found “young” and “carers”"
        ]
    );
    let times = directory::schedule::in_words(&all[0].service.schedules);
    assert_eq!(times, ["The first Saturday of every month, 10am to midday"]);
}

#[test]
fn what_is_shut_comes_last_and_an_unborn_child_finds_its_course() {
    let question = Question { words: "children's centre".to_owned(), ..Question::default() };
    let services = ready();
    let all = search(&services, &question);
    let last = all.last().expect("some");
    assert_eq!((last.service.status, last.closed), (Status::TemporarilyClosed, true));
    let question =
        Question { age: Some(Age::Unborn), needs: vec![Heading::EarlyYears], ..Question::default() };
    assert!(found(&question).contains(&"Baby steps and bumps".to_owned()));
    assert!(!found(&question).contains(&"Fun and Chatter".to_owned()), "from the first birthday");
}
