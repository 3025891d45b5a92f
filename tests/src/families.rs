//! A family's entries through the pages: one visit on two children's records, two people at one page, finished for good.

use law::form::KindOfRecord;
use record::access::{Circumstances, may, permit_person};
use record::family;
use uuid::Uuid;

use crate::harness::{Browser, Page, Site, html};

pub struct Banks {
    pub site: Site,
    pub family: Uuid,
    pub charlie: Uuid,
    pub lily: Uuid,
}

/// Charlie and Lily, whose worker is Felix and whose team Tess manages, and their mother Rachel.
pub async fn banks() -> Banks {
    let site = Site::new().await;
    let record = &site.record;
    let charlie = record.person("Charlie", "Banks").born("2012-07-10").save().await;
    let lily = record.person("Lily", "Banks").born("2015-03-02").save().await;
    let rachel = record.person("Rachel", "Banks").born("1988-01-05").save().await;
    for child in [charlie, lily] {
        record.open_early_help(child, "family-help", Some("felix.family")).await;
    }
    let mut work = record.work("felix.family").await;
    let nothing = Circumstances::default();
    let permit = permit_person(&mut work, may::AmendPerson, charlie, &nothing).await.expect("his worker");
    let family = family::begin(&mut work, &permit, "Banks").await.expect("a family");
    for other in [lily, rachel] {
        family::add_member(&mut work, &permit, family, other).await.expect("a member");
    }
    work.commit().await.expect("kept");
    Banks { site, family, charlie, lily }
}

impl Banks {
    /// Felix begins an entry in a form of that kind about these people, and gives its address.
    pub async fn begin(&self, felix: &mut Browser<'_>, kind: KindOfRecord, about: &[Uuid]) -> String {
        let form = self.site.record.pack.forms_for(kind).next().expect("Marlshire has one");
        let address = format!("/families/{}/begin/{}", self.family, form.id);
        let page = felix.get(&address).await.expect(200);
        let id = value(&page, "id");
        let about: Vec<String> = about.iter().map(Uuid::to_string).collect();
        let mut sent = vec![("id", id.as_str())];
        sent.extend(about.iter().map(|one| ("about", one.as_str())));
        let begun = felix.post(&address, &sent).await.expect(303);
        begun.location().to_owned()
    }
}

fn value(page: &Page, name: &str) -> String {
    let found = html::hidden(&page.body).into_iter().find(|(known, _)| known == name);
    found.unwrap_or_else(|| panic!("no {name} on {}", page.asked)).1
}

/// Sends a page as a browser does: its hidden fields, and what is typed.
pub async fn send(browser: &mut Browser<'_>, page: &Page, address: &str, typed: &[(&str, &str)]) -> Page {
    let marks = html::hidden(&page.body);
    let mut sent: Vec<(&str, &str)> =
        marks.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    sent.extend(typed);
    browser.post(address, &sent).await
}

/// Opens a page of an entry and sends it with what is typed.
pub async fn fill(browser: &mut Browser<'_>, address: &str, typed: &[(&str, &str)]) -> Page {
    let page = browser.get(address).await.expect(200);
    send(browser, &page, address, typed).await
}

/// The other pages of Marlshire's case note, filled in.
async fn rest_of_a_note(browser: &mut Browser<'_>, note: &str) {
    let what = [
        ("note_kind", "phone"),
        ("happened_on-day", "14"),
        ("happened_on-month", "9"),
        ("happened_on-year", "2026"),
        ("happened_at", "9:05am"),
        ("action", "continue"),
    ];
    fill(browser, &format!("{note}/pages/what"), &what).await.expect(303);
    let about = [("about", "person.1"), ("source", "professional"), ("action", "continue")];
    fill(browser, &format!("{note}/pages/about"), &about).await.expect(303);
    let important = [("significant", "no"), ("add_to_chronology", "no"), ("action", "continue")];
    fill(browser, &format!("{note}/pages/chronology"), &important).await.expect(303);
}

#[tokio::test]
async fn one_visit_is_written_once_and_stands_on_both_records() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let visit = banks.begin(&mut felix, KindOfRecord::Visit, &[banks.lily, banks.charlie]).await;
    let list = felix.get(&visit).await.expect(200);
    assert!(list.body.contains("Charlie Banks") && list.body.contains("Lily Banks"), "{}", list.body);
    assert!(!html::title(&list.body).contains("Banks"), "no name in a title");
    for (path, word) in [("child/1", "yes"), ("child/2", "no")] {
        let address = format!("{visit}/pages/{path}");
        let number = path.rsplit('/').next().expect("a number");
        let seen = format!("child.{number}.seen");
        fill(&mut felix, &address, &[(&seen, word), ("action", "save")]).await.expect(303);
    }
    let page = felix.get(&format!("/families/{}", banks.family)).await.expect(200);
    assert!(page.body.contains("Not finished"), "{}", page.body);
    let about =
        format!("select count(*)::text from casework.entry_subject where entry_id = '{}'", id_of(&visit));
    assert_eq!(banks.site.record.sql(&about).await.expect("counted"), ["2"]);
    let answers = format!(
        "select path from casework.entry_answer where entry_id = '{}' and path ~ 'seen$' order by 1",
        id_of(&visit)
    );
    assert_eq!(banks.site.record.sql(&answers).await.expect("listed"), ["child.1.seen", "child.2.seen"]);
}

pub fn id_of(entry: &str) -> &str {
    entry.rsplit('/').next().expect("an id")
}

#[tokio::test]
async fn a_script_saves_what_was_typed_and_nothing_else() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let note = banks.begin(&mut felix, KindOfRecord::CaseNote, &[banks.charlie]).await;
    let address = format!("{note}/pages/note");
    let page = felix.get(&address).await.expect(200);
    let typed = [("note_title", "School rang"), ("happened", "They rang at nine."), ("action", "autosave")];
    let saved = send(&mut felix, &page, &address, &typed).await.expect(200);
    let said: serde_json::Value = serde_json::from_str(&saved.body).expect("JSON");
    assert!(said["saved"].as_str().is_some_and(|words| words.starts_with("Saved at")), "{said}");
    assert_eq!(
        said["marks"].as_object().map(serde_json::Map::len),
        Some(2),
        "two answers, and no more: {said}"
    );
    assert!(said["beside"].is_null());
    // The same page with its old marks: what is there already is no new version.
    send(&mut felix, &page, &address, &typed).await.expect(200);
    let versions =
        format!("select max(version)::text from casework.entry_answer where entry_id = '{}'", id_of(&note));
    assert_eq!(banks.site.record.sql(&versions).await.expect("a number"), ["1"]);
    // Another device shows it.
    let mut elsewhere = banks.site.signed_in("felix.family").await;
    let shown = elsewhere.get(&address).await.expect(200);
    assert!(shown.body.contains("They rang at nine."), "{}", shown.body);
}

#[tokio::test]
async fn nothing_happens_to_a_child_before_they_are_born() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let note = banks.begin(&mut felix, KindOfRecord::CaseNote, &[banks.charlie]).await;
    let typed = [("note_title", "School rang"), ("happened", "They rang at nine."), ("action", "save")];
    fill(&mut felix, &format!("{note}/pages/note"), &typed).await.expect(303);
    rest_of_a_note(&mut felix, &note).await;
    let long_ago = [
        ("note_kind", "phone"),
        ("happened_on-day", "9"),
        ("happened_on-month", "7"),
        ("happened_on-year", "2012"),
        ("happened_at", "9:05am"),
        ("action", "save"),
    ];
    fill(&mut felix, &format!("{note}/pages/what"), &long_ago).await.expect(303);
    let finish = format!("{note}/finish");
    let told = "Charlie Banks was born on 10 July 2012, after the day of this note";
    let page = felix.get(&finish).await.expect(200);
    assert!(page.body.contains(told), "{}", page.body);
    let refused = felix.post(&finish, &[("late_because", "Found in a drawer")]).await.expect(422);
    assert!(refused.body.contains("There is a problem") && refused.body.contains(told), "{}", refused.body);
    assert_eq!(banks.site.record.count("casework.entry_finish").await, 0);
    // Where nobody knows when somebody was born, nothing is said of it.
    let unknown =
        format!("update lookup.birth set superseded_at = now() where person_id = '{}'", banks.charlie);
    banks.site.record.sql(&unknown).await.expect("nobody knows any more");
    felix.post(&finish, &[("late_because", "Found in a drawer")]).await.expect(303);
}

#[tokio::test]
async fn two_people_at_one_page_see_both_answers_and_one_chooses() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let mut tess = banks.site.signed_in("tess.team").await;
    let note = banks.begin(&mut felix, KindOfRecord::CaseNote, &[banks.charlie]).await;
    let address = format!("{note}/pages/note");
    let (his, hers) = (felix.get(&address).await.expect(200), tess.get(&address).await.expect(200));
    let typed = [("note_title", "School rang"), ("happened", "Mornings are hard."), ("action", "save")];
    send(&mut felix, &his, &address, &typed).await.expect(303);
    // She typed the same answer, and another that he left alone.
    let typed = [
        ("note_title", ""),
        ("happened", "Mornings are easier."),
        ("means", "It helps."),
        ("action", "save"),
    ];
    let sent = send(&mut tess, &hers, &address, &typed).await.expect(303);
    assert_eq!(sent.location(), format!("{note}/choose"));
    let both = tess.get(sent.location()).await.expect(200);
    for words in ["Mornings are hard.", "Mornings are easier.", "Felix", "Tess"] {
        assert!(both.body.contains(words), "{words} is not on the page: {}", both.body);
    }
    let page = felix.get(&address).await.expect(200);
    assert!(page.body.contains("Mornings are hard.") && page.body.contains("It helps."), "{}", page.body);
    assert!(page.body.contains("School rang"), "an empty box she never touched takes nothing away");
    assert!(page.body.contains("Two people changed"), "{}", page.body);

    let chosen = [
        ("path", "happened"),
        ("seen", "1"),
        ("choice", "own"),
        ("own", "Mornings were hard and are easier."),
    ];
    tess.post(&format!("{note}/choose"), &chosen).await.expect(303);
    let page = felix.get(&address).await.expect(200);
    assert!(page.body.contains("Mornings were hard and are easier."), "{}", page.body);
    assert!(!page.body.contains("Two people changed"), "{}", page.body);
}

#[tokio::test]
async fn finished_is_final_and_what_was_typed_meanwhile_is_not_lost() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let note = banks.begin(&mut felix, KindOfRecord::CaseNote, &[banks.charlie]).await;
    let early = felix.post(&format!("{note}/finish"), &[]).await.expect(422);
    assert!(early.body.contains("Enter what happened"), "{}", early.body);
    let address = format!("{note}/pages/note");
    let typed = [("note_title", "School rang"), ("happened", "They rang at nine."), ("action", "continue")];
    fill(&mut felix, &address, &typed).await.expect(303);
    rest_of_a_note(&mut felix, &note).await;
    let mut tess = banks.site.signed_in("tess.team").await;
    let open = tess.get(&address).await.expect(200);
    let done = felix.post(&format!("{note}/finish"), &[]).await;
    assert_eq!(done.status.as_u16(), 303, "{}", done.body);
    // She was still typing.
    let late =
        send(&mut tess, &open, &address, &[("happened", "And again at ten."), ("action", "save")]).await;
    let late = late.expect(409);
    assert!(late.body.contains("And again at ten."), "{}", late.body);
    let read = tess.get(&note).await.expect(200);
    assert!(read.body.contains("They rang at nine.") && read.body.contains("Finished"), "{}", read.body);
    tess.post(&format!("{note}/add"), &[("words", "And again at ten.")]).await.expect(303);
    tess.post(&format!("{note}/sign-off"), &[("agreed", "yes")]).await.expect(303);
    let own = felix.post(&format!("{note}/sign-off"), &[("agreed", "yes")]).await;
    assert_eq!(own.status.as_u16(), 404, "a worker signs nothing off");
    let read = felix.get(&note).await.expect(200);
    assert!(read.body.contains("And again at ten.") && read.body.contains("Signed off"), "{}", read.body);
}

#[tokio::test]
async fn a_manager_takes_one_out_and_its_words_are_gone() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let note = banks.begin(&mut felix, KindOfRecord::CaseNote, &[banks.charlie]).await;
    let address = format!("{note}/pages/note");
    fill(&mut felix, &address, &[("happened", "About somebody else."), ("action", "save")]).await.expect(303);
    felix.get(&format!("{note}/remove")).await.expect(404);
    let mut tess = banks.site.signed_in("tess.team").await;
    let empty = tess.post(&format!("{note}/remove"), &[("because", "Wrong family")]).await.expect(422);
    assert!(empty.body.contains("Enter who asked") && empty.body.contains("Wrong family"), "{}", empty.body);
    tess.post(&format!("{note}/remove"), &[("asked_by", "The mother"), ("because", "Wrong family")])
        .await
        .expect(303);
    let read = felix.get(&note).await.expect(200);
    assert!(read.body.contains("taken out") && read.body.contains("Wrong family"), "{}", read.body);
    assert!(!read.body.contains("About somebody else"), "{}", read.body);
    let left =
        format!("select count(*)::text from casework.entry_answer where entry_id = '{}'", id_of(&note));
    assert_eq!(banks.site.record.sql(&left).await.expect("counted"), ["0"]);
}

#[tokio::test]
async fn an_entry_about_nobody_is_not_begun_and_says_so() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let form = banks.site.record.pack.forms_for(KindOfRecord::Plan).next().expect("Marlshire has one");
    let address = format!("/families/{}/begin/{}", banks.family, form.id);
    let id = value(&felix.get(&address).await.expect(200), "id");
    let nobody = felix.post(&address, &[("id", &id)]).await.expect(422);
    assert!(nobody.body.contains("Select at least one person"), "{}", nobody.body);
    let stranger = banks.site.record.person("Other", "Vale").save().await.to_string();
    let odd = felix.post(&address, &[("id", &id), ("about", &stranger)]).await.expect(422);
    assert!(!odd.body.contains("Vale"), "{}", odd.body);
    assert_eq!(banks.site.record.count("casework.entry").await, 0);
}

#[tokio::test]
async fn whoever_has_no_business_with_the_family_finds_nothing() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let note = banks.begin(&mut felix, KindOfRecord::CaseNote, &[banks.charlie]).await;
    let mut other = banks.site.signed_in("sol.social").await;
    for address in
        [note.clone(), format!("{note}/pages/note"), format!("{note}/finish"), format!("{note}/choose")]
    {
        let page = other.get(&address).await;
        assert!([403, 404].contains(&page.status.as_u16()), "{address}: {}", page.status);
    }
    let page = other.post(&format!("{note}/pages/note"), &[("happened", "x"), ("action", "autosave")]).await;
    assert!([403, 404].contains(&page.status.as_u16()), "{}", page.status);
    assert_eq!(banks.site.record.count("casework.entry_answer").await, 0);
}

#[tokio::test]
async fn a_file_is_what_is_in_it_and_a_stretch_of_it_can_be_had() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let note = banks.begin(&mut felix, KindOfRecord::CaseNote, &[banks.charlie]).await;
    let address = format!("{note}/pages/note");
    let page = felix.get(&address).await.expect(200);
    let marks = html::hidden(&page.body);
    let mut fields: Vec<(&str, &str)> =
        marks.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.extend([("happened", "She played me the call."), ("action", "upload")]);
    // It says it is a picture. What was typed beside it is kept all the same.
    let lie = felix
        .post_file(&address, &fields, ("note_files", "charlie.png", b"<html>not a picture</html>"))
        .await;
    let lie = lie.expect(422);
    assert!(lie.body.contains("charlie.png must be a PDF"), "{}", lie.body);
    assert!(lie.body.contains("She played me the call."), "{}", lie.body);
    assert_eq!(banks.site.record.count("casework.entry_file").await, 0);

    let sound: String = std::iter::once("OggS").chain(std::iter::repeat_n("0123456789", 60_000)).collect();
    let kept = felix.post_file(&address, &fields, ("note_files", "The call.ogg", sound.as_bytes())).await;
    kept.expect(303);
    let page = felix.get(&address).await.expect(200);
    assert!(page.body.contains("The call.ogg"), "{}", page.body);
    let id = banks.site.record.sql("select id::text from casework.entry_file").await.expect("one").remove(0);
    let file = format!("{note}/files/{id}");
    let whole = felix.get(&file).await.expect(200);
    assert_eq!(whole.body.len(), sound.len());
    assert_eq!((whole.header("content-type"), whole.header("accept-ranges")), ("audio/ogg", "bytes"));
    let part = felix.get_range(&file, "bytes=262140-262149").await.expect(206);
    assert_eq!(part.body, sound[262_140..262_150]);
    assert_eq!(part.header("content-range"), format!("bytes 262140-262149/{}", sound.len()));
    felix.get_range(&file, "bytes=9000000-").await.expect(416);
    let mut other = banks.site.signed_in("sol.social").await;
    assert!([403, 404].contains(&other.get(&file).await.status.as_u16()));

    // Taken out, its key goes with it.
    let marks = html::hidden(&page.body);
    let mut fields: Vec<(&str, &str)> =
        marks.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.extend([("happened", "She played me the call."), ("remove_file", id.as_str())]);
    felix.post(&address, &fields).await.expect(303);
    assert_eq!(banks.site.record.count("casework.entry_file_part").await, 0);
    let keys = "select count(*)::text from data_key where table_name = 'entry_file'";
    assert_eq!(banks.site.record.keys_sql(keys).await.expect("counted"), ["0"]);
    felix.get(&file).await.expect(404);
}

#[tokio::test]
async fn a_plan_says_what_would_make_it_clearer_and_can_be_finished_as_it_is() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let plan = banks.begin(&mut felix, KindOfRecord::Plan, &[banks.charlie, banks.lily]).await;
    let action = [
        ("actions.1.action_what", "Support with mornings, ongoing"),
        ("actions.1.action_owner_kind", "worker"),
        ("actions.1.action_owner", "Felix Anand"),
        ("action", "save"),
    ];
    fill(&mut felix, &format!("{plan}/pages/action/1"), &action).await.expect(303);
    let page = felix.get(&plan).await.expect(200);
    for words in ["What would make this plan clearer", "ongoing", "does not say by when"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let rows = felix.get(&format!("{plan}/pages/actions")).await.expect(200);
    assert!(rows.body.contains("Support with mornings"), "{}", rows.body);
    let ask = felix.get(&format!("{plan}/without/actions/1")).await.expect(200);
    let mark = value(&ask, "mark");
    felix.post(&format!("{plan}/without/actions/1"), &[("mark", &mark)]).await.expect(303);
    felix.post(&format!("{plan}/without/actions/1"), &[("mark", &mark)]).await.expect(303);
    let rows = felix.get(&format!("{plan}/pages/actions")).await.expect(200);
    assert!(!rows.body.contains("Support with mornings"), "{}", rows.body);
}

#[tokio::test]
async fn the_one_before_stands_beside_and_an_answer_is_copied_once() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let first = banks.begin(&mut felix, KindOfRecord::Plan, &[banks.charlie, banks.lily]).await;
    let wishes =
        [("goals", "Mornings without shouting"), ("children_want", "A bedtime story"), ("action", "save")];
    fill(&mut felix, &format!("{first}/pages/goals"), &wishes).await.expect(303);
    // Finished round the page, which would want all of it.
    let mut work = banks.site.record.work("felix.family").await;
    let nothing = Circumstances::default();
    let permit =
        permit_person(&mut work, may::AmendPerson, banks.charlie, &nothing).await.expect("his worker");
    let id = id_of(&first).parse().expect("an id");
    record::entry::finish(&mut work, &permit, id, None).await.expect("finished");
    work.commit().await.expect("kept");

    let second = banks.begin(&mut felix, KindOfRecord::Plan, &[banks.charlie]).await;
    let page = felix.get(&format!("{second}/pages/goals")).await.expect(200);
    assert!(page.body.contains("Mornings without shouting"), "what carries over is filled in: {}", page.body);
    let beside = felix.get(&format!("{second}/before")).await.expect(200);
    assert!(beside.body.contains("Mornings without shouting"), "{}", beside.body);
    let none = felix.get(&format!("{first}/before")).await;
    assert_eq!(none.status.as_u16(), 404, "nothing came before the first");
}

#[tokio::test]
async fn a_family_is_drawn_and_a_restricted_relative_says_nothing() {
    let banks = banks().await;
    let record = &banks.site.record;
    let rachel =
        record.sql("select person_id::text from lookup.person_name where first_name = 'Rachel'").await;
    let rachel: Uuid = rachel.expect("one")[0].parse().expect("an id");
    let father = record.person("Johnname", "Vale").born("1986-05-05").save().await;
    for child in [banks.charlie, banks.lily] {
        record.relate(rachel, "parent", child).await;
    }
    record.relate(father, "parent", banks.charlie).await;
    record.restrict(father, "staff", "Family Help").await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let page = felix.get(&format!("/families/{}/genogram", banks.family)).await.expect(200);
    assert!(page.body.contains("<svg") && page.body.contains("Rachel Banks"), "{}", page.body);
    assert!(page.body.contains("Restricted") && !page.body.contains("Johnname"), "{}", page.body);
    let table = felix.get(&format!("/families/{}/genogram/table", banks.family)).await.expect(200);
    assert!(table.body.contains("Charlie Banks") && !table.body.contains("Johnname"), "{}", table.body);
    let tree = felix.get(&format!("/families/{}/tree?for={}", banks.family, banks.lily)).await.expect(200);
    assert!(tree.body.contains("<svg") && tree.body.contains("For Charlie Banks"), "{}", tree.body);
}

#[tokio::test]
async fn a_worker_s_own_part_of_supervision_is_not_for_colleagues() {
    let banks = banks().await;
    let mut tess = banks.site.signed_in("tess.team").await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let mut sian = banks.site.signed_in("sian.social").await;
    let supervision = banks.begin(&mut tess, KindOfRecord::Supervision, &[banks.charlie]).await;
    let address = format!("{supervision}/pages/personal");
    fill(&mut felix, &address, &[("worker_impact", "I sleep badly."), ("action", "save")]).await.expect(303);
    // Who wrote it and who began it read it; a colleague who may open the rest does not, and cannot write over it.
    for writer in [&mut felix, &mut tess] {
        assert!(writer.get(&address).await.expect(200).body.contains("I sleep badly."));
    }
    let forged = [("worker_impact", "Over it."), ("seen.worker_impact", "1-0"), ("action", "save")];
    let sent = sian.post(&address, &forged).await;
    assert!(!sent.body.contains("I sleep badly."), "{}", sent.body);
    sian.get(&supervision).await.expect(200);
    for page in ["", "/finish", "/pages/personal"] {
        let seen = sian.get(&format!("{supervision}{page}")).await;
        assert!(!seen.body.contains("I sleep badly."), "{page}: {}", seen.body);
    }
    assert!(felix.get(&address).await.expect(200).body.contains("I sleep badly."));
}
