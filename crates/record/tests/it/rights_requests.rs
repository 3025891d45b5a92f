//! Requests under data protection law: whoever answers one may read the record, and only until it is answered.

use jiff::civil::date;
use law::rights::{Right, RightsOutcome};
use record::access::may;
use record::rights_request::{self, NewRightsRequest};
use record::testing::{self, TestRecord};
use record::{Error, Refusal};
use uuid::Uuid;

use crate::support;

const KEEPER: &str = "priya.privacy";
const ANSWERS: &str = "bea.business";
const OTHER: &str = "fern.family";

struct Given {
    record: TestRecord,
    charlie: Uuid,
    public_ref: String,
}

async fn given() -> Given {
    let record = testing::fresh().await;
    let charlie = record.person("Charlie", "Banks").born("2004-07-10").save().await;
    let public_ref =
        record.sql(&format!("select public_ref from casework.person where id = '{charlie}'")).await;
    let public_ref = public_ref.expect("read").remove(0);
    Given { record, charlie, public_ref }
}

impl Given {
    async fn begin(&self, who: &str, public_ref: &str, handler: &str) -> record::Result<Uuid> {
        let mut work = self.record.work(who).await;
        let new = NewRightsRequest {
            public_ref,
            kind: Right::Access,
            received_on: date(2026, 9, 7),
            answer_by: date(2026, 10, 7),
            asked_by: "Charlie himself, with his passport",
            words: "Everything since 2012",
            handler: self.record.account(handler),
            pack_version: self.record.pack_version,
        };
        let id = rights_request::begin(&mut work, &new).await?;
        work.commit().await?;
        Ok(id)
    }

    async fn opens(&self, who: &str) -> bool {
        let mut work = self.record.work(who).await;
        support::person(&mut work, may::OpenNarrative, self.charlie).await.is_ok()
    }

    async fn seen(&self, who: &str) -> usize {
        let mut work = self.record.work(who).await;
        rights_request::all(&mut work, 100).await.expect("listed").len()
    }
}

#[tokio::test]
async fn whoever_answers_reads_until_it_is_answered_and_changes_nothing() {
    let given = given().await;
    assert!(!given.opens(ANSWERS).await);
    let id = given.begin(KEEPER, &given.public_ref.to_lowercase(), ANSWERS).await.expect("written down");
    assert!(given.opens(ANSWERS).await);
    let mut work = given.record.work(ANSWERS).await;
    assert!(support::person(&mut work, may::AmendPerson, given.charlie).await.is_err(), "to read only");
    let one = rights_request::one(&mut work, id).await.expect("theirs");
    assert_eq!((one.words.as_str(), one.public_ref), ("Everything since 2012", given.public_ref.clone()));
    drop(work);
    assert!(!given.opens(OTHER).await);
    assert_eq!((given.seen(ANSWERS).await, given.seen(OTHER).await, given.seen(KEEPER).await), (1, 0, 1));

    let mut work = given.record.work(KEEPER).await;
    rights_request::answer(
        &mut work,
        id,
        RightsOutcome::InPart,
        "Without what is about others",
        date(2026, 9, 14),
    )
    .await
    .expect("answered");
    work.commit().await.expect("kept");
    assert!(!given.opens(ANSWERS).await, "the tie ends with the answer");
    assert_eq!((given.seen(ANSWERS).await, given.seen(KEEPER).await), (0, 1));
    let mut work = given.record.work(KEEPER).await;
    let twice = rights_request::answer(&mut work, id, RightsOutcome::Done, "Again", date(2026, 9, 14)).await;
    assert!(matches!(twice, Err(Error::Stale)), "{twice:?}");
    let events = format!(
        "select string_agg(action, ' ' order by seq) from audit.event where subject_id = '{}' and actor_id = '{}'",
        given.charlie,
        given.record.account(KEEPER)
    );
    assert_eq!(given.record.sql(&events).await.expect("read"), ["created granted ended"]);
}

#[tokio::test]
async fn who_had_it_before_reads_no_longer() {
    let given = given().await;
    let id = given.begin(KEEPER, &given.public_ref, ANSWERS).await.expect("written down");
    let mut work = given.record.work(KEEPER).await;
    rights_request::hand_on(&mut work, id, given.record.account(OTHER)).await.expect("handed on");
    work.commit().await.expect("kept");
    assert!(given.opens(OTHER).await && !given.opens(ANSWERS).await);
    assert_eq!((given.seen(OTHER).await, given.seen(ANSWERS).await), (1, 0));
}

#[tokio::test]
async fn nobody_else_writes_one_down_and_nobody_answers_for_their_own() {
    let given = given().await;
    let refused = given.begin(ANSWERS, &given.public_ref, ANSWERS).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NoNeedToKnow))), "{refused:?}");
    let unknown = given.begin(KEEPER, "P-AAAA-AAAA", ANSWERS).await;
    assert!(matches!(unknown, Err(Error::Rule(_))), "{unknown:?}");
    for who in ["ana.analyst", "ada.admin"] {
        let reads_nothing = given.begin(KEEPER, &given.public_ref, who).await;
        assert!(matches!(reads_nothing, Err(Error::Rule(_))), "{who}: {reads_nothing:?}");
    }
    given
        .record
        .sql(&format!(
            "update access.account set person_id = '{}' where sign_in_name = '{ANSWERS}'",
            given.charlie
        ))
        .await
        .expect("known");
    let own = given.begin(KEEPER, &given.public_ref, ANSWERS).await;
    assert!(matches!(own, Err(Error::Rule(_))), "{own:?}");
    assert_eq!(given.record.count("casework.rights_request").await, 0);
    // A sealed record is not there for them.
    given.record.restrict(given.charlie, "sealed", "the adoption team").await;
    let sealed = given.begin(KEEPER, &given.public_ref, OTHER).await;
    assert!(matches!(sealed, Err(Error::Rule(_))), "{sealed:?}");
}
