//! Who else is involved, through its pages (journey J3): what is shown, what opens it, and what that leaves behind.

use record::access::{Circumstances, may, permit_request};
use record::request::subject::match_to;
use uuid::Uuid;

use crate::harness::Site;

// Their ids in the cast, which the feeds of `record::source::cast` speak of.
const TOMMY_WILLIAMS: Uuid = Uuid::from_u128(0xca57_0001_0000_4000_8000_0000_0000_0021);
const KATE_WILLIAMS: Uuid = Uuid::from_u128(0xca57_0001_0000_4000_8000_0000_0000_0022);
const DOMINIC_PIERCE: Uuid = Uuid::from_u128(0xca57_0001_0000_4000_8000_0000_0000_0023);

/// Tommy's request, matched to him, his mother and his father, with the cast's feeds on file.
async fn request(site: &Site) -> Uuid {
    let record = &site.record;
    for (id, first, last, born) in [
        (TOMMY_WILLIAMS, "Tommy", "Williams", "2012-05-12"),
        (KATE_WILLIAMS, "Kate", "Williams", "1989-09-30"),
        (DOMINIC_PIERCE, "Dominic", "Pierce", "1986-01-17"),
    ] {
        record.person(first, last).id(id).born(born).save().await;
    }
    let mut work = record.system_work().await;
    record::source::cast::seed(&mut work, &record.pack.services).await.expect("the feeds are kept");
    work.commit().await.expect("it is kept");
    let sent = record
        .request()
        .child("Tommy", "Williams", "2012-05-12")
        .adult("Kate", "Williams")
        .adult("Dominic", "Pierce");
    let sent = sent.send().await;
    let mut work = record.work("dora.duty").await;
    let permit = permit_request(&mut work, may::ScreenRequest, sent.id, &Circumstances::default())
        .await
        .expect("she may");
    for (subject, person) in sent.subjects.iter().zip([TOMMY_WILLIAMS, KATE_WILLIAMS, DOMINIC_PIERCE]) {
        match_to(&mut work, &permit, *subject, person, "found").await.expect("it is matched");
    }
    work.commit().await.expect("it is kept");
    sent.id
}

/// The part of the page about one person.
fn card(body: &str, person: Uuid) -> &str {
    let (_, rest) =
        body.split_once(&format!("aria-labelledby=\"services-{person}\"")).expect("they have a card");
    rest.split_once("</section>").map_or(rest, |(card, _)| card)
}

async fn housing_of_kate(site: &Site) -> String {
    let asked = format!(
        "select i.id::text from casework.service_involvement i join casework.source_feed f on f.id = i.source_feed_id
         where i.person_id = '{KATE_WILLIAMS}' and f.service = 'housing'"
    );
    site.record.sql(&asked).await.expect("rows").remove(0)
}

async fn levels(site: &Site, person: Uuid) -> Vec<String> {
    let asked = format!(
        "select level::text from audit.event where subject_id = '{person}' and level >= 3 order by seq"
    );
    site.record.sql(&asked).await.expect("the ledger")
}

#[tokio::test]
async fn the_father_has_a_police_section_the_child_has_not_and_none_found_is_not_not_supplied() {
    let site = Site::new().await;
    let request = request(&site).await;
    let page =
        site.signed_in("dora.duty").await.get(&format!("/requests/{request}/services")).await.expect(200);
    let (tommy, dominic) = (card(&page.body, TOMMY_WILLIAMS), card(&page.body, DOMINIC_PIERCE));
    assert!(tommy.contains("School (Marlshire pupil roll)"));
    assert!(
        !tommy.contains("Police")
            && tommy.contains("Not shown at this age: adult social care, housing and police")
    );
    assert!(dominic.contains("Police (Marlshire Police records)") && dominic.contains("Records found"));
    assert!(dominic.contains("Not supplied since 3 March 2026"));
    assert!(dominic.contains("None found (checked 13 September 2026)"));
    assert!(dominic.contains("Last updated on 13 September 2026") && dominic.contains("Covers the period"));
    assert!(dominic.contains("What this does and does not show"));
    for unread in ["NA", "N/A", "&ndash;", ">-<", ">–<", ">current<", ">Current<"] {
        assert!(!dominic.contains(unread), "{unread} says nothing to a worker");
    }
    assert!(!page.body.contains("Violence"), "an offence is detail");
    assert!(!page.body.contains("Notice seeking possession"), "so is a housing case");
}

#[tokio::test]
async fn opening_housing_detail_shows_the_notice_and_writes_level_6() {
    let site = Site::new().await;
    let request = request(&site).await;
    let housing = housing_of_kate(&site).await;
    let mut browser = site.signed_in("dora.duty").await;
    let page = browser.get(&format!("/requests/{request}/services")).await.expect(200);
    assert!(page.body.contains("Show housing details"));
    assert_eq!(levels(&site, KATE_WILLIAMS).await, ["3"]);
    let page = browser.post(&format!("/requests/{request}/services/{housing}"), &[]).await.expect(200);
    let kate = card(&page.body, KATE_WILLIAMS);
    let (_, after) = kate.split_once("Notice seeking possession").expect("the detail is shown");
    let (value, _) = after.split_once("</dd>").expect("it has a value");
    assert!(value.ends_with(">Open"), "{value}");
    assert_eq!(levels(&site, KATE_WILLIAMS).await, ["3", "6", "3"]);
}

#[tokio::test]
async fn nothing_opens_without_a_form_or_for_somebody_elses_request() {
    let site = Site::new().await;
    let request = request(&site).await;
    let housing = housing_of_kate(&site).await;
    let other = site.record.request().child("Somebody", "Else", "2015-01-01").send().await.id;
    let mut dora = site.signed_in("dora.duty").await;
    let path = format!("/requests/{request}/services/{housing}");
    dora.get(&path).await.expect(404);
    dora.post_bytes(&path, b"csrf=guessed".to_vec()).await.expect(400);
    dora.post(&format!("/requests/{other}/services/{housing}"), &[]).await.expect(404);
    dora.post(&format!("/requests/{request}/services/not-an-id"), &[]).await.expect(404);
    let nobody = dora.get(&format!("/requests/{other}/services")).await.expect(200);
    assert!(nobody.body.contains("Nobody in this request is matched yet"));
    for who in ["ana.analyst", "ada.admin"] {
        let refused = site.signed_in(who).await.post(&path, &[]).await;
        assert!(refused.status.is_client_error(), "{who}: {}", refused.status);
    }
    assert_eq!(levels(&site, KATE_WILLIAMS).await, Vec::<String>::new(), "nobody was shown anything");
}
