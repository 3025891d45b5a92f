//! The ninety-day review through its page: who is asked, what an answer does, and who comes second.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use record::testing::minutes_later;
use uuid::Uuid;

use crate::harness::{Browser, Site};

const DAY: i64 = 24 * 60;
const PAGE: &str = "/governance/access-renewal";

/// A site whose clock the test sets, in minutes.
async fn site() -> (Site, Arc<AtomicI64>) {
    let minutes = Arc::new(AtomicI64::new(0));
    let clock = Arc::clone(&minutes);
    (Site::with_clock(move || minutes_later(clock.load(Ordering::Relaxed))).await, minutes)
}

async fn on_day<'a>(site: &'a Site, day: i64, name: &str) -> Browser<'a> {
    site.signed_in_at(site.record.account(name), minutes_later(day * DAY)).await
}

async fn grant(site: &Site, person: Uuid, kind: &str) -> String {
    let asked =
        format!("select id::text from access.access_grant where person_id = '{person}' and kind = '{kind}'");
    site.record.sql(&asked).await.expect("the grant").remove(0)
}

#[tokio::test]
async fn a_manager_keeps_one_access_and_ends_another() {
    let (site, clock) = site().await;
    let child = site.record.person("Charlie", "Banks").born("2012-07-10").save().await;
    site.record.open_early_help(child, "family-help", Some("sian.social")).await;
    let (team, sian) = (grant(&site, child, "team").await, grant(&site, child, "allocation").await);

    let page = site.signed_in("tess.team").await.get(PAGE).await.expect(200);
    assert!(page.body.contains("There is no access to renew"), "{}", page.body);
    clock.store(91 * DAY, Ordering::Relaxed);
    let mut tess = on_day(&site, 91, "tess.team").await;
    assert!(tess.get("/home").await.expect(200).body.contains("Access to renew (2)"));
    let page = tess.get(PAGE).await.expect(200);
    for told in ["Charlie Banks", "Sian Probert", "Family Help", "Allocated to work with", "Ends by itself"] {
        assert!(page.body.contains(told), "{told}: {}", page.body);
    }
    tess.post(&format!("{PAGE}/{team}"), &[]).await.expect(422);
    tess.post(&format!("{PAGE}/{team}"), &[("outcome", "needed")]).await.expect(303);
    let page = tess.post(&format!("{PAGE}/{team}"), &[("outcome", "ended")]).await.expect(409);
    assert!(page.body.contains("Somebody else has answered this already"), "{}", page.body);
    on_day(&site, 91, "sian.social").await.get(&format!("/people/{child}")).await.expect(200);
    tess.post(&format!("{PAGE}/{sian}"), &[("outcome", "ended")]).await.expect(303);
    assert!(tess.get(PAGE).await.expect(200).body.contains("There is no access to renew"));
    let left =
        format!("select kind from access.access_grant where person_id = '{child}' and ended_at is null");
    assert_eq!(site.record.sql(&left).await.expect("grants"), ["team"]);
    let said = "select action from audit.event where basis = 'access_review' order by seq";
    assert_eq!(site.record.sql(said).await.expect("the ledger"), ["granted", "revoked"]);
}

#[tokio::test]
async fn nobody_reviews_their_own_access_a_relatives_record_or_another_team() {
    let (site, clock) = site().await;
    let tess_account = site.record.account("tess.team");
    let own = site.record.person("Tess", "Marchetti").save().await;
    let kin = site.record.person("Kin", "Marchetti").save().await;
    site.record.relate(own, "parent", kin).await;
    let tie = format!("update access.account set person_id = '{own}' where id = '{tess_account}'");
    site.record.sql(&tie).await.expect("it is Tess");
    let other = site.record.person("Charlie", "Banks").save().await;
    site.record.open_early_help(kin, "family-help", Some("sian.social")).await;
    site.record.open_early_help(other, "assessment", Some("tess.team")).await;
    clock.store(91 * DAY, Ordering::Relaxed);
    let page = on_day(&site, 91, "tess.team").await.get(PAGE).await.expect(200);
    assert!(page.body.contains("There is no access to renew"), "{}", page.body);
    for person in [kin, other] {
        for kind in ["team", "allocation"] {
            let path = format!("{PAGE}/{}", grant(&site, person, kind).await);
            on_day(&site, 91, "tess.team").await.post(&path, &[("outcome", "ended")]).await.expect(409);
            on_day(&site, 91, "sian.social").await.post(&path, &[("outcome", "ended")]).await.expect(404);
        }
    }
    for name in ["dora.duty", "felix.family", "priya.privacy", "ada.admin"] {
        on_day(&site, 91, name).await.get(PAGE).await.expect(404);
    }
}
