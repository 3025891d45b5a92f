//! Stepping up and down through the pages, what follows from a visit and from scores, whom an entry is about, and a lead practitioner
//! of another agency who writes.

use access::Role;
use law::form::KindOfRecord;

use record::access::{Circumstances, may, permit_person};
use record::family;

use crate::access_by_hand::give;
use crate::families::{Banks, banks, fill, id_of, send};
use crate::worklists::written;

const TODAY: [(&str, &str); 3] = [("on_day", "14"), ("on_month", "9"), ("on_year", "2026")];

async fn step_up(banks: &Banks) {
    let mut felix = banks.site.signed_in("felix.family").await;
    let address = format!("/families/{}/step-up", banks.family);
    let page = felix.get(&address).await.expect(200);
    let charlie = banks.charlie.to_string();
    let mut sent = vec![
        ("route", "strategy_discussion"),
        ("children", charlie.as_str()),
        ("reason", "Charlie told school that he was hit"),
        ("told", "no"),
        ("not_told", "The police are on their way"),
    ];
    sent.extend(TODAY);
    send(&mut felix, &page, &address, &sent).await.expect(303);
}

#[tokio::test]
async fn stepping_up_asks_for_what_it_needs_and_loses_nothing_that_was_typed() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let address = format!("/families/{}/step-up", banks.family);
    let page = felix.get(&address).await.expect(200);
    assert!(page.body.contains("value=\"2026\""), "today stands there: {}", page.body);
    assert!(page.body.contains("Plan, with its outcomes and actions: nothing on file"), "{}", page.body);
    let sent = [("reason", "He was hit"), ("on_day", "40"), ("on_month", "9"), ("on_year", "2026")];
    let refused = send(&mut felix, &page, &address, &sent).await.expect(422);
    for words in [
        "Select where this steps up to",
        "Select the children",
        "Say that the family has been told",
        "He was hit",
    ] {
        assert!(refused.body.contains(words), "{words}: {}", refused.body);
    }
    assert_eq!(banks.site.record.count("casework.request").await, 0);
    let mut fern = banks.site.signed_in("fern.family").await;
    let stranger = fern.get(&address).await;
    assert!(!stranger.body.contains("Charlie"), "{}", stranger.body);
}

#[tokio::test]
async fn what_steps_up_waits_at_the_front_door_and_goes_back_with_a_new_lead() {
    let banks = banks().await;
    step_up(&banks).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let family = format!("/families/{}", banks.family);
    let overview = felix.get(&family).await.expect(200);
    assert!(overview.body.contains("Early Help is paused, not closed"), "{}", overview.body);
    assert!(overview.body.contains("The family has not been told"), "{}", overview.body);
    let clocks = felix.get(&format!("{family}/clocks")).await.expect(200);
    assert!(clocks.body.contains("Children&#x27;s social care is leading the work"), "{}", clocks.body);

    let request =
        banks.site.record.sql("select id::text from casework.request").await.expect("one").remove(0);
    let mut dora = banks.site.signed_in("dora.duty").await;
    let inbox = dora.get("/requests").await.expect(200);
    assert!(
        inbox.body.contains(&format!("requests&#x2f;{request}")) || inbox.body.contains(&request),
        "{}",
        inbox.body
    );
    let contact = dora.get(&format!("/requests/{request}")).await.expect(200);
    for words in [
        "Charlie told school that he was hit",
        "Stepped up: Strategy discussion",
        "Rachel Banks",
        "everything else on file",
    ] {
        assert!(contact.body.contains(words), "{words}: {}", contact.body);
    }
    assert!(!contact.body.contains("Not matched"), "{}", contact.body);
    assert!(!contact.body.contains("Send to"), "it does not go back to who stepped it up: {}", contact.body);
    dora.get(&family).await.expect(200);
    assert_eq!(felix.get(&format!("/requests/{request}")).await.status, 403, "the front door's");

    // A worker does not step down; the manager of the team says why, looks at four things and names who leads.
    let down = format!("{family}/step-down");
    assert_eq!(felix.get(&down).await.status, 404);
    let mut tess = banks.site.signed_in("tess.team").await;
    let page = tess.get(&down).await.expect(200);
    let charlie = banks.charlie.to_string();
    let mut sent =
        vec![("children", charlie.as_str()), ("tasks", "Police interview"), ("checks", "threshold")];
    sent.extend(TODAY);
    let refused = send(&mut tess, &page, &down, &sent).await.expect(422);
    for words in [
        "Enter why social care is no longer needed",
        "‘Police interview’ is still open",
        "Select the lead practitioner",
    ] {
        assert!(refused.body.contains(words), "{words}: {}", refused.body);
    }
    let lead = format!("family-help.{}", banks.site.record.account("tess.team"));
    let mut sent = vec![
        ("children", charlie.as_str()),
        ("reason", "Charlie is safe"),
        ("checks", "threshold"),
        ("checks", "goals"),
        ("checks", "agrees"),
        ("lead", lead.as_str()),
        ("accepts", "yes"),
    ];
    sent.extend(TODAY);
    send(&mut tess, &page, &down, &sent).await.expect(303);
    let overview = tess.get(&family).await.expect(200);
    assert!(overview.body.contains("Stepped down to Early Help"), "{}", overview.body);
    assert!(overview.body.contains("Tess Marchetti leads"), "{}", overview.body);
    let handover = tess.get(&format!("{family}/handover")).await.expect(200);
    assert!(handover.body.contains("there is nothing to hand over"), "{}", handover.body);
}

#[tokio::test]
async fn a_refused_step_down_keeps_nothing_of_it() {
    let banks = banks().await;
    step_up(&banks).await;
    let site = &banks.site;
    // Lily's work is with another team, whose manager Tess is not.
    let lilys = format!(
        "update casework.allocation set ended_at = now() where involvement_id in (
             select id from casework.involvement where person_id = '{}' and kind = 'early_help')",
        banks.lily
    );
    site.record.sql(&lilys).await.expect("ended");
    let closed = format!(
        "insert into casework.closure (involvement_id, closed_at, reason, closed_by)
         select id, now(), 'needs_met', '{}' from casework.involvement where person_id = '{}'",
        site.record.account("tess.team"),
        banks.lily
    );
    site.record.sql(&closed).await.expect("closed");
    site.record.open_early_help(banks.lily, "early-help-north", Some("felix.family")).await;
    let mut tess = site.signed_in("tess.team").await;
    let address = format!("/families/{}/step-down", banks.family);
    let page = tess.get(&address).await.expect(200);
    let lead = page
        .body
        .split("value=\"family-help.")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .map(|account| format!("family-help.{account}"))
        .expect("a lead");
    let (charlie, lily) = (banks.charlie.to_string(), banks.lily.to_string());
    let mut sent = vec![
        ("children", charlie.as_str()),
        ("children", lily.as_str()),
        ("reason", "They are safe"),
        ("checks", "threshold"),
        ("checks", "goals"),
        ("checks", "agrees"),
        ("lead", lead.as_str()),
        ("accepts", "yes"),
    ];
    sent.extend(TODAY);
    let before = site
        .record
        .sql("select id::text || coalesce(ended_at::text, '') from casework.allocation order by 1")
        .await;
    let refused = send(&mut tess, &page, &address, &sent).await.expect(422);
    assert!(
        refused.body.contains("There is a problem") && refused.body.contains("They are safe"),
        "{}",
        refused.body
    );
    let after = site
        .record
        .sql("select id::text || coalesce(ended_at::text, '') from casework.allocation order by 1")
        .await;
    assert_eq!(before.expect("read"), after.expect("read"), "Charlie was not handed over either");
    assert_eq!(site.record.count("casework.step where direction = 'down'").await, 0);
    let lasting = "casework.pause where last_day is null and superseded_at is null";
    assert_eq!(site.record.count(lasting).await, 1, "the clocks stand still as before");
}

#[tokio::test]
async fn a_form_about_a_family_is_a_look_at_its_record() {
    let banks = banks().await;
    let mut tess = banks.site.signed_in("tess.team").await;
    for (page, looks) in [("step-up", 1), ("step-down", 2), ("handover", 3), ("sustained-check", 4)] {
        let address = format!("/families/{}/{page}", banks.family);
        tess.get(&address).await.expect(200);
        let opened = format!(
            "audit.event where action = 'opened' and actor_id = '{}'",
            banks.site.record.account("tess.team")
        );
        assert_eq!(banks.site.record.count(&opened).await, looks, "{page}");
    }
    let mut felix = banks.site.signed_in("felix.family").await;
    felix.get(&format!("/families/{}/handover", banks.family)).await.expect(404);
}

#[tokio::test]
async fn the_front_door_is_told_that_a_family_asks_again() {
    let banks = banks().await;
    for involvement in banks.site.record.sql("select id::text from casework.involvement").await.expect("two")
    {
        let closed = format!(
            "insert into casework.closure (involvement_id, closed_at, reason) values ('{involvement}', '2026-08-03T10:00:00Z', 'needs_met')"
        );
        banks.site.record.sql(&closed).await.expect("closed");
    }
    let sent = banks.site.record.request().child("Charlie", "Banks", "2012-07-10").send().await;
    let mut dora = banks.site.signed_in("dora.duty").await;
    let before = dora.get(&format!("/requests/{}", sent.id)).await.expect(200);
    assert!(!before.body.contains("asks again"), "nobody has said who it is: {}", before.body);
    let subject =
        banks.site.record.sql("select id::text from casework.request_subject").await.expect("one").remove(0);
    banks
        .site
        .record
        .sql(&format!(
            "insert into casework.subject_match (id, subject_id, person_id, how, matched_at, matched_by)
             values (gen_random_uuid(), '{subject}', '{}', 'found', '2026-09-14T08:00:00Z', '{}')",
            banks.charlie,
            banks.site.record.account("dora.duty")
        ))
        .await
        .expect("matched");
    let page = dora.get(&format!("/requests/{}", sent.id)).await.expect(200);
    assert!(page.body.contains("This family asks again"), "{}", page.body);
    assert!(page.body.contains("closed on Monday 3 August 2026"), "{}", page.body);
}

#[tokio::test]
async fn a_visit_says_for_whom_it_counts_and_why_not() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let visit = banks.begin(&mut felix, KindOfRecord::Visit, &[banks.lily, banks.charlie]).await;
    let empty = felix.get(&visit).await.expect(200);
    assert!(!empty.body.contains("What this visit counts for"), "{}", empty.body);
    let when = [
        ("visit_how", "in-person"),
        ("happened_on-day", "10"),
        ("happened_on-month", "9"),
        ("happened_on-year", "2026"),
        ("started_at", "4pm"),
        ("action", "save"),
    ];
    fill(&mut felix, &format!("{visit}/pages/visit"), &when).await.expect(303);
    for (number, seen) in [("1", "yes"), ("2", "no")] {
        let name = format!("child.{number}.seen");
        fill(&mut felix, &format!("{visit}/pages/child/{number}"), &[(&name, seen), ("action", "save")])
            .await
            .expect(303);
    }
    let page = felix.get(&visit).await.expect(200);
    assert!(
        page.body
            .contains("Counts for ‘See the child’: Lily Banks was seen face to face on Thu 10 September"),
        "{}",
        page.body
    );
    assert!(
        page.body.contains("Does not count for ‘See the child’: Charlie Banks was not seen"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn reviews_show_how_scores_go_with_a_table_and_when_a_plan_drifts() {
    let banks = banks().await;
    let plan = [
        ("plan_number", r#"{"text":"1"}"#),
        ("agreed_on", r#"{"parts":{"day":"1","month":"6","year":"2026"}}"#),
        ("outcomes.1.outcome_wanted", r#"{"text":"Lily is at school every day"}"#),
        ("outcomes.1.outcome_baseline", r#"{"text":"3"}"#),
        ("outcomes.1.outcome_target", r#"{"text":"8"}"#),
        ("actions.1.action_what", r#"{"text":"Ring the landlord"}"#),
        ("actions.1.action_status", r#"{"text":"on-track"}"#),
    ];
    written(&banks, KindOfRecord::Plan, &plan).await;
    for (day, month, score) in [("1", "7", "5"), ("12", "8", "4")] {
        let held = format!(r#"{{"parts":{{"day":"{day}","month":"{month}","year":"2026"}}}}"#);
        let score = format!(r#"{{"text":"{score}"}}"#);
        let review = [
            ("held_on", held.as_str()),
            ("outcomes.1.outcome_wanted", r#"{"text":"Lily is at school every day"}"#),
            ("outcomes.1.outcome_family_score", score.as_str()),
            ("actions.1.action_what", r#"{"text":"Ring the landlord"}"#),
            ("actions.1.action_status", r#"{"text":"late"}"#),
        ];
        written(&banks, KindOfRecord::Review, &review).await;
    }
    let mut felix = banks.site.signed_in("felix.family").await;
    let plan = "select id::text from casework.entry where kind = 'plan'";
    let plan = banks.site.record.sql(plan).await.expect("one").remove(0);
    let page = felix.get(&format!("/entries/{plan}")).await.expect(200);
    assert!(page.body.contains("Scores over time: Lily is at school every day"), "{}", page.body);
    assert!(page.body.contains("Family: from 3 to 4."), "said in words: {}", page.body);
    assert!(page.body.contains("down 1"), "and in the table: {}", page.body);
    assert!(page.body.contains("This plan may drift"), "{}", page.body);
    assert!(
        page.body.contains("‘Ring the landlord’ was late at the reviews of 1 July 2026 and 12 August 2026"),
        "{}",
        page.body
    );
    let first = "select e.id::text from casework.entry e join casework.entry_review r on r.entry_id = e.id order by r.held_on";
    let first = banks.site.record.sql(first).await.expect("two").remove(0);
    let page = felix.get(&format!("/entries/{first}")).await.expect(200);
    assert!(page.body.contains("Family: from 3 to 5."), "a review knows those up to it: {}", page.body);
}

#[tokio::test]
async fn a_child_who_moved_leaves_an_open_entry_and_nothing_is_lost() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let visit = banks.begin(&mut felix, KindOfRecord::Visit, &[banks.lily, banks.charlie]).await;
    fill(&mut felix, &format!("{visit}/pages/child/1"), &[("child.1.seen", "yes"), ("action", "save")])
        .await
        .expect(303);
    // Lily now belongs to another family.
    banks
        .site
        .record
        .sql(&format!(
            "update casework.family_member set member_until = '2026-09-13' where person_id = '{}'",
            banks.lily
        ))
        .await
        .expect("moved");
    let people = format!("{visit}/people");
    let page = felix.get(&people).await.expect(200);
    assert!(page.body.contains("Does not belong to the family any more"), "{}", page.body);
    let nobody = send(&mut felix, &page, &people, &[]).await.expect(422);
    assert!(nobody.body.contains("Select at least one person it is about"), "{}", nobody.body);
    let charlie = banks.charlie.to_string();
    send(&mut felix, &page, &people, &[("about", &charlie)]).await.expect(303);
    let list = felix.get(&visit).await.expect(200);
    assert!(list.body.contains("No longer: Lily Banks"), "{}", list.body);
    let kept = format!(
        "select count(*)::text from casework.entry_answer where entry_id = '{}' and path = 'child.1.seen'",
        id_of(&visit)
    );
    assert_eq!(banks.site.record.sql(&kept).await.expect("counted"), ["1"]);
}

#[tokio::test]
async fn a_lead_practitioner_of_another_agency_writes_where_they_are_named_and_changes_nothing_else() {
    let banks = banks().await;
    let school = banks.site.hire("lee.leads", Role::LeadPractitioner).await;
    let family = format!("/families/{}", banks.family);
    let mut lee = banks.site.signed_in_at(school, record::testing::minutes_later(0)).await;
    assert_ne!(lee.get(&family).await.status, 200, "not named yet");
    let mut tess = banks.site.signed_in("tess.team").await;
    for child in [banks.charlie, banks.lily] {
        give(&mut tess, child, school, "network", None).await.expect(303);
    }
    let overview = lee.get(&family).await.expect(200);
    assert!(overview.body.contains("Write something new"), "{}", overview.body);
    assert!(!overview.body.contains("Step up to children"), "{}", overview.body);
    let assessment = banks.begin(&mut lee, KindOfRecord::Assessment, &[banks.charlie, banks.lily]).await;
    let voice = [("child.1.voice_wish", "A quiet morning"), ("action", "save")];
    fill(&mut lee, &format!("{assessment}/pages/child-voice/1"), &voice).await.expect(303);
    for closed in [format!("{family}/step-up"), format!("/people/{}/name/new", banks.charlie)] {
        let status = lee.get(&closed).await.status;
        assert!(status == 403 || status == 404, "{closed}: {status}");
    }
    let tie = [("name", "Grandma"), ("kind", "person"), ("strength", "strong")];
    assert_eq!(lee.post(&format!("{family}/ecomap/new"), &tie).await.status, 403, "who is round the family");
    assert_eq!(lee.get("/people").await.status, 404, "they never search");
}

#[tokio::test]
async fn a_lead_practitioner_finds_the_family_on_their_home_page_and_knows_who_is_in_it() {
    let banks = banks().await;
    let record = &banks.site.record;
    let school = banks.site.hire("lee.leads", Role::LeadPractitioner).await;
    let rachel = record
        .sql("select person_id::text from lookup.person_name where first_name = 'Rachel'")
        .await
        .expect("one")
        .remove(0);
    let rachel = rachel.parse().expect("an id");
    let other = record.person("Someone", "Else").save().await;
    let mut lee = banks.site.signed_in_at(school, record::testing::minutes_later(0)).await;
    assert!(lee.get("/home").await.expect(200).body.contains("You are named for no family yet"));
    let mut tess = banks.site.signed_in("tess.team").await;
    give(&mut tess, banks.charlie, school, "network", None).await.expect(303);

    let family = format!("/families/{}", banks.family);
    let home = lee.get("/home").await.expect(200);
    assert!(
        home.body.contains("Banks family") && home.body.contains(&banks.family.to_string()),
        "{}",
        home.body
    );
    let overview = lee.get(&family).await.expect(200);
    for name in ["Charlie Banks", "Lily Banks", "Rachel Banks"] {
        assert!(overview.body.contains(name), "{name}: {}", overview.body);
    }
    for closed in [banks.lily, rachel, other] {
        assert_eq!(lee.get(&format!("/people/{closed}")).await.status, 403, "a name opens no record");
    }
    let note = banks.begin(&mut lee, KindOfRecord::CaseNote, &[banks.charlie, rachel]).await;
    let home = lee.get("/home").await.expect(200);
    assert!(home.body.contains("Go on with: case note") && home.body.contains(id_of(&note)), "{}", home.body);
    assert!(lee.get(&note).await.expect(200).body.contains("Rachel Banks"));

    record.restrict(rachel, "staff", "the duty manager").await;
    let overview = lee.get(&family).await.expect(200);
    assert!(!overview.body.contains("Rachel"), "restricted: {}", overview.body);
}

#[tokio::test]
async fn a_parent_whose_age_nobody_knows_is_no_child() {
    let banks = banks().await;
    let record = &banks.site.record;
    let dan = record.person("Dan", "Banks").save().await;
    let mut work = record.work("felix.family").await;
    let permit = permit_person(&mut work, may::AmendPerson, banks.charlie, &Circumstances::default())
        .await
        .expect("his worker");
    family::add_member(&mut work, &permit, banks.family, dan).await.expect("a member");
    work.commit().await.expect("kept");
    let mut felix = banks.site.signed_in("felix.family").await;
    let about = [banks.charlie, dan];
    let before = banks.begin(&mut felix, KindOfRecord::Assessment, &about).await;
    felix.get(&format!("{before}/pages/child-voice/2")).await.expect(200);
    let page = felix.get(&format!("/families/{}/step-up", banks.family)).await.expect(200);
    assert!(page.body.contains("Dan Banks"), "for all that is known he may be a child: {}", page.body);

    record.relate(dan, "parent", banks.charlie).await;
    felix.get(&format!("{before}/pages/child-voice/2")).await.expect(404);
    felix.get(&format!("{before}/pages/adult-voice/2")).await.expect(200);
    let page = felix.get(&format!("/families/{}/step-up", banks.family)).await.expect(200);
    assert!(!page.body.contains("Dan Banks"), "{}", page.body);
}
