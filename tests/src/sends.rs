//! Sending copies of a finished plan: who gets one and why, what is logged, and what goes against the family's word.

use law::form::KindOfRecord;
use record::access::{Circumstances, may, permit_person};
use record::family;
use record::network_tie::{self, NewTie};
use record::person::network::{self, NewProfessional};
use uuid::Uuid;

use crate::families::{Banks, banks, id_of, send};
use crate::harness::{Browser, Page, html};
use crate::worklists::{written, written_about};

/// The family does not want schools to have the plan, nor Kevin Moss.
const PLAN: [(&str, &str); 10] = [
    ("team.1.team_name", r#"{"text":"Mrs Okafor"}"#),
    ("team.1.team_role", r#"{"text":"Teacher"}"#),
    ("team.1.team_organisation", r#"{"text":"Oakfield Primary School"}"#),
    ("team.1.team_copy", r#"{"text":"whole"}"#),
    ("team.2.team_name", r#"{"text":"Dr Lane"}"#),
    ("team.2.team_organisation", r#"{"text":"Elm Surgery"}"#),
    ("team.2.team_copy", r#"{"text":"whole"}"#),
    ("do_not_share_with", r#"{"chosen":["schools","other"]}"#),
    ("do_not_share_who", r#"{"text":"my ex, Kevin Moss"}"#),
    ("contingency", r#"{"text":"Ring Gran"}"#),
];

/// NOW, on which everything is finished.
const TODAY: [(&str, &str); 3] = [("sent_on_day", "14"), ("sent_on_month", "9"), ("sent_on_year", "2026")];

/// A plan, a housing officer who may have only part of it, and Gran on the ecomap. Gives the address of its copies.
async fn plan(banks: &Banks) -> String {
    let mut work = banks.site.record.work("felix.family").await;
    let nothing = Circumstances::default();
    let permit = permit_person(&mut work, may::AmendPerson, banks.lily, &nothing).await.expect("his");
    let officer = NewProfessional {
        name: "Ms Bell".into(),
        agency: "Marlshire Homes".into(),
        role: "housing officer".into(),
        share_plan: "limited".into(),
        ..NewProfessional::default()
    };
    network::save(&mut work, &permit, &officer, None).await.expect("kept");
    for (name, kind) in
        [("Gran", "person"), ("Kevin Moss", "person"), ("Oakfield Primary School", "organisation")]
    {
        let tie = NewTie {
            name: name.into(),
            kind: kind.into(),
            strength: "strong".into(),
            energy: "not_said".into(),
            with: vec![banks.lily],
            ..NewTie::default()
        };
        network_tie::save(&mut work, &permit, banks.family, &tie, None).await.expect("kept");
    }
    work.commit().await.expect("kept");
    format!("{}/sends", written(banks, KindOfRecord::Plan, &PLAN).await)
}

/// Opens the form for a place of the list and sends it.
async fn log(browser: &mut Browser<'_>, sends: &str, place: &str, typed: &[(&str, &str)]) -> Page {
    let address = format!("{sends}/{place}");
    let page = browser.get(&address).await.expect(200);
    send(browser, &page, &address, typed).await
}

async fn logged(banks: &Banks) -> i64 {
    banks.site.record.count("casework.sending").await
}

fn with<'a>(typed: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [typed, more].concat()
}

#[tokio::test]
async fn the_list_says_who_gets_what_and_why() {
    let banks = banks().await;
    let sends = plan(&banks).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let finished = felix.get(sends.trim_end_matches("/sends")).await.expect(200);
    assert!(finished.body.contains(">Send copies</a>"), "{}", finished.body);
    let page = felix.get(&sends).await.expect(200);
    for words in [
        "Do not share the plan with",
        "Nursery, school or college",
        "“my ex, Kevin Moss”",
        "Mrs Okafor",
        "The family said not to send the plan to Mrs Okafor (Nursery, school or college)",
        "It is about Lily Banks",
        "The family said not to send the plan to Kevin Moss",
        "Dr Lane is in the team, and the family has not said no",
        "The family said that Ms Bell may have their own actions only",
        "The family has not been asked whether Gran may have the plan",
        "No copy yet",
        "None yet.",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert_eq!(page.body.matches("Do not send").count(), 2, "once each: {}", page.body);
    assert!(!html::title(&page.body).contains("Banks") && !html::title(&page.body).contains("Okafor"));
    // What of the picture of the family is shown where people are looked for.
    let family = felix.get(&format!("/families/{}", banks.family)).await.expect(200);
    assert!(family.body.contains("Nursery, school or college"), "{}", family.body);
    assert!(!family.body.contains("Kevin Moss"), "nothing that was written is read for it: {}", family.body);
    let ecomap = felix.get(&format!("/families/{}/ecomap", banks.family)).await.expect(200);
    assert!(ecomap.body.contains("“my ex, Kevin Moss”"), "{}", ecomap.body);
    assert_eq!(ecomap.body.matches("govuk-tag--red").count(), 2, "Kevin and the school: {}", ecomap.body);
}

#[tokio::test]
async fn a_copy_is_logged_once_with_a_disclosure_for_each_child() {
    let banks = banks().await;
    let sends = plan(&banks).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let address = format!("{sends}/team-2");
    let page = felix.get(&address).await.expect(200);
    assert!(!page.body.contains("Against the family"), "{}", page.body);
    let typed = with(&TODAY, &[("which", "none"), ("received", "plan"), ("how", "secure_email")]);
    send(&mut felix, &page, &address, &typed).await.expect(303);
    // The button pressed twice, or Back and again.
    let again = send(&mut felix, &page, &address, &typed).await.expect(303);
    assert_eq!(again.location(), sends);
    assert_eq!(logged(&banks).await, 1);
    let list = felix.get(&sends).await.expect(200);
    assert!(list.body.contains("All of it, by secure email, on 14 September 2026"), "{}", list.body);
    assert!(list.body.contains("Logged by Felix Anand"), "{}", list.body);
    for child in [banks.charlie, banks.lily] {
        let disclosed = format!(
            "audit.event where action = 'disclosed' and subject_id = '{child}' and basis = 'not_said'"
        );
        assert_eq!(banks.site.record.count(&disclosed).await, 1);
    }
}

#[tokio::test]
async fn against_the_family_s_word_nothing_is_logged_without_all_three() {
    let banks = banks().await;
    let sends = plan(&banks).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let page = felix.get(&format!("{sends}/team-1")).await.expect(200);
    assert!(
        page.body.contains(
            "Do not send. The family said not to send the plan to Mrs Okafor (Nursery, school or college)."
        ),
        "{}",
        page.body
    );
    let copy = with(&TODAY, &[("received", "plan"), ("how", "by_hand")]);
    let nothing = log(&mut felix, &sends, "team-1", &copy).await.expect(422);
    for words in [
        "There is a problem",
        "Select why the plan is sent although the family said no",
        "Enter the reason in words",
        "Select the manager who decided this",
        "value=\"by_hand\" checked",
    ] {
        assert!(nothing.body.contains(words), "{words}: {}", nothing.body);
    }
    let worker = banks.site.record.account("felix.family").to_string();
    let why = [("ground", "serious_harm"), ("because", "He may come to the gate")];
    let himself = with(&with(&copy, &why), &[("authorised_by", worker.as_str())]);
    let himself = log(&mut felix, &sends, "team-1", &himself).await.expect(422);
    assert!(himself.body.contains("He may come to the gate"), "what was typed stays: {}", himself.body);
    assert!(!himself.body.contains(&worker), "a worker is no choice: {}", himself.body);
    assert_eq!(logged(&banks).await, 0);
    assert_eq!(banks.site.record.count("audit.event where action = 'disclosed'").await, 0);

    let manager = banks.site.record.account("tess.team").to_string();
    let whole = with(&with(&copy, &why), &[("authorised_by", manager.as_str())]);
    log(&mut felix, &sends, "team-1", &whole).await.expect(303);
    let list = felix.get(&sends).await.expect(200);
    for words in [
        "Against the family’s word",
        "To protect someone from serious harm: He may come to the gate",
        "Decided by Tess Marchetti",
    ] {
        assert!(list.body.contains(words), "{words}: {}", list.body);
    }
    let event = format!(
        "audit.event where action = 'disclosed' and basis = 'serious_harm' and details->>'authorised_by' = '{manager}'"
    );
    assert_eq!(banks.site.record.count(&event).await, 2, "on the record of each child");
}

#[tokio::test]
async fn more_than_the_family_allowed_is_against_its_word_too() {
    let banks = banks().await;
    let sends = plan(&banks).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let list = felix.get(&sends).await.expect(200);
    let place = |kind: &str| {
        let after = list.body.split(&format!("&#x2f;{kind}-")).nth(1).expect("listed");
        format!("{kind}-{}", after.split('"').next().expect("an id"))
    };
    let (bell, gran) = (place("professional"), place("round"));
    let copy = with(&TODAY, &[("which", "none"), ("how", "post")]);
    let more = log(&mut felix, &sends, &bell, &with(&copy, &[("received", "plan")])).await.expect(422);
    assert!(more.body.contains("Select why the plan is sent although the family said no"), "{}", more.body);
    log(&mut felix, &sends, &bell, &with(&copy, &[("received", "own_actions")])).await.expect(303);
    // Gran helps the family and is no service: the family is asked.
    let unasked = log(&mut felix, &sends, &gran, &with(&copy, &[("received", "plan")])).await.expect(422);
    assert!(unasked.body.contains("Select what the family said"), "{}", unasked.body);
    assert!(!unasked.body.contains("Select the manager"), "one thing after the other: {}", unasked.body);
    let not_asked = with(&copy, &[("received", "plan"), ("said", "not_said")]);
    let not_asked = log(&mut felix, &sends, &gran, &not_asked).await.expect(422);
    assert!(not_asked.body.contains("The family has not agreed. Ask them first"), "{}", not_asked.body);
    let agreed = with(&copy, &[("received", "plan"), ("said", "agreed")]);
    log(&mut felix, &sends, &gran, &agreed).await.expect(303);
    assert_eq!(logged(&banks).await, 2);
}

#[tokio::test]
async fn somebody_who_is_not_listed_is_asked_about() {
    let banks = banks().await;
    let sends = plan(&banks).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let copy = with(&TODAY, &[("received", "plan"), ("how", "read_aloud")]);
    let empty = log(&mut felix, &sends, "somebody-else", &copy).await.expect(422);
    for words in [
        "Enter who had it",
        "Select what the family said",
        "Select whether they are one of those, or none of these",
    ] {
        assert!(empty.body.contains(words), "{words}: {}", empty.body);
    }
    assert!(!empty.body.contains("Against the family"), "first of all who it is: {}", empty.body);
    // Known by name, whatever is ticked.
    let kevin = with(&copy, &[("name", "Kevin  moss"), ("said", "agreed"), ("which", "none")]);
    let kevin = log(&mut felix, &sends, "somebody-else", &kevin).await.expect(422);
    assert!(kevin.body.contains("Select the manager who decided this"), "{}", kevin.body);
    // Nor is a no got round by typing who is on the list, or by saying that they work elsewhere.
    for elsewhere in ["", "Another House"] {
        let okafor =
            [("name", "mrs okafor"), ("organisation", elsewhere), ("said", "agreed"), ("which", "none")];
        let page = log(&mut felix, &sends, "somebody-else", &with(&copy, &okafor)).await.expect(422);
        assert!(page.body.contains("Select the manager who decided this"), "{elsewhere}: {}", page.body);
    }
    // A school by no name that gives it away.
    let reed = [("name", "Ms Reed"), ("organisation", "Quill House"), ("said", "agreed")];
    let school = with(&with(&copy, &reed), &[("which", "schools")]);
    let school = log(&mut felix, &sends, "somebody-else", &school).await.expect(422);
    assert!(school.body.contains("The family said not to send the plan to Ms Reed"), "{}", school.body);
    assert!(school.body.contains("value=\"Quill House\""), "{}", school.body);
    assert_eq!(logged(&banks).await, 0);
    let other = with(&with(&copy, &reed), &[("which", "none")]);
    log(&mut felix, &sends, "somebody-else", &other).await.expect(303);
    let list = felix.get(&sends).await.expect(200);
    assert!(list.body.contains("Ms Reed") && list.body.contains("read aloud to them"), "{}", list.body);
}

#[tokio::test]
async fn days_that_cannot_be_and_places_that_are_not_there() {
    let banks = banks().await;
    let sends = plan(&banks).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let copy = [("which", "none"), ("received", "plan"), ("how", "post")];
    for (day, says) in [
        ("15", "must be today or in the past"),
        ("13", "It was finished on 14 September 2026. Enter that day or a later one"),
        ("31", "must be a real date"),
        ("", "must include a day"),
        ("<b>", "must be a real date"),
    ] {
        let typed = with(&copy, &[("sent_on_day", day), ("sent_on_month", "9"), ("sent_on_year", "2026")]);
        let page = log(&mut felix, &sends, "team-2", &typed).await.expect(422);
        assert!(page.body.contains(says), "{day}: {}", page.body);
    }
    let never = log(&mut felix, &sends, "team-2", &copy).await.expect(422);
    assert!(never.body.contains("Enter the day they had it"), "{}", never.body);
    let odd = with(&TODAY, &[("which", "none"), ("received", "nothing"), ("how", "pigeon")]);
    let odd = log(&mut felix, &sends, "team-2", &odd).await.expect(422);
    assert!(
        odd.body.contains("Select what they had") && odd.body.contains("Select how it reached them"),
        "{}",
        odd.body
    );
    for place in ["team-9", "round-00000000-0000-0000-0000-000000000000", "nobody"] {
        felix.get(&format!("{sends}/{place}")).await.expect(404);
        felix.post(&format!("{sends}/{place}"), &with(&TODAY, &copy)).await.expect(404);
    }
    let no_mark = felix.post(&format!("{sends}/team-2"), &with(&TODAY, &copy)).await;
    assert!(no_mark.status.is_client_error(), "{}", no_mark.status);
    // A plan that is being written has no copies, and neither has a note of the council's own.
    let open = banks.begin(&mut felix, KindOfRecord::Plan, &[banks.lily]).await;
    felix.get(&format!("{open}/sends")).await.expect(404);
    let note = written(&banks, KindOfRecord::CaseNote, &[("happened", r#"{"text":"They rang"}"#)]).await;
    felix.get(&format!("{note}/sends")).await.expect(404);
    assert_eq!(logged(&banks).await, 0);
}

#[tokio::test]
async fn a_stranger_finds_nothing_and_a_plan_taken_out_says_who_had_a_copy() {
    let banks = banks().await;
    let sends = plan(&banks).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let typed = with(&TODAY, &[("which", "none"), ("received", "plan"), ("how", "post")]);
    log(&mut felix, &sends, "team-2", &typed).await.expect(303);
    let mut sol = banks.site.signed_in("sol.social").await;
    for place in [sends.clone(), format!("{sends}/team-2"), format!("{sends}/somebody-else")] {
        let closed = sol.get(&place).await.expect(404);
        assert!(!closed.body.contains("Lane"), "{}", closed.body);
    }
    sol.post(&format!("{sends}/team-2"), &typed).await.expect(404);
    assert_eq!(logged(&banks).await, 1);

    let mut tess = banks.site.signed_in("tess.team").await;
    let plan = sends.trim_end_matches("/sends");
    let out = [("asked_by", "The mother"), ("because", "Wrong family")];
    tess.post(&format!("{plan}/remove"), &out).await.expect(303);
    let removed = felix.get(plan).await.expect(200);
    assert!(removed.body.contains("Who had a copy"), "{}", removed.body);
    let list = felix.get(&sends).await.expect(200);
    assert!(list.body.contains("Ask everybody who had a copy to destroy it"), "{}", list.body);
    assert!(list.body.contains("Dr Lane") && !list.body.contains("Log a copy"), "{}", list.body);
    felix.get(&format!("{sends}/team-2")).await.expect(404);
}

#[tokio::test]
async fn a_meeting_that_lists_somebody_the_family_said_no_to_says_so_and_asks_why() {
    let banks = banks().await;
    plan(&banks).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let meeting = banks.begin(&mut felix, KindOfRecord::Meeting, &[banks.charlie, banks.lily]).await;
    let invited = [
        (1, "Mrs Okafor", "Oakfield Primary School", "yes"),
        (2, "Kevin Moss", "", "not-invited"),
        (3, "Dr Lane", "Elm Surgery", "yes"),
    ];
    for (item, name, organisation, came) in invited {
        let address = format!("{meeting}/pages/invitation/{item}");
        let typed = [
            (format!("invited.{item}.invited_name"), name),
            (format!("invited.{item}.invited_organisation"), organisation),
            (format!("invited.{item}.invited_came"), came),
        ];
        let mut typed: Vec<(&str, &str)> =
            typed.iter().map(|(field, value)| (field.as_str(), *value)).collect();
        typed.push(("action", "save"));
        crate::families::fill(&mut felix, &address, &typed).await.expect(303);
    }
    let page = felix.get(&format!("{meeting}/finish")).await.expect(200);
    let warning = page.body.split("The family said not to share the plan with").nth(1).expect("a warning");
    let warning = warning.split("What the family said").next().expect("and its end");
    assert!(warning.contains("Mrs Okafor, Oakfield Primary School"), "{warning}");
    assert!(
        warning.contains(&format!("{}&#x2f;pages&#x2f;invitation&#x2f;1", id_of(&meeting))),
        "with a link: {warning}"
    );
    assert!(!warning.contains("Lane") && !warning.contains("Moss"), "{warning}");
    assert!(page.body.contains("Why were they invited although the family said no?"), "{}", page.body);
    // What else is missing is filled in; why they came is not.
    let rest: [(&str, Vec<(&str, &str)>); 6] = [
        (
            "meeting",
            vec![
                ("held_on-day", "14"),
                ("held_on-month", "9"),
                ("held_on-year", "2026"),
                ("started_at", "9am"),
                ("meeting_kind", "phone"),
                ("chair", "Felix Anand"),
            ],
        ),
        ("recording", vec![("recorded", "no")]),
        ("family-member/1", vec![("person.1.was_there", "yes")]),
        ("family-member/2", vec![("person.2.was_there", "yes")]),
        ("point/1", vec![("points.1.point_title", "Mornings"), ("points.1.point_said", "Calmer")]),
        ("next", vec![("next_on-day", "14"), ("next_on-month", "10"), ("next_on-year", "2026")]),
    ];
    for (place, mut typed) in rest {
        typed.push(("action", "save"));
        crate::families::fill(&mut felix, &format!("{meeting}/pages/{place}"), &typed).await.expect(303);
    }
    let finish = format!("{meeting}/finish");
    let refused = felix.post(&finish, &[("against_because", "  ")]).await.expect(422);
    assert!(refused.body.contains("Enter why they were invited"), "{}", refused.body);
    let why = [("against_because", "their mother rang the school herself that morning")];
    felix.post(&finish, &why).await.expect(303);
    let shown = felix.get(&meeting).await.expect(200);
    assert!(
        shown.body.contains("Invited although the family said no. Their mother rang the school herself"),
        "{}",
        shown.body
    );
    // Anything else says nothing of it.
    let note = banks.begin(&mut felix, KindOfRecord::CaseNote, &[banks.lily]).await;
    let page = felix.get(&format!("{note}/finish")).await.expect(200);
    assert!(!page.body.contains("not to share the plan"), "{}", page.body);
}

/// Kevin Moss, who belongs to the family, and a plan about Charlie and him in which it says who must not have it. Gives the
/// address of its copies.
async fn about_kevin(banks: &Banks, words: &str) -> String {
    let record = &banks.site.record;
    let kevin = record.person("Kevin", "Moss").born("1985-02-01").save().await;
    let mut work = record.work("felix.family").await;
    let permit = permit_person(&mut work, may::AmendPerson, banks.charlie, &Circumstances::default()).await;
    family::add_member(&mut work, &permit.expect("his"), banks.family, kevin).await.expect("a member");
    work.commit().await.expect("kept");
    let words = format!(r#"{{"text":"{words}"}}"#);
    let answers = [("do_not_share_with", r#"{"chosen":["other"]}"#), ("do_not_share_who", words.as_str())];
    format!("{}/sends", written_about(banks, KindOfRecord::Plan, &[banks.charlie, kevin], &answers).await)
}

/// What the list says of somebody.
fn row<'a>(page: &'a Page, name: &str) -> &'a str {
    let at =
        page.body.find(&format!("<strong>{name}</strong>")).unwrap_or_else(|| panic!("{name} is not listed"));
    page.body[at..].split("</tr>").next().unwrap_or_default()
}

#[tokio::test]
async fn whom_the_family_named_has_no_copy_even_of_a_plan_about_them() {
    let banks = banks().await;
    let sends = about_kevin(&banks, "MY EX KEVIN AND HIS MUM").await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let list = felix.get(&sends).await.expect(200);
    assert!(row(&list, "Kevin Moss").contains("Do not send"), "{}", row(&list, "Kevin Moss"));
    assert!(
        row(&list, "Charlie Banks").contains("It is about Charlie Banks"),
        "{}",
        row(&list, "Charlie Banks")
    );
    let copy = with(&TODAY, &[("received", "plan"), ("how", "post")]);
    let kevin = log(&mut felix, &sends, "family-2", &copy).await.expect(422);
    assert!(kevin.body.contains("Select the manager who decided this"), "{}", kevin.body);
    log(&mut felix, &sends, "family-1", &copy).await.expect(303);
    assert_eq!(logged(&banks).await, 1);
}

#[tokio::test]
async fn an_adult_it_is_about_may_be_whom_the_family_means() {
    let banks = banks().await;
    let sends = about_kevin(&banks, "their dad").await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let list = felix.get(&sends).await.expect(200);
    let kevin = row(&list, "Kevin Moss");
    assert!(
        kevin.contains("Ask first") && kevin.contains("Is this one of those the family named?"),
        "{kevin}"
    );
    assert!(!row(&list, "Charlie Banks").contains("Ask first"), "a child is no dad");
    let copy = with(&TODAY, &[("received", "plan"), ("how", "post")]);
    let unsaid = log(&mut felix, &sends, "family-2", &copy).await.expect(422);
    assert!(
        unsaid.body.contains("Select whether they are one of those, or none of these"),
        "{}",
        unsaid.body
    );
    let him = log(&mut felix, &sends, "family-2", &with(&copy, &[("which", "named-0")])).await.expect(422);
    assert!(him.body.contains("Select the manager who decided this"), "{}", him.body);
    assert_eq!(logged(&banks).await, 0);
    log(&mut felix, &sends, "family-2", &with(&copy, &[("which", "none")])).await.expect(303);
    assert_eq!(banks.site.record.count("casework.sending where to_family").await, 1);
}

/// The family named him when they spoke of Lily; the copy is of what was written of Charlie before.
#[tokio::test]
async fn whom_the_newest_word_names_is_known_whoever_it_is_about() {
    let banks = banks().await;
    let review = written_about(&banks, KindOfRecord::Review, &[banks.charlie], &[]).await;
    let answers = [
        ("do_not_share_with", r#"{"chosen":["other"]}"#),
        ("do_not_share_who", r#"{"text":"Kevin, their dad"}"#),
    ];
    written_about(&banks, KindOfRecord::Assessment, &[banks.lily], &answers).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let sends = format!("{review}/sends");
    let list = felix.get(&sends).await.expect(200);
    assert!(list.body.contains("“Kevin, their dad”"), "{}", list.body);
    let kevin = [("name", "Kevin Moss"), ("said", "agreed"), ("which", "none")];
    let kevin = with(&with(&TODAY, &kevin), &[("received", "plan"), ("how", "post")]);
    let kevin = log(&mut felix, &sends, "somebody-else", &kevin).await.expect(422);
    assert!(kevin.body.contains("Select the manager who decided this"), "{}", kevin.body);
    assert_eq!(logged(&banks).await, 0);
}

async fn professional(banks: &Banks, who: &str, person: Uuid, name: &str, share_plan: &str) {
    let mut work = banks.site.record.work(who).await;
    let permit = permit_person(&mut work, may::AmendPerson, person, &Circumstances::default()).await;
    let new = NewProfessional {
        name: name.into(),
        agency: "Elm Surgery".into(),
        role: "health visitor".into(),
        share_plan: share_plan.into(),
        ..NewProfessional::default()
    };
    network::save(&mut work, &permit.expect("theirs"), &new, None).await.expect("kept");
    work.commit().await.expect("kept");
}

#[tokio::test]
async fn a_no_to_a_professional_is_not_got_round_by_spelling() {
    let banks = banks().await;
    professional(&banks, "felix.family", banks.lily, "Mrs Jane O’Brien", "no").await;
    let team = [
        ("team.1.team_name", r#"{"text":"Jane O'Brien"}"#),
        ("team.1.team_organisation", r#"{"text":"Oakfield Primary School"}"#),
        ("team.1.team_copy", r#"{"text":"whole"}"#),
        ("do_not_share_with", r#"{"chosen":["none"]}"#),
    ];
    let sends = format!("{}/sends", written(&banks, KindOfRecord::Plan, &team).await);
    let mut felix = banks.site.signed_in("felix.family").await;
    let list = felix.get(&sends).await.expect(200);
    assert!(row(&list, "Jane O&#x27;Brien").contains("Do not send"), "{}", list.body);
    let copy =
        with(&TODAY, &[("received", "plan"), ("how", "post"), ("said", "agreed"), ("name", "J O. Bryan")]);
    let unsaid = log(&mut felix, &sends, "somebody-else", &copy).await.expect(422);
    assert!(unsaid.body.contains("Select whether they are one of those"), "{}", unsaid.body);
    let choice = unsaid.body.split("value=\"professional-").nth(1).expect("she is a choice");
    let choice = format!("professional-{}", choice.split('"').next().expect("an id"));
    let her = log(&mut felix, &sends, "somebody-else", &with(&copy, &[("which", &choice)])).await.expect(422);
    assert!(her.body.contains("Select the manager who decided this"), "{}", her.body);
    assert_eq!(logged(&banks).await, 0);
}

/// On their mother's record, which is not Felix's to open.
#[tokio::test]
async fn a_no_that_may_not_be_read_holds_and_is_not_shown() {
    let banks = banks().await;
    let record = &banks.site.record;
    let rachel = "select person_id::text from lookup.person_name where first_name = 'Rachel'";
    let rachel: Uuid = record.sql(rachel).await.expect("read")[0].parse().expect("an id");
    record.open_early_help(rachel, "assessment", Some("sol.social")).await;
    professional(&banks, "sol.social", rachel, "Dr Miriam Lane", "no").await;
    let team = [
        ("team.1.team_name", r#"{"text":"Dr Lane"}"#),
        ("team.1.team_organisation", r#"{"text":"Elm Surgery"}"#),
        ("team.1.team_copy", r#"{"text":"whole"}"#),
        ("team.2.team_name", r#"{"text":"Mrs Okafor"}"#),
        ("team.2.team_copy", r#"{"text":"whole"}"#),
        ("do_not_share_with", r#"{"chosen":["none"]}"#),
    ];
    let sends = format!("{}/sends", written(&banks, KindOfRecord::Plan, &team).await);
    let mut felix = banks.site.signed_in("felix.family").await;
    let list = felix.get(&sends).await.expect(200);
    assert!(row(&list, "Dr Lane").contains("Do not send"), "{}", list.body);
    assert!(row(&list, "Mrs Okafor").contains("All of it"), "{}", list.body);
    assert!(!list.body.contains("Miriam"), "she is not shown: {}", list.body);
    let copy = with(&TODAY, &[("received", "plan"), ("how", "post")]);
    let refused = log(&mut felix, &sends, "team-1", &copy).await.expect(422);
    assert!(refused.body.contains("Select the manager who decided this"), "{}", refused.body);
    assert!(!refused.body.contains("Miriam"), "{}", refused.body);

    // Somebody is named in what he may not open: a plan about their mother too, whose record is restricted.
    let hidden = [
        ("do_not_share_with", r#"{"chosen":["police","other"]}"#),
        ("do_not_share_who", r#"{"text":"Kevin Moss"}"#),
    ];
    written_about(&banks, KindOfRecord::Plan, &[banks.charlie, rachel], &hidden).await;
    record.restrict(rachel, "high_risk", "the duty manager").await;
    let list = felix.get(&sends).await.expect(200);
    assert!(row(&list, "Mrs Okafor").contains("Do not send"), "{}", list.body);
    assert!(row(&list, "Mrs Okafor").contains("in what you may not open"), "{}", list.body);
    assert!(row(&list, "Lily Banks").contains("All of it"), "a child's own copy is hers: {}", list.body);
    assert!(list.body.contains("Police and probation") && !list.body.contains("Kevin"), "{}", list.body);
    assert_eq!(logged(&banks).await, 0);
}

/// What was asked once about a professional is filled in where a plan asks it again.
#[tokio::test]
async fn a_plan_begins_with_what_the_family_said_of_its_team() {
    let banks = banks().await;
    professional(&banks, "felix.family", banks.lily, "Mrs Jane O’Brien", "limited").await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let plan = banks.begin(&mut felix, KindOfRecord::Plan, &[banks.lily]).await;
    let page = felix.get(&format!("{plan}/pages/member/1")).await.expect(200);
    assert!(page.body.contains("value=\"own-part\" checked"), "{}", page.body);
}
