//! The directory of services through the pages: found without signing in, published for programs, put into a plan.

use directory::feed::{self, files};
use law::form::KindOfRecord;
use record::Actor;
use record::access::{Circumstances, may, permit_person};
use record::directory::{all, import};
use record::family;
use record::testing::{NOW, TestRecord};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::{Browser, Page, Site, html};

const MARLSHIRE: &str = include_str!("../../councils/marlshire/services.json");

/// Takes a page of services in as the council's own. Gives the row of each, by name.
pub async fn take_in(record: &TestRecord, page: &Value) -> Vec<Uuid> {
    let whole = files(&[("services.json".to_owned(), page.to_string().into_bytes())]).expect("a feed");
    let reading = import::Reading { feed: "directory", is_own: true, by: "test", whole: &whole };
    import::run(&record.store, reading, NOW).await.expect("it is taken in");
    let mut work = record.begin(Actor::Public, NOW).await;
    all(&mut work).await.expect("listed").rows.iter().map(|row| row.id).collect()
}

async fn marlshire() -> Site {
    let site = Site::new().await;
    take_in(&site.record, &serde_json::from_str(MARLSHIRE).expect("JSON")).await;
    site
}

/// The address of the first result with this name.
fn address_of(page: &Page, name: &str) -> String {
    let at =
        page.body.find(&format!(">{name}</a>")).unwrap_or_else(|| panic!("{name} is not on {}", page.asked));
    let before = &page.body[..at];
    let start = before.rfind("href=\"").expect("a link") + "href=\"".len();
    before[start..].split('"').next().expect("an address").to_owned()
}

#[tokio::test]
async fn a_family_finds_a_service_without_signing_in() {
    let site = marlshire().await;
    let mut browser = site.browser();
    let form = browser.get("/services").await.expect(200);
    assert!(form.body.contains("Services that may help") && form.body.contains("Find services"));
    let typed = [("q", "young carers"), ("age", "7"), ("place", "zm3 5rh"), ("need", "family-relationships")];
    let found = browser.post("/services", &typed).await.expect(200);
    let first = found.body.find("Bellrope little carers").expect("the nearest one");
    assert!(
        found.body.contains("For 5 to 7 year olds") && found.body.contains("away</li>"),
        "{}",
        found.body
    );
    assert!(found.body[first..].contains("01632 960"), "whom to ring stands with it");
    assert!(found.body.contains("value=\"young carers\"") && found.body.contains("value=\"zm3 5rh\""));
    assert!(!found.asked.contains("young"), "nothing that is typed stands in an address");

    let shown = browser.get(&address_of(&found, "Bellrope little carers")).await.expect(200);
    for words in
        ["The first Saturday of every month, 10am to midday", "Who it is for", "last checked this on"]
    {
        assert!(shown.body.contains(words), "{words}");
    }
    assert!(!html::title(&shown.body).contains("Bellrope"), "a title stays in the browser's history");
}

#[tokio::test]
async fn nothing_found_and_nothing_understood_both_say_what_to_do() {
    let site = marlshire().await;
    let mut browser = site.browser();
    let none = browser.post("/services", &[("q", "zeppelin repairs")]).await.expect(200);
    assert!(none.body.contains("Nothing was found. You can:") && none.body.contains("ask us for help"));
    let typed = [("q", "debt"), ("age", "seven"), ("miles", "3")];
    let wrong = browser.post("/services", &typed).await.expect(422);
    assert!(wrong.body.contains("Enter an age in whole years") && wrong.body.contains("Enter where you are"));
    assert!(
        wrong.body.contains("value=\"debt\"") && wrong.body.contains("value=\"seven\""),
        "it is all still there"
    );
    for odd in ["\u{fffd}", "'; drop table", "<script>", &"x".repeat(5_000)] {
        let page = browser.post("/services", &[("q", odd), ("place", odd)]).await;
        assert!(matches!(page.status.as_u16(), 200 | 422), "{odd}");
        assert!(!page.body.contains("<script>x") && !page.body.contains("<script></"), "{odd}");
    }
    browser.get(&format!("/services/{}", Uuid::nil())).await.expect(404);
    browser.get("/services/nonsense").await.expect(404);
}

#[tokio::test]
async fn an_empty_directory_says_so() {
    let site = Site::new().await;
    let page = site.browser().get("/services").await.expect(200);
    assert!(
        page.body.contains("There are no services in the directory yet")
            && !page.body.contains("Find services<")
    );
}

#[tokio::test]
async fn a_service_that_is_gone_still_has_its_page() {
    let site = Site::new().await;
    let one = |number: u8, name: &str| json!({ "id": format!("5f0c2a52-6a0e-4a3f-9c33-0a8f3b1c7d{number:02}"), "name": name, "status": "active" });
    let rows = take_in(&site.record, &json!({ "contents": [one(1, "Advice"), one(2, "Toddlers")] })).await;
    take_in(&site.record, &json!({ "contents": [one(1, "Advice")] })).await;
    let mut browser = site.browser();
    let page = browser.get(&format!("/services/{}", rows[1])).await.expect(200);
    assert!(page.body.contains("no longer in the directory it came from"));
    let all = browser.post("/services", &[]).await.expect(200);
    assert!(all.body.contains("1 service found") && !all.body.contains("Toddlers"));
}

#[tokio::test]
async fn programs_read_the_councils_own_list_page_by_page() {
    let site = marlshire().await;
    let mut browser = site.browser();
    let about = browser.get("/oruk").await.expect(200);
    assert!(feed::about(about.body.as_bytes()).expect("it says what it speaks").version.is_read());
    let mut pages = feed::Pages::new(10);
    let mut read = 0;
    while let Some(number) = pages.ask() {
        let page =
            browser.get(&format!("/oruk/services?page={number}&per_page=20&full=true")).await.expect(200);
        assert_eq!(
            (page.header("content-type"), page.header("access-control-allow-origin")),
            ("application/json", "*")
        );
        let page = feed::page(page.body.as_bytes()).expect("a page");
        assert!(!page.problems.breaks_the_schema(), "{:#?}", page.problems);
        read += page.services.len();
        if let feed::Step::Done { whole } = pages.take(&page).expect("it follows") {
            assert!(whole);
        }
    }
    assert_eq!(read, feed::page(MARLSHIRE.as_bytes()).expect("a page").entries);

    let found = browser.get("/oruk/services?search=little+carers&per_page=1").await.expect(200);
    let found: Value = serde_json::from_str(&found.body).expect("JSON");
    let id = found["contents"][0]["id"].as_str().expect("an id").to_owned();
    let one = browser.get(&format!("/oruk/services/{id}")).await.expect(200);
    assert_eq!(feed::service(one.body.as_bytes()).expect("a service").service.expect("read").id, id);
    browser.get(&format!("/oruk/services/{}", Uuid::nil())).await.expect(404);
    for wrong in ["page=0", "page=x", "per_page=-1", "taxonomy_term_id=1"] {
        let page = browser.get(&format!("/oruk/services?{wrong}")).await.expect(400);
        assert!(page.body.contains("\"error\""), "{wrong}");
    }
    let last = browser.get("/oruk/services?page=99999999999").await.expect(200);
    assert!(last.body.contains("\"empty\":true"));
}

/// What the pages publish, against the published schemas where they are beside the repository.
#[tokio::test]
async fn what_is_published_keeps_to_the_published_schemas() {
    let Some(folder) = schemas() else { return };
    let site = marlshire().await;
    let mut browser = site.browser();
    let schema = std::fs::read_to_string(folder.join("service.json")).expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let check = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let page = browser.get("/oruk/services?per_page=500&full=true").await.expect(200);
    let page: Value = serde_json::from_str(&page.body).expect("JSON");
    let services = page["contents"].as_array().expect("services");
    assert!(services.len() >= 40);
    for service in services {
        let wrong: Vec<String> = check.iter_errors(service).map(|error| error.to_string()).collect();
        assert_eq!(wrong, [""; 0], "{}", service["name"]);
    }
}

fn schemas() -> Option<std::path::PathBuf> {
    let folder =
        std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/interop/oruk"));
    if !folder.is_dir() {
        assert!(std::env::var_os("KITH_NEEDS_SHARED").is_none(), "the schemas are not beside the repository");
        eprintln!("skipped: there is no ../shared/data/interop/oruk");
        return None;
    }
    Some(folder.join("schema/compiled"))
}

/// Felix begins a plan for Charlie, and gives its address.
async fn plan(site: &Site, felix: &mut Browser<'_>) -> String {
    let record = &site.record;
    let charlie = record.person("Charlie", "Banks").born("2012-07-10").save().await;
    record.open_early_help(charlie, "family-help", Some("felix.family")).await;
    let mut work = record.work("felix.family").await;
    let nothing = Circumstances::default();
    let permit = permit_person(&mut work, may::AmendPerson, charlie, &nothing).await.expect("his worker");
    let family = family::begin(&mut work, &permit, "Banks").await.expect("a family");
    work.commit().await.expect("kept");
    let form = record.pack.forms_for(KindOfRecord::Plan).next().expect("Marlshire has one");
    let address = format!("/families/{family}/begin/{}", form.id);
    let page = felix.get(&address).await.expect(200);
    let (_, id) = html::hidden(&page.body).into_iter().find(|(name, _)| name == "id").expect("an id");
    let about = charlie.to_string();
    let begun = felix.post(&address, &[("id", id.as_str()), ("about", about.as_str())]).await.expect(303);
    begun.location().to_owned()
}

/// The address at which the first result is added.
fn adds(page: &Page, search: &str) -> String {
    let body = page.body.replace("&#x2f;", "/");
    let start = body.find(&format!("action=\"{search}/")).expect("a form") + "action=\"".len();
    body[start..].split('"').next().expect("an address").to_owned()
}

#[tokio::test]
async fn a_worker_puts_a_service_into_the_plan() {
    let site = marlshire().await;
    let mut felix = site.signed_in("felix.family").await;
    let plan = plan(&site, &mut felix).await;
    let action = felix.get(&format!("{plan}/pages/action/1")).await.expect(200);
    assert!(action.body.contains("Save and find a service for this"));
    let actions = felix.get(&format!("{plan}/pages/actions")).await.expect(200);
    assert!(actions.body.replace("&#x2f;", "/").contains(&format!("{plan}/services")), "{}", actions.body);
    let outcome = felix.get(&format!("{plan}/pages/goals")).await.expect(200);
    assert!(!outcome.body.contains("find a service"), "only where actions are written");

    // What was typed on the page is saved on the way.
    let marks = html::hidden(&action.body);
    let mut sent: Vec<(&str, &str)> =
        marks.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let support = "actions.1.action_support";
    sent.extend([(support, "A lift on the day"), ("action", "services")]);
    let gone = felix.post(&format!("{plan}/pages/action/1"), &sent).await.expect(303);
    assert_eq!(gone.location(), format!("{plan}/services"));

    let search = format!("{plan}/services");
    felix.get(&search).await.expect(200);
    let found = felix.post(&search, &[("q", "little carers")]).await.expect(200);
    assert!(found.body.contains("Add to the plan as an action"));
    let add = adds(&found, &search);
    let added = felix.post(&add, &[]).await.expect(303);
    assert_eq!(added.location(), format!("{plan}/pages/action/1"));
    let page = felix.get(&format!("{plan}/pages/action/1")).await.expect(200);
    assert!(page.body.contains("Ask Bellrope little carers, 01632 960"), "{}", page.body);
    assert!(page.body.contains("A lift on the day"), "what was typed before is still there");

    // Sent twice it is there once; another service is the next action.
    let again = felix.post(&add, &[]).await.expect(303);
    assert!(again.location().ends_with("/pages/actions"));
    let other = felix.post(&search, &[("q", "debt")]).await.expect(200);
    let add = adds(&other, &search);
    assert_eq!(felix.post(&add, &[]).await.expect(303).location(), format!("{plan}/pages/action/2"));

    let wrong = felix.post(&search, &[("age", "old")]).await.expect(422);
    assert!(wrong.body.contains("Enter an age in whole years"));
    felix.post(&format!("{search}/{}", Uuid::nil()), &[]).await.expect(404);
    // Whoever is not signed in, or has no business with the family, adds nothing.
    assert!(site.browser().get(&search).await.location().starts_with("/sign-in"));
    let mut ana = site.signed_in("ana.analyst").await;
    assert!(matches!(ana.post(&add, &[]).await.status.as_u16(), 403 | 404));
}
