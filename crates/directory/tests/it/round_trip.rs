//! What is published keeps to the schemas, and reads back as the same service.

use directory::feed::{self, Weight};
use directory::publish::{self, Detail};
use directory::{Service, Status};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use crate::schema::{broken, of_a_service, of_an_answer};
use crate::services::publishable;

/// Nothing but what is known not to be meant well: the generator makes babies' groups and dates in any order.
fn told(problems: &feed::Problems) -> Vec<String> {
    let wrong = problems.found().iter().filter(|problem| problem.weight != Weight::Doubt);
    wrong.map(ToString::to_string).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_whole_service_reads_back_the_same(service in publishable()) {
        let written = publish::full(&service).expect("it can be published").to_string();
        let one = feed::service(written.as_bytes()).expect("a service");
        prop_assert_eq!(told(&one.problems), Vec::<String>::new());
        prop_assert_eq!(one.service, Some(service));
    }

    #[test]
    fn pages_of_whole_services_read_back_the_same(services in vec(publishable(), 0..5), size in 1usize..4) {
        let mut read: Vec<Service> = Vec::new();
        let mut pages = feed::Pages::new(100);
        let mut whole = None;
        while let Some(number) = pages.ask() {
            let published = publish::page(&services, number, size, Detail::Full);
            prop_assert!(published.refused.is_empty());
            let page = feed::page(published.page.to_string().as_bytes()).expect("a page");
            prop_assert_eq!(told(&page.problems), Vec::<String>::new());
            if let feed::Step::Done { whole: seen } = pages.take(&page).expect("it ends") {
                whole = Some(seen);
            }
            read.extend(page.services);
        }
        prop_assert_eq!((whole, read), (Some(true), services));
    }
}

/// Formats are asserted. In its own test, so that the schemas are compiled once.
#[test]
fn whatever_is_published_keeps_to_the_published_schemas() {
    let (Some(whole), Some(one), Some(list), Some(about)) =
        (of_a_service(), of_an_answer("/services/{id}"), of_an_answer("/services"), of_an_answer("/"))
    else {
        return;
    };
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(64));
    let result = runner.run(&vec(publishable(), 0..4), |services| {
        for service in &services {
            let written = publish::full(service).expect("it can be published");
            prop_assert_eq!(broken(&whole, &written), Vec::<String>::new());
            prop_assert_eq!(broken(&one, &written), Vec::<String>::new());
        }
        for detail in [Detail::Listed, Detail::Full] {
            let page = publish::page(&services, 1, 2, detail).page;
            prop_assert_eq!(broken(&list, &page), Vec::<String>::new());
        }
        Ok(())
    });
    assert!(result.is_ok(), "{result:?}");
    let said = publish::about("https://profile.example/", "https://marlshire.example/openapi.json");
    assert_eq!(broken(&about, &said), [""; 0]);
    assert!(feed::about(said.to_string().as_bytes()).expect("it says").version.is_read());
}

#[test]
fn what_cannot_be_published_is_on_no_page_and_not_counted() {
    let mut sound = Service::named("5f0c2a52-6a0e-4a3f-9c33-0a8f3b1c7d11", "Sound");
    sound.status = Status::Active;
    let services = [Service::named("1502", "Unsound"), sound];
    let published = publish::page(&services, 1, 10, Detail::Listed);
    assert_eq!(published.page["total_items"], 1);
    assert_eq!(published.page["contents"].as_array().map(Vec::len), Some(1));
    assert_eq!(published.refused[0].name, "Unsound");
}

#[test]
fn a_page_after_the_last_is_empty_and_the_last() {
    for (number, size) in [(9, 10), (u64::MAX, usize::MAX), (2, 0)] {
        let page = publish::page(&[], number, size, Detail::Full).page;
        assert_eq!(
            (&page["empty"], &page["last_page"], &page["first_page"]),
            (&Value::Bool(true), &true.into(), &false.into())
        );
    }
    let page = publish::page(&[], 0, 10, Detail::Full).page;
    assert_eq!((page["page_number"].as_u64(), page["total_pages"].as_u64()), (Some(1), Some(1)));
}

#[test]
fn a_service_as_listed_has_nothing_that_only_a_whole_one_has() {
    let whole: Service =
        feed::service(crate::services::whole().to_string().as_bytes()).expect("one").service.expect("sound");
    let listed = publish::listed(&whole).expect("sound");
    let names: Vec<&String> = listed.as_object().expect("an object").keys().collect();
    assert!(
        !names.iter().any(|name| ["schedules", "contacts", "attributes"].contains(&name.as_str())),
        "{names:?}"
    );
    assert_eq!(listed["organization"]["name"], "Homes Trust");
}
