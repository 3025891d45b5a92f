//! Letters and prints through the pages: what they say, who may have them, and that it is on record who took one.

use std::io::{Cursor, Read};

use law::form::KindOfRecord;
use record::access::{Circumstances, may, permit_person, permit_request};
use record::decision::{NewDecision, decide};
use record::entry::{self, Change, Kind, NewEntry};
use record::family;
use record::person::network::{self, NewProfessional};
use uuid::Uuid;

use crate::families;
use crate::harness::{Page, Site};
use crate::worklists::written;

/// A plan for Charlie and Lily, who have a friend of their own: hostile words.
const ANSWERS: [(&str, &str); 21] = [
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
    ("visit_every", r#"{"text":"two-weeks"}"#),
    ("do_not_share_with", r#"{"chosen":["other"]}"#),
    ("do_not_share_who", r#"{"text":"Uncle Secret"}"#),
    ("next_place", r#"{"text":"At the Family Hub 🙂"}"#),
];

struct Banks {
    site: Site,
    charlie: Uuid,
    lily: Uuid,
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
    Banks { site, charlie, lily, family, plan }
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
        exported(&self.site, self.charlie).await
    }
}

/// The files that were taken, by the record of one person.
async fn exported(site: &Site, person: Uuid) -> Vec<String> {
    let statement = format!(
        "select count(*)::text from audit.event where action = 'exported' and subject_id = '{person}'"
    );
    site.record.sql(&statement).await.expect("counted")
}

/// What a Word document says, head and foot included, without white space.
fn in_word(page: Page) -> String {
    assert!(page.header("content-type").contains("wordprocessingml"), "{}", page.header("content-type"));
    let mut archive = zip::ZipArchive::new(Cursor::new(page.bytes)).expect("a Word document");
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let mut all = String::new();
    for name in names.iter().filter(|name| name.starts_with("word/") && name.ends_with(".xml")) {
        archive.by_name(name).expect("a part").read_to_string(&mut all).expect("text");
    }
    let text: String = all.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, after)| after).collect();
    text.chars().filter(|c| !c.is_whitespace()).collect()
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
    says(
        &text,
        &[
            "Safety plan Not given",
            "For colleagues. Do not hand on",
            "Who? (not for the family or other services)",
        ],
    );
    assert_eq!(banks.exported().await, ["1"]);
    banks.finish().await;
    let text = said(felix.get(&format!("{at}/print.pdf")).await.expect(200));
    says(&text, &["Finished", "by Felix Anand"]);
    says_not(&text, &["Draft", "Not given"]);
    let word = in_word(felix.get(&format!("{at}/print.docx")).await.expect(200));
    says(
        &word,
        &[
            "We want mornings without shouting.",
            "Uncle Secret",
            "For colleagues. Do not hand on",
            "by Felix Anand",
        ],
    );
    // On the record of each of them, and which file.
    for child in [banks.charlie, banks.lily] {
        let taken = format!(
            "select details->>'what' || ' ' || (details->>'file') from audit.event
             where action = 'exported' and subject_id = '{child}' order by seq"
        );
        let taken = banks.site.record.sql(&taken).await.expect("listed");
        assert_eq!(taken, ["print pdf", "print pdf", "print docx"]);
    }
}

/// What nobody outside may read of an assessment, beside what they may.
const ASSESSED: [(&str, &str); 12] = [
    ("story_now", r#"{"text":"Mornings are hard since the move"}"#),
    ("do_not_share_with", r#"{"chosen":["police","other"]}"#),
    ("do_not_share_who", r#"{"text":"Uncle Secret"}"#),
    ("do_not_share_reason", r#"{"text":"He shouts at Mum"}"#),
    ("domestic_abuse", r#"{"text":"yes"}"#),
    ("dash_score", r#"{"text":"14"}"#),
    ("abuse_detail", r#"{"text":"He reads her telephone"}"#),
    ("protects", r#"{"text":"Gran is next door"}"#),
    ("visitor_safety", r#"{"text":"Go in twos"}"#),
    ("level_of_need", r#"{"text":"3"}"#),
    ("family_comments", r#"{"text":"We do not agree with all of it"}"#),
    ("manager_note", r#"{"text":"Please read this one first"}"#),
];

#[tokio::test]
async fn what_is_handed_on_says_what_its_reader_may_read() {
    let banks = families::banks().await;
    let at = written(&banks, KindOfRecord::Assessment, &ASSESSED).await;
    let mut tess = banks.site.signed_in("tess.team").await;
    let signed = [("agreed", "no"), ("said", "Ask the school again")];
    tess.post(&format!("{at}/sign-off"), &signed).await.expect(303);
    tess.post(&format!("{at}/add"), &[("words", "He has moved back in")]).await.expect(303);
    let mut felix = banks.site.signed_in("felix.family").await;
    let page = felix.get(&at).await.expect(200);
    let sends = felix.get(&format!("{at}/sends")).await.expect(200);
    let always = ["Mornings are hard since the move", "Gran is next door", "We do not agree with all of it"];
    let never = [
        "He reads her telephone",
        "How much is filled in",
        "Uncle Secret",
        "Police and probation",
        "He shouts at Mum",
        "Please read this one first",
        "Ask the school again",
        "He has moved back in",
        "Do not hand on",
        "Children whose wish is written down",
    ];
    let partners = ["Is there domestic abuse", "Go in twos", "DASH score"];
    for (reader, who) in
        [("family", "Copy for the family"), ("partners", "Copy for services that help the family")]
    {
        for file in ["print.pdf", "print.docx"] {
            let address = format!("{file}?for={reader}");
            for page in [&page, &sends] {
                assert!(page.body.contains(&address), "{address}: {}", page.body);
            }
            let copy = felix.get(&format!("{at}/{address}")).await.expect(200);
            let text = if file == "print.pdf" { said(copy) } else { in_word(copy) };
            says(&text, &always);
            says(&text, &[who]);
            says_not(&text, &never);
            if reader == "family" { says_not(&text, &partners) } else { says(&text, &partners) }
        }
    }
    let whole = said(felix.get(&format!("{at}/print.pdf")).await.expect(200));
    says(&whole, &always);
    says(&whole, &partners);
    says(
        &whole,
        &[
            "Uncle Secret",
            "He reads her telephone",
            "Please read this one first",
            "Ask the school again",
            "He has moved back in",
        ],
    );
    says(
        &whole,
        &["and who must not read this? (not for the family or other services)", "(not for the family)"],
    );
    felix.get(&format!("{at}/print.pdf?for=press")).await.expect(404);
    assert_eq!(exported(&banks.site, banks.lily).await, ["5"]);
    // A note of the council's own is handed to nobody.
    let note = written(&banks, KindOfRecord::CaseNote, &[("happened", r#"{"text":"They rang"}"#)]).await;
    felix.get(&format!("{note}/print.pdf?for=family")).await.expect(404);
    felix.get(&format!("{note}/print.pdf")).await.expect(200);
}

/// Somebody who was put there by mistake is of another family, perhaps.
#[tokio::test]
async fn who_was_there_by_mistake_is_on_no_paper() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let at = format!("/entries/{}", banks.plan);
    let only = [("about", banks.charlie.to_string())];
    let only: Vec<(&str, &str)> = only.iter().map(|(name, value)| (*name, value.as_str())).collect();
    families::fill(&mut felix, &format!("{at}/people"), &only).await.expect(303);
    for file in ["print.pdf", "print.pdf?for=family"] {
        let text = said(felix.get(&format!("{at}/{file}")).await.expect(200));
        says(&text, &["Charlie Banks"]);
        says_not(&text, &["Lily", "No longer about"]);
    }
}

/// Whom the family allows no more than that gets what they do, and nothing else of the plan.
#[tokio::test]
async fn only_what_somebody_does_is_a_paper_of_its_own() {
    let banks = banks().await;
    banks.finish().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let sends = format!("/entries/{}/sends", banks.plan);
    let list = felix.get(&sends).await.expect(200);
    assert!(!list.body.contains("own.pdf"), "Olu Okafor does nothing in it: {}", list.body);
    felix.get(&format!("{sends}/team-1/own.pdf")).await.expect(404);
    let mut work = banks.site.record.work("felix.family").await;
    let permit = permit_person(&mut work, may::AmendPerson, banks.charlie, &Circumstances::default()).await;
    let felix_too = NewProfessional {
        name: "Felix Farrow".into(),
        agency: "Marlshire County Council".into(),
        role: "family worker".into(),
        share_plan: "limited".into(),
        ..NewProfessional::default()
    };
    let id = network::save(&mut work, &permit.expect("his"), &felix_too, None).await.expect("kept");
    work.commit().await.expect("kept");
    let own = format!("{sends}/professional-{id}/own.pdf");
    let list = felix.get(&sends).await.expect(200);
    assert!(list.body.contains(&own.replace('/', "&#x2f;")), "{}", list.body);
    let text = said(felix.get(&own).await.expect(200));
    says(
        &text,
        &["Your part of the plan", "Felix Farrow, Marlshire County Council", "Charlie Banks, Lily Banks"],
    );
    says(&text, &["Ring the school about breakfast club 1 April 2027"]);
    says_not(&text, &["Lay out clothes", "mornings without shouting", "Both are in school", "Uncle Secret"]);
    for person in [banks.charlie, banks.lily] {
        assert_eq!(exported(&banks.site, person).await, ["1"]);
    }
    felix.get(&format!("{sends}/nobody/own.pdf")).await.expect(404);
    banks.site.signed_in("fern.family").await.get(&own).await.expect(404);
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
    // "Every week" alone says nothing, and neither does a question without its answer.
    says(&easy, &["How often will the lead practitioner visit? Picture Every two weeks"]);
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
    let word = in_word(maeve.get(&format!("{at}/letter.docx")).await.expect(200));
    says(&word, &["What happens next", "Ada Asgiven:", "Say this reference"]);
    says_not(&word, &["story", "OFFICIAL"]);
    let statement = format!(
        "select count(*)::text from audit.event where action = 'exported' and subject_id = '{}'",
        sent.id
    );
    assert_eq!(record.sql(&statement).await.expect("counted"), ["2"]);
    site.signed_in("fern.family").await.get(&format!("{at}/letter.pdf")).await.expect(403);
}
