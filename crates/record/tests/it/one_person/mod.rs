//! Two records, one person, and two people once more: what links show, open and keep while they stand, and what is left when they end.

mod clock;
mod edits;
mod facts;
mod first;
mod linking;
mod mistakes;
mod parting;
mod sequences;

use std::cell::Cell;

use jiff::Timestamp;
use law::warning_note::{NoteDraft, WarningType};
use record::access::{Permit, may};
use record::entry::{self, Kind, NewEntry};
use record::same_person::{self, Ended, Question, Verdict};
use record::testing::{self, TestRecord, minutes_later};
use record::{Error, Result, Work, family, warning_note};
use uuid::Uuid;

use crate::support;

/// Works with the first record alone.
const FELIX: &str = "felix.family";
/// Works with the second record alone.
const SIAN: &str = "sian.social";
/// May amend both.
const TESS: &str = "tess.team";

/// A girl who is on file twice: with her mother, and where another agency spelt her name.
struct Okafor {
    record: TestRecord,
    amara: Uuid,
    amarah: Uuid,
    /// The families of the two records.
    families: [Uuid; 2],
    /// Everything in its own minute: two rows at the same moment have no order.
    minute: Cell<i64>,
}

async fn okafor() -> Okafor {
    let record = testing::fresh().await;
    let amara = record.person("Amara", "Okafor").born("2014-02-11").at("3 Mill Lane", "ML1 1AA").save().await;
    let amarah = record.person("Amarah", "Okafor-Reid").born("2014-02-11").save().await;
    record.open_early_help(amara, "early-help-north", Some(FELIX)).await;
    record.open_early_help(amarah, "family-help", Some(SIAN)).await;
    for person in [amara, amarah] {
        record.name_on(person, TESS).await;
    }
    let families = [amara, amarah].map(|_| Uuid::nil());
    let mut okafor = Okafor { record, amara, amarah, families, minute: Cell::new(1) };
    for (at, (person, name)) in [(amara, "Okafor"), (amarah, "Okafor-Reid")].into_iter().enumerate() {
        let mut work = okafor.work(TESS).await;
        let permit = amend(&mut work, person).await.expect("she may");
        okafor.families[at] = family::begin(&mut work, &permit, name).await.expect("a family");
        work.commit().await.expect("kept");
    }
    okafor
}

async fn amend(work: &mut Work, person: Uuid) -> Result<Permit<may::AmendPerson>> {
    support::person(work, may::AmendPerson, person).await
}

/// A note about a dog.
fn dog() -> NoteDraft {
    let on = jiff::civil::date(2026, 9, 14);
    NoteDraft {
        warning_type: Some(WarningType::RiskInHome),
        start: Some(on),
        review: Some(jiff::civil::date(2027, 3, 1)),
        told: None,
        not_told_because: "The dog is not theirs".into(),
        detail: "A dog that bites".into(),
        discussed_with: "Tess Marchetti".into(),
        discussed_on: Some(on),
    }
}

impl Okafor {
    /// The next minute.
    fn now(&self) -> Timestamp {
        self.minute.set(self.minute.get() + 1);
        minutes_later(self.minute.get())
    }

    async fn work(&self, who: &str) -> Work {
        self.record.work_at(who, self.now()).await
    }

    /// Tess says that two records are one person.
    async fn link(&self, one: Uuid, other: Uuid) -> Result<Uuid> {
        let mut work = self.work(TESS).await;
        let (one, other) = (amend(&mut work, one).await?, amend(&mut work, other).await?);
        let id = support::link(&mut work, &one, &other).await?;
        work.commit().await?;
        Ok(id)
    }

    /// Tess takes that back, on the page of one of them.
    async fn part(&self, on: Uuid, link: Uuid) -> Result<Ended> {
        let mut work = self.work(TESS).await;
        let permit = amend(&mut work, on).await?;
        let ended = same_person::end(&mut work, &permit, link, "Two girls of one school").await?;
        work.commit().await?;
        Ok(ended)
    }

    /// A finished case note about somebody of a family, by somebody.
    async fn note(&self, who: &str, family: Uuid, about: &[Uuid]) -> Uuid {
        let mut work = self.work(who).await;
        let permit = amend(&mut work, about[0]).await.expect("they may");
        let id = work.new_id();
        let new = NewEntry {
            id,
            family,
            kind: Kind::CaseNote,
            form: ("any", 1),
            pack_version: self.record.pack_version,
            subjects: about,
            follows: None,
        };
        entry::begin(&mut work, &permit, &new).await.expect("begun");
        let change = entry::Change { path: "note", value: "\"Seen at school\"", seen: 0 };
        entry::save(&mut work, &permit, id, &[change]).await.expect("saved");
        entry::finish(&mut work, &permit, id, None).await.expect("finished");
        work.commit().await.expect("kept");
        id
    }

    async fn warn(&self, who: &str, person: Uuid) -> Uuid {
        let mut work = self.work(who).await;
        let permit = amend(&mut work, person).await.expect("they may");
        let id = warning_note::add(&mut work, &permit, &dog()).await.expect("it is written");
        work.commit().await.expect("kept");
        id
    }

    /// The entries that somebody finds on a record.
    async fn entries(&self, who: &str, person: Uuid) -> Result<Vec<Uuid>> {
        let mut work = self.work(who).await;
        let permit = support::person(&mut work, may::OpenNarrative, person).await?;
        Ok(entry::of_person(&mut work, &permit, 50).await?.into_iter().map(|one| one.id).collect())
    }

    /// Who reads an entry through a record: nothing where it is not theirs.
    async fn reads(&self, who: &str, person: Uuid, entry: Uuid) -> Result<entry::Entry> {
        let mut work = self.work(who).await;
        let permit = support::person(&mut work, may::OpenNarrative, person).await?;
        entry::open(&mut work, &permit, entry).await
    }

    /// What waits for Tess.
    async fn waiting(&self) -> Vec<Question> {
        let mut work = self.work(TESS).await;
        same_person::waiting_for(&mut work).await.expect("it reads")
    }

    async fn decide(&self, who: &str, on: Uuid, question: Uuid, verdict: Verdict) -> Result<()> {
        let mut work = self.work(who).await;
        let permit = amend(&mut work, on).await?;
        same_person::decide(&mut work, &permit, question, verdict, "The school says so").await?;
        work.commit().await
    }

    async fn may_open(&self, who: &str, person: Uuid) -> bool {
        let mut work = self.work(who).await;
        match support::person(&mut work, may::OpenPerson, person).await {
            Ok(_) => true,
            Err(Error::Refused(_) | Error::NotFound) => false,
            Err(other) => panic!("{other:?}"),
        }
    }

    /// How many events of an action are on a record.
    async fn events(&self, person: Uuid, action: &str) -> String {
        let asked = format!(
            "select count(*)::text from audit.event where subject_id = '{person}' and action = '{action}'"
        );
        self.record.sql(&asked).await.expect("it reads").remove(0)
    }
}
