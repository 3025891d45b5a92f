//! The access review from an emergency to a decision: the night finds it, the page asks about it, somebody else decides.

use law::access_review::Settings;
use record::Actor;
use record::access::review::{self, Kept};
use record::testing::minutes_later;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::harness::{Site, html};

const DAY: i64 = 24 * 60;
const PAGE: &str = "/governance/access-review";

/// As the job does it every night.
async fn night(site: &Site, day: i64) -> Kept {
    let settings = Settings::usual(law::clocks::london().clone());
    let mut work = site.record.begin(Actor::System("access-review"), minutes_later(day * DAY)).await;
    let kept = review::nightly(&mut work, &settings).await.expect("the review runs");
    work.commit().await.expect("it is kept");
    kept
}

#[tokio::test]
async fn an_emergency_is_asked_about_the_morning_after_and_decided_by_somebody_else() {
    let minutes = Arc::new(AtomicI64::new(0));
    let clock = Arc::clone(&minutes);
    let site = Site::with_clock(move || minutes_later(clock.load(Ordering::Relaxed))).await;
    let child = site.record.person("Freya", "Harker").born("2013-04-02").save().await;
    site.record.restrict(child, "staff", "Family Help").await;
    let mut sian = site.signed_in("sian.social").await;
    let asked = [("reason", "Police at the door now")];
    sian.post(&format!("/people/{child}/emergency"), &asked).await.expect(303);
    sian.get(&format!("/people/{child}")).await.expect(200);
    assert!(
        site.signed_in("priya.privacy").await.get(PAGE).await.expect(200).body.contains("nothing to ask")
    );

    assert_eq!(night(&site, 1).await, Kept { raised: 1, carried: 0 });
    assert_eq!(night(&site, 1).await.raised, 0, "what was put before a person is not put again");
    minutes.store(DAY, Ordering::Relaxed);
    let at = minutes_later(DAY);
    let mut priya = site.signed_in_at(site.record.account("priya.privacy"), at).await;
    let list = priya.get(PAGE).await.expect(200);
    assert!(list.body.contains("Sian Probert"), "{}", list.body);
    let line = "select id::text from access.review_item";
    let line = format!("{PAGE}/{}", site.record.sql(line).await.expect("one line").remove(0));
    let page = priya.get(&line).await.expect(200);
    assert!(page.body.contains("Opened the record") && !page.body.contains("Freya"), "{}", page.body);
    let empty = priya.post(&line, &[]).await.expect(422);
    assert!(html::title(&page.body).contains("Looks to ask about"));
    assert!(empty.body.contains("Select what you make of it") && empty.body.contains("Enter why"));

    // Her own manager may decide; she, another team's manager and whoever has no such role find nothing.
    for (name, status) in [("sian.social", 404), ("dora.duty", 404), ("ana.analyst", 404), ("tess.team", 200)]
    {
        let mut browser = site.signed_in_at(site.record.account(name), at).await;
        assert_eq!(browser.get(&line).await.status.as_u16(), status, "{name}");
        let decided = browser.post(&line, &[("outcome", "needs-asking"), ("why", "I ask her today.")]).await;
        assert_eq!(decided.status.as_u16(), if status == 200 { 303 } else { 404 }, "{name}");
    }
    let answer = [("outcome", "explained"), ("why", "The police asked: see their log.")];
    priya.post(&line, &answer).await.expect(303);
    let page = priya.get(&line).await.expect(200);
    for kept in ["I ask her today.", "The police asked: see their log.", "There was a good reason"] {
        assert!(page.body.contains(kept), "{kept}: {}", page.body);
    }
    let sealed =
        site.record.count("access.review_decision where encode(why_sealed, 'escape') like '%police%'").await;
    assert_eq!(sealed, 0, "why is sealed");
}
