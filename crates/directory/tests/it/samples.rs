//! Every example of the profile and every sample of the official validator.

use directory::feed::{self, NotAFeed, Problem, Version, Weight};
use directory::{PlaceKind, Status};

use crate::schema::shared;

const MOCKS: &str = "validator-mocks/OpenReferralApi/Mocks";
const SUITES: [&str; 4] = ["V3.0-UK-Default", "V3.0-UK-Warn", "V3.0-UK-Test", "V3.0-UK-Fail"];

fn breaks(problems: &feed::Problems) -> Vec<&Problem> {
    problems.found().iter().filter(|problem| problem.weight == Weight::Breaks).collect()
}

fn places<'a>(problems: &[&'a Problem]) -> Vec<&'a str> {
    problems.iter().map(|problem| problem.at.as_str()).collect()
}

#[test]
fn pages_that_should_pass_have_nothing_wrong() {
    let mocks = SUITES[..3].iter().map(|suite| format!("{MOCKS}/{suite}/service_list.json"));
    for path in mocks.chain(["examples/service_list.json".to_owned()]) {
        let Some(text) = shared(&path) else { return };
        let page = feed::page(text.as_bytes()).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(page.problems.found(), [], "{path}");
        assert_eq!(page.services.len(), page.entries, "{path}");
        assert!(page.services.iter().all(|service| service.name == "Community Counselling"), "{path}");
    }
    let Some(text) = shared(&format!("{MOCKS}/V3.0-UK-Test/service_list_data.json")) else { return };
    assert_eq!(feed::page(text.as_bytes()).expect("a page without counts").services.len(), 128);
}

#[test]
fn the_page_that_should_fail_names_each_service_and_its_mistakes() {
    let Some(text) = shared(&format!("{MOCKS}/V3.0-UK-Fail/service_list.json")) else { return };
    let page = feed::page(text.as_bytes()).expect("a page");
    let expected = [
        "/contents/0/name",
        "/contents/0/url",
        "/contents/0/email",
        "/contents/1/name",
        "/contents/1/url",
        "/contents/1/email",
        "/contents/2/name",
        "/contents/2/url",
        "/contents/2/email",
        "/contents/3/name",
        "/contents/3/email",
    ];
    let found = breaks(&page.problems);
    assert_eq!(places(&found), expected);
    assert_eq!(
        found[10].to_string(),
        "ac148810-d857-441c-9679-408f346de14b: /contents/3/email: wrong: `email` is 12345; give an e-mail address"
    );
    // Without a name none can be used.
    let left_out = page.problems.found().iter().filter(|problem| problem.weight == Weight::LeftOut);
    assert_eq!((left_out.count(), page.services.len(), page.ids.len()), (4, 0, 4));
}

#[test]
fn whole_services_that_should_pass_break_nothing() {
    let mocks = SUITES[..3].iter().map(|suite| format!("{MOCKS}/{suite}/service_full.json"));
    for path in mocks.chain(["examples/service_full.json".to_owned()]) {
        let Some(text) = shared(&path) else { return };
        let one = feed::service(text.as_bytes()).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(!one.problems.breaks_the_schema(), "{path}: {:#?}", one.problems);
        let service = one.service.expect("a service");
        assert_eq!(
            (service.status, service.ages.from, service.ages.to),
            (Status::Active, Some(12), Some(100))
        );
        assert_eq!(service.ages.in_words(), "for 12 year olds and over");
        assert_eq!(service.costs[0].pence, Some(3500));
        assert_eq!(service.contacts[0].name.as_deref(), Some("Ann Persona"));
        let place = &service.places[0];
        assert_eq!((place.kind, place.point, place.access.len()), (PlaceKind::Physical, None, 1));
        // The example lies at latitude 100, has a postcode of no country and days of a month in a weekly rule: the
        // schema lets all of it through.
        let doubts: Vec<&str> = one.problems.found().iter().map(|problem| problem.at.as_str()).collect();
        let expected = [
            "/service_at_locations/0/location/addresses/0/postal_code",
            "/service_at_locations/0/location/latitude",
            "/schedules/0/bymonthday",
        ];
        assert_eq!(doubts, expected, "{path}");
        let times = directory::schedule::in_words(&service.schedules);
        assert!(
            times[0].starts_with("Thursdays and Fridays, 10am to 6pm, on 1 January 2005 only. "),
            "{times:?}"
        );
    }
}

#[test]
fn the_whole_service_that_should_fail_is_read_all_the_same() {
    let Some(text) = shared(&format!("{MOCKS}/V3.0-UK-Fail/service_full.json")) else { return };
    let one = feed::service(text.as_bytes()).expect("a service");
    assert_eq!(places(&breaks(&one.problems)), ["/url", "/email"]);
    let service = one.service.expect("it has a name");
    assert_eq!((service.website, service.email, service.schedules.len()), (None, None, 1));
}

#[test]
fn what_a_feed_says_of_itself() {
    for suite in SUITES {
        let Some(text) = shared(&format!("{MOCKS}/{suite}/api_details.json")) else { return };
        let about = feed::about(text.as_bytes()).unwrap_or_else(|error| panic!("{suite}: {error}"));
        assert_eq!(about.version, Version::Uk3("HSDS-UK-3.0".to_owned()), "{suite}");
        let wrong: &[&str] = match suite {
            "V3.0-UK-Fail" => &["/openapi_url"],
            _ => &[],
        };
        assert_eq!(places(&breaks(&about.problems)), wrong, "{suite}");
    }
}

/// Answers of other paths: none is taken for services, and none breaks anything.
#[test]
fn answers_of_other_paths_are_told_from_services() {
    let names = [
        "organization_full",
        "organization_list",
        "service_at_location_full",
        "service_at_location_list",
        "taxonomy",
        "taxonomy_list",
        "taxonomy_term",
        "taxonomy_term_list",
    ];
    for name in names {
        let Some(text) = shared(&format!("examples/{name}.json")) else { return };
        let read = match name.ends_with("list") {
            true => feed::page(text.as_bytes()).map(|page| page.problems),
            false => feed::service(text.as_bytes()).map(|one| one.problems),
        };
        let problems = read.unwrap_or_else(|error| panic!("{name}: {error}"));
        let status_is_missing = breaks(&problems)
            .iter()
            .any(|problem| problem.at.ends_with("/status") && problem.what.contains(" has no `"));
        assert!(status_is_missing, "{name}: {problems:#?}");
        assert!(
            matches!(feed::about(text.as_bytes()), Err(NotAFeed::SomethingElse(..))) || name == "taxonomy"
        );
    }
}

#[test]
fn answers_of_version_one_and_of_the_dashboard_are_no_pages() {
    let paths = [
        "V1.0-UK-Default/V1_DashboardResponse.json",
        "V1.0-UK-Default/V1_ValidateResponse.json",
        "V3.0-UK-Default/dashboard_services_response.json",
        "V3.0-UK-Default/dashboard_service_details_response.json",
    ];
    for path in paths {
        let Some(text) = shared(&format!("{MOCKS}/{path}")) else { return };
        assert!(matches!(feed::page(text.as_bytes()), Err(NotAFeed::SomethingElse(..))), "{path}");
        assert!(matches!(feed::service(text.as_bytes()), Err(NotAFeed::SomethingElse(..))), "{path}");
    }
}
