//! Requests about information through the pages: the data protection officer writes one down, an officer answers it, and only they
//! read the record meanwhile.

use crate::families::send;
use crate::harness::Site;

const LIST: &str = "/governance/rights-requests";
const RECEIVED: [(&str, &str); 3] =
    [("received_day", "7"), ("received_month", "9"), ("received_year", "2026")];

#[tokio::test]
async fn a_request_is_written_down_answered_and_opens_a_record_only_between() {
    let site = Site::new().await;
    let charlie = site.record.person("Charlie", "Banks").born("2004-07-10").save().await;
    let reference = format!("select public_ref from casework.person where id = '{charlie}'");
    let reference = site.record.sql(&reference).await.expect("read").remove(0);
    let address = format!("/people/{charlie}");
    let mut bea = site.signed_in("bea.business").await;
    bea.get(&address).await.expect(403);
    assert_eq!(bea.get(LIST).await.status, 404, "she answers none");

    let mut priya = site.signed_in("priya.privacy").await;
    let page = priya.get(LIST).await.expect(200);
    let handler = site.record.account("bea.business").to_string();
    let nothing = send(&mut priya, &page, LIST, &[("words", "Everything since 2012")]).await.expect(422);
    for words in [
        "Enter the reference",
        "Select what is asked for",
        "Enter the day it was received",
        "Select who answers it",
        "Everything since 2012",
    ] {
        assert!(nothing.body.contains(words), "{words}: {}", nothing.body);
    }
    let mut sent = vec![
        ("reference", "P-AAAA-AAAA"),
        ("kind", "access"),
        ("asked_by", "Charlie himself, with his passport"),
        ("words", "Everything since 2012"),
        ("handler", handler.as_str()),
    ];
    sent.extend(RECEIVED);
    let unknown = send(&mut priya, &page, LIST, &sent).await.expect(422);
    assert!(unknown.body.contains("There is no record with this reference"), "{}", unknown.body);
    sent[0] = ("reference", reference.as_str());
    let begun = send(&mut priya, &page, LIST, &sent).await.expect(303);
    let right = begun.location().to_owned();
    let shown = priya.get(&right).await.expect(200);
    assert!(
        shown.body.contains("answer by 7 October 2026") && shown.body.contains("23 days left"),
        "{}",
        shown.body
    );
    assert_ne!(priya.get(&address).await.status, 200, "she keeps it, and reads no record by it");

    assert!(bea.get("/home").await.expect(200).body.contains("Requests about information (1)"));
    let hers = bea.get(&right).await.expect(200);
    assert!(
        hers.body.contains("Everything since 2012") && !hers.body.contains("Say what became of it"),
        "{}",
        hers.body
    );
    bea.get(&address).await.expect(200);
    assert_eq!(bea.post(&right, &[("what", "answer"), ("outcome", "done")]).await.status, 404);
    let mut fern = site.signed_in("fern.family").await;
    assert_eq!(fern.get(&right).await.status, 404);

    let page = priya.get(&right).await.expect(200);
    let early = [
        ("outcome", "in_part"),
        ("said", "Without what is about others"),
        ("answered_day", "6"),
        ("answered_month", "9"),
        ("answered_year", "2026"),
    ];
    let early = send(&mut priya, &page, &right, &early).await.expect(422);
    assert!(early.body.contains("cannot be answered before it was received"), "{}", early.body);
    let answer = [
        ("outcome", "in_part"),
        ("said", "Without what is about others"),
        ("answered_day", "14"),
        ("answered_month", "9"),
        ("answered_year", "2026"),
    ];
    send(&mut priya, &page, &right, &answer).await.expect(303);
    bea.get(&address).await.expect(403);
    assert_eq!(bea.get(&right).await.status, 404);
    let done = priya.get(&right).await.expect(200);
    assert!(done.body.contains("Answered in part") && done.body.contains("Priya Raman"), "{}", done.body);
}
