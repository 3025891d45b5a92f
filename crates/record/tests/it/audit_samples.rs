//! Samples for an audit: chance draws them, the auditor reads them and no more, and it ends.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use law::audit::Grade;
use record::access::may;
use record::audit_sample::{self, NewSample, Sample};
use record::testing::{self, TestRecord, minutes_later};
use record::{Error, Result, family};
use uuid::Uuid;

use crate::support;

const MANAGER: &str = "tess.team";
const TEAM: &str = "family-help";
const AUDITOR: &str = "sol.social";

/// Families of one child each, open to the team; every other is with Sian.
async fn families(record: &TestRecord, count: usize) -> Vec<(Uuid, Uuid)> {
    let mut made = Vec::new();
    for number in 0..count {
        let name = format!("Sample{}", char::from(b'a' + u8::try_from(number).expect("few")));
        let child = record.person("Ellie", &name).born("2016-05-04").save().await;
        let worker = (number % 2 == 0).then_some("sian.social");
        record.open_early_help(child, TEAM, worker).await;
        let mut work = record.work(MANAGER).await;
        let permit = support::person(&mut work, may::AmendPerson, child).await.expect("she manages");
        let family = family::begin(&mut work, &permit, &name).await.expect("a family");
        work.commit().await.expect("kept");
        made.push((family, child));
    }
    made
}

async fn draw(record: &TestRecord, by: &str, auditor: &str, size: u16, last_day: Date) -> Result<Uuid> {
    let mut work = record.work(by).await;
    let (team, auditor) = (record.team(TEAM), record.account(auditor));
    let new = NewSample { team, size, auditor, last_day, purpose: "The audit of September" };
    let id = audit_sample::draw(&mut work, &new).await?;
    work.commit().await?;
    Ok(id)
}

async fn one(record: &TestRecord, who: &str, sample: Uuid) -> Result<Sample> {
    audit_sample::one(&mut record.work(who).await, sample).await
}

async fn reads(record: &TestRecord, who: &str, person: Uuid, minutes: i64) -> bool {
    let mut work = record.work_at(who, minutes_later(minutes)).await;
    support::person(&mut work, may::OpenNarrative, person).await.is_ok()
}

/// Two weeks after the tests' today.
fn last_day() -> Date {
    law::clocks::to_london(minutes_later(14 * 24 * 60)).date()
}

#[tokio::test]
async fn chance_draws_as_many_as_asked_and_the_auditor_reads_those_alone() {
    let record = testing::fresh().await;
    let all = families(&record, 8).await;
    let sample = draw(&record, MANAGER, AUDITOR, 5, last_day()).await.expect("drawn");
    let found = one(&record, MANAGER, sample).await.expect("hers");
    assert_eq!((found.families.len(), found.out_of), (5, 8));
    let drawn: BTreeSet<Uuid> = found.families.iter().map(|one| one.family).collect();
    assert_eq!(drawn.len(), 5, "each once");
    for (family, child) in &all {
        let is_drawn = drawn.contains(family);
        assert_eq!(reads(&record, AUDITOR, *child, 0).await, is_drawn);
        let mut work = record.work(AUDITOR).await;
        assert!(support::person(&mut work, may::AmendPerson, *child).await.is_err(), "to read only");
    }
    // The order can be worked out by anybody, and by nobody beforehand.
    let order = format!("select id::text from casework.family order by md5('{sample}' || id::text) limit 5");
    let named: Vec<String> = found.families.iter().map(|one| one.family.to_string()).collect();
    assert_eq!(record.sql(&order).await.expect("ordered"), named);
    let others = draw(&record, MANAGER, AUDITOR, 5, last_day()).await.expect("drawn again");
    let others = one(&record, MANAGER, others).await.expect("hers");
    let again: Vec<String> = others.families.iter().map(|one| one.family.to_string()).collect();
    assert_ne!(named, again, "1 in 6,720 draws are alike");
    // After its last day it is closed by itself.
    assert!(!reads(&record, AUDITOR, all[0].1, 16 * 24 * 60).await);
}

#[tokio::test]
async fn nobody_audits_their_own_work_or_their_relatives() {
    let record = testing::fresh().await;
    let all = families(&record, 6).await;
    let aunt = record.person("Sian", "Probert").save().await;
    record.relate(aunt, "aunt_or_uncle", all[1].1).await;
    let own = format!(
        "update access.account set person_id = '{aunt}' where id = '{}'",
        record.account("sian.social")
    );
    record.sql(&own).await.expect("hers");
    let sample = draw(&record, MANAGER, "sian.social", 6, last_day()).await.expect("drawn");
    let found = one(&record, "sian.social", sample).await.expect("hers to read");
    let drawn: BTreeSet<Uuid> = found.families.iter().map(|one| one.family).collect();
    assert_eq!(drawn, BTreeSet::from([all[3].0, all[5].0]), "not the three she works with, nor her niece's");
    assert_eq!(found.out_of, 2);
}

#[tokio::test]
async fn a_manager_draws_for_their_own_team_and_gives_themselves_nothing() {
    let record = testing::fresh().await;
    let all = families(&record, 2).await;
    for other in ["sian.social", "nell.north", "maeve.manager"] {
        let refused = draw(&record, other, AUDITOR, 2, last_day()).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{other}: {refused:?}");
    }
    for (auditor, day) in
        [("ana.analyst", last_day()), (AUDITOR, date(2020, 1, 1)), (AUDITOR, date(2030, 1, 1))]
    {
        let refused = draw(&record, MANAGER, auditor, 2, day).await;
        assert!(matches!(refused, Err(Error::Rule(_))), "{auditor} {day}: {refused:?}");
    }
    assert_eq!(record.count("casework.audit_sample").await, 0, "nothing is left of what was refused");
    let sample = draw(&record, MANAGER, MANAGER, 2, last_day()).await.expect("she reads them herself");
    assert_eq!(one(&record, MANAGER, sample).await.expect("hers").families.len(), 2);
    let ties = "select count(*)::text from access.access_grant where kind = 'audit_sample'";
    assert_eq!(record.sql(ties).await.expect("counted"), ["0"]);
    assert!(reads(&record, MANAGER, all[0].1, 0).await, "as the team's manager");
}

#[tokio::test]
async fn the_auditor_writes_what_they_found_and_the_end_closes_the_records() {
    let record = testing::fresh().await;
    let all = families(&record, 2).await;
    let (family, child) = all[0];
    let sample = draw(&record, MANAGER, AUDITOR, 2, last_day()).await.expect("drawn");
    let minutes = std::cell::Cell::new(0);
    let find = async |who: &str, family: Uuid, grade: Grade, words: &str| {
        minutes.set(minutes.get() + 1);
        let mut work = record.work_at(who, minutes_later(minutes.get())).await;
        audit_sample::find(&mut work, sample, family, grade, words).await?;
        work.commit().await
    };
    find(AUDITOR, family, Grade::Good, "Ellie's voice is missing").await.expect("kept");
    find(AUDITOR, family, Grade::RequiresImprovement, "Ellie's voice is missing, twice").await.expect("kept");
    assert!(matches!(find(AUDITOR, family, Grade::Good, "  ").await, Err(Error::Rule(_))));
    assert!(matches!(find(AUDITOR, Uuid::nil(), Grade::Good, "x").await, Err(Error::NotFound)));
    assert!(
        matches!(find(MANAGER, family, Grade::Good, "x").await, Err(Error::NotFound)),
        "not hers to grade"
    );
    assert!(matches!(find("fern.family", family, Grade::Good, "x").await, Err(Error::NotFound)));
    assert!(one(&record, "fern.family", sample).await.is_err());
    assert!(one(&record, "sian.social", sample).await.is_err(), "workers of the team do not see it");
    let found = one(&record, MANAGER, sample).await.expect("hers");
    let finding = found.families.iter().find(|one| one.family == family).and_then(|one| one.finding.clone());
    let finding = finding.expect("graded");
    assert_eq!(finding.grade, Grade::RequiresImprovement, "the newest counts");
    assert_eq!(finding.words, "Ellie's voice is missing, twice");
    assert_eq!(record.count("casework.audit_finding").await, 2, "what was found before stays on file");

    assert!(reads(&record, AUDITOR, child, 0).await);
    let end = async |who: &str| {
        let mut work = record.work_at(who, minutes_later(60)).await;
        audit_sample::end_it(&mut work, sample).await?;
        work.commit().await
    };
    assert!(matches!(end("fern.family").await, Err(Error::NotFound)));
    end(AUDITOR).await.expect("ended");
    assert!(matches!(end(MANAGER).await, Err(Error::AlreadyDone)));
    assert!(!reads(&record, AUDITOR, child, 60).await);
    minutes.set(60);
    assert!(matches!(find(AUDITOR, family, Grade::Good, "x").await, Err(Error::Stale)));
    let names = one(&record, AUDITOR, sample).await.expect("what they wrote is theirs to see").families;
    assert_eq!(names.iter().filter(|one| one.finding.is_some()).count(), 1);
}
