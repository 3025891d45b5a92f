//! Work steps up to social care and down again: one record, paused and not closed; and the look back when all of it has ended.

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use law::clocks::{Of, Pause};
use law::closure::{AskedHow, ClosureReason, Lasts};
use law::stepping::{PAUSE, Paused, UpRoute};
use record::access::{Circumstances, may, permit_request};
use record::allocation::{Opening, To};
use record::entry::{self, Kind, NewEntry};
use record::stepping::{self, Contact, Direction, Handover, NewDown, NewUp};
use record::sustained::{self, Ended, NewCheck};
use record::testing::{self, NOW, TestRecord};
use record::{Error, closing, family, happened};
use uuid::Uuid;

use crate::support;

const WORKER: &str = "felix.family";
const MANAGER: &str = "nell.north";
const TEAM: &str = "early-help-north";
const DESK: &str = "dora.duty";

struct Banks {
    record: TestRecord,
    family: Uuid,
    charlie: Uuid,
    rachel: Uuid,
    /// Steps so far: each is a minute later than the one before.
    steps: std::cell::Cell<i64>,
}

/// Charlie, whom a worker of a team helps, and his mother.
async fn banks() -> Banks {
    let record = testing::fresh().await;
    let charlie = record.person("Charlie", "Banks").born("2012-07-10").save().await;
    let rachel = record.person("Rachel", "Banks").born("1988-01-05").save().await;
    record.open_early_help(charlie, TEAM, Some(WORKER)).await;
    let mut work = record.work(WORKER).await;
    let permit = support::person(&mut work, may::AmendPerson, charlie).await.expect("allocated");
    let family = family::begin(&mut work, &permit, "Banks").await.expect("a family");
    family::add_member(&mut work, &permit, family, rachel).await.expect("a member");
    work.commit().await.expect("kept");
    Banks { record, family, charlie, rachel, steps: std::cell::Cell::new(0) }
}

fn today() -> jiff::civil::Date {
    law::clocks::to_london(NOW).date()
}

impl Banks {
    async fn up(&self, children: &[Uuid], act_by: Option<Timestamp>) -> record::Result<stepping::SteppedUp> {
        let pause = Pause { reason: PAUSE.into(), first: today(), last: None, of: Of::Family };
        let paused = Paused { route: UpRoute::StrategyDiscussion, pause, told: String::new() };
        let new = NewUp {
            family: self.family,
            paused: &paused,
            reason: "Charlie told school that he was hit",
            children,
            not_told_because: Some("The police are on their way"),
            contact: Contact {
                decide_by: Some(NOW + SignedDuration::from_hours(24)),
                clock_words: "one working day",
                act_by,
                service: "front-door",
                purpose: "decide-on-requests",
                pack_version: self.record.pack_version,
                desk: &["front-door"],
            },
        };
        let mut work = self.record.work_at(WORKER, self.next()).await;
        let permit = support::person(&mut work, may::AmendPerson, self.charlie).await?;
        let done = stepping::up(&mut work, &permit, &new).await?;
        work.commit().await?;
        Ok(done)
    }

    fn next(&self) -> Timestamp {
        self.steps.set(self.steps.get() + 1);
        testing::minutes_later(self.steps.get())
    }

    async fn down(&self, who: &str, lead: &str) -> record::Result<Uuid> {
        let mut work = self.record.work_at(who, self.next()).await;
        let permit = support::person(&mut work, may::AmendPerson, self.charlie).await?;
        let new = NewDown {
            family: self.family,
            on: today(),
            reason: "Charlie is safe",
            lead: To { team: self.record.team(TEAM), worker: Some(self.record.account(lead)) },
            opening: Opening {
                service: "early-help",
                purpose: "support-families",
                pack_version: self.record.pack_version,
            },
        };
        let step = stepping::down(&mut work, &[permit], &new).await?;
        work.commit().await?;
        Ok(step)
    }

    /// Social care works with Charlie, as a decision on the contact would have it.
    async fn social_work(&self) -> Uuid {
        let involvement = Uuid::from_u128(77);
        self.record
            .sql(&format!(
                "insert into casework.involvement (id, person_id, kind, service, purpose, pack_version_id, opened_at)
                 values ('{involvement}', '{}', 'child_in_need', 'social-care', 'support-families', '{}', '{NOW}')",
                self.charlie, self.record.pack_version
            ))
            .await
            .expect("opened");
        involvement
    }

    async fn one(&self, sql: &str) -> Vec<String> {
        self.record.sql(sql).await.expect("read")
    }
}

#[tokio::test]
async fn stepping_up_makes_a_contact_that_names_everybody_and_pauses_early_help() {
    let banks = banks().await;
    let done = banks.up(&[banks.charlie], Some(NOW)).await.expect("stepped up");
    let named = banks
        .one(
            "select s.part || ' ' || s.standing || ' ' || i.first_name from casework.request_subject s
              join lookup.subject_identity i on i.subject_id = s.id order by 1",
        )
        .await;
    assert_eq!(named, ["adult information-only Rachel", "child referred Charlie"]);
    assert_eq!(banks.one("select rag from casework.request_rag").await, ["red"]);
    let open = banks.one("select count(*)::text from casework.closure").await;
    assert_eq!(open, ["0"], "paused, and not closed");

    // The duty desk finds it waiting, and may open the people it names; no match is left for it to make.
    let request: Uuid = banks.one("select id::text from casework.request").await[0].parse().expect("an id");
    let mut work = banks.record.work_at(DESK, banks.next()).await;
    let permit = permit_request(&mut work, may::OpenRequest, request, &Circumstances::default())
        .await
        .expect("the desk");
    let step = stepping::of_request(&mut work, &permit).await.expect("read").expect("it is one");
    assert_eq!((step.direction, step.route), (Direction::Up, Some(UpRoute::StrategyDiscussion)));
    assert_eq!(step.reason.as_deref(), Some("Charlie told school that he was hit"));
    assert_eq!(step.not_told_because.as_deref(), Some("The police are on their way"));
    assert_eq!(step.request, Some((request, Some(done.reference))));
    let mut work = banks.record.work_at(DESK, banks.next()).await;
    for person in [banks.charlie, banks.rachel] {
        support::person(&mut work, may::OpenPerson, person).await.expect("named on the contact");
    }
    // And the worker who stepped up sees why, but not the front door's request.
    let mut work = banks.record.work_at(WORKER, banks.next()).await;
    let permit = support::person(&mut work, may::OpenPerson, banks.charlie).await.expect("allocated");
    let steps = stepping::of_family(&mut work, &permit, banks.family).await.expect("read");
    assert_eq!(steps.len(), 1);
    assert_eq!(steps[0].request, Some((request, None)));
    let paused = happened::paused(&mut work, &permit, banks.family).await.expect("read");
    assert_eq!(paused.len(), 1);
    assert_eq!(paused[0].pause.reason, PAUSE);
}

#[tokio::test]
async fn it_steps_up_once_and_only_about_children_of_the_family() {
    let banks = banks().await;
    let stranger = banks.record.person("Tommy", "Williams").born("2012-05-12").save().await;
    let refused = banks.up(&[stranger], None).await;
    assert!(matches!(refused, Err(Error::Rule(_))), "{refused:?}");
    assert_eq!(banks.record.count("casework.request").await, 0, "nothing was begun");
    banks.up(&[banks.charlie], None).await.expect("stepped up");
    let twice = banks.up(&[banks.charlie], None).await;
    assert!(matches!(twice, Err(Error::Rule(_))), "{twice:?}");
    assert_eq!(banks.record.count("casework.request").await, 1);
    assert_eq!(banks.record.count("casework.step").await, 1);
}

#[tokio::test]
async fn what_goes_along_is_counted() {
    let banks = banks().await;
    let mut work = banks.record.work(WORKER).await;
    let permit = support::person(&mut work, may::OpenPerson, banks.charlie).await.expect("allocated");
    let on_file = stepping::on_file(&mut work, &permit, banks.family).await.expect("counted");
    let words = law::stepping::carried(&on_file);
    assert!(words[0].1.contains("2 on file"), "{words:?}");
    assert!(
        words.iter().any(|(_, words)| words == "Plan, with its outcomes and actions: nothing on file"),
        "{words:?}"
    );
}

#[tokio::test]
async fn stepping_down_goes_on_with_a_new_lead_and_social_care_closes_after_the_handover() {
    let banks = banks().await;
    banks.up(&[banks.charlie], None).await.expect("stepped up");
    let social = banks.social_work().await;
    let worker = banks.down(WORKER, WORKER).await;
    assert!(matches!(worker, Err(Error::Rule(_))), "a manager of the team answers for it: {worker:?}");
    banks.down(MANAGER, MANAGER).await.expect("a manager of the team");
    let lead = banks
        .one(
            "select a.sign_in_name from casework.allocation l join access.account a on a.id = l.account_id
              where l.ended_at is null and l.account_id is not null",
        )
        .await;
    assert_eq!(lead, [MANAGER]);
    let lasting = banks
        .one("select count(*)::text from casework.pause where last_day is null and superseded_at is null")
        .await;
    assert_eq!(lasting, ["0"], "the clocks run again");

    let mut work = banks.record.work_at(MANAGER, banks.next()).await;
    let permit = support::person(&mut work, may::AmendPerson, banks.charlie).await.expect("theirs");
    let early = stepping::close_social_work(&mut work, &permit, banks.family).await;
    assert!(matches!(early, Err(Error::Rule(_))), "no handover yet: {early:?}");
    let alone = Handover { held_on: today(), family_took_part: false };
    let without = stepping::hand_over(&mut work, &permit, banks.family, alone).await;
    assert!(matches!(without, Err(Error::Rule(_))), "{without:?}");
    let ahead = Handover { held_on: date(2099, 1, 1), family_took_part: true };
    assert!(matches!(
        stepping::hand_over(&mut work, &permit, banks.family, ahead).await,
        Err(Error::Rule(_))
    ));
    let held = Handover { held_on: today(), family_took_part: true };
    stepping::hand_over(&mut work, &permit, banks.family, held).await.expect("held");
    assert!(stepping::close_social_work(&mut work, &permit, banks.family).await.expect("closed"));
    assert!(!stepping::close_social_work(&mut work, &permit, banks.family).await.expect("closed already"));
    work.commit().await.expect("kept");
    let closed = banks.one("select involvement_id::text || ' ' || reason from casework.closure").await;
    assert_eq!(closed, [format!("{social} stepped_down")], "Early Help is open");
}

#[tokio::test]
async fn a_step_is_never_changed() {
    let banks = banks().await;
    banks.up(&[banks.charlie], None).await.expect("stepped up");
    for statement in [
        "update casework.step set on_day = on_day - 1",
        "delete from casework.step_child",
        "delete from casework.step",
        "truncate casework.sustained_need",
    ] {
        assert!(banks.record.sql(statement).await.is_err(), "{statement}");
    }
}

impl Banks {
    /// Early Help ends with a closure that a manager signs off; the change is asked about from a day on.
    async fn close(&self, check_from: Timestamp) -> Uuid {
        let mut work = self.record.work(WORKER).await;
        let permit = support::person(&mut work, may::AmendPerson, self.charlie).await.expect("allocated");
        let id = work.new_id();
        let new = NewEntry {
            id,
            family: self.family,
            kind: Kind::Closure,
            form: ("any", 1),
            pack_version: self.record.pack_version,
            subjects: &[self.charlie],
            follows: None,
        };
        entry::begin(&mut work, &permit, &new).await.expect("begun");
        entry::finish(&mut work, &permit, id, None).await.expect("finished");
        work.commit().await.expect("kept");
        let mut work = self.record.work(MANAGER).await;
        let permit = support::person(&mut work, may::AmendPerson, self.charlie).await.expect("the team's");
        entry::sign_off(&mut work, &permit, id, true, None).await.expect("signed");
        let closed = closing::close(&mut work, &permit, id, ClosureReason::NeedsMet, Some(check_from)).await;
        assert!(closed.expect("closed"));
        work.commit().await.expect("kept");
        id
    }

    async fn check(&self, at: Timestamp) -> record::Result<()> {
        self.check_how(at, AskedHow::Call).await
    }

    async fn check_how(&self, at: Timestamp, how: AskedHow) -> record::Result<()> {
        let mut work = self.record.work_at(WORKER, at).await;
        let permit = support::person(&mut work, may::AmendPerson, self.charlie).await?;
        let closed = sustained::ended(&mut work, &permit, self.family).await?;
        assert_eq!(closed, Ended::On(today()));
        let new = NewCheck {
            family: self.family,
            closure: None,
            made_on: law::clocks::to_london(at).date(),
            how,
            needs: &[("education".into(), Lasts::Yes), ("health".into(), Lasts::No)],
            words: "Charlie is at school every day",
            is_result: false,
            pack_version: self.record.pack_version,
        };
        sustained::keep(&mut work, &permit, &new).await?;
        work.commit().await
    }

    async fn waiting(&self, who: &str, at: Timestamp) -> usize {
        let mut work = self.record.work_at(who, at).await;
        sustained::waiting(&mut work).await.expect("read").len()
    }
}

#[tokio::test]
async fn whoever_had_the_work_asks_months_later_and_only_then() {
    let banks = banks().await;
    let from = NOW + SignedDuration::from_hours(24 * 180);
    banks.close(from).await;
    let hour = SignedDuration::from_hours(1);
    assert_eq!(banks.waiting(WORKER, from - hour).await, 0);
    assert!(banks.check(from - hour).await.is_err(), "the ties of the work have ended");
    for who in [WORKER, MANAGER] {
        assert_eq!(banks.waiting(who, from + hour).await, 1, "{who}");
    }
    assert_eq!(banks.waiting(DESK, from + hour).await, 0);
    banks.check_how(from + hour, AskedHow::NotReached).await.expect("tried");
    assert_eq!(banks.waiting(WORKER, from + hour + hour).await, 1, "nobody was reached: ask again");
    let mut work = banks.record.work_at(WORKER, from + hour).await;
    let all = happened::of_families(&mut work, &[banks.family]).await.expect("read");
    let is_made = |one: &&law::clocks::Happened| one.fact == law::clocks::Fact::SustainedCheckMade;
    assert_eq!(all[&banks.family].happened.iter().filter(is_made).count(), 0, "and its clock runs");
    drop(work);
    banks.check(from + hour + hour).await.expect("asked");
    assert_eq!(banks.waiting(WORKER, from + hour * 3).await, 0, "it was asked");
    let mut work = banks.record.work_at(WORKER, from + hour).await;
    let permit = support::person(&mut work, may::OpenPerson, banks.charlie).await.expect("for two weeks");
    let checks = sustained::of_family(&mut work, &permit, banks.family).await.expect("read");
    assert_eq!(checks.len(), 2);
    assert_eq!(checks[0].words, "Charlie is at school every day");
    assert_eq!(checks[0].needs, [("education".to_owned(), Lasts::Yes), ("health".to_owned(), Lasts::No)]);
    let all = happened::of_families(&mut work, &[banks.family]).await.expect("read");
    let made =
        all[&banks.family].happened.iter().filter(|one| one.fact == law::clocks::Fact::SustainedCheckMade);
    assert_eq!(made.count(), 1, "its clock stops");
    let late = from + SignedDuration::from_hours(24 * 15);
    let mut work = banks.record.work_at(WORKER, late).await;
    assert!(support::person(&mut work, may::OpenPerson, banks.charlie).await.is_err(), "two weeks are over");
}

#[tokio::test]
async fn a_handover_ends_the_work_that_stepped_down_and_no_other() {
    let banks = banks().await;
    let lily = banks.record.person("Lily", "Banks").born("2015-03-02").save().await;
    let mut work = banks.record.work(WORKER).await;
    let permit = support::person(&mut work, may::AmendPerson, banks.charlie).await.expect("allocated");
    family::add_member(&mut work, &permit, banks.family, lily).await.expect("a member");
    work.commit().await.expect("kept");
    let charlies = banks.social_work().await;
    let lilys = format!(
        "insert into casework.involvement (id, person_id, kind, service, purpose, pack_version_id, opened_at)
         values ('{}', '{lily}', 'child_in_need', 'social-care', 'support-families', '{}', '{NOW}')",
        Uuid::from_u128(78),
        banks.record.pack_version
    );
    banks.record.sql(&lilys).await.expect("opened");
    let held = Handover { held_on: today(), family_took_part: true };
    let hand = async |who: &str, held: Handover| {
        let mut work = banks.record.work_at(who, banks.next()).await;
        let permit = support::person(&mut work, may::AmendPerson, banks.charlie).await?;
        stepping::hand_over(&mut work, &permit, banks.family, held).await?;
        let ends = stepping::to_close(&mut work, &permit, banks.family).await?;
        stepping::close_social_work(&mut work, &permit, banks.family).await?;
        work.commit().await?;
        record::Result::Ok(ends.iter().map(|one| one.involvement).collect::<Vec<_>>())
    };
    banks.up(&[banks.charlie], None).await.expect("stepped up");
    assert!(matches!(hand(MANAGER, held).await, Err(Error::Rule(_))), "it has not stepped down");
    banks.down(MANAGER, WORKER).await.expect("stepped down");
    let before = Handover { held_on: today().yesterday().expect("a day"), family_took_part: true };
    assert!(matches!(hand(MANAGER, before).await, Err(Error::Rule(_))), "before the step");
    assert!(matches!(hand(WORKER, held).await, Err(Error::Rule(_))), "a manager answers for it");
    assert_eq!(hand(MANAGER, held).await.expect("held"), [charlies], "and not Lily's");
    let closed = banks.one("select involvement_id::text from casework.closure").await;
    assert_eq!(closed, [charlies.to_string()]);
    // It steps up again: what social care does now was stepped down by nobody.
    banks.up(&[banks.charlie], None).await.expect("stepped up again");
    let again = format!(
        "insert into casework.involvement (id, person_id, kind, service, purpose, pack_version_id, opened_at)
         values ('{}', '{}', 'child_in_need', 'social-care', 'support-families', '{}', '{NOW}')",
        Uuid::from_u128(79),
        banks.charlie,
        banks.record.pack_version
    );
    banks.record.sql(&again).await.expect("opened");
    assert!(matches!(hand(MANAGER, held).await, Err(Error::Rule(_))));
    assert_eq!(banks.one("select count(*)::text from casework.closure").await, ["1"]);
}

#[tokio::test]
async fn the_pause_ends_with_the_work() {
    let banks = banks().await;
    banks.up(&[banks.charlie], None).await.expect("stepped up");
    banks.close(NOW + SignedDuration::from_hours(24 * 180)).await;
    let lasting =
        "select count(*)::text from casework.pause where last_day is null and superseded_at is null";
    assert_eq!(banks.one(lasting).await, ["0"], "should work begin again, its clocks run");
    assert_eq!(banks.record.count("casework.pause").await, 2, "what was said before stays on file");
}

#[tokio::test]
async fn two_who_step_up_at_once_make_one_contact() {
    let banks = banks().await;
    let children = [banks.charlie];
    let (one, other) = tokio::join!(banks.up(&children, None), banks.up(&children, None));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    assert!(matches!(one.and(other), Err(Error::Rule(_))));
    assert_eq!(banks.record.count("casework.request").await, 1);
    let twice = "insert into casework.pause select gen_random_uuid(), family_id, reason, first_day, last_day, because_sealed, key_id,
                     pack_version_id, recorded_at, recorded_by from casework.pause";
    assert!(banks.record.sql(twice).await.is_err(), "nor does the database take a second that lasts");
}

#[tokio::test]
async fn why_it_stepped_up_is_for_who_may_read_what_was_written_of_all_its_children() {
    let banks = banks().await;
    let lily = banks.record.person("Lily", "Banks").born("2015-03-02").save().await;
    banks.record.open_early_help(lily, TEAM, Some("fern.family")).await;
    let mut work = banks.record.work(WORKER).await;
    let permit = support::person(&mut work, may::AmendPerson, banks.charlie).await.expect("allocated");
    family::add_member(&mut work, &permit, banks.family, lily).await.expect("a member");
    work.commit().await.expect("kept");
    banks.up(&[banks.charlie], None).await.expect("stepped up");
    let steps = async |who: &str, person: Uuid| {
        let mut work = banks.record.work_at(who, banks.next()).await;
        let permit = support::person(&mut work, may::OpenPerson, person).await.expect("allocated");
        stepping::of_family(&mut work, &permit, banks.family).await.expect("read")
    };
    // Lily's worker may not open Charlie, whom it is about.
    assert_eq!(steps("fern.family", lily).await.len(), 0);
    assert_eq!(steps(WORKER, banks.charlie).await.len(), 1);
    // Somebody named on a restricted record opens it, and may not read what was written.
    banks.record.restrict(banks.charlie, "high_risk", "the duty manager").await;
    banks.record.name_on(banks.charlie, "bea.business").await;
    let named = steps("bea.business", banks.charlie).await;
    assert_eq!(named.len(), 1);
    assert_eq!((&named[0].reason, &named[0].not_told_because), (&None, &None));
}

#[tokio::test]
async fn nobody_looks_back_on_work_that_goes_on() {
    let banks = banks().await;
    let mut work = banks.record.work(WORKER).await;
    let permit = support::person(&mut work, may::AmendPerson, banks.charlie).await.expect("allocated");
    assert_eq!(sustained::ended(&mut work, &permit, banks.family).await.expect("read"), Ended::StillOpen);
    let new = NewCheck {
        family: banks.family,
        closure: None,
        made_on: today(),
        how: AskedHow::Visit,
        needs: &[],
        words: "All well",
        is_result: true,
        pack_version: banks.record.pack_version,
    };
    assert!(matches!(sustained::keep(&mut work, &permit, &new).await, Err(Error::Rule(_))));
}
