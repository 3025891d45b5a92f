//! Ids swapped in path, query and body: a row of one record asked for under another, a person put into a form who may not be
//! seen, a request's part under another request. Nothing is told, and nothing changes.

use crate::harness::{Browser, Page, Site, html};
use crate::matrix::{Fixture, NAMES, State, fill};

/// What may come back for an id that does not belong where it stands.
const SHUT: [u16; 4] = [403, 404, 409, 422];

/// Everything a form could change, as one fingerprint.
async fn everything(site: &Site) -> Vec<String> {
    let tables = "select string_agg(format('select %L || md5(coalesce(string_agg(t::text, chr(10) order by t::text), chr(32))) from %I.%I t',
                      table_schema || '.' || table_name || ' ', table_schema, table_name), ' union all ')
                  from information_schema.tables
                  where table_schema in ('casework', 'lookup', 'access') and table_type = 'BASE TABLE'
                    and table_name not in ('session', 'attempt', 'throttle', 'challenge')";
    let all = site.record.sql(tables).await.expect("it answers").remove(0);
    site.record.sql(&format!("select * from ({all}) x order by 1")).await.expect("it answers")
}

/// Refused or not found, without a word of anybody whose record is closed.
#[track_caller]
fn assert_shut(page: &Page) {
    assert!(SHUT.contains(&page.status.as_u16()), "{}: {}\n{}", page.asked, page.status, page.body);
    for (state, first, last) in NAMES {
        if matches!(state, State::Restricted | State::Sealed) {
            assert!(
                !page.body.contains(first) && !page.body.contains(last),
                "{} tells of {state:?}",
                page.asked
            );
        }
    }
    assert!(!html::title(&page.body).contains("Othername"), "{}", page.asked);
}

async fn both(browser: &mut Browser<'_>, path: &str, fields: &[(&str, &str)]) {
    // A row may be missing to look at and be somebody's change to send: both are shut.
    assert_shut(&browser.get(path).await);
    assert_shut(&browser.post(path, fields).await);
}

#[tokio::test]
async fn a_row_of_one_person_is_not_there_under_another() {
    let site = Site::new().await;
    let record = &site.record;
    let own = record.person("Charlie", "Banks").born("2012-07-10").at("1 Own Road", "ZM1 1AA").save().await;
    let other =
        record.person("Othername", "Vale").born("2013-01-02").at("2 Other Road", "ZM1 1AB").save().await;
    let third = record.person("Third", "Vale").save().await;
    record.relate(third, "parent", other).await;
    for person in [own, other, third] {
        record.open_early_help(person, "early-help-north", Some("felix.family")).await;
    }
    // Felix may open both, and adds to the other what has an id of its own.
    let mut felix = site.signed_in("felix.family").await;
    let contact = [("kind", "mobile"), ("value", "07700 900123"), ("voicemail", "yes"), ("text", "yes")];
    felix.post(&format!("/people/{other}/contact-details/new"), &contact).await.expect(303);
    let row = async |table: &str| {
        let query = format!("select id::text from {table} where person_id = '{other}' limit 1");
        record.sql(&query).await.expect("it answers").pop().unwrap_or_else(|| panic!("nothing in {table}"))
    };
    let rows = [
        ("name", row("lookup.person_name").await),
        ("address", row("lookup.address").await),
        ("contact-details", row("casework.contact_detail").await),
        ("relationships", {
            let query = format!(
                "select id::text from casework.relationship where person_id = '{other}' or other_id = '{other}'"
            );
            record.sql(&query).await.expect("it answers").remove(0)
        }),
    ];
    for (section, row) in &rows {
        felix.get(&format!("/people/{other}/{section}/{row}")).await.expect(200);
    }
    let before = everything(&site).await;
    let typed = [
        ("first_name", "Swapped"),
        ("last_name", "Swapped"),
        ("kind", "mobile"),
        ("value", "07700 900999"),
        ("ended", "yes"),
        ("line_1", "Swapped"),
        ("postcode", "ZM1 1AA"),
        ("certainty", "confirmed"),
        ("voicemail", "no"),
        ("text", "no"),
    ];
    for (section, row) in &rows {
        both(&mut felix, &format!("/people/{own}/{section}/{row}"), &typed).await;
    }
    assert_eq!(everything(&site).await, before, "nothing changed");
}

#[tokio::test]
async fn a_part_of_one_request_is_not_there_under_another() {
    let site = Site::new().await;
    let fixture = Fixture::make(&site).await;
    let (open, closed) = (fixture.about(State::Open), fixture.about(State::Restricted));
    let before = everything(&site).await;
    let mut asked = 0;
    for name in ["dora.duty", "maeve.manager"] {
        let mut browser = site.signed_in(name).await;
        for (method, route) in web::route_list() {
            let parts: Vec<&str> = route.matches('{').collect();
            if !route.starts_with("/requests/{request}/") || parts.len() < 2 || route.contains("{party}") {
                continue;
            }
            let path = fill(route, &fixture, Some(State::Restricted))
                .replace(&closed.request.to_string(), &open.request.to_string());
            let decision = closed.decision.to_string();
            let fields = [("because", "wrong_line"), ("text", "swapped"), ("decision", decision.as_str())];
            let page = match method {
                "GET" => browser.get(&path).await,
                _ => browser.post(&path, &fields).await,
            };
            assert_shut(&page);
            asked += 1;
        }
    }
    assert!(asked >= 16, "{asked} addresses were asked for");
    assert_eq!(everything(&site).await, before, "nothing changed");
}

#[tokio::test]
async fn an_id_in_a_form_opens_nothing() {
    let site = Site::new().await;
    let fixture = Fixture::make(&site).await;
    let open = fixture.about(State::Open);
    let before = everything(&site).await;
    let mut dora = site.signed_in("dora.duty").await;
    let mut maeve = site.signed_in("maeve.manager").await;
    for state in [State::Sealed, State::Restricted, State::Own, State::Kin] {
        let hidden = fixture.about(state);
        let person = hidden.person.to_string();
        // Matched to a child of a request.
        let subject = other_subject(&site, open).await;
        let path = format!("/requests/{}/people/{subject}/match", open.request);
        assert_shut(&dora.post(&path, &[("person", &person)]).await);
        // Decided on under another request.
        let child = hidden.subject.to_string();
        let fields = [
            ("subject", child.as_str()),
            ("outcome", "no_further_action"),
            ("level", "1"),
            ("rationale", "swapped"),
        ];
        assert_shut(&maeve.post(&format!("/requests/{}/decisions", open.request), &fields).await);
    }
    // Seen in results is not enough to be somebody's relative, if the record is closed.
    let mut felix = site.signed_in("felix.family").await;
    let own = site.record.person("Charlie", "Banks").save().await;
    site.record.open_early_help(own, "early-help-north", Some("felix.family")).await;
    let before_relating = everything(&site).await;
    for state in [State::Sealed, State::Restricted] {
        let other = fixture.about(state).person.to_string();
        let fields = [("other", other.as_str()), ("kind", "parent"), ("certainty", "stated")];
        assert_shut(&felix.post(&format!("/people/{own}/relationships/new"), &fields).await);
        let query = format!("select public_ref from casework.person where id = '{other}'");
        let reference = site.record.sql(&query).await.expect("it answers").remove(0);
        let fields = [("reference", reference.as_str()), ("reason", "same")];
        assert_shut(&felix.post(&format!("/people/{own}/same-person/new"), &fields).await);
    }
    assert_eq!(everything(&site).await, before_relating, "nothing changed");
    // The same form with somebody who may be seen is saved: it was the id that was refused.
    let seen = fixture.about(State::Open).person.to_string();
    let fields = [("other", seen.as_str()), ("kind", "parent"), ("certainty", "stated")];
    felix.post(&format!("/people/{own}/relationships/new"), &fields).await.expect(303);
    let changed: Vec<_> =
        before.iter().filter(|line| line.contains("subject_match") || line.contains("decision ")).collect();
    assert!(changed.iter().all(|line| before_relating.contains(line)), "no match and no decision was made");
}

/// A child of the request nobody has matched.
async fn other_subject(site: &Site, about: &crate::matrix::About) -> String {
    let query = format!(
        "select id::text from casework.request_subject where request_id = '{}' and id <> '{}'",
        about.request, about.subject
    );
    site.record.sql(&query).await.expect("it answers").remove(0)
}

#[tokio::test]
async fn a_place_in_a_list_is_of_that_list_only() {
    let site = Site::new().await;
    let record = &site.record;
    let own = record.person("Charlie", "Banks").save().await;
    let other = record.person("Othername", "Vale").save().await;
    record.open_early_help(own, "early-help-north", Some("felix.family")).await;
    record.open_early_help(other, "early-help-north", Some("felix.family")).await;
    site.signed_in("felix.family").await.get(&format!("/people/{other}")).await.expect(200);
    let newest = record.sql("select max(seq)::text from audit.event").await.expect("it answers").remove(0);
    let mut priya = site.signed_in("priya.privacy").await;
    let older = format!("?older={}", newest.parse::<i64>().expect("a number") + 10);
    let looked_at = |page: Page| page.expect(200).body.contains("Opened the record");
    assert!(looked_at(priya.get(&format!("/people/{other}/viewed{older}")).await), "of the one it is about");
    assert!(!looked_at(priya.get(&format!("/people/{own}/viewed{older}")).await), "not of another");
}
