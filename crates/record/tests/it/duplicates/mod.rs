//! Records that may be one child: found for people to compare, never linked by a machine (promises P05 and P90).

mod before;
mod deciding;
mod finding;
mod holding;

use record::access::may;
use record::duplicate::find::{self, Kept};
use record::duplicate::reading::{self, NewReading};
use record::duplicate::stage::{Answer, Stage};
use record::duplicate::{self, Pair, Wanted, claim};
use record::same_person::Kind;
use record::testing::{self, TestRecord, minutes_later};
use record::{Result, Work};
use uuid::Uuid;

use crate::support;

/// Business support: compares records.
const BEA: &str = "bea.business";
/// Managers: compare records and settle what two readers could not.
const TESS: &str = "tess.team";
const NELL: &str = "nell.north";
const MAEVE: &str = "maeve.manager";

/// A council with enough names that those of a pair are rare, a child who is on file twice, and twins.
struct Council {
    record: TestRecord,
    /// One child on two records, the lower id first.
    twice: [Uuid; 2],
    /// Two children.
    twins: [Uuid; 2],
}

async fn council() -> Council {
    let record = testing::fresh().await;
    for number in 0..40u8 {
        let letter = |by: u8| char::from(b'a' + (number / by) % 26);
        let (first, last) =
            (format!("{}orin{}", letter(1), letter(7)), format!("Q{}ill{}", letter(3), letter(1)));
        let (day, postcode) = (
            format!("20{:02}-0{}-1{}", number % 15, number % 9 + 1, number % 10),
            format!("ML{} 2AB", number),
        );
        record.person(&first, &last).born(&day).at(&format!("{number} Elm Row"), &postcode).save().await;
    }
    let okafor = |first| record.person(first, "Okafor").born("2014-02-11").at("3 Mill Lane", "MZ1 1AA");
    let twice = sorted([okafor("Amara").save().await, okafor("Amarah").save().await]);
    let davies = |first| record.person(first, "Davies").born("2008-08-16").at("93 Wagtail Lane", "MZ3 9TH");
    let twins = sorted([davies("Mia").save().await, davies("Phoebe").save().await]);
    Council { record, twice, twins }
}

fn sorted(mut two: [Uuid; 2]) -> [Uuid; 2] {
    two.sort();
    two
}

impl Council {
    /// Compares everybody, so many minutes after the tests' moment.
    async fn find(&self, minutes: i64) -> Kept {
        find::everybody(&self.record.store, minutes_later(minutes)).await.expect("compared")
    }

    /// The open pairs as somebody sees them.
    async fn pairs(&self, who: &str) -> Result<Vec<Pair>> {
        let mut work = self.record.work_at(who, minutes_later(5)).await;
        Ok(duplicate::list(&mut work, &Wanted::default(), 100).await?.0)
    }

    /// The open pair of two people.
    async fn pair(&self, who: &str, people: [Uuid; 2]) -> Option<Pair> {
        self.pairs(who).await.expect("they compare records").into_iter().find(|pair| pair.people == people)
    }

    async fn take(&self, who: &str, pair: Uuid, minutes: i64) -> Result<()> {
        let mut work = self.record.work_at(who, minutes_later(minutes)).await;
        claim::take(&mut work, pair).await?;
        work.commit().await
    }

    /// Somebody takes a pair and says what they think of it.
    async fn say(&self, who: &str, pair: Uuid, answer: Answer, minutes: i64) -> Result<Stage> {
        self.take(who, pair, minutes).await?;
        self.answer(who, pair, &said(answer), minutes).await
    }

    async fn answer(&self, who: &str, pair: Uuid, new: &NewReading<'_>, minutes: i64) -> Result<Stage> {
        let mut work = self.record.work_at(who, minutes_later(minutes)).await;
        let found = duplicate::one(&mut work, pair).await?;
        let [one, other] = found.people;
        let one = support::person(&mut work, may::AmendPerson, one).await?;
        let other = support::person(&mut work, may::AmendPerson, other).await?;
        let new = NewReading { first: found.people[0], ..*new };
        let stage = reading::say(&mut work, pair, [&one, &other], &new).await?;
        work.commit().await?;
        Ok(stage)
    }

    async fn opens(&self, who: &str, person: Uuid, minutes: i64) -> bool {
        let mut work: Work = self.record.work_at(who, minutes_later(minutes)).await;
        support::person(&mut work, may::OpenPerson, person).await.is_ok()
    }

    async fn links(&self) -> i64 {
        self.record.count("casework.same_person_link").await
    }
}

/// What somebody says who has read everything.
fn said(answer: Answer) -> NewReading<'static> {
    NewReading {
        answer,
        reason: "The health visitor knows them",
        would_decide: if answer == Answer::NotSure { "The school’s register" } else { "" },
        warned_of_twins: false,
        not_twins: true,
        first: Uuid::nil(),
        kind: Kind::Same,
    }
}
