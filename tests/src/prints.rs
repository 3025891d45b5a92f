//! Letters and prints through the pages: what they say, who may have them, and that it is on record who took one.

use law::form::KindOfRecord;
use record::access::{Circumstances, may, permit_person, permit_request};
use record::decision::{NewDecision, decide};
use record::entry::{self, Change, Kind, NewEntry};
use record::family;
use uuid::Uuid;

use crate::harness::{Page, Site};

/// A plan for Charlie and Lily, who have a friend of their own: hostile words.
const ANSWERS: [(&str, &str); 20] = [
    ("goals", r##"{"text":"We want mornings without shouting. #panic(\"read as code\") $x$ [y"}"##),
    ("children_want", r#"{"text":"Tea with Grandma"}"#),
    ("team.1.team_name", r#"{"text":"Olu Okafor"}"#),
    ("team.1.team_role", r#"{"text":"Teacher"}"#),
    ("team.1.team_phone", r#"{"text":"01632 960 777"}"#),
    ("outcomes.1.outcome_wanted", r#"{"text":"Both are in school on time"}"#),
    ("outcomes.1.outcome_for", r#"{"chosen":["person.1","person.2"]}"#),
    ("outcomes.1.outcome_measure", r#"{"text":"The register says so"}"#),
    ("actions.1.action_outcome", r#"{"text":"outcomes.1"}"#),
    ("actions.1.action_what", r#"{"text":"Ring the school about breakfast club"}"#),
    ("actions.1.action_owner_kind", r#"{"text":"worker"}"#),
    ("actions.1.action_owner", r#"{"text":"Felix Farrow, family worker"}"#),
    ("actions.1.action_due_on", r#"{"parts":{"day":"1","month":"4","year":"2027"}}"#),
    ("actions.2.action_what", r#"{"text":"Lay out clothes the night before"}"#),
    ("actions.2.action_owner_kind", r#"{"text":"family"}"#),
    ("actions.2.action_person", r#"{"chosen":["person.2"]}"#),
    ("contingency", r#"{"text":"We ring Felix. At night we ring the front door."}"#),
    ("do_not_share_with", r#"{"chosen":["other"]}"#),
    ("do_not_share_who", r#"{"text":"Uncle Secret"}"#),
    ("next_place", r#"{"text":"At the Family Hub 🙂"}"#),
];

struct Banks {
    site: Site,
    charlie: Uuid,
    family: Uuid,
    plan: Uuid,
}

async fn banks() -> Banks {
    let site = Site::new().await;
    let record = &site.record;
    let charlie = record.person("Charlie", "Banks").born("2012-07-10").save().await;
    let lily = record.person("Lily", "Banks").born("2015-03-02").save().await;
    for child in [charlie, lily] {
        record.open_early_help(child, "family-help", Some("felix.family")).await;
    }
    let mut work = record.work("felix.family").await;
    let permit = permit_person(&mut work, may::AmendPerson, charlie, &Circumstances::default()).await;
    let permit = permit.expect("his worker");
    let family = family::begin(&mut work, &permit, "Banks").await.expect("a family");
    family::add_member(&mut work, &permit, family, lily).await.expect("a member");
    let plan = work.new_id();
    let form = record.pack.forms_for(KindOfRecord::Plan).next().expect("Marlshire has one");
    let new = NewEntry {
        id: plan,
        family,
        kind: Kind::Plan,
        form: (form.id.as_str(), form.version as i32),
        pack_version: record.pack_version,
        subjects: &[charlie, lily],
        follows: None,
    };
    entry::begin(&mut work, &permit, &new).await.expect("begun");
    let changes = ANSWERS.map(|(path, value)| Change { path, value, seen: 0 });
    entry::save(&mut work, &permit, plan, &changes).await.expect("saved");
    work.commit().await.expect("kept");
    Banks { site, charlie, family, plan }
}

impl Banks {
    async fn finish(&self) {
        let mut work = self.site.record.work("felix.family").await;
        let permit =
            permit_person(&mut work, may::AmendPerson, self.charlie, &Circumstances::default()).await;
        entry::finish(&mut work, &permit.expect("his worker"), self.plan, None).await.expect("finished");
        work.commit().await.expect("kept");
    }

    async fn exported(&self) -> Vec<String> {
        let statement = format!(
            "select count(*)::text from audit.event where action = 'exported' and subject_id = '{}'",
            self.charlie
        );
        self.site.record.sql(&statement).await.expect("counted")
    }
}

/// What a PDF says, without white space: a line may break anywhere. Fails unless it is tagged.
pub fn said(page: Page) -> String {
    assert_eq!(page.header("content-type"), "application/pdf");
    assert_eq!(page.header("cache-control"), "no-store");
    let name = page.header("content-disposition").to_owned();
    assert!(name.starts_with("attachment") && !name.contains("Banks") && name.ends_with(".pdf"), "{name}");
    assert!(page.bytes.starts_with(b"%PDF-1.7"));
    let pdf = lopdf::Document::load_mem(&page.bytes).expect("a PDF");
    let catalog = pdf.catalog().expect("a catalog");
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Lang"), "it is tagged");
    let numbers: Vec<u32> = pdf.get_pages().into_keys().collect();
    let text = pdf.extract_text(&numbers).expect("text");
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200B}').collect()
}

#[track_caller]
pub fn says(text: &str, words: &[&str]) {
    for words in words {
        let close: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(text.contains(&close), "{words}: {text}");
    }
}

#[track_caller]
pub fn says_not(text: &str, words: &[&str]) {
    for words in words {
        let close: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(!text.contains(&close), "{words}: {text}");
    }
}

#[tokio::test]
async fn an_entry_is_printed_whole() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let at = format!("/entries/{}", banks.plan);
    let page = felix.get(&at).await.expect(200);
    for file in ["print.pdf", "print.docx", "plan.pdf", "easy-read.pdf"] {
        assert!(page.body.contains(file), "{file} is not on the page");
    }
    let text = said(felix.get(&format!("{at}/print.pdf")).await.expect(200));
    says(&text, &["Draft", "OFFICIAL-SENSITIVE", "Charlie Banks, Lily Banks", "Banks family", "Page 1 of"]);
    says(&text, &["We want mornings without shouting. #panic(\"read as code\") $x$ [y", "Uncle Secret"]);
    says(&text, &["Safety plan Not given"]);
    assert_eq!(banks.exported().await, ["1"]);
    banks.finish().await;
    let text = said(felix.get(&format!("{at}/print.pdf")).await.expect(200));
    says(&text, &["Finished", "by Felix Anand"]);
    says_not(&text, &["Draft", "Not given"]);
    let word = felix.get(&format!("{at}/print.docx")).await.expect(200);
    assert!(word.bytes.starts_with(b"PK") && word.header("content-type").contains("wordprocessingml"));
    assert_eq!(banks.exported().await, ["3"]);
}

#[tokio::test]
async fn a_plan_for_the_family_says_who_does_what_and_not_who_must_not_know() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let at = format!("/entries/{}", banks.plan);
    let text = said(felix.get(&format!("{at}/plan.pdf")).await.expect(200));
    says(
        &text,
        &[
            "Family plan",
            "Draft",
            "What will be different: Both are in school on time",
            "The register says so",
        ],
    );
    says(&text, &["For whom Charlie Banks, Lily Banks", "If things get worse", "Olu Okafor, Teacher"]);
    says(&text, &["Ring the school about breakfast club Felix Farrow, family worker 1 April 2027"]);
    says(&text, &["Lay out clothes the night before Lily Banks", "At the Family Hub", "Signature:"]);
    says(&text, &["Some characters could not be printed", "U+1F642"]);
    says_not(&text, &["Uncle Secret", "01632 960 777"]);
    let easy = said(felix.get(&format!("{at}/easy-read.pdf")).await.expect(200));
    says(&easy, &["We want mornings without shouting.", "Both are in school on time"]);
    says(&easy, &["Felix Farrow, family worker: Ring the school about breakfast club By 1 April 2027."]);
    says(&easy, &["We ring Felix.", "Picture"]);
    says_not(&easy, &["Uncle Secret", "01632 960 777"]);
    assert_eq!(banks.exported().await, ["2"]);
}

#[tokio::test]
async fn whoever_may_not_open_it_may_not_print_it() {
    let banks = banks().await;
    let entry = format!("/entries/{}", banks.plan);
    let chronology = format!("/families/{}/chronology", banks.family);
    let mut places = vec![(chronology.clone(), format!("{chronology}.pdf"))];
    for file in ["print.pdf", "print.docx", "plan.pdf", "easy-read.pdf"] {
        places.push((entry.clone(), format!("{entry}/{file}")));
    }
    for who in ["fern.family", "ana.analyst", "ada.admin"] {
        let mut stranger = banks.site.signed_in(who).await;
        for (page, print) in &places {
            let page = stranger.get(page).await;
            assert!(matches!(page.status.as_u16(), 403 | 404), "{who}");
            let print = stranger.get(print).await;
            assert_eq!(print.status, page.status, "{who} {}", print.asked);
            assert!(!print.bytes.starts_with(b"%PDF") && !print.bytes.starts_with(b"PK"));
        }
    }
    assert_eq!(banks.exported().await, ["0"], "nothing was taken");
    let mut nobody = banks.site.browser();
    nobody.get(&places[0].1).await.expect(303);
}

/// A visit has no plan, and what was taken out has nothing.
#[tokio::test]
async fn what_is_not_there_is_not_printed() {
    let banks = banks().await;
    let mut tess = banks.site.signed_in("tess.team").await;
    let at = format!("/entries/{}", banks.plan);
    tess.get(&format!("{at}/plan.pdf")).await.expect(200);
    tess.get(&format!("{at}/remove")).await.expect(200);
    tess.post(&format!("{at}/remove"), &[("asked_by", "Felix"), ("because", "Wrong family")])
        .await
        .expect(303);
    for file in ["print.pdf", "print.docx", "plan.pdf", "easy-read.pdf"] {
        tess.get(&format!("{at}/{file}")).await.expect(404);
    }
}

#[tokio::test]
async fn a_chronology_is_printed_as_the_page_shows_it() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let at = format!("/families/{}/chronology", banks.family);
    assert!(felix.get(&at).await.expect(200).body.contains("chronology.pdf"));
    let text = said(felix.get(&format!("{at}.pdf")).await.expect(200));
    says(&text, &["Chronology", "Banks family", "Born", "Lily Banks", "10 July 2012", "Where it comes from"]);
    let text = said(felix.get(&format!("{at}.pdf?from_day=1&from_month=1&from_year=2014")).await.expect(200));
    says_not(&text, &["10 July 2012"]);
    assert_eq!(banks.exported().await, ["2"]);
}

#[tokio::test]
async fn the_letter_says_what_happens_next_and_nobodys_story() {
    let site = Site::new().await;
    let record = &site.record;
    let sent =
        record.request().child("Ada", "Asgiven", "2012-07-10").answer("worries", "A long story").send().await;
    let mut maeve = site.signed_in("maeve.manager").await;
    let at = format!("/requests/{}/letters/family", sent.id);
    maeve.get(&format!("{at}/letter.pdf")).await.expect(404);
    let mut work = record.work("maeve.manager").await;
    let permit = permit_request(&mut work, may::DecideRequest, sent.id, &Circumstances::default()).await;
    let decision = NewDecision {
        subject: sent.subjects[0],
        outcome: "no_further_action",
        level_of_need: Some(1),
        team: None,
        rationale: "Because of the story",
        late_because: None,
        passed_to: None,
        added_to: None,
        opens: None,
        ends_collecting: false,
        pack_version: record.pack_version,
        service: "front-door",
        purpose: "decide-on-requests",
    };
    decide(&mut work, &permit.expect("the manager may"), &decision).await.expect("decided");
    work.commit().await.expect("kept");
    let page = maeve.get(&at).await.expect(200);
    assert!(page.body.contains("letter.pdf") && page.body.contains("letter.docx"));
    let text = said(maeve.get(&format!("{at}/letter.pdf")).await.expect(200));
    says(&text, &["What happens next", "Ada Asgiven:", "Say this reference", "Marlshire County Council"]);
    says_not(&text, &["story", "OFFICIAL"]);
    let word = maeve.get(&format!("{at}/letter.docx")).await.expect(200);
    assert!(word.bytes.starts_with(b"PK"));
    let statement = format!(
        "select count(*)::text from audit.event where action = 'exported' and subject_id = '{}'",
        sent.id
    );
    assert_eq!(record.sql(&statement).await.expect("counted"), ["2"]);
    site.signed_in("fern.family").await.get(&format!("{at}/letter.pdf")).await.expect(403);
}
