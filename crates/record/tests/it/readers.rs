//! Ties that casework gives: to the team that a plan names and to whom a meeting invites, as long as it lasts.

use jiff::{SignedDuration, Timestamp};
use law::closure::ClosureReason;
use record::access::{may, readers};
use record::closing;
use record::entry::{self, Kind};
use record::testing::minutes_later;
use record::{Error, Refusal, Result};
use uuid::Uuid;

use crate::entries::{Banks, banks};
use crate::support;

const WORKER: &str = "felix.family";
const MANAGER: &str = "tess.team";
/// In the plan's team. Works in another team of the council and has no tie to the family.
const NAMED: &str = "sol.social";
const OTHER: &str = "fern.family";

impl Banks {
    async fn email(&self, name: &str) -> String {
        let account = self.record.account(name);
        let email = format!("select email from access.account where id = '{account}'");
        self.record.sql(&email).await.expect("read").remove(0)
    }

    /// The entry names those with these addresses. Gives how many can read because of it.
    async fn name(
        &self,
        by: &str,
        entry: Uuid,
        kind: Kind,
        emails: &[String],
        until: Option<Timestamp>,
    ) -> Result<usize> {
        let mut work = self.record.work(by).await;
        let permit = support::person(&mut work, may::WriteEntry, self.children[0]).await?;
        let given = readers::keep(&mut work, &permit, entry, kind, emails, until).await?;
        work.commit().await?;
        Ok(given)
    }

    async fn reads(&self, who: &str, person: Uuid) -> bool {
        self.reads_at(who, person, minutes_later(0)).await
    }

    async fn reads_at(&self, who: &str, person: Uuid, at: Timestamp) -> bool {
        let mut work = self.record.work_at(who, at).await;
        match support::person(&mut work, may::OpenPerson, person).await {
            Ok(permit) => {
                // What the policies permit, row-level security shows.
                record::person::contact_detail::all(&mut work, &permit).await.expect("it is there");
                true
            }
            Err(Error::Refused(_) | Error::NotFound) => false,
            Err(other) => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn the_team_that_a_plan_names_reads_everybody_it_is_about_until_a_plan_names_it_no_more() {
    let banks = banks().await;
    let [charlie, lily, sam] = banks.children;
    let plan = banks.begin(Kind::Plan, &[charlie, lily]).await;
    assert!(!banks.reads(NAMED, charlie).await);
    let team = [format!(" {} ", banks.email(NAMED).await.to_uppercase()), "nobody@school.example".into()];
    assert_eq!(banks.name(WORKER, plan, Kind::Plan, &team, None).await.expect("kept"), 1);
    banks.finish(plan).await.expect("finished");
    assert!(banks.reads(NAMED, charlie).await && banks.reads(NAMED, lily).await);
    assert!(!banks.reads(NAMED, sam).await, "the plan is not about Sam");
    assert!(!banks.reads(OTHER, charlie).await);
    let ties = "select distinct kind || ' ' || source_kind || ' ' || (source_id = (select id from casework.entry)) \
                from access.access_grant where source_kind = 'entry'";
    assert_eq!(banks.record.sql(ties).await.expect("read"), ["network entry true"]);
    let granted = format!(
        "select count(*)::text from audit.event where action = 'granted' and subject_id in ('{charlie}', '{lily}')
           and basis = 'network' and details->>'entry' = '{plan}'"
    );
    assert_eq!(banks.record.sql(&granted).await.expect("counted"), ["2"]);

    let next = banks.begin(Kind::Plan, &[charlie, lily, sam]).await;
    let other = [banks.email(OTHER).await];
    assert_eq!(banks.name(WORKER, next, Kind::Plan, &other, None).await.expect("kept"), 1);
    assert!(!banks.reads(NAMED, charlie).await, "the new plan does not name them");
    assert!(banks.reads(OTHER, charlie).await && banks.reads(OTHER, sam).await);
}

#[tokio::test]
async fn nobody_gives_themselves_a_tie_and_no_plan_opens_what_is_closed() {
    let banks = banks().await;
    let [charlie, lily, _] = banks.children;
    let plan = banks.begin(Kind::Plan, &[charlie, lily]).await;
    // Somebody else of the council who is Charlie's aunt.
    let aunt = banks.record.person("Fern", "Oduya").save().await;
    for niece_or_nephew in [charlie, lily] {
        banks.record.relate(aunt, "aunt_or_uncle", niece_or_nephew).await;
    }
    let account = banks.record.account(OTHER);
    let own = format!("update access.account set person_id = '{aunt}' where id = '{account}'");
    banks.record.sql(&own).await.expect("hers");
    let mut team = Vec::new();
    for name in [WORKER, NAMED, OTHER, "ana.analyst", "ada.admin"] {
        team.push(banks.email(name).await);
    }
    let mut work = banks.record.work(WORKER).await;
    let permit = support::person(&mut work, may::WriteEntry, charlie).await.expect("allocated");
    let shown = readers::look(&mut work, &permit, plan, Kind::Plan, &team).await.expect("looked");
    drop(work);
    assert_eq!(shown.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Sol Nkemelu"]);
    assert_eq!(banks.name(WORKER, plan, Kind::Plan, &team, None).await.expect("kept"), 1);
    assert!(banks.reads(NAMED, charlie).await && banks.reads(NAMED, lily).await);
    banks.record.restrict(lily, "high_risk", "the duty manager").await;
    assert!(banks.reads(NAMED, charlie).await);
    assert!(!banks.reads(NAMED, lily).await, "a plan opens no restricted record");
    let mut work = banks.record.work(OTHER).await;
    let kin = support::person(&mut work, may::OpenPerson, charlie).await;
    assert!(matches!(kin, Err(Error::Refused(Refusal::OwnOrKin))), "{kin:?}");
    let all = "select count(*)::text from access.access_grant where source_kind = 'entry'";
    assert_eq!(banks.record.sql(all).await.expect("counted"), ["2"], "Sol on two records, and nobody else");
}

#[tokio::test]
async fn a_practitioner_of_another_agency_lets_nobody_in_and_keeps_their_own_tie() {
    let banks = banks().await;
    let lee = banks.record.account("ana.analyst");
    let role =
        format!("update access.account_role set role = 'lead_practitioner' where account_id = '{lee}'");
    banks.record.sql(&role).await.expect("she works for a school");
    let charlie = banks.children[0];
    let plan = banks.begin(Kind::Plan, &[charlie]).await;
    let lees = banks.email("ana.analyst").await;
    assert_eq!(
        banks.name(WORKER, plan, Kind::Plan, std::slice::from_ref(&lees), None).await.expect("kept"),
        1
    );
    banks.finish(plan).await.expect("finished");
    let next = banks.begin(Kind::Plan, &[charlie]).await;
    let team = [banks.email(NAMED).await];
    assert_eq!(banks.name("ana.analyst", next, Kind::Plan, &team, None).await.expect("nothing"), 0);
    assert!(!banks.reads(NAMED, charlie).await, "she let nobody in");
    assert!(banks.reads("ana.analyst", charlie).await);
    // A colleague of the council is named by their own plan, and does not lose the tie of the one before.
    let mine = [banks.email(NAMED).await, lees.clone()];
    banks.name(WORKER, next, Kind::Plan, &mine, None).await.expect("kept");
    banks.finish(next).await.expect("finished");
    let third = banks.begin(Kind::Plan, &[charlie]).await;
    assert_eq!(banks.name(NAMED, third, Kind::Plan, &mine, None).await.expect("kept"), 1);
    assert!(banks.reads(NAMED, charlie).await && banks.reads("ana.analyst", charlie).await);
}

#[tokio::test]
async fn whoever_is_invited_to_a_meeting_reads_until_it_is_over_and_writes_nothing() {
    let banks = banks().await;
    let charlie = banks.children[0];
    let meeting = banks.begin(Kind::Meeting, &[charlie]).await;
    let day = SignedDuration::from_hours(24);
    let until = minutes_later(0) + day * 14;
    let invited = [banks.email(NAMED).await, banks.email(OTHER).await];
    assert_eq!(banks.name(WORKER, meeting, Kind::Meeting, &invited, Some(until)).await.expect("kept"), 2);
    let ids = "select id::text from access.access_grant where source_kind = 'entry' order by id";
    let before = banks.record.sql(ids).await.expect("read");
    assert_eq!(banks.name(WORKER, meeting, Kind::Meeting, &invited, Some(until)).await.expect("kept"), 2);
    assert_eq!(banks.record.sql(ids).await.expect("read"), before, "what stands is not given again");
    assert!(banks.reads(NAMED, charlie).await);
    let mut work = banks.record.work(NAMED).await;
    let writes = support::person(&mut work, may::WriteEntry, charlie).await;
    assert!(writes.is_err(), "an invitation is to read");
    drop(work);
    assert!(!banks.reads_at(NAMED, charlie, until).await, "it is over");
    // The meeting is put off by a week, and one of them is not invited any more.
    let later = until + day * 7;
    assert_eq!(
        banks.name(WORKER, meeting, Kind::Meeting, &invited[..1], Some(later)).await.expect("kept"),
        1
    );
    assert!(banks.reads_at(NAMED, charlie, until).await);
    assert!(!banks.reads(OTHER, charlie).await);
}

#[tokio::test]
async fn what_an_entry_gave_ends_with_the_work_and_when_it_is_taken_out() {
    let banks = banks().await;
    let charlie = banks.children[0];
    let team = [banks.email(NAMED).await];
    let meeting = banks.begin(Kind::Meeting, &[charlie]).await;
    let until = minutes_later(0) + SignedDuration::from_hours(48);
    banks.name(WORKER, meeting, Kind::Meeting, &team, Some(until)).await.expect("kept");
    assert!(banks.reads(NAMED, charlie).await);
    let mut work = banks.record.work(MANAGER).await;
    let permit = support::person(&mut work, may::AmendPerson, charlie).await.expect("she manages");
    entry::remove(&mut work, &permit, meeting, "The family", "It was another family's").await.expect("out");
    work.commit().await.expect("kept");
    assert!(!banks.reads(NAMED, charlie).await, "it was taken out");

    let plan = banks.begin(Kind::Plan, &[charlie]).await;
    banks.name(WORKER, plan, Kind::Plan, &team, None).await.expect("kept");
    banks.finish(plan).await.expect("finished");
    assert!(banks.reads(NAMED, charlie).await);
    let closure = banks.begin(Kind::Closure, &[charlie]).await;
    banks.finish(closure).await.expect("finished");
    let mut work = banks.record.work(MANAGER).await;
    let permit = support::person(&mut work, may::AmendPerson, charlie).await.expect("she manages");
    entry::sign_off(&mut work, &permit, closure, true, None).await.expect("agreed");
    assert!(
        closing::close(&mut work, &permit, closure, ClosureReason::NeedsMet, None).await.expect("closed")
    );
    work.commit().await.expect("kept");
    assert!(!banks.reads(NAMED, charlie).await, "the work has ended");
}
