//! Clocks on pages: what is due for a family, worklists, handing families over, and ending the work.

use law::form::typed::rows;
use law::form::{Answers, Audience, KindOfRecord, Subject, Who};
use record::entry::{self, Change};
use uuid::Uuid;

use crate::families::{Banks, banks, fill, id_of, send};
use crate::harness::html;
use crate::prints::{said, says, says_not};

/// NOW is Monday 14 September 2026: an agreement of 1 July is long past ten working days.
const AGREED: [(&str, &str); 5] = [
    ("agreed_to_take_part", "yes"),
    ("agreed_on-day", "1"),
    ("agreed_on-month", "7"),
    ("agreed_on-year", "2026"),
    ("agreed_how", "spoken"),
];

/// Felix writes down, in an assessment that is not finished, that Lily's mother agreed on 1 July.
async fn agreed_in_july(banks: &Banks) -> String {
    let mut felix = banks.site.signed_in("felix.family").await;
    let assessment = banks.begin(&mut felix, KindOfRecord::Assessment, &[banks.charlie, banks.lily]).await;
    let typed: Vec<(String, &str)> =
        AGREED.iter().map(|(name, value)| (format!("person.1.{name}"), *value)).collect();
    let mut typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    typed.push(("action", "save"));
    fill(&mut felix, &format!("{assessment}/pages/agreement/1"), &typed).await.expect(303);
    assessment
}

#[tokio::test]
async fn what_is_typed_starts_a_clock_before_anything_is_finished() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let clocks = format!("/families/{}/clocks", banks.family);
    let before = felix.get(&clocks).await.expect(200);
    assert!(!before.body.contains("Complete the assessment</th>"), "{}", before.body);
    agreed_in_july(&banks).await;
    let after = felix.get(&clocks).await.expect(200);
    assert!(after.body.contains("Complete the assessment</th>"), "{}", after.body);
    assert!(after.body.contains("Overdue"), "{}", after.body);
    assert!(
        after.body.contains("Agreed to take part Wednesday 1 July 2026"),
        "the arithmetic: {}",
        after.body
    );
    assert!(after.body.contains("Lily Banks"), "each child's visits: {}", after.body);
    assert!(!html::title(&after.body).contains("Banks"));
    let family = felix.get(&format!("/families/{}", banks.family)).await.expect(200);
    assert!(family.body.contains("Complete the assessment"), "{}", family.body);
}

#[tokio::test]
async fn clocks_stand_still_for_a_reason_the_council_knows() {
    let banks = banks().await;
    agreed_in_july(&banks).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let (clocks, pauses) =
        (format!("/families/{}/clocks", banks.family), format!("/families/{}/pauses", banks.family));
    let first = [("first_day", "2"), ("first_month", "7"), ("first_year", "2026")];
    let mut wrong = vec![("reason", "the weather"), ("because", "")];
    wrong.extend(first);
    let page = felix.get(&clocks).await.expect(200);
    let refused = send(&mut felix, &page, &pauses, &wrong).await.expect(422);
    assert!(refused.body.contains("Select why the clocks stand still"), "{}", refused.body);
    assert!(refused.body.contains("Enter what happened"), "{}", refused.body);
    assert!(refused.body.contains("value=\"2026\""), "nothing typed is lost: {}", refused.body);
    let mut right = vec![("reason", "family-away"), ("because", "With their grandmother until they ring")];
    right.extend(first);
    send(&mut felix, &page, &pauses, &right).await.expect(303);
    let paused = felix.get(&clocks).await.expect(200);
    assert!(paused.body.contains("With their grandmother"), "{}", paused.body);
    assert!(paused.body.contains("paused since Thu 2 July 2026 (the family is away)"), "{}", paused.body);
    let pause = banks.site.record.sql("select id::text from casework.pause").await.expect("kept").remove(0);
    let end = format!("{pauses}/{pause}/end");
    let page = felix.get(&end).await.expect(200);
    let early = [("last_day", "1"), ("last_month", "7"), ("last_year", "2026")];
    let refused = send(&mut felix, &page, &end, &early).await.expect(422);
    assert!(refused.body.contains("cannot end before it begins"), "{}", refused.body);
    let late = [("last_day", "31"), ("last_month", "8"), ("last_year", "2026")];
    send(&mut felix, &page, &end, &late).await.expect(303);
    let again = felix.get(&clocks).await.expect(200);
    assert!(again.body.contains("From 2 July 2026 to 31 August 2026"), "{}", again.body);
    // Somebody who may not open the family learns nothing, and stops nothing.
    let mut fern = banks.site.signed_in("fern.family").await;
    let closed = fern.get(&clocks).await;
    assert!(!closed.body.contains("grandmother"), "{}", closed.body);
}

#[tokio::test]
async fn a_worklist_says_what_is_late_and_a_manager_sees_whose_it_is() {
    let banks = banks().await;
    agreed_in_july(&banks).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let mine = felix.get("/worklist").await.expect(200);
    assert!(
        mine.body.contains("Overdue (") && mine.body.contains("Complete the assessment"),
        "{}",
        mine.body
    );
    assert!(mine.body.contains("Not finished by you (1)"), "{}", mine.body);
    felix.get("/teams/family-help").await.expect(404);
    let mut tess = banks.site.signed_in("tess.team").await;
    let team = tess.get("/teams/family-help").await.expect(200);
    assert!(team.body.contains("Complete the assessment (1)"), "{}", team.body);
    assert!(team.body.contains("<svg") && team.body.contains("with something overdue"), "{}", team.body);
    let some = tess.get("/teams/family-help?clock=assessment&show=overdue").await.expect(200);
    assert!(some.body.contains("Show every clock"), "{}", some.body);
    let table = tess.get("/teams/family-help/table").await.expect(200);
    assert!(table.body.starts_with("Family,What,For whom,State,Where it stands,Worker"), "{}", table.body);
    assert!(table.body.contains("Complete the assessment"), "{}", table.body);
    let exported = "select count(*)::text from audit.event where action = 'exported'";
    assert_eq!(banks.site.record.sql(exported).await.expect("counted"), ["1"], "that it left is on record");
    tess.get("/teams/early-help-south").await.expect(404);
}

#[tokio::test]
async fn a_manager_hands_families_over_in_one_go_and_takes_it_back() {
    let banks = banks().await;
    let mut tess = banks.site.signed_in("tess.team").await;
    let (address, family) = ("/teams/family-help/reassign", banks.family.to_string());
    let page = tess.get(address).await.expect(200);
    let nobody = send(&mut tess, &page, address, &[("to", "")]).await.expect(422);
    assert!(nobody.body.contains("Select at least one family"), "{}", nobody.body);
    let nobody = send(&mut tess, &page, address, &[("family", &family), ("to", "")]).await.expect(422);
    assert!(nobody.body.contains("Select who takes over"), "{}", nobody.body);
    assert!(nobody.body.contains("checked"), "what was ticked stays ticked");
    let to = banks.site.record.account("tess.team").to_string();
    let done = send(&mut tess, &page, address, &[("family", &family), ("to", &to)]).await.expect(303);
    let done = done.location().to_owned();
    let told = tess.get(&done).await.expect(200);
    assert!(told.body.contains("Banks family (Charlie Banks, Lily Banks)"), "{}", told.body);
    let mut felix = banks.site.signed_in("felix.family").await;
    assert!(!felix.get("/home").await.expect(200).body.contains("Banks"), "it is his no more");
    send(&mut tess, &told, &done, &[]).await.expect(303);
    assert!(felix.get("/home").await.expect(200).body.contains("Banks"), "and now it is again");
    let again = tess.get(&done).await.expect(200);
    assert!(again.body.contains("nothing here that can be taken back"), "{}", again.body);
    let forbidden = felix.get(address).await;
    assert_eq!(forbidden.status, 404, "a worker hands nothing over");
}

/// Answers every question of Marlshire's closure as Felix, straight on the record.
async fn answer_closure(banks: &Banks, closure: &str, reason: &str) {
    let id: Uuid = id_of(closure).parse().expect("an id");
    let text = |words: &str| format!("{{\"text\":\"{words}\"}}");
    let day = |day: &str| format!("{{\"parts\":{{\"day\":\"{day}\",\"month\":\"9\",\"year\":\"2026\"}}}}");
    let mut answers = vec![
        ("closed_on".to_owned(), day("14")),
        ("lead_name".to_owned(), text("Felix Farrow")),
        ("reason".to_owned(), text(reason)),
        ("child_seen_on".to_owned(), day("10")),
        ("home_seen_on".to_owned(), day("10")),
        ("work_done".to_owned(), text("A bedtime that holds")),
        ("keep_going".to_owned(), text("The toddler group")),
        ("who_to_call".to_owned(), text("The family hub")),
        ("feedback".to_owned(), text("yes")),
        (
            "checklist".to_owned(),
            "{\"chosen\":[\"notes\",\"drafts\",\"actions\",\"chronology\",\"summary\",\"details\",\"consents\"]}".to_owned(),
        ),
    ];
    for need in 1..=10 {
        let outcome = if need == 9 { "achieved" } else { "does-not-apply" };
        answers.push((format!("need.{need}.need_outcome"), text(outcome)));
    }
    for child in [1, 2] {
        answers.push((format!("child.{child}.child_ending"), text("It is fine")));
    }
    let mut work = banks.site.record.work("felix.family").await;
    let nothing = record::access::Circumstances::default();
    let permit =
        record::access::permit_person(&mut work, record::access::may::AmendPerson, banks.charlie, &nothing)
            .await
            .expect("his worker");
    let open = entry::to_write(&mut work, &permit, id).await.expect("open");
    let seen = |path: &str| open.answers.get(path).map_or(0, |answer| answer.version);
    let changes: Vec<Change<'_>> =
        answers.iter().map(|(path, value)| Change { path, value, seen: seen(path) }).collect();
    entry::save(&mut work, &permit, id, &changes).await.expect("saved");
    work.commit().await.expect("kept");
}

#[tokio::test]
async fn work_ends_when_nothing_is_left_unfinished_and_a_manager_has_read_it() {
    let banks = banks().await;
    let assessment = agreed_in_july(&banks).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let closure = banks.begin(&mut felix, KindOfRecord::Closure, &[banks.charlie, banks.lily]).await;
    let finish = format!("{closure}/finish");
    let empty = felix.get(&finish).await.expect(200);
    assert_eq!(empty.body.matches(">Home</a>").count(), 1, "each need is listed once: {}", empty.body);
    assert!(!empty.body.contains("Say what became of"), "{}", empty.body);
    assert!(
        empty.body.contains("The assessment that Felix Anand began on 14 September 2026 is not finished"),
        "{}",
        empty.body
    );
    answer_closure(&banks, &closure, "needs-met").await;
    let page = felix.get(&finish).await.expect(200);
    let refused = send(&mut felix, &page, &finish, &[]).await.expect(422);
    assert!(refused.body.contains("There is a problem"), "{}", refused.body);
    let draft = format!("href=\"{}\"", assessment.replace('/', "&#x2f;"));
    assert!(refused.body.contains(&draft), "the draft, with its link: {}", refused.body);
    assert!(refused.body.contains("Lily Banks"), "a child nobody has seen: {}", refused.body);
    // The family stopped: nobody can be made to see the children. The draft is in the way all the same.
    answer_closure(&banks, &closure, "family-stopped").await;
    let page = felix.get(&finish).await.expect(200);
    let refused = send(&mut felix, &page, &finish, &[]).await.expect(422);
    assert!(refused.body.contains(&draft), "{}", refused.body);
    let mut tess = banks.site.signed_in("tess.team").await;
    let remove = format!("{assessment}/remove");
    let page = tess.get(&remove).await.expect(200);
    let gone = [("asked_by", "Felix Farrow"), ("because", "Begun for the wrong family")];
    send(&mut tess, &page, &remove, &gone).await.expect(303);
    let page = felix.get(&finish).await.expect(200);
    assert!(
        page.body.contains("Look at these once more"),
        "not seen lately is only pointed out: {}",
        page.body
    );
    felix.get(&format!("{closure}/letter.pdf")).await.expect(404);
    send(&mut felix, &page, &finish, &[]).await.expect(303);

    // It waits for the manager, who signs it off; only then has the work ended.
    let list = tess.get("/worklist").await.expect(200);
    assert!(list.body.contains("Waiting for you to sign off (1)"), "{}", list.body);
    assert!(felix.get("/home").await.expect(200).body.contains("Banks"));
    let page = tess.get(&closure).await.expect(200);
    assert!(page.body.contains("The letter that tells the family"), "{}", page.body);
    let letter = said(tess.get(&format!("{closure}/letter.pdf")).await.expect(200));
    says(
        &letter,
        &["Our work has ended", "Charlie Banks", "ask for help again", "we may ask you how things are"],
    );
    says_not(&letter, &["OFFICIAL", "chose to stop", "Draft", "Felix", "Tess", "School, college"]);
    tess.get(&format!("{closure}/letter.docx")).await.expect(200);
    let page = tess.get(&closure).await.expect(200);
    let signed =
        send(&mut tess, &page, &format!("{closure}/sign-off"), &[("agreed", "yes")]).await.expect(303);
    assert_eq!(signed.location(), "/worklist");
    let closed = "select count(*)::text || ' ' || min(reason) from casework.closure";
    assert_eq!(banks.site.record.sql(closed).await.expect("read"), ["2 family_stopped"]);
    let ties = "select count(*)::text from access.access_grant where source_kind = 'allocation' and ended_at is null";
    assert_eq!(banks.site.record.sql(ties).await.expect("counted"), ["0"], "with the work its ties end");
    assert!(!felix.get("/home").await.expect(200).body.contains("Banks"));
    let dates = format!(
        "select count(*)::text from casework.retention_due where person_id in ('{}', '{}')",
        banks.charlie, banks.lily
    );
    assert_eq!(
        banks.site.record.sql(&dates).await.expect("counted"),
        ["2"],
        "until when it is kept is worked out"
    );
}

/// Felix writes an entry about both children with these answers, and finishes it whatever is missing. Gives its address.
pub async fn written(banks: &Banks, kind: KindOfRecord, answers: &[(&str, &str)]) -> String {
    written_about(banks, kind, &[banks.lily, banks.charlie], answers).await
}

/// The same about other people of the family, whoever comes first being one that is Felix's to open.
pub async fn written_about(
    banks: &Banks,
    kind: KindOfRecord,
    about: &[Uuid],
    answers: &[(&str, &str)],
) -> String {
    let entry = begun_about(banks, kind, about, answers).await;
    let mut work = banks.site.record.work("felix.family").await;
    let nothing = record::access::Circumstances::default();
    let permit =
        record::access::permit_person(&mut work, record::access::may::AmendPerson, about[0], &nothing)
            .await
            .expect("his worker");
    entry::finish(&mut work, &permit, id_of(&entry).parse().expect("an id"), None).await.expect("finished");
    work.commit().await.expect("kept");
    entry
}

/// An entry about both children with these answers that is still open. Gives its address.
pub async fn begun(banks: &Banks, kind: KindOfRecord, answers: &[(&str, &str)]) -> String {
    begun_about(banks, kind, &[banks.lily, banks.charlie], answers).await
}

async fn begun_about(banks: &Banks, kind: KindOfRecord, about: &[Uuid], answers: &[(&str, &str)]) -> String {
    let mut felix = banks.site.signed_in("felix.family").await;
    let entry = banks.begin(&mut felix, kind, about).await;
    let id: Uuid = id_of(&entry).parse().expect("an id");
    let mut work = banks.site.record.work("felix.family").await;
    let nothing = record::access::Circumstances::default();
    let permit =
        record::access::permit_person(&mut work, record::access::may::AmendPerson, about[0], &nothing)
            .await
            .expect("his worker");
    let open = entry::to_write(&mut work, &permit, id).await.expect("open");
    let seen = |path: &str| open.answers.get(path).map_or(0, |answer| answer.version);
    let changes: Vec<Change<'_>> =
        answers.iter().map(|(path, value)| Change { path, value, seen: seen(path) }).collect();
    entry::save(&mut work, &permit, id, &changes).await.expect("saved");
    let child = |number, name: &str| Subject { number, name: name.to_owned(), who: Who::Child };
    let form = banks.site.record.pack.forms_for(kind).next().expect("Marlshire has one");
    let form = form.about(&[child(1, "Lily"), child(2, "Charlie")]);
    let mut typed = Answers::new();
    for (path, value) in answers {
        typed.set(*path, serde_json::from_str(value).expect("an answer"));
    }
    let rows = rows(&form, Audience::Worker, &typed);
    entry::keep_typed(&mut work, &permit, id, open.kind, &rows).await.expect("kept");
    work.commit().await.expect("kept");
    entry
}

#[tokio::test]
async fn a_review_begins_with_the_plan_and_the_next_one_with_the_review() {
    let banks = banks().await;
    let plan = [
        ("plan_number", r#"{"text":"1"}"#),
        ("actions.1.action_what", r#"{"text":"Ring the landlord about the boiler"}"#),
        ("actions.1.action_status", r#"{"text":"on-track"}"#),
        ("actions.2.action_what", r#"{"text":"Buy a bed for Lily"}"#),
        ("actions.2.action_owner_kind", r#"{"text":"family"}"#),
        ("actions.2.action_person", r#"{"chosen":["person.1"]}"#),
        ("do_not_share_with", r#"{"chosen":["police"]}"#),
    ];
    written(&banks, KindOfRecord::Plan, &plan).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let review = banks.begin(&mut felix, KindOfRecord::Review, &[banks.charlie, banks.lily]).await;
    let first = felix.get(&format!("{review}/pages/action/1")).await.expect(200);
    assert!(first.body.contains("Ring the landlord about the boiler"), "{}", first.body);
    let second = felix.get(&format!("{review}/pages/action/2")).await.expect(200);
    assert!(second.body.contains("Buy a bed for Lily"), "{}", second.body);
    assert!(second.body.contains(r#"value="Lily Banks""#), "who of the family does it: {}", second.body);

    // The review drops one action and finds the other late: the next begins with what is left, late once more.
    let late = [
        ("actions.1.action_what", r#"{"text":"Ring the landlord about the boiler"}"#),
        ("actions.1.action_now", r#"{"text":"late"}"#),
        ("actions.1.action_times_late", r#"{"text":"1"}"#),
    ];
    written(&banks, KindOfRecord::Review, &late).await;
    let next = banks.begin(&mut felix, KindOfRecord::Plan, &[banks.charlie, banks.lily]).await;
    let goals = felix.get(&format!("{next}/pages/goals")).await.expect(200);
    assert!(goals.body.contains(r#"value="2""#), "the second plan: {}", goals.body);
    let sharing = felix.get(&format!("{next}/pages/sharing")).await.expect(200);
    assert!(
        sharing.body.contains(r#"value="police" checked"#),
        "what the family asked goes along: {}",
        sharing.body
    );
}

#[tokio::test]
async fn supervision_begins_with_who_works_and_how_often_they_visited() {
    let banks = banks().await;
    for day in ["7", "10"] {
        let happened = format!(r#"{{"parts":{{"day":"{day}","month":"9","year":"2026"}}}}"#);
        let visit = [
            ("visit_how", r#"{"text":"in-person"}"#),
            ("happened_on", happened.as_str()),
            ("child.2.seen", r#"{"text":"yes"}"#),
        ];
        written(&banks, KindOfRecord::Visit, &visit).await;
    }
    let mut tess = banks.site.signed_in("tess.team").await;
    let supervision = banks.begin(&mut tess, KindOfRecord::Supervision, &[banks.charlie, banks.lily]).await;
    let list = tess.get(&supervision).await.expect(200);
    let id = id_of(&supervision);
    let known = format!("select path from casework.entry_answer where entry_id = '{id}' order by 1");
    let known = banks.site.record.sql(&known).await.expect("read");
    for path in ["supervisor", "worker", "visits_held"] {
        assert!(known.iter().any(|one| one == path), "{path} of {known:?}: {}", list.body);
    }
    let page = tess.get(&format!("{supervision}/pages/when")).await.expect(200);
    assert!(page.body.contains(r#"value="2""#), "two visits: {}", page.body);
    assert!(page.body.contains(r#"value="Felix Anand""#), "{}", page.body);
}
