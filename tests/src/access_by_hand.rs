//! Access that a manager gives by hand: an inspector's sample (promise P52), a practitioner of another agency who is named for
//! a family, and everybody who may not be given any.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use access::Role;
use record::testing::minutes_later;
use uuid::Uuid;

use crate::harness::{Browser, Page, Site};

const DAY: i64 = 24 * 60;

async fn site() -> (Site, Arc<AtomicI64>, Uuid) {
    let minutes = Arc::new(AtomicI64::new(0));
    let clock = Arc::clone(&minutes);
    let site = Site::with_clock(move || minutes_later(clock.load(Ordering::Relaxed))).await;
    let child = site.record.person("Charlie", "Banks").born("2012-07-10").save().await;
    site.record.open_early_help(child, "family-help", Some("sian.social")).await;
    (site, minutes, child)
}

/// Gives, with a last day or without.
pub async fn give(by: &mut Browser<'_>, child: Uuid, to: Uuid, kind: &str, last: Option<[&str; 3]>) -> Page {
    let [day, month, year] = last.unwrap_or_default();
    let to = to.to_string();
    let typed = [
        ("officer", to.as_str()),
        ("kind", kind),
        ("until_day", day),
        ("until_month", month),
        ("until_year", year),
        ("reason", "Typed as a reason"),
    ];
    by.post(&format!("/people/{child}/access"), &typed).await
}

/// Sends every form about this record; none is taken.
async fn cannot_post(browser: &mut Browser<'_>, child: Uuid) {
    for (_, route) in web::route_list().into_iter().filter(|(method, path)| {
        *method == "POST" && path.starts_with("/people/{id}/") && *path != "/people/{id}/emergency"
    }) {
        let path: Vec<String> = route
            .split('/')
            .map(|part| match part {
                "{id}" => child.to_string(),
                brace if brace.starts_with('{') => Uuid::nil().to_string(),
                other => other.to_owned(),
            })
            .collect();
        let page = browser.post(&path.join("/"), &[("reason", "x"), ("first_name", "Other")]).await;
        assert!(matches!(page.status.as_u16(), 403 | 404), "{} {}", page.asked, page.status);
    }
    browser.post("/people", &[("q", "Banks")]).await.expect(404);
    browser.get("/requests").await.expect(404);
}

#[tokio::test]
async fn an_inspector_reads_a_sample_until_its_last_day_and_does_nothing_else() {
    let (site, clock, child) = site().await;
    let address = format!("/people/{child}");
    let inspector = site.hire("ida.inspects", Role::Inspector).await;
    let mut tess = site.signed_in("tess.team").await;
    let mut ida = site.signed_in_at(inspector, minutes_later(0)).await;
    ida.get(&address).await.expect(403);
    assert!(ida.get("/home").await.expect(200).body.contains("No record is open to you"));

    let page = tess.get(&format!("{address}/access")).await.expect(200);
    for told in ["Sian Probert", "Allocation of the work", "ida.inspects, Inspector"] {
        assert!(page.body.contains(told), "{told}: {}", page.body);
    }
    for (last, problem) in [
        (None, "Enter the last day of the access"),
        (Some(["8", "12", "2026"]), "on or before 7 December 2026"),
        (Some(["13", "9", "2026"]), "must be today or after"),
    ] {
        let page = give(&mut tess, child, inspector, "audit_sample", last).await.expect(422);
        assert!(page.body.contains(problem) && page.body.contains("Typed as a reason"), "{}", page.body);
    }
    for kind in ["named", "network", "conference", "task"] {
        let page = give(&mut tess, child, inspector, kind, Some(["20", "9", "2026"])).await.expect(422);
        assert!(page.body.contains("would not open the record to somebody with their job"), "{}", page.body);
    }
    ida.get(&address).await.expect(403);
    give(&mut tess, child, inspector, "audit_sample", Some(["20", "9", "2026"])).await.expect(303);
    give(&mut tess, child, inspector, "audit_sample", Some(["20", "9", "2026"])).await.expect(422);

    let home = ida.get("/home").await.expect(200).body;
    assert!(home.contains(&child.to_string()) && !home.contains("Charlie"), "{home}");
    assert!(ida.get(&address).await.expect(200).body.contains("Charlie Banks"));
    ida.get(&format!("{address}/details")).await.expect(200);
    ida.get(&format!("{address}/viewed")).await.expect(403);
    cannot_post(&mut ida, child).await;
    // These two forms only ever give access, and give an inspector none.
    ida.post(&address, &[("reason", "cover"), ("detail", "")]).await.expect(303);
    ida.post(&format!("{address}/emergency"), &[("reason", "Danger")]).await.expect(303);
    let hers = format!("select kind from access.access_grant where account_id = '{inspector}'");
    assert_eq!(site.record.sql(&hers).await.expect("grants"), ["audit_sample"]);

    clock.store(6 * DAY, Ordering::Relaxed);
    site.signed_in_at(inspector, minutes_later(6 * DAY)).await.get(&address).await.expect(200);
    clock.store(7 * DAY, Ordering::Relaxed);
    let mut ida = site.signed_in_at(inspector, minutes_later(7 * DAY)).await;
    ida.get(&address).await.expect(403);
    assert!(!ida.get("/home").await.expect(200).body.contains(&child.to_string()));
}

#[tokio::test]
async fn a_practitioner_of_another_agency_reads_where_they_are_named_until_a_manager_ends_it() {
    let (site, _, child) = site().await;
    let (address, other) = (format!("/people/{child}"), site.record.person("Other", "Child").save().await);
    let school = site.hire("lee.leads", Role::LeadPractitioner).await;
    let mut tess = site.signed_in("tess.team").await;
    let mut lee = site.signed_in_at(school, minutes_later(0)).await;
    lee.get(&address).await.expect(403);
    give(&mut tess, child, school, "network", None).await.expect(303);
    lee.get(&address).await.expect(200);
    lee.get(&format!("/people/{other}")).await.expect(403);
    cannot_post(&mut lee, child).await;

    let page = tess.get(&format!("{address}/access")).await.expect(200);
    assert!(page.body.contains("Given by Tess Marchetti") && page.body.contains("Typed as a reason"));
    let given = "select id::text from access.access_grant where source_kind = 'given'";
    let grant = site.record.sql(given).await.expect("a grant").remove(0);
    assert!(page.body.contains(&grant), "{}", page.body);
    let end = format!("{address}/access/{grant}");
    tess.get(&end).await.expect(200);
    tess.post(&end, &[("reason", "")]).await.expect(422);
    tess.post(&end, &[("reason", "The school has left the team")]).await.expect(303);
    tess.post(&end, &[("reason", "Again")]).await.expect(409);
    lee.get(&address).await.expect(403);
    let said = format!(
        "select action || ' ' || basis || ' ' || (words_sealed is not null) from audit.event
         where subject_id = '{child}' and action in ('granted', 'revoked') order by seq"
    );
    assert_eq!(
        site.record.sql(&said).await.expect("the ledger"),
        ["granted network true", "revoked by_hand true"]
    );

    // What casework gave is not ended by hand.
    let allocated = format!(
        "select id::text from access.access_grant where person_id = '{child}' and kind = 'allocation'"
    );
    let theirs = format!("{address}/access/{}", site.record.sql(&allocated).await.expect("a grant")[0]);
    tess.get(&theirs).await.expect(404);
    tess.post(&theirs, &[("reason", "x")]).await.expect(409);
    site.signed_in("sian.social").await.get(&address).await.expect(200);
}

#[tokio::test]
async fn nobody_gives_access_to_themselves_to_kin_or_to_whom_never_reads() {
    let (site, clock, child) = site().await;
    let kin = site.record.person("Kin", "Banks").save().await;
    site.record.relate(kin, "sibling", child).await;
    let account = |name: &str| site.record.account(name);
    let tie = |person: Uuid, name: &str| {
        format!("update access.account set person_id = '{person}' where id = '{}'", account(name))
    };
    site.record.sql(&tie(child, "bea.business")).await.expect("her own");
    site.record.sql(&tie(kin, "felix.family")).await.expect("a relative's");
    let mut tess = site.signed_in("tess.team").await;
    for (name, problem) in [
        ("tess.team", "You cannot give access to yourself"),
        ("bea.business", "which they may never open"),
        ("felix.family", "which they may never open"),
        ("ana.analyst", "Select somebody from the list"),
        ("ada.admin", "Select somebody from the list"),
        ("priya.privacy", "Select somebody from the list"),
    ] {
        let page = give(&mut tess, child, account(name), "named", None).await.expect(422);
        assert!(page.body.contains(problem), "{name}: {}", page.body);
    }
    let page = tess.get(&format!("/people/{child}/access")).await.expect(200);
    for never in ["ana.analyst", "tess.team", "ada.admin", "priya.privacy"] {
        assert!(!page.body.contains(&account(never).to_string()), "{never} is offered");
    }
    assert!(page.body.contains(&account("fern.family").to_string()));

    // Only managers with a tie to the record, and a second factor just used.
    for name in ["sian.social", "fern.family", "bea.business", "priya.privacy"] {
        let mut browser = site.signed_in(name).await;
        browser.get(&format!("/people/{child}/access")).await.expect(403);
        give(&mut browser, child, account("fern.family"), "named", None).await.expect(403);
    }
    clock.store(6, Ordering::Relaxed);
    let page = give(&mut tess, child, account("fern.family"), "named", None).await.expect(403);
    assert!(page.body.contains("Typed as a reason"), "what was typed waits: {}", page.body);
    assert_eq!(
        site.record
            .sql("select kind from access.access_grant where source_kind = 'given'")
            .await
            .expect("rows")
            .len(),
        0
    );
}

#[tokio::test]
async fn a_restricted_record_opens_by_name_alone() {
    let (site, _, child) = site().await;
    site.record.restrict(child, "staff", "Family Help").await;
    site.record.name_on(child, "tess.team").await;
    let fern = site.record.account("fern.family");
    let mut tess = site.signed_in("tess.team").await;
    let page = give(&mut tess, child, fern, "task", None).await.expect(422);
    assert!(page.body.contains("because it is restricted"), "{}", page.body);
    site.signed_in("fern.family").await.get(&format!("/people/{child}")).await.expect(403);
    give(&mut tess, child, fern, "named", None).await.expect(303);
    site.signed_in("fern.family").await.get(&format!("/people/{child}")).await.expect(200);
}
