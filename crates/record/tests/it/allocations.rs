//! Allocating work: with it come the ties that open the record, and they end with it.

use record::access::may;
use record::allocation::{self, To};
use record::testing::{self, TestRecord};
use record::{Error, caseload};
use uuid::Uuid;

use crate::support;

const WORKER: &str = "felix.family";
const MANAGER: &str = "nell.north";
const TEAM: &str = "early-help-north";

struct Given {
    record: TestRecord,
    charlie: Uuid,
    team: Uuid,
}

/// Charlie, whom the team has and nobody in it yet.
async fn given() -> Given {
    let record = testing::fresh().await;
    let charlie = record.person("Charlie", "Banks").born("2012-07-10").save().await;
    record.open_early_help(charlie, TEAM, None).await;
    let team = record.team(TEAM);
    Given { record, charlie, team }
}

impl Given {
    async fn allocation(&self) -> Uuid {
        let mut work = self.record.work(MANAGER).await;
        let cases = caseload::of_team(&mut work, self.team, 100).await.expect("listed");
        cases.iter().find(|case| case.person == self.charlie).expect("the team's").allocation
    }

    async fn hand(&self, who: &str, to: To, batch: Option<Uuid>) -> record::Result<Uuid> {
        let allocation = self.allocation().await;
        let mut work = self.record.work(who).await;
        let permit = support::person(&mut work, may::AmendPerson, self.charlie).await?;
        let id = allocation::hand_over(&mut work, &permit, allocation, to, batch).await?;
        work.commit().await?;
        Ok(id)
    }

    fn to(&self, worker: &str) -> To {
        To { team: self.team, worker: Some(self.record.account(worker)) }
    }

    async fn ties(&self) -> Vec<String> {
        self.record
            .sql(&format!(
                "select g.kind || ' ' || coalesce(a.sign_in_name, 'team') from access.access_grant g
                 left join access.account a on a.id = g.account_id
                 where g.person_id = '{}' and g.ended_at is null order by 1",
                self.charlie
            ))
            .await
            .expect("read")
    }
}

#[tokio::test]
async fn the_worker_the_team_and_its_managers_are_tied_as_long_as_it_lasts() {
    let given = given().await;
    assert_eq!(given.ties().await, ["team team"]);
    given.hand(MANAGER, given.to(WORKER), None).await.expect("handed over");
    let ties = given.ties().await;
    assert!(ties.contains(&format!("allocation {WORKER}")), "{ties:?}");
    assert!(ties.contains(&format!("supervision {MANAGER}")), "{ties:?}");
    assert!(ties.contains(&"team team".to_owned()), "{ties:?}");
    given.hand(MANAGER, To { team: given.team, worker: None }, None).await.expect("taken back");
    assert_eq!(given.ties().await, ["team team"], "what came with it ends with it");
    let events = given.record.sql("select count(*)::text from audit.event where action = 'allocated'").await;
    assert_eq!(events.expect("counted"), ["2"]);
}

#[tokio::test]
async fn only_a_manager_of_the_team_hands_over_and_only_to_its_people() {
    let given = given().await;
    let refused = given.hand(WORKER, given.to(WORKER), None).await;
    assert!(matches!(refused, Err(Error::Rule(_))), "the team's own worker: {refused:?}");
    let outsider = given.hand(MANAGER, given.to("fern.family"), None).await;
    assert!(matches!(outsider, Err(Error::Rule(_))), "{outsider:?}");
    // Charlie turns out to be the worker's own child: they never hold that record.
    let own = given.record.person("Felix", "Farrow").save().await;
    given
        .record
        .sql(&format!("update access.account set person_id = '{own}' where sign_in_name = '{WORKER}'"))
        .await
        .expect("known");
    given.record.relate(own, "parent", given.charlie).await;
    let kin = given.hand(MANAGER, given.to(WORKER), None).await;
    assert!(
        matches!(&kin, Err(Error::Rule(why)) if !why.contains("kin") && !why.contains("relat")),
        "{kin:?}"
    );
    assert_eq!(given.ties().await, ["team team"], "nothing was changed");
}

#[tokio::test]
async fn what_was_done_in_one_go_is_taken_back_in_one_go_unless_handed_on_since() {
    let given = given().await;
    let batch = Uuid::from_u128(7);
    given.hand(MANAGER, given.to(WORKER), Some(batch)).await.expect("handed over");
    let mut work = given.record.work(MANAGER).await;
    let undoable = allocation::undoable(&mut work, batch).await.expect("read");
    assert_eq!(undoable.len(), 1);
    assert_eq!(undoable[0].back_to, To { team: given.team, worker: None });
    drop(work);
    let mut other = given.record.work(WORKER).await;
    assert!(allocation::undoable(&mut other, batch).await.expect("read").is_empty(), "somebody else's");
    drop(other);
    given.hand(MANAGER, given.to(MANAGER), None).await.expect("handed on");
    let mut work = given.record.work(MANAGER).await;
    assert!(allocation::undoable(&mut work, batch).await.expect("read").is_empty());
    drop(work);
    // Done again and taken back at once.
    given.hand(MANAGER, given.to(WORKER), Some(batch)).await.expect("handed over");
    let mut work = given.record.work(MANAGER).await;
    let one = allocation::undoable(&mut work, batch).await.expect("read").remove(0);
    let permit = support::person(&mut work, may::AmendPerson, given.charlie).await.expect("the team's");
    allocation::take_back(&mut work, &permit, &one).await.expect("taken back");
    work.commit().await.expect("kept");
    assert!(given.ties().await.contains(&format!("allocation {MANAGER}")), "{:?}", given.ties().await);
}

#[tokio::test]
async fn two_managers_at_once_one_is_told() {
    let given = given().await;
    let before = given.allocation().await;
    given.hand(MANAGER, given.to(WORKER), None).await.expect("the first");
    let mut work = given.record.work(MANAGER).await;
    let permit = support::person(&mut work, may::AmendPerson, given.charlie).await.expect("the team's");
    let late = allocation::hand_over(&mut work, &permit, before, given.to(MANAGER), None).await;
    assert!(matches!(late, Err(Error::Stale)), "{late:?}");
    drop(work);
    let same = given.hand(MANAGER, given.to(WORKER), None).await;
    assert!(matches!(same, Err(Error::AlreadyDone)), "{same:?}");
}
