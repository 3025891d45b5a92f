//! A family's chronology, timeline and ecomap through the pages.

use law::form::KindOfRecord;
use record::access::{Circumstances, may, permit_person};
use record::entry::{self, Kind, NewEntry};
use record::family;
use uuid::Uuid;

use crate::harness::{Browser, Site, html};

struct Banks {
    site: Site,
    family: Uuid,
    charlie: Uuid,
    lily: Uuid,
}

/// Charlie and Lily, whose worker is Felix, and their mother Rachel.
async fn banks() -> Banks {
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
    fn at(&self, place: &str) -> String {
        format!("/families/{}/{place}", self.family)
    }

    /// Felix adds a row about these children.
    async fn add(
        &self,
        felix: &mut Browser<'_>,
        headline: &str,
        about: &[Uuid],
        more: &[(&str, &str)],
    ) -> crate::harness::Page {
        let about: Vec<String> = about.iter().map(Uuid::to_string).collect();
        let mut sent = vec![
            ("when_day", "2"),
            ("when_month", "3"),
            ("when_year", "2024"),
            ("headline", headline),
            ("category", "school"),
            ("matters", "yes"),
        ];
        sent.extend(about.iter().map(|one| ("about", one.as_str())));
        // Whatever is given instead.
        sent.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        sent.extend(more);
        felix.post(&self.at("chronology/new"), &sent).await
    }

    async fn visited(&self, count: usize) {
        let form = self.site.record.pack.forms_for(KindOfRecord::Visit).next().expect("Marlshire has one");
        let (name, version) = (form.id.as_str().to_owned(), form.version as i32);
        let mut work = self.site.record.work("felix.family").await;
        let nothing = Circumstances::default();
        let permit =
            permit_person(&mut work, may::AmendPerson, self.charlie, &nothing).await.expect("his worker");
        for _ in 0..count {
            let id = work.new_id();
            let new = NewEntry {
                id,
                family: self.family,
                kind: Kind::Visit,
                form: (&name, version),
                pack_version: self.site.record.pack_version,
                subjects: &[self.charlie, self.lily],
                follows: None,
            };
            entry::begin(&mut work, &permit, &new).await.expect("begun");
            entry::finish(&mut work, &permit, id, None).await.expect("finished");
        }
        work.commit().await.expect("kept");
    }
}

#[tokio::test]
async fn a_row_is_written_worded_anew_and_taken_out() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let impact = format!("impact_{}", banks.charlie);
    banks
        .add(&mut felix, "Moved to Oak", &[banks.charlie, banks.lily], &[(&impact, "Left his friends")])
        .await
        .expect(303);
    let page = felix.get(&banks.at("chronology")).await.expect(200);
    for words in
        ["Moved to Oak", "2 March 2024", "Left his friends", "Lily Banks", "Work started: Early help", "Born"]
    {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(!html::title(&page.body).contains("Banks"), "no name in a title");
    let ids = banks.site.record.sql("select id::text from casework.chronology_row").await.expect("read");
    let row = banks.at(&format!("chronology/{}", ids[0]));
    let form = felix.get(&row).await.expect(200);
    assert!(
        form.body.contains("value=\"Moved to Oak\"") && form.body.contains("Left his friends"),
        "{}",
        form.body
    );
    let charlie = banks.charlie.to_string();
    let better = [
        ("when_year", "2024"),
        ("headline", "Moved to Oak School"),
        ("category", "school"),
        ("matters", "no"),
        ("about", charlie.as_str()),
    ];
    felix.post(&row, &better).await.expect(303);
    // The page that somebody else had open in the meantime.
    let late = felix.post(&row, &better).await.expect(409);
    assert!(
        late.body.contains("Somebody else changed this row") && late.body.contains("Moved to Oak School"),
        "{}",
        late.body
    );
    let page = felix.get(&banks.at("chronology")).await.expect(200);
    assert!(!page.body.contains("Moved to Oak"), "it does not matter any more");
    let page = felix.get(&banks.at("chronology?rows=all")).await.expect(200);
    assert!(
        page.body.contains("Moved to Oak School") && page.body.contains("Changed by Felix Anand"),
        "{}",
        page.body
    );

    let newest = "select id::text from casework.chronology_row where supersedes_id is not null";
    let newest = banks.site.record.sql(newest).await.expect("read");
    let out = banks.at(&format!("chronology/{}/take-out", newest[0]));
    felix.post(&out, &[("because", "")]).await.expect(422);
    felix.post(&out, &[("because", "It was his cousin")]).await.expect(303);
    let page = felix.get(&banks.at("chronology?rows=all")).await.expect(200);
    assert!(
        page.body.contains("It was his cousin") && !page.body.contains("Moved to Oak School"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn what_cannot_be_kept_is_said_beside_its_field_and_nothing_typed_is_lost() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let early =
        banks.add(&mut felix, "Broke an arm", &[banks.charlie], &[("when_year", "2010")]).await.expect(422);
    assert!(early.body.contains("Charlie Banks was born on 10 July 2012, after this date"), "{}", early.body);
    assert!(early.body.contains("Broke an arm"), "{}", early.body);
    let nothing = felix.post(&banks.at("chronology/new"), &[("source", "A letter")]).await.expect(422);
    for words in [
        "Enter what happened, in one sentence",
        "Select the children this is about",
        "Select what it is about",
        "Enter at least the year",
        "Select whether it matters",
        "A letter",
    ] {
        assert!(nothing.body.contains(words), "{words}: {}", nothing.body);
    }
    let vague = [("when_day", ""), ("when_month", ""), ("when_year", "2019"), ("before", "yes")];
    banks.add(&mut felix, "Lived abroad", &[banks.charlie], &vague).await.expect(303);
    let page = felix
        .get(&banks.at("chronology?from_day=1&from_month=1&from_year=2015&to_day=1&to_month=1&to_year=2016"))
        .await
        .expect(200);
    assert!(
        page.body.contains("before 2019") && page.body.contains("Lived abroad"),
        "it may belong there: {}",
        page.body
    );
    let other = felix.get(&banks.at(&format!("chronology?child={}", banks.lily))).await.expect(200);
    assert!(!other.body.contains("Lived abroad"), "{}", other.body);
    let wrong = felix.get(&banks.at("chronology?from_day=31&from_month=2&from_year=2015")).await.expect(422);
    assert!(wrong.body.contains("The first day must be a real date"), "{}", wrong.body);
}

#[tokio::test]
async fn a_copy_for_a_parent_leaves_out_what_is_about_others() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let (his, hers) = (format!("impact_{}", banks.charlie), format!("impact_{}", banks.lily));
    let both = [(his.as_str(), "Left his friends"), (hers.as_str(), "Glad of it")];
    banks.add(&mut felix, "Both moved school", &[banks.charlie, banks.lily], &both).await.expect(303);
    banks.add(&mut felix, "Lily won a prize", &[banks.lily], &[]).await.expect(303);
    banks
        .add(&mut felix, "A neighbour complained", &[banks.charlie], &[("of_others", "yes")])
        .await
        .expect(303);
    let copy = felix.get(&banks.at(&format!("chronology/copy?for={}", banks.charlie))).await.expect(200);
    assert!(
        copy.body.contains("Both moved school") && copy.body.contains("Left his friends"),
        "{}",
        copy.body
    );
    for words in ["Glad of it", "Lily", "neighbour"] {
        assert!(!copy.body.contains(words), "{words}: {}", copy.body);
    }
    // Lily's birth and prize, and the neighbour; her name beside the move and beside the work that began with both.
    assert!(copy.body.contains("3 rows") && copy.body.contains("2 times"), "{}", copy.body);
    let exported = format!(
        "select count(*)::text from audit.event where action = 'exported' and subject_id = '{}'",
        banks.charlie
    );
    assert_eq!(banks.site.record.sql(&exported).await.expect("counted"), ["1"]);
    let csv = felix.get(&banks.at("chronology/table")).await.expect(200);
    assert!(
        csv.body.starts_with("When,What it is about,What happened") && csv.body.contains("Glad of it"),
        "{}",
        csv.body
    );
    felix.get(&banks.at(&format!("chronology/copy?for={}", Uuid::nil()))).await.expect(404);
}

#[tokio::test]
async fn a_timeline_shows_what_mattered_and_every_visit_when_asked() {
    let banks = banks().await;
    banks.visited(210).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let page = felix.get(&banks.at("timeline")).await.expect(200);
    assert!(page.body.contains("<svg") && page.body.contains("<desc"), "{}", page.body);
    assert!(!page.body.contains("Visits and notes"));
    let all = felix.get(&banks.at("timeline?rows=all")).await.expect(200);
    assert!(
        all.body.contains("Visits and notes") && all.body.contains("Events 14 to 213 of 213"),
        "{}",
        all.body
    );
    assert!(all.body.contains("page=2"), "{}", all.body);
    let older = felix.get(&banks.at("timeline?rows=all&page=2")).await.expect(200);
    assert!(older.body.contains("Born") && older.body.contains("Newer events"), "{}", older.body);
    let csv = felix.get(&banks.at("timeline/table?rows=all")).await.expect(200);
    assert!(csv.body.lines().count() > 210, "{}", csv.body);

    // One of them mattered.
    let visit = banks.site.record.sql("select id::text from casework.entry limit 1").await.expect("read");
    let event = banks.at(&format!("chronology/events/visited/{}", visit[0]));
    felix.get(&event).await.expect(200);
    felix.post(&event, &[("matters", "perhaps")]).await.expect(422);
    felix.post(&event, &[("matters", "yes")]).await.expect(303);
    let page = felix.get(&banks.at("chronology")).await.expect(200);
    assert!(page.body.contains("Visit"), "{}", page.body);
    // What two children share is one row, and goes with one answer.
    let work = banks
        .site
        .record
        .sql("select id::text from casework.involvement order by id limit 1")
        .await
        .expect("read");
    felix
        .post(&banks.at(&format!("chronology/events/involvement-opened/{}", work[0])), &[("matters", "no")])
        .await
        .expect(303);
    let page = felix.get(&banks.at("chronology")).await.expect(200);
    assert!(!page.body.contains("Work started"), "{}", page.body);
}

#[tokio::test]
async fn an_ecomap_is_added_to_changed_and_taken_from() {
    let banks = banks().await;
    let mut felix = banks.site.signed_in("felix.family").await;
    let charlie = banks.charlie.to_string();
    let mut gran = vec![
        ("name", "Gran Dot"),
        ("kind", "person"),
        ("role", "grandmother"),
        ("about", charlie.as_str()),
        ("strength", "stressful"),
        ("energy", "from_family"),
    ];
    felix.post(&banks.at("ecomap/new"), &gran).await.expect(303);
    let page = felix.get(&banks.at("ecomap")).await.expect(200);
    for words in ["Gran Dot", "Stressful", "Flows from the family", "with Charlie Banks"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let ids = banks.site.record.sql("select id::text from casework.network_tie").await.expect("read");
    let tie = banks.at(&format!("ecomap/{}", ids[0]));
    felix.get(&tie).await.expect(200);
    gran[4].1 = "strong";
    felix.post(&tie, &gran).await.expect(303);
    felix.post(&tie, &gran).await.expect(409);
    let csv = felix.get(&banks.at("ecomap/table")).await.expect(200);
    assert!(csv.body.contains("Strong") && !csv.body.contains("Stressful"), "{}", csv.body);
    let wrong = felix.post(&banks.at("ecomap/new"), &[("name", "Oakfield")]).await.expect(422);
    for words in ["Select whom of the family", "Select what the connection is like", "Oakfield"] {
        assert!(wrong.body.contains(words), "{words}: {}", wrong.body);
    }
    let newest = banks
        .site
        .record
        .sql("select id::text from casework.network_tie where supersedes_id is not null")
        .await
        .expect("read");
    let end = banks.at(&format!("ecomap/{}/end", newest[0]));
    felix.get(&end).await.expect(200);
    felix.post(&end, &[("because", "She moved to Spain")]).await.expect(303);
    let page = felix.get(&banks.at("ecomap")).await.expect(200);
    assert!(
        !page.body.contains("Gran Dot") && page.body.contains("Nobody has been added yet"),
        "{}",
        page.body
    );
}

/// With `--nocapture` it says how long the pages take, in the build it is run in.
#[tokio::test]
async fn a_family_of_two_thousand_entries_opens_its_pages() {
    let banks = banks().await;
    banks.site.record.finished_visits(banks.family, &[banks.charlie, banks.lily], 2_000).await;
    let mut felix = banks.site.signed_in("felix.family").await;
    for (place, says) in [
        ("", "Older entries"),
        ("/timeline", "What mattered"),
        ("/timeline?rows=all", "Events 1804 to 2003 of 2003"),
        ("/chronology", "Born"),
    ] {
        let address = format!("/families/{}{place}", banks.family);
        let mut times = Vec::new();
        for _ in 0..20 {
            let before = std::time::Instant::now();
            let page = felix.get(&address).await.expect(200);
            times.push(before.elapsed());
            assert!(page.body.contains(says), "{place}: {}", page.body);
        }
        times.sort();
        println!(
            "2,000 entries, /families/…{place}: median {:?}, 95th percentile {:?}",
            times[10], times[18]
        );
    }
}
