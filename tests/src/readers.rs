//! Who can read a family's record because a plan or a meeting names them, through the pages.

use access::Role;
use law::form::KindOfRecord;

use crate::families::{Banks, banks, fill};
use crate::worklists::begun;

/// A plan that can be finished. Lee of the school and Sol of another team get all of it; Fern only what she does.
fn plan() -> Vec<(&'static str, &'static str)> {
    vec![
        ("plan_number", r#"{"text":"1"}"#),
        ("agreed_on", r#"{"parts":{"day":"14","month":"9","year":"2026"}}"#),
        ("goals", r#"{"text":"Mornings without shouting"}"#),
        ("children_want", r#"{"text":"To sleep in their own beds"}"#),
        ("team.1.team_name", r#"{"text":"Lee Tanaka"}"#),
        ("team.1.team_organisation", r#"{"text":"Oakfield Primary School"}"#),
        ("team.1.team_email", r#"{"text":"LEE.LEADS@marlshire.example"}"#),
        ("team.1.team_copy", r#"{"text":"whole"}"#),
        ("team.2.team_name", r#"{"text":"Fern Oduya"}"#),
        ("team.2.team_email", r#"{"text":"fern.family@marlshire.example"}"#),
        ("team.2.team_copy", r#"{"text":"own-part"}"#),
        ("team.3.team_name", r#"{"text":"Dr Lane"}"#),
        ("team.3.team_copy", r#"{"text":"whole"}"#),
        ("team.4.team_name", r#"{"text":"Mr Ash"}"#),
        ("team.4.team_email", r#"{"text":"ash@elsewhere.example"}"#),
        ("team.4.team_copy", r#"{"text":"whole"}"#),
        ("outcomes.1.outcome_wanted", r#"{"text":"Lily is at school every day"}"#),
        ("outcomes.1.outcome_for", r#"{"chosen":["person.1"]}"#),
        ("outcomes.1.outcome_needs", r#"{"chosen":["need.1"]}"#),
        ("outcomes.1.outcome_measure", r#"{"text":"The register"}"#),
        ("outcomes.1.outcome_baseline", r#"{"text":"3"}"#),
        ("outcomes.1.outcome_target", r#"{"text":"8"}"#),
        ("outcomes.1.outcome_review_on", r#"{"parts":{"day":"19","month":"10","year":"2026"}}"#),
        ("actions.1.action_outcome", r#"{"text":"outcomes.1"}"#),
        ("actions.1.action_what", r#"{"text":"Ring the landlord about the boiler"}"#),
        ("actions.1.action_owner_kind", r#"{"text":"worker"}"#),
        ("actions.1.action_owner", r#"{"text":"Felix Anand"}"#),
        ("actions.1.action_due_on", r#"{"parts":{"day":"1","month":"10","year":"2026"}}"#),
        ("actions.1.action_status", r#"{"text":"not-started"}"#),
        ("contingency", r#"{"text":"Ring Gran"}"#),
        ("visit_every", r#"{"text":"two-weeks"}"#),
        ("next_review_on", r#"{"parts":{"day":"19","month":"10","year":"2026"}}"#),
        ("person.1.agrees", r#"{"text":"yes"}"#),
        ("person.2.agrees", r#"{"text":"too-young"}"#),
        ("do_not_share_with", r#"{"chosen":["none"]}"#),
    ]
}

impl Banks {
    async fn reads(&self, who: &str) -> bool {
        let mut browser = self.site.signed_in(who).await;
        browser.get(&format!("/people/{}", self.charlie)).await.status == 200
    }
}

#[tokio::test]
async fn a_finished_plan_lets_its_team_in_and_says_so_before() {
    let banks = banks().await;
    let lee = banks.site.hire("lee.leads", Role::LeadPractitioner).await;
    let email = format!("update access.account set email = 'lee.leads@marlshire.example' where id = '{lee}'");
    banks.site.record.sql(&email).await.expect("theirs");
    let plan = begun(&banks, KindOfRecord::Plan, &plan()).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let list = felix.get(&plan).await.expect(200);
    assert!(list.body.contains("Who can read because of this"), "{}", list.body);
    let readers = felix.get(&format!("{plan}/readers")).await.expect(200);
    for words in
        ["Can read once this is finished", "The family said no", "No email address yet", "No account"]
    {
        assert_eq!(readers.body.matches(words).count(), 1, "{words}: {}", readers.body);
    }
    assert!(!readers.body.contains("Let them in"), "a plan lets in when it is finished: {}", readers.body);
    felix.post(&format!("{plan}/readers"), &[]).await.expect(404);
    let finish = felix.get(&format!("{plan}/finish")).await.expect(200);
    let told = finish.body.split("Who can then read").nth(1).expect("told");
    assert!(told.contains("lee.leads") && !told.contains("Oduya"), "{told}");
    let mut lees = banks.site.signed_in_at(lee, record::testing::minutes_later(0)).await;
    lees.get(&format!("/people/{}", banks.charlie)).await.expect(403);

    felix.post(&format!("{plan}/finish"), &[]).await.expect(303);
    for child in [banks.charlie, banks.lily] {
        lees.get(&format!("/people/{child}")).await.expect(200);
    }
    lees.get(&format!("/families/{}", banks.family)).await.expect(200);
    lees.get(&plan).await.expect(200);
    assert!(!banks.reads("fern.family").await && !banks.reads("sol.social").await);
    // A manager sees why, and can end it.
    let mut tess = banks.site.signed_in("tess.team").await;
    let address = format!("/people/{}/access", banks.charlie);
    let access = tess.get(&address).await.expect(200);
    assert!(access.body.contains("A plan or a meeting that names them"), "{}", access.body);
    let grant = format!(
        "select id::text from access.access_grant where account_id = '{lee}' and person_id = '{}'",
        banks.charlie
    );
    let grant = banks.site.record.sql(&grant).await.expect("one").remove(0);
    tess.post(&format!("{address}/{grant}"), &[("reason", "The family changed its mind")]).await.expect(303);
    lees.get(&format!("/people/{}", banks.charlie)).await.expect(403);
    lees.get(&format!("/people/{}", banks.lily)).await.expect(200);
}

#[tokio::test]
async fn those_invited_to_a_meeting_read_for_it_unless_the_family_said_no() {
    let banks = banks().await;
    let meeting = begun(
        &banks,
        KindOfRecord::Meeting,
        &[
            ("invited.1.invited_name", r#"{"text":"Sol Nkemelu"}"#),
            ("invited.1.invited_email", r#"{"text":"sol.social@marlshire.example"}"#),
            ("invited.2.invited_name", r#"{"text":"Fern Oduya"}"#),
            ("invited.2.invited_email", r#"{"text":"fern.family@marlshire.example"}"#),
            ("invited.2.invited_came", r#"{"text":"not-invited"}"#),
        ],
    )
    .await;
    let readers = format!("{meeting}/readers");
    let mut felix = banks.site.signed_in("felix.family").await;
    let page = felix.get(&readers).await.expect(200);
    assert!(page.body.contains("Enter the day of the meeting first"), "{}", page.body);
    assert!(page.body.contains("Cannot read yet") && !page.body.contains("Oduya"), "{}", page.body);
    felix.post(&readers, &[]).await.expect(303);
    assert!(!banks.reads("sol.social").await, "nobody knows until when");
    let day = [("held_on-day", "21"), ("held_on-month", "9"), ("held_on-year", "2026"), ("action", "save")];
    fill(&mut felix, &format!("{meeting}/pages/meeting"), &day).await.expect(303);
    let page = felix.get(&readers).await.expect(200);
    assert!(page.body.contains("Until the end of 5 October 2026"), "{}", page.body);
    felix.post(&readers, &[]).await.expect(303);
    assert!(banks.reads("sol.social").await && !banks.reads("fern.family").await);
    let mut sol = banks.site.signed_in("sol.social").await;
    let home = sol.get("/home").await.expect(200);
    assert!(
        home.body.contains("Families that name you") && home.body.contains("Banks family"),
        "{}",
        home.body
    );
    let page = felix.get(&readers).await.expect(200);
    assert!(
        page.body.contains("Can read until 6 October 2026 at midnight")
            || page.body.contains("Can read until the end of 5 October 2026"),
        "{}",
        page.body
    );
    // Sol does not come after all.
    let out = [("invited.1.invited_came", "not-invited"), ("action", "save")];
    fill(&mut felix, &format!("{meeting}/pages/invitation/1"), &out).await.expect(303);
    felix.post(&readers, &[]).await.expect(303);
    assert!(!banks.reads("sol.social").await);
    assert!(!sol.get("/home").await.expect(200).body.contains("Families that name you"));
    let mut fern = banks.site.signed_in("fern.family").await;
    assert_ne!(fern.get(&readers).await.status, 200);
}
