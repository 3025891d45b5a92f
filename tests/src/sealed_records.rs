//! Opening a sealed record through its page: one asks, another agrees, and for four hours it opens to nobody else.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use record::testing::minutes_later;
use uuid::Uuid;

use crate::harness::{Browser, Site};

const PAGE: &str = "/governance/sealed-records";

async fn site() -> (Site, Arc<AtomicI64>) {
    let minutes = Arc::new(AtomicI64::new(0));
    let clock = Arc::clone(&minutes);
    (Site::with_clock(move || minutes_later(clock.load(Ordering::Relaxed))).await, minutes)
}

/// A sealed record, and its reference.
async fn sealed(site: &Site) -> (Uuid, String) {
    let person = site.record.person("Robin", "Vale").born("2014-03-02").save().await;
    site.record.restrict(person, "sealed", "nobody").await;
    let asked = format!("select public_ref from casework.person where id = '{person}'");
    (person, site.record.sql(&asked).await.expect("a reference").remove(0))
}

async fn ask(browser: &mut Browser<'_>, reference: &str) -> String {
    let typed = [("reference", reference), ("reason", "The court asks for the adoption papers")];
    let page = browser.post(PAGE, &typed).await.expect(303);
    page.header("set-cookie").to_owned() + page.location()
}

async fn asking(site: &Site) -> String {
    site.record.sql("select id::text from access.sealed_opening").await.expect("it waits").remove(0)
}

#[tokio::test]
async fn what_two_people_opened_is_open_to_the_one_who_asked_for_four_hours() {
    let (site, clock) = site().await;
    let (person, reference) = sealed(&site).await;
    let address = format!("/people/{person}");
    let mut tess = site.signed_in("tess.team").await;
    tess.get(&address).await.expect(404);
    ask(&mut tess, &reference.to_lowercase()).await;
    assert!(!tess.get(PAGE).await.expect(200).body.contains(&reference), "who asks learns nothing");
    tess.get(&address).await.expect(404);
    let path = format!("{PAGE}/{}", asking(&site).await);
    tess.post(&path, &[]).await.expect(404);

    let mut priya = site.signed_in("priya.privacy").await;
    assert!(priya.get("/home").await.expect(200).body.contains("Sealed records (1 to agree to)"));
    let page = priya.get(PAGE).await.expect(200);
    for told in [reference.as_str(), "Tess Marchetti", "The court asks for the adoption papers"] {
        assert!(page.body.contains(told), "{told}: {}", page.body);
    }
    assert!(!page.body.contains("Robin") && !page.body.contains("Ask to read"), "{}", page.body);
    priya.post(&path, &[]).await.expect(303);
    let page = priya.post(&path, &[]).await.expect(409);
    assert!(page.body.contains("Somebody else has agreed to this already"), "{}", page.body);

    let page = tess.get(PAGE).await.expect(200);
    assert!(page.body.contains(&person.to_string()) && page.body.contains(&reference), "{}", page.body);
    let page = tess.get(&address).await.expect(200);
    assert!(page.body.contains("Robin Vale") && page.body.contains("Restricted: Sealed"), "{}", page.body);
    tess.get(&format!("{address}/details")).await.expect(200);
    for closed in ["restriction", "access", "viewed"] {
        tess.get(&format!("{address}/{closed}")).await.expect(404);
    }
    tess.post(&format!("{address}/name/new"), &[("first_name", "Other")]).await.expect(404);
    for name in ["priya.privacy", "maeve.manager", "dora.duty", "sian.social", "ada.admin"] {
        let mut other = site.signed_in(name).await;
        other.get(&address).await.expect(404);
        assert!(!other.get("/home").await.body.contains(&person.to_string()));
    }
    assert!(!site.signed_in("maeve.manager").await.get(PAGE).await.expect(200).body.contains(&reference));

    // The second factor is asked for again after five minutes; after four hours there is no such record.
    clock.store(6, Ordering::Relaxed);
    let page = tess.get(&address).await.expect(403);
    assert!(!page.body.contains("Robin"), "{}", page.body);
    clock.store(241, Ordering::Relaxed);
    let mut later = site.signed_in_at(site.record.account("tess.team"), minutes_later(241)).await;
    later.get(&address).await.expect(404);
    assert!(!later.get(PAGE).await.expect(200).body.contains(&person.to_string()));
    let looks = format!("select basis from audit.event where subject_id = '{person}' and action = 'opened'");
    assert_eq!(site.record.sql(&looks).await.expect("the ledger"), ["sealed_opening"; 2]);
}

#[tokio::test]
async fn nobody_agrees_to_their_own_asking_or_about_their_own_record() {
    let (site, _) = site().await;
    let (person, reference) = sealed(&site).await;
    let mut maeve = site.signed_in("maeve.manager").await;
    ask(&mut maeve, &reference).await;
    let path = format!("{PAGE}/{}", asking(&site).await);
    assert!(!maeve.get(PAGE).await.expect(200).body.contains(&reference));
    maeve.post(&path, &[]).await.expect(409);
    maeve.get(&format!("/people/{person}")).await.expect(404);
    let priya = site.record.account("priya.privacy");
    let tie = format!("update access.account set person_id = '{person}' where id = '{priya}'");
    site.record.sql(&tie).await.expect("it is Priya's own");
    let mut priya = site.signed_in("priya.privacy").await;
    assert!(!priya.get(PAGE).await.expect(200).body.contains(&reference));
    priya.post(&path, &[]).await.expect(409);
    assert_eq!(
        site.record.sql("select approved_by::text from access.sealed_opening").await.expect("rows"),
        [""]
    );
    for name in ["dora.duty", "sian.social", "ada.admin"] {
        site.signed_in(name).await.get(PAGE).await.expect(404);
        site.signed_in(name).await.post(&path, &[]).await.expect(404);
    }
}

#[tokio::test]
async fn a_reference_that_is_nobodys_gets_the_same_answer() {
    let (site, clock) = site().await;
    let (_, reference) = sealed(&site).await;
    let open = site.record.person("Charlie", "Banks").save().await;
    let asked = format!("select public_ref from casework.person where id = '{open}'");
    let open = site.record.sql(&asked).await.expect("a reference").remove(0);
    let mut tess = site.signed_in("tess.team").await;
    let answer = ask(&mut tess, &reference).await;
    for other in [open.as_str(), "P-NOBO-DYS1"] {
        assert_eq!(ask(&mut tess, other).await, answer);
    }
    assert_eq!(site.record.count("access.sealed_opening").await, 1);
    let page = tess.post(PAGE, &[("reference", "kept as typed"), ("reason", "")]).await.expect(422);
    assert!(page.body.contains("kept as typed") && page.body.contains("Enter why you need to read it"));
    // Nobody agreed for a day: it no longer waits. Agreeing takes a second factor just used.
    let path = format!("{PAGE}/{}", asking(&site).await);
    let mut maeve = site.signed_in("maeve.manager").await;
    clock.store(6, Ordering::Relaxed);
    let page = maeve.post(&path, &[("agree", "yes")]).await.expect(403);
    assert!(page.body.contains("agree"), "the answer waits on the page that asks: {}", page.body);
    clock.store(24 * 60 + 1, Ordering::Relaxed);
    let mut maeve = site.signed_in_at(site.record.account("maeve.manager"), minutes_later(24 * 60 + 1)).await;
    maeve.post(&path, &[]).await.expect(409);
}
