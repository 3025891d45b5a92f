//! Chronologies: what is written and what casework recorded as one list, read by those who may, and never unwritten.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use law::chronology::{ApproximateDate, Category, Origin, Row};
use record::access::{Permit, may};
use record::chronology::{self, Chronology};
use record::entry::{self, Kind, NewEntry};
use record::network_tie::{self, NewTie};
use record::testing::{self, TestRecord};
use record::{Error, Result, Work, family};
use uuid::Uuid;

use crate::support;

const WORKER: &str = "felix.family";

/// Two siblings with the worker and a third whom nobody works with, in one family.
struct Banks {
    record: TestRecord,
    family: Uuid,
    charlie: Uuid,
    lily: Uuid,
    sam: Uuid,
}

async fn banks() -> Banks {
    let record = testing::fresh().await;
    let charlie = record.person("Charlie", "Banks").born("2012-07-10").save().await;
    let lily = record.person("Lily", "Banks").born("2015-03-02").save().await;
    let sam = record.person("Sam", "Banks").born("2019-11-20").save().await;
    for child in [charlie, lily] {
        record.open_early_help(child, "family-help", Some(WORKER)).await;
    }
    let mut work = record.work(WORKER).await;
    let permit = amend(&mut work, charlie).await;
    let family = family::begin(&mut work, &permit, "Banks").await.expect("a family");
    for other in [lily, sam] {
        family::add_member(&mut work, &permit, family, other).await.expect("a member");
    }
    work.commit().await.expect("kept");
    Banks { record, family, charlie, lily, sam }
}

async fn amend(work: &mut Work, person: Uuid) -> Permit<may::AmendPerson> {
    support::person(work, may::AmendPerson, person).await.expect("allocated")
}

fn row(on: Date, headline: &str, about: &[(Uuid, &str)]) -> Row {
    Row {
        when: ApproximateDate::Day { date: on },
        category: Category::School,
        headline: headline.into(),
        subjects: about.iter().map(|(id, impact)| (id.to_string(), (*impact).to_owned())).collect(),
        source: "Letter".into(),
        agency: "Oak School".into(),
        action: String::new(),
        is_significant: true,
        origin: Origin::Written,
        events: Vec::new(),
    }
}

impl Banks {
    async fn add(&self, row: &Row, instead_of: Option<Uuid>) -> Result<Uuid> {
        let mut work = self.record.work(WORKER).await;
        let permit = amend(&mut work, self.charlie).await;
        let id = chronology::add(&mut work, &permit, self.family, row, false, instead_of).await?;
        work.commit().await?;
        Ok(id)
    }

    async fn read(&self, who: &str) -> Result<Chronology> {
        let mut work = self.record.work(who).await;
        let permit = support::person(&mut work, may::OpenNarrative, self.charlie).await?;
        let read = chronology::of_family(&mut work, &permit, self.family).await?;
        work.commit().await?;
        Ok(read)
    }

    async fn headlines(&self) -> Vec<String> {
        let read = self.read(WORKER).await.expect("theirs");
        let written = read.lines.into_iter().filter(|line| line.written.is_some());
        written.map(|line| line.row.headline).collect()
    }

    /// A finished visit to Charlie.
    async fn visited(&self) -> Uuid {
        let mut work = self.record.work(WORKER).await;
        let permit = amend(&mut work, self.charlie).await;
        let id = work.new_id();
        let new = NewEntry {
            id,
            family: self.family,
            kind: Kind::Visit,
            form: ("visit", 1),
            pack_version: self.record.pack_version,
            subjects: &[self.charlie],
            follows: None,
        };
        entry::begin(&mut work, &permit, &new).await.expect("begun");
        entry::finish(&mut work, &permit, id, None).await.expect("finished");
        work.commit().await.expect("kept");
        id
    }

    async fn tie(&self, name: &str, with: &[Uuid], instead_of: Option<Uuid>) -> Result<Uuid> {
        let mut work = self.record.work(WORKER).await;
        let permit = amend(&mut work, self.charlie).await;
        let new = NewTie {
            name: name.into(),
            role: "grandmother".into(),
            kind: "person".into(),
            strength: "strong".into(),
            energy: "to_family".into(),
            with: with.to_vec(),
        };
        let id = network_tie::save(&mut work, &permit, self.family, &new, instead_of).await?;
        work.commit().await?;
        Ok(id)
    }

    async fn ties(&self) -> Vec<String> {
        let mut work = self.record.work(WORKER).await;
        let permit = support::person(&mut work, may::OpenNarrative, self.charlie).await.expect("theirs");
        let ties = network_tie::of_family(&mut work, &permit, self.family).await.expect("read");
        work.commit().await.expect("kept");
        ties.into_iter().map(|tie| tie.tie.name).collect()
    }
}

#[tokio::test]
async fn what_is_written_and_what_casework_recorded_is_one_list() {
    let banks = banks().await;
    let spring = row(
        date(2026, 3, 2),
        "Moved to Oak School",
        &[(banks.charlie, "Left his friends"), (banks.lily, "")],
    );
    banks.add(&spring, None).await.expect("kept");
    let read = banks.read(WORKER).await.expect("theirs");
    let said: Vec<&str> = read.lines.iter().map(|line| line.row.headline.as_str()).collect();
    assert_eq!(said, ["Born", "Born", "Born", "Moved to Oak School", "Work started: Early help"]);
    assert!(read.lines.is_sorted_by_key(|line| line.row.when));
    let school = &read.lines[3];
    let about = BTreeMap::from([
        (banks.charlie.to_string(), "Left his friends".to_owned()),
        (banks.lily.to_string(), String::new()),
    ]);
    assert_eq!(school.row.subjects, about);
    assert_eq!((school.row.source.as_str(), school.row.agency.as_str()), ("Letter", "Oak School"));
    assert!(school.written.is_some() && read.lines[4].written.is_none());
    // Work began with both on one day: one row about two children.
    assert_eq!(read.lines[4].row.subjects.len(), 2);
    let looks = format!(
        "select count(*)::text from audit.event
         where action = 'opened' and subject_id = '{}' and details->>'chronology' is not null",
        banks.lily
    );
    assert_eq!(banks.record.sql(&looks).await.expect("counted"), ["1"], "a look at her record too");
}

#[tokio::test]
async fn a_visit_becomes_a_row_once_somebody_says_that_it_matters_and_gives_way_to_words() {
    let banks = banks().await;
    let event = format!("visited:{}", banks.visited().await);
    let read = banks.read(WORKER).await.expect("theirs");
    assert!(read.lines.iter().all(|line| !line.row.events.contains(&event)));
    assert!(read.besides.iter().any(|one| one.event.id == event), "the timeline has it all the same");
    for (minute, (matters, rows)) in (1..).zip([(true, 1), (false, 0), (true, 1)]) {
        let mut work = banks.record.work_at(WORKER, testing::minutes_later(minute)).await;
        let permit = amend(&mut work, banks.charlie).await;
        chronology::mark(&mut work, &permit, banks.family, &event, matters).await.expect("marked");
        work.commit().await.expect("kept");
        let read = banks.read(WORKER).await.expect("theirs");
        let found = read.lines.iter().filter(|line| line.row.events.contains(&event)).count();
        assert_eq!(found, rows, "{matters}");
    }
    assert_eq!(banks.record.count("casework.chronology_mark").await, 3, "each of them is on file");
    let told = Row {
        events: vec![event.clone()],
        ..row(date(2026, 9, 14), "He said he is cold at night", &[(banks.charlie, "")])
    };
    banks.add(&told, None).await.expect("kept");
    let read = banks.read(WORKER).await.expect("theirs");
    let found: Vec<_> = read.lines.iter().filter(|line| line.row.events.contains(&event)).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].row.headline, "He said he is cold at night");
    // An event that is nobody's cannot be marked.
    let mut work = banks.record.work(WORKER).await;
    let permit = amend(&mut work, banks.charlie).await;
    let strange = format!("visited:{}", banks.lily);
    let refused = chronology::mark(&mut work, &permit, banks.family, &strange, true).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
}

#[tokio::test]
async fn a_stranger_sees_nothing_of_it() {
    let banks = banks().await;
    banks
        .add(&row(date(2026, 3, 2), "Moved to Oak School", &[(banks.charlie, "")]), None)
        .await
        .expect("kept");
    banks.tie("Gran", &[banks.charlie], None).await.expect("kept");
    assert!(matches!(banks.read("fern.family").await, Err(Error::Refused(_))));
    // Nor round the permit: the second lock asks the same.
    let mut work = banks.record.work("fern.family").await;
    for table in ["casework.chronology_row", "casework.chronology_subject", "casework.network_tie"] {
        let seen = testing::locks::rows_of(&mut work, table).await.expect("it answers");
        assert_eq!(seen, 0, "{table}");
    }
}

#[tokio::test]
async fn a_row_about_a_child_who_was_restricted_is_not_there() {
    let banks = banks().await;
    banks
        .add(&row(date(2026, 3, 2), "Both moved school", &[(banks.charlie, ""), (banks.lily, "")]), None)
        .await
        .expect("kept");
    banks
        .add(&row(date(2026, 4, 2), "Charlie won a prize", &[(banks.charlie, "")]), None)
        .await
        .expect("kept");
    banks.tie("Gran", &[banks.charlie, banks.lily], None).await.expect("kept");
    banks.tie("Football club", &[banks.charlie], None).await.expect("kept");
    banks.record.restrict(banks.lily, "high_risk", "the duty manager").await;
    assert_eq!(banks.headlines().await, ["Charlie won a prize"]);
    assert_eq!(banks.ties().await, ["Football club"]);
    let read = banks.read(WORKER).await.expect("theirs");
    let hers = banks.lily.to_string();
    assert!(
        read.lines.iter().all(|line| !line.row.subjects.contains_key(&hers)),
        "nor does casework tell of her"
    );
    // And nobody writes about her meanwhile.
    let about = row(date(2026, 5, 2), "Something", &[(banks.charlie, ""), (banks.lily, "")]);
    assert!(matches!(banks.add(&about, None).await, Err(Error::Rule(_))));
    // Sam is nobody's to open, and not closed: his brother's worker may write of both.
    banks
        .add(&row(date(2026, 5, 2), "A new home", &[(banks.charlie, ""), (banks.sam, "")]), None)
        .await
        .expect("kept");
}

#[tokio::test]
async fn what_the_law_of_chronologies_refuses_is_refused_in_its_words() {
    let banks = banks().await;
    let refusal = async |row: Row| match banks.add(&row, None).await {
        Err(Error::Rule(why)) => why,
        other => panic!("{other:?}"),
    };
    let before = refusal(row(date(2011, 1, 1), "Broke an arm", &[(banks.charlie, "")])).await;
    assert!(before.starts_with("Charlie Banks was born on 10 July 2012, after this date."), "{before}");
    let ahead = refusal(row(date(2027, 1, 1), "Will move", &[(banks.charlie, "")])).await;
    assert_eq!(ahead, "The date must be today or in the past");
    let empty = refusal(row(date(2026, 1, 1), "  ", &[(banks.charlie, "")])).await;
    assert_eq!(empty, "Enter what happened, in one sentence");
    let other = refusal(row(date(2026, 1, 1), "Not about him", &[(banks.lily, "")])).await;
    assert_eq!(other, "Select at least the person whose record you came from");
    assert_eq!(banks.record.count("casework.chronology_row").await, 0);
}

#[tokio::test]
async fn a_change_takes_the_place_of_a_row_and_a_removal_leaves_that_it_was_there() {
    let banks = banks().await;
    let first =
        banks.add(&row(date(2026, 3, 2), "Moved to Oak", &[(banks.charlie, "")]), None).await.expect("kept");
    let better = row(date(2026, 3, 2), "Moved to Oak School", &[(banks.charlie, "")]);
    let second = banks.add(&better, Some(first)).await.expect("kept");
    assert_eq!(banks.headlines().await, ["Moved to Oak School"]);
    // Somebody who had the first on their screen is told.
    assert!(matches!(banks.add(&better, Some(first)).await, Err(Error::Stale)));
    let take_out = async |row: Uuid, because: &str| {
        let mut work = banks.record.work(WORKER).await;
        let permit = amend(&mut work, banks.charlie).await;
        chronology::take_out(&mut work, &permit, banks.family, row, because).await?;
        work.commit().await
    };
    assert!(matches!(take_out(second, " ").await, Err(Error::Rule(_))));
    take_out(second, "It was his cousin").await.expect("taken out");
    assert!(matches!(take_out(second, "again").await, Err(Error::Stale)));
    assert!(matches!(banks.add(&better, Some(second)).await, Err(Error::Stale)));
    let read = banks.read(WORKER).await.expect("theirs");
    assert!(read.lines.iter().all(|line| line.written.is_none()));
    assert_eq!(read.removed.len(), 1);
    assert_eq!(
        (read.removed[0].because.as_str(), read.removed[0].by.as_str()),
        ("It was his cousin", "Felix Anand")
    );
    assert_eq!(banks.record.count("casework.chronology_row").await, 2, "both wordings are on file");
    for statement in [
        "delete from casework.chronology_row",
        "update casework.chronology_row set category = 'health'",
        "delete from casework.chronology_removal",
        "truncate casework.chronology_row cascade",
    ] {
        assert!(banks.record.sql(statement).await.is_err(), "{statement}");
    }
}

#[tokio::test]
async fn a_tie_is_changed_by_a_new_one_and_ends_with_a_reason() {
    let banks = banks().await;
    let gran = banks.tie("Gran", &[banks.charlie], None).await.expect("kept");
    let better = banks.tie("Gran Dot", &[banks.charlie, banks.lily], Some(gran)).await.expect("kept");
    assert_eq!(banks.ties().await, ["Gran Dot"]);
    assert!(matches!(banks.tie("Gran Dorothy", &[banks.charlie], Some(gran)).await, Err(Error::Stale)));
    let mut work = banks.record.work(WORKER).await;
    let permit = amend(&mut work, banks.lily).await;
    network_tie::end(&mut work, &permit, banks.family, better, "She moved to Spain").await.expect("ended");
    work.commit().await.expect("kept");
    assert!(banks.ties().await.is_empty());
    assert_eq!(banks.record.count("casework.network_tie").await, 2);
}

#[tokio::test]
async fn no_word_of_it_is_kept_as_it_was_typed() {
    let banks = banks().await;
    let secret = Row {
        source: "quinceword".into(),
        agency: "mangoword".into(),
        action: "lycheeword".into(),
        ..row(date(2026, 3, 2), "papayaword", &[(banks.charlie, "guavaword")])
    };
    let id = banks.add(&secret, None).await.expect("kept");
    let tie = banks.tie("kiwiword", &[banks.charlie], None).await.expect("kept");
    let mut work = banks.record.work(WORKER).await;
    let permit = amend(&mut work, banks.charlie).await;
    chronology::take_out(&mut work, &permit, banks.family, id, "plumword").await.expect("taken out");
    network_tie::end(&mut work, &permit, banks.family, tie, "figword").await.expect("ended");
    work.commit().await.expect("kept");
    for table in [
        "casework.chronology_row",
        "casework.chronology_subject",
        "casework.chronology_removal",
        "casework.network_tie",
        "casework.network_tie_end",
        "audit.event",
    ] {
        let found = banks
            .record
            .sql(&format!("select count(*)::text from {table} t where t::text ~ 'word'"))
            .await
            .expect("read");
        assert_eq!(found, ["0"], "{table}");
        // bytea is shown as hex: the words may not be there either.
        for word in [
            "quinceword",
            "mangoword",
            "lycheeword",
            "papayaword",
            "guavaword",
            "kiwiword",
            "plumword",
            "figword",
        ] {
            let hex: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
            let found = banks
                .record
                .sql(&format!("select count(*)::text from {table} t where t::text ~ '{hex}'"))
                .await
                .expect("read");
            assert_eq!(found, ["0"], "{word} in {table}");
        }
    }
}
