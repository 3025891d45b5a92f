//! The council's directory speaks SCIM: somebody joins, moves and leaves, and what they could open follows at once.

use record::testing::NOW;
use serde_json::{Value, json};
use sign_in::Settings;
use web::credential::SessionToken;
use web::ways_in::WaysIn;

use crate::harness::{Browser, Page, Site};

const GROUPS: &str = "[groups]\n\"Kith duty officers\" = { role = \"duty_officer\" }\n\"Family Help North\" = { team = \"early-help-north\" }\n";
const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const PATCH: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

struct Directory<'a> {
    program: Browser<'a>,
    token: String,
}

impl Directory<'_> {
    async fn ask(&mut self, method: &str, path: &str, body: Value) -> Page {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.program.directory(method, &format!("/scim/v2{path}"), &self.token, &body).await
    }

    async fn change(&mut self, path: &str, operations: Value) -> Page {
        self.ask("PATCH", path, json!({ "schemas": [PATCH], "Operations": operations })).await
    }
}

async fn site() -> Site {
    let mut ways_in = WaysIn::without_providers("https://kith.marlshire.example", "Marlshire");
    ways_in.settings = Settings::read(GROUPS).expect("the settings are right");
    Site::with(ways_in, || record::testing::NOW).await
}

async fn directory(site: &Site) -> Directory<'_> {
    let token = SessionToken::generate(&mut site.record.store.randomness());
    let mut work = site.record.system_work().await;
    record::staff::directory::set_token(&mut work, "test", &token.hash()).await.expect("it is kept");
    work.commit().await.expect("it is kept");
    Directory { program: site.browser(), token: token.cookie_value() }
}

#[track_caller]
fn read(page: &Page) -> Value {
    serde_json::from_str(&page.body).unwrap_or_else(|_| panic!("{} {}", page.asked, page.body))
}

fn wanda() -> Value {
    json!({ "schemas": [USER], "userName": "Wanda.New", "externalId": "e-1", "displayName": "Wanda New",
            "emails": [{ "value": "wanda.new@marlshire.example", "primary": true }], "active": true })
}

#[tokio::test]
async fn nobody_without_a_token_learns_or_changes_anything() {
    let site = site().await;
    let mut one = directory(&site).await;
    one.token = SessionToken::generate(&mut site.record.store.randomness()).cookie_value();
    let page = one.ask("GET", "/Users", Value::Null).await.expect(401);
    assert_eq!(read(&page)["schemas"][0], ERROR);
    assert_eq!(page.headers["www-authenticate"], "Bearer");
    one.ask("POST", "/Users", wanda()).await.expect(401);
    // A page's session is no token either.
    let mut dora = site.signed_in("dora.duty").await;
    dora.get("/scim/v2/Users").await.expect(401);
}

#[tokio::test]
async fn a_joiner_is_found_by_name_and_gets_a_role_by_a_group() {
    let site = site().await;
    let mut one = directory(&site).await;
    let made = one.ask("POST", "/Users", wanda()).await.expect(201);
    let id = read(&made)["id"].as_str().expect("an id").to_owned();
    assert!(made.location().ends_with(&format!("/scim/v2/Users/{id}")), "{}", made.location());
    one.ask("POST", "/Users", wanda()).await.expect(409);
    let found =
        one.ask("GET", "/Users?filter=userName%20eq%20%22wanda.new%22", Value::Null).await.expect(200);
    assert_eq!((&read(&found)["totalResults"], &read(&found)["Resources"][0]["id"]), (&json!(1), &json!(id)));
    let nobody = one.ask("GET", "/Users?filter=userName+eq+%22nobody%22", Value::Null).await.expect(200);
    assert_eq!(read(&nobody)["totalResults"], 0);
    let odd = one.ask("GET", "/Users?filter=title%20co%20%22x%22", Value::Null).await.expect(400);
    assert_eq!(read(&odd)["scimType"], "invalidFilter");

    let group = one.ask("POST", "/Groups", json!({ "displayName": "Kith duty officers" })).await.expect(201);
    let group = read(&group)["id"].as_str().expect("an id").to_owned();
    one.ask("POST", "/Groups", json!({ "displayName": "Not in the settings" })).await.expect(400);
    let add = json!([{ "op": "Add", "path": "members", "value": [{ "value": id }] }]);
    one.change(&format!("/Groups/{group}"), add).await.expect(200);
    let mut work = site.record.system_work().await;
    let staff = record::staff::account::staff(&mut work, id.parse().expect("an id")).await;
    let staff = staff.expect("it answers").expect("the account is open");
    assert!(staff.has_role(access::Role::DutyOfficer));
    let shown = one.ask("GET", &format!("/Users/{id}"), Value::Null).await.expect(200);
    assert_eq!(read(&shown)["groups"][0]["value"], group);
}

#[tokio::test]
async fn a_leaver_is_out_at_once_and_what_they_were_stays_on_file() {
    let site = site().await;
    let mut one = directory(&site).await;
    let felix = site.record.account("felix.family");
    let person = site.record.person("Charliename", "Bankssurname").born("2012-07-10").save().await;
    site.record.open_early_help(person, "early-help-north", Some("felix.family")).await;
    let mut browser = site.signed_in("felix.family").await;
    browser.get("/home").await.expect(200);
    browser.get(&format!("/people/{person}")).await.expect(200);

    let leave = json!([{ "op": "Replace", "path": "active", "value": "False" }]);
    let left = one.change(&format!("/Users/{felix}"), leave).await.expect(200);
    assert_eq!(read(&left)["active"], false);
    browser.get("/home").await.expect(303);
    let count = |statement: &'static str| {
        let statement = statement.replace("$", &format!("'{felix}'"));
        let record = &site.record;
        async move { record.count(&statement).await }
    };
    assert_eq!(count("access.access_grant where account_id = $ and ended_at is null").await, 0);
    assert!(count("access.access_grant where account_id = $ and ended_at is not null").await > 0);
    assert!(count("access.account_role where account_id = $ and valid_until is not null").await > 0);
    assert_eq!(count("access.account_role where account_id = $ and valid_until is null").await, 0);
    assert_eq!(count("access.team_member where account_id = $ and valid_until is null").await, 0);
    assert_eq!(count("audit.event where action = 'ended' and subject_id = $").await, 1);

    // Back, without what they had.
    let back = json!([{ "op": "replace", "value": { "active": true } }]);
    one.change(&format!("/Users/{felix}"), back).await.expect(200);
    let mut again = site.signed_in("felix.family").await;
    again.get("/home").await.expect(200);
    let refused = again.get(&format!("/people/{person}")).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
    assert!(NOW.as_second() > 0);
}

#[tokio::test]
async fn what_is_not_scim_changes_nothing_and_is_told_so() {
    let site = site().await;
    let mut one = directory(&site).await;
    let dora = site.record.account("dora.duty");
    for (method, path, body) in [
        ("POST", "/Users".to_owned(), json!({ "userName": "x" })),
        ("POST", "/Users".to_owned(), json!([])),
        ("PATCH", format!("/Users/{dora}"), json!({ "Operations": [] })),
        ("PUT", format!("/Users/{dora}"), json!({ "schemas": [USER] })),
        ("POST", "/Groups".to_owned(), json!({})),
    ] {
        let page = one.ask(method, &path, body).await.expect(400);
        assert_eq!(read(&page)["schemas"][0], ERROR, "{method} {path}");
    }
    one.ask("GET", "/Users/nobody", Value::Null).await.expect(404);
    one.ask("DELETE", "/Groups/00000000-0000-0000-0000-000000000000", Value::Null).await.expect(404);
    site.signed_in("dora.duty").await.get("/home").await.expect(200);
}
