//! Records that may be one child through the pages: nobody is named before a pair is taken, the second reader reads blind, and "same" is
//! said only after the warning of twins.

use jiff::{SignedDuration, Timestamp};
use record::duplicate::find;
use record::testing::NOW;
use uuid::Uuid;

use crate::harness::{Browser, Page, Site};

/// A site with people enough that the names of a pair are rare, and one child on two records.
struct Council {
    site: Site,
    twice: [Uuid; 2],
}

async fn council() -> Council {
    let site = Site::new().await;
    let record = &site.record;
    for number in 0..40u8 {
        let letter = |by: u8| char::from(b'a' + (number / by) % 26);
        let (first, last) =
            (format!("{}orin{}", letter(1), letter(7)), format!("Q{}ill{}", letter(3), letter(1)));
        let day = format!("20{:02}-0{}-1{}", number % 15, number % 9 + 1, number % 10);
        record
            .person(&first, &last)
            .born(&day)
            .at(&format!("{number} Elm Row"), &format!("ML{number} 2AB"))
            .save()
            .await;
    }
    let okafor = |first| record.person(first, "Okafor").born("2014-02-11").at("3 Mill Lane", "MZ1 1AA");
    let mut twice = [okafor("Amara").save().await, okafor("Amarah").save().await];
    twice.sort();
    Council { site, twice }
}

impl Council {
    /// Compares everybody and gives the address of the pair.
    async fn find(&self) -> String {
        find::everybody(&self.site.record.store, NOW).await.expect("compared");
        let [one, other] = self.twice;
        let asked = format!(
            "select id::text from casework.possible_duplicate where one_id = '{one}' and other_id = '{other}' and gone_at is null"
        );
        format!("/duplicates/{}", self.site.record.sql(&asked).await.expect("it reads").remove(0))
    }

    async fn links(&self) -> i64 {
        self.site.record.count("casework.same_person_link").await
    }
}

async fn take(browser: &mut Browser<'_>, pair: &str) -> Page {
    browser.post(pair, &[("what", "take")]).await.expect(303);
    browser.get(pair).await.expect(200)
}

/// The id in the address of a pair: a page writes the rest of an address with marks for its strokes.
fn id_of(pair: &str) -> &str {
    pair.rsplit('/').next().unwrap_or(pair)
}

fn names_anybody(page: &Page) -> bool {
    ["Amara", "Zadie", "Okafor", "2014", "Mill Lane", "MZ1"].iter().any(|word| page.body.contains(word))
}

#[tokio::test]
async fn a_pair_is_found_taken_compared_and_linked_by_a_person() {
    let council = council().await;
    let mut tess = council.site.signed_in("tess.team").await;
    let empty = tess.get("/duplicates").await.expect(200);
    assert!(empty.body.contains("have not been compared yet"), "{}", empty.body);
    let pair = council.find().await;
    // One first name, so that nothing warns of twins; and two last names.
    let [one, other] = council.twice;
    for (person, last) in [(one, "Okafor"), (other, "Okafor-Reid")] {
        let name = format!(
            "update lookup.person_name set first_name = 'Amara', last_name = '{last}' where person_id = '{person}'"
        );
        council.site.record.sql(&name).await.expect("renamed");
    }
    let home = tess.get("/home").await.expect(200);
    assert!(home.body.contains("Possible duplicates to compare ("), "{}", home.body);
    let queue = tess.get("/duplicates").await.expect(200);
    assert!(queue.body.contains(id_of(&pair)) && queue.body.contains("same date of birth"), "{}", queue.body);
    assert!(!names_anybody(&queue), "nobody is named: {}", queue.body);
    let before = tess.get(&pair).await.expect(200);
    assert!(before.body.contains("Take this pair") && !names_anybody(&before), "{}", before.body);

    let page = take(&mut tess, &pair).await;
    for words in [
        "Amara Okafor",
        "Amara Okafor-Reid",
        "3 Mill Lane",
        "Differs",
        "<svg",
        "To begin with",
        "Born 11 February 2014",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let looked = format!(
        "select count(*)::text from audit.event where action = 'opened' and subject_id in ('{}', '{}')",
        council.twice[0], council.twice[1]
    );
    assert_eq!(council.site.record.sql(&looked).await.expect("on record"), ["2"]);

    let half = tess.post(&pair, &[("what", "answer")]).await.expect(422);
    for words in ["Select whether they are one person", "Enter how you know"] {
        assert!(half.body.contains(words), "{words}: {}", half.body);
    }
    let unsure =
        tess.post(&pair, &[("what", "answer"), ("answer", "not-sure"), ("reason", "Thin")]).await.expect(422);
    assert!(
        unsure.body.contains("Enter what would decide it") && unsure.body.contains("Thin"),
        "{}",
        unsure.body
    );
    assert_eq!(council.links().await, 0);
    let first = council.twice[0].to_string();
    let typed = [
        ("what", "answer"),
        ("answer", "same"),
        ("first", first.as_str()),
        ("reason", "One girl of one school"),
    ];
    let done = tess.post(&pair, &typed).await.expect(303);
    assert_eq!(done.location(), "/duplicates");
    assert_eq!(council.links().await, 1);
    let late = tess.post(&pair, &typed).await.expect(303);
    assert_eq!((late.location(), council.links().await), ("/duplicates", 1));
    let figures = tess.get("/duplicates/statistics").await.expect(200);
    for words in
        ["1 reading in the last 12 weeks", "No pair was read by two people yet", "Estimated to be one person"]
    {
        assert!(figures.body.contains(words), "{words}: {}", figures.body);
    }
    let nothing = tess.get("/duplicates?show=mine").await.expect(200);
    assert!(nothing.body.contains("You have no pair in hand"), "{}", nothing.body);
}

#[tokio::test]
async fn twins_are_not_one_before_the_warning_was_read_and_two_agree() {
    let council = council().await;
    // Of one mother, and with names that nobody confuses: the page warns where the engine alone might not.
    let record = &council.site.record;
    let mother = record.person("Grace", "Okafor").save().await;
    for child in council.twice {
        record.relate(mother, "parent", child).await;
    }
    let pair = council.find().await;
    let name = format!(
        "update lookup.person_name set first_name = 'Zadie' where person_id = '{}'",
        council.twice[1]
    );
    record.sql(&name).await.expect("renamed");
    let mut bea = council.site.signed_in("bea.business").await;
    let page = take(&mut bea, &pair).await;
    assert!(page.body.contains("these could be twins"), "{}", page.body);
    let first = council.twice[0].to_string();
    let typed =
        [("what", "answer"), ("answer", "same"), ("first", first.as_str()), ("reason", "BLUEBELL said so")];
    let refused = bea.post(&pair, &typed).await.expect(422);
    assert!(
        refused.body.contains("Confirm that you have checked that they are not twins"),
        "{}",
        refused.body
    );
    let read: Vec<(&str, &str)> = typed.into_iter().chain([("not_twins", "yes")]).collect();
    bea.post(&pair, &read).await.expect(303);
    assert_eq!(council.links().await, 0, "one reader alone");
    bea.post(&pair, &[("what", "take")]).await.expect(303);
    assert!(!names_anybody(&bea.get(&pair).await.expect(200)), "nobody reads twice");

    let mut tess = council.site.signed_in("tess.team").await;
    let second = tess.get("/duplicates?show=second").await.expect(200);
    assert!(second.body.contains(id_of(&pair)), "{}", second.body);
    let page = take(&mut tess, &pair).await;
    assert!(page.body.contains("Somebody has read this pair before you"), "{}", page.body);
    assert!(!page.body.contains("BLUEBELL") && !page.body.contains("Bea Lindqvist"), "blind: {}", page.body);
    let unsure = [
        ("what", "answer"),
        ("answer", "not-sure"),
        ("reason", "FOXGLOVE is not sure"),
        ("would_decide", "The school"),
    ];
    tess.post(&pair, &unsure).await.expect(303);
    let mut maeve = council.site.signed_in("maeve.manager").await;
    let page = take(&mut maeve, &pair).await;
    for words in ["BLUEBELL", "FOXGLOVE", "The school"] {
        assert!(page.body.contains(words), "she settles it: {words}: {}", page.body);
    }
    let different = [("what", "answer"), ("answer", "different"), ("reason", "Two girls in one class")];
    maeve.post(&pair, &different).await.expect(303);
    assert_eq!(council.links().await, 0);
    assert!(!maeve.get("/duplicates").await.expect(200).body.contains(id_of(&pair)));
    // Whoever would link them by hand is told.
    let [one, other] = council.twice;
    for person in [one, other] {
        council.site.record.name_on(person, "felix.family").await;
    }
    let mut felix = council.site.signed_in("felix.family").await;
    let by_hand = felix.get(&format!("/people/{one}/same-person/with/{other}")).await.expect(200);
    assert!(by_hand.body.contains("said that they are two people"), "{}", by_hand.body);
    assert!(!by_hand.body.contains("Two girls in one class"), "not why: {}", by_hand.body);
}

#[tokio::test]
async fn the_queue_says_how_far_a_comparison_is_and_when_one_is_overdue() {
    let council = council().await;
    let record = &council.site.record;
    find::everybody(&record.store, NOW - SignedDuration::from_hours(72)).await.expect("compared");
    let says = |at: Timestamp| {
        format!(
            "insert into work.progress values (gen_random_uuid(), 'find-duplicates', 'weighing', 3, 10, '{at}', '{at}')"
        )
    };
    // One that stopped without an end is silent.
    record.sql(&says(NOW - SignedDuration::from_mins(3))).await.expect("said");
    let mut tess = council.site.signed_in("tess.team").await;
    let page = tess.get("/duplicates").await.expect(200);
    assert!(
        !page.body.contains("being compared now") && page.body.contains("Compare all records now"),
        "{}",
        page.body
    );
    assert!(page.body.contains("more than two days ago"), "{}", page.body);
    record.sql(&says(NOW)).await.expect("said");
    let page = tess.get("/duplicates").await.expect(200);
    assert!(page.body.contains("weighing pairs, 3 of 10 rules done"), "{}", page.body);
    for words in ["Compare all records now", "more than two days ago"] {
        assert!(!page.body.contains(words), "{words}: {}", page.body);
    }
    // Asked for again it is not done twice.
    tess.post("/duplicates", &[]).await.expect(303);
    assert_eq!(record.count("work.job where kind = 'find-duplicates'").await, 0);
    record.sql("delete from work.progress").await.expect("it has ended");
    tess.post("/duplicates", &[]).await.expect(303);
    assert_eq!(record.count("work.job where kind = 'find-duplicates'").await, 1);
}

#[tokio::test]
async fn nobody_else_finds_the_queue_and_one_at_a_time_reads() {
    let council = council().await;
    let pair = council.find().await;
    for who in ["dora.duty", "felix.family", "priya.privacy", "ana.analyst", "ada.admin", "lottie.lead"] {
        let mut browser = council.site.signed_in(who).await;
        for address in ["/duplicates", "/duplicates/statistics", pair.as_str()] {
            browser.get(address).await.expect(404);
        }
        browser.post(&pair, &[("what", "take")]).await.expect(404);
        browser.post("/duplicates", &[]).await.expect(404);
        assert!(!browser.get("/home").await.expect(200).body.contains("/duplicates"), "{who}");
    }
    let mut bea = council.site.signed_in("bea.business").await;
    let mut tess = council.site.signed_in("tess.team").await;
    bea.post("/duplicates", &[]).await.expect(404);
    take(&mut bea, &pair).await;
    let theirs = tess.get(&pair).await.expect(200);
    assert!(
        theirs.body.contains("Bea Lindqvist is reading it") && !names_anybody(&theirs),
        "{}",
        theirs.body
    );
    tess.post(&pair, &[("what", "take")]).await.expect(303);
    assert!(!names_anybody(&tess.get(&pair).await.expect(200)));
    let answer = [("what", "answer"), ("answer", "different"), ("reason", "Mine to say")];
    tess.post(&pair, &answer).await.expect(303);
    assert_eq!(council.site.record.count("casework.duplicate_reading").await, 0);
    bea.post(&pair, &[("what", "give-back")]).await.expect(303);
    bea.get(&format!("/people/{}", council.twice[0])).await.expect(403);
    // Restricted meanwhile: it is gone at once, for whoever knew of it too.
    take(&mut tess, &pair).await;
    council.site.record.restrict(council.twice[0], "high_risk", "Family Front Door").await;
    tess.get(&pair).await.expect(404);
    tess.post(&pair, &answer).await.expect(404);
    tess.post("/duplicates", &[]).await.expect(303);
    let queued = council.site.record.sql("select kind from work.job where kind = 'find-duplicates'").await;
    assert_eq!(queued.expect("a job"), ["find-duplicates"]);
}
