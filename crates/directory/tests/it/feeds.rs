//! Feeds as publishers really write them.

use directory::feed::{self, NotAFeed, Weight};
use directory::{PlaceKind, Status, WayIn};
use serde_json::{Value, json};

const ID: &str = "5f0c2a52-6a0e-4a3f-9c33-0a8f3b1c7d11";

fn page_of(contents: &Value) -> feed::Page {
    feed::page(json!({ "contents": contents }).to_string().as_bytes()).expect("a page")
}

fn lines(problems: &feed::Problems) -> Vec<String> {
    problems.found().iter().map(ToString::to_string).collect()
}

#[test]
fn nulls_and_unknown_members_are_no_reason_to_lose_anything() {
    let page = page_of(&json!([{
        "id": ID, "name": "Stay and Play", "status": "active", "minimum_age": null, "schedules": null,
        "x_local": {"a": [1]}, "organization": null
    }]));
    assert_eq!(page.services.len(), 1);
    assert_eq!(
        lines(&page.problems),
        [
            "Stay and Play: /contents/0/minimum_age: wrong: `minimum_age` is null; leave it out, or give a number \
             without quotation marks",
            "Stay and Play: /contents/0/schedules: wrong: `schedules` is null; leave it out, or give a list of objects (schedule)",
            "Stay and Play: /contents/0/organization: wrong: `organization` is null; leave it out, or give an object (organization)",
        ]
    );
}

#[test]
fn one_broken_service_does_not_lose_the_others() {
    let page = page_of(&json!([
        "not a service",
        { "id": 1502, "name": "Numbered", "status": "Active", "minimum_age": "5", "maximum_age": "11" },
        { "name": "Nobody" },
        { "id": ID, "name": "Sound", "status": "active" }
    ]));
    let names: Vec<&str> = page.services.iter().map(|service| service.name.as_str()).collect();
    assert_eq!(names, ["Numbered", "Sound"]);
    let numbered = &page.services[0];
    assert_eq!((numbered.id.as_str(), numbered.status), ("1502", Status::Active));
    assert_eq!((numbered.ages.from, numbered.ages.to), (Some(5), Some(11)));
    let left_out: Vec<String> = page
        .problems
        .found()
        .iter()
        .filter(|problem| problem.weight == Weight::LeftOut)
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        left_out,
        [
            "/contents/0: left out: the entry is a text; give a service as an object",
            "Nobody: /contents/2: left out: it has no id; give every service an id of at most 200 characters and a name",
        ]
    );
    assert!(lines(&page.problems).contains(
        &"Numbered: /contents/1/status: wrong: `status` is \"Active\"; give one of: active, inactive, defunct, \
          temporarily closed"
            .to_owned()
    ));
}

#[test]
fn what_the_standard_has_and_the_profile_has_not_is_read_too() {
    let page = page_of(&json!([{
        "id": ID, "name": "Young <b>Carers</b> &amp; Friends", "status": "active",
        "description": "<p>A break.</p><p>Every week.</p>",
        "application_process": "Ring us", "eligibility_description": "Looks after somebody",
        "phones": [{ "id": ID, "number": "01632 960123", "description": "Office" }],
        "contacts": [{ "id": ID, "name": "Duty desk", "email": "desk@carers.example" }],
        "languages": [{ "id": ID, "name": "Polish", "code": "pl" }, { "id": ID, "code": "ur" }],
        "attributes": [
            { "id": ID, "taxonomy_term": { "id": ID, "name": "Young carers", "description": "-", "taxonomy": "Needs" } },
            { "id": ID, "taxonomy_term": { "id": ID, "name": "Drop-in", "description": "-" } }
        ],
        "service_at_locations": [{ "id": ID, "location": {
            "id": ID, "location_type": "virtual",
            "schedules": [{ "id": ID, "freq": "WEEKLY", "byday": "MO", "opens_at": "16:00Z", "closes_at": "17:30+01:00" }]
        }}],
        "service_areas": [{ "id": ID, "name": "Quillham", "service_area": "Quillham and villages" }]
    }]));
    assert_eq!(lines(&page.problems), [""; 0]);
    let service = &page.services[0];
    assert_eq!(service.name, "Young Carers & Friends");
    assert_eq!(service.description.as_deref(), Some("A break.\n\nEvery week."));
    assert_eq!(service.ways_in, [WayIn::DropIn]);
    assert_eq!(service.headings(), [directory::Heading::FamilyRelationships]);
    assert_eq!(service.languages, ["Polish", "ur"]);
    assert_eq!((service.contacts.len(), service.contacts[1].phones[0].number.as_str()), (2, "01632 960123"));
    assert_eq!((service.places.len(), service.places[0].kind), (1, PlaceKind::Virtual));
    assert_eq!(directory::schedule::in_words(&service.schedules), ["Mondays, 4pm to 5:30pm"]);
    assert_eq!(service.areas, ["Quillham and villages"]);
}

#[test]
fn what_cannot_be_meant_is_told_and_not_taken_over() {
    let page = page_of(&json!([{
        "id": ID, "name": "Doubtful", "status": "active", "url": "javascript:alert(1)",
        "minimum_age": 12, "maximum_age": 5, "assured_date": "01/09/2026",
        "schedules": [
            { "id": ID, "freq": "WEEKLY", "interval": 0, "byday": "2MO,XX", "opens_at": "half past nine" },
            { "id": ID, "freq": "MONTHLY", "interval": 1, "bymonthday": "1,32", "valid_from": "soon" }
        ],
        "cost_options": [{ "id": ID, "amount": -3, "option": "Members" }],
        "regular_schedules": [],
        "service_at_locations": [
            { "id": ID, "location": { "id": ID, "location_type": "physical", "latitude": -1.5, "longitude": 52.5 } },
            { "id": ID, "location": { "id": ID, "location_type": "physical", "latitude": 52.5 } }
        ]
    }]));
    let at: Vec<&str> =
        page.problems.found().iter().map(|problem| problem.at.trim_start_matches("/contents/0")).collect();
    assert_eq!(
        at,
        [
            "/regular_schedules",
            "/url",
            "/minimum_age",
            "/service_at_locations/0/location/latitude",
            "/service_at_locations/1/location",
            "/cost_options/0/amount",
            "/schedules/0/interval",
            "/schedules/0/byday",
            "/schedules/0/byday",
            "/schedules/0/opens_at",
            "/schedules/1/bymonthday",
            "/schedules/1/valid_from",
            "/assured_date",
        ]
    );
    assert!(page.problems.found().iter().all(|problem| problem.weight == Weight::Doubt));
    let service = &page.services[0];
    assert_eq!((service.website.as_ref(), service.ages), (None, directory::Ages::default()));
    assert_eq!(service.checked, Some(jiff::civil::date(2026, 9, 1)), "as it is written in Britain");
    assert_eq!(service.schedules[0].in_words(), "Mondays");
    assert_eq!(service.schedules[1].in_words(), "The 1st of every month");
    assert_eq!(service.costs[0].in_words(), "Members");
}

#[test]
fn ages_that_are_not_whole_shut_nobody_out() {
    let ages = |from: Value, to: Value| {
        let page = page_of(
            &json!([{ "id": ID, "name": "A", "status": "active", "minimum_age": from, "maximum_age": to }]),
        );
        (page.services[0].ages.from, page.services[0].ages.to, page.problems.found().len())
    };
    assert_eq!(ages(json!(0.5), json!(2.75)), (Some(0), Some(2), 2));
    assert_eq!(ages(json!(-1), json!(999)), (Some(0), Some(130), 1));
    assert_eq!(ages(json!(0), json!(0)), (Some(0), Some(0), 1));
    assert_eq!(ages(json!(1e300), json!(1e300)), (Some(130), Some(130), 1));
}

#[test]
fn an_answer_that_is_no_page_says_what_it_is() {
    let said = |text: &str| feed::page(text.as_bytes()).expect_err("no page").to_string();
    assert_eq!(said("[]"), "the answer is a list of 0: it should be a page of services, with `contents`");
    assert_eq!(
        said(r#"{"error": "no such path", "status": 404}"#),
        "the answer is an object with error, status: it should be a page of services, with `contents`"
    );
    assert_eq!(
        said(r#"{"contents": "none"}"#),
        "the answer is a page whose `contents` is a text: it should be a page whose `contents` is a list of services"
    );
    assert_eq!(
        said(r#"{"id": "1", "name": "One"}"#),
        "the answer is one entry, not a page: it should be a page of services, with `contents`"
    );
    let older = r#"{"totalElements": 5, "totalPages": 1, "number": 0, "content": []}"#;
    assert_eq!(feed::page(older.as_bytes()), Err(NotAFeed::OlderVersion));
    assert_eq!(
        feed::service(br#"{"contents": [1, 2]}"#).expect_err("a page").to_string(),
        "the answer is a page of 2: it should be one service, with `id` and `name`"
    );
}

#[test]
fn a_feed_with_a_mistake_in_every_member_is_told_once_and_counted() {
    let broken: Vec<Value> = (0..2_000).map(|n| json!({ "id": n, "name": "N", "status": null })).collect();
    let page = page_of(&json!(broken));
    assert_eq!((page.services.len(), page.problems.found().len()), (2_000, feed::MOST_PROBLEMS));
    assert_eq!(page.problems.more(), 3_000);
    assert!(page.problems.breaks_the_schema());
}

#[test]
fn one_enormous_text_is_cut_and_told() {
    let page = page_of(
        &json!([{ "id": ID, "name": "Long", "status": "active", "description": "x".repeat(5_000_000) }]),
    );
    assert_eq!(page.services[0].description.as_ref().map(String::len), Some(directory::text::LONGEST));
    assert_eq!(
        lines(&page.problems),
        ["Long: /contents/0/description: doubtful: 5000000 characters; the first 20000 are kept"]
    );
}
