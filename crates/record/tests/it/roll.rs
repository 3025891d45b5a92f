//! Who works here: joining, moving, leaving, and what each way of signing in leaves behind.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use record::access::{Circumstances, may, permit_person};
use record::staff::challenge::{self, LASTS, Refused};
use record::staff::roll::{self, Details};
use record::staff::{account, identity, passkey, recovery, session};
use record::testing::{self, NOW, TestRecord};
use record::{Actor, Error, Refusal};

fn wanda() -> Details<'static> {
    Details {
        staff_number: Some("100"),
        sign_in_name: "wanda.new",
        display_name: "Wanda New",
        email: "wanda.new@marlshire.example",
        job_title: "Worker",
    }
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

async fn count(record: &TestRecord, what: &str) -> i64 {
    record.count(what).await
}

#[tokio::test]
async fn roles_and_teams_are_dated_and_never_overwritten() {
    let record = testing::fresh().await;
    let mut work = record.system_work().await;
    let id = roll::join(&mut work, &wanda()).await.unwrap();
    assert!(roll::set_roles(&mut work, id, &set(&["worker"])).await.unwrap());
    assert!(!roll::set_roles(&mut work, id, &set(&["worker"])).await.unwrap(), "nothing changes");
    assert!(roll::set_teams(&mut work, id, &set(&["early-help-north"])).await.unwrap());
    work.commit().await.unwrap();
    let mut work = record.begin(Actor::System("test"), NOW + SignedDuration::from_hours(24)).await;
    assert!(roll::set_roles(&mut work, id, &set(&["team_manager"])).await.unwrap());
    assert!(matches!(roll::set_roles(&mut work, id, &set(&["boss"])).await, Err(Error::Rule(_))));
    let now = roll::of(&mut work, id).await.unwrap();
    assert_eq!((now.roles, now.teams), (set(&["team_manager"]), set(&["early-help-north"])));
    work.commit().await.unwrap();
    let held = format!("access.account_role where account_id = '{id}'");
    assert_eq!(count(&record, &held).await, 2, "the role of before stays on file");
    assert_eq!(count(&record, &format!("{held} and valid_until is not null")).await, 1);
}

#[tokio::test]
async fn whose_training_has_run_out_opens_nothing_until_it_is_renewed() {
    let record = testing::fresh().await;
    let child = record.person("Robin", "Vale").save().await;
    record.name_on(child, "felix.family").await;
    let felix = record.account("felix.family");
    let opens = async || {
        let mut work = record.work("felix.family").await;
        permit_person(&mut work, may::OpenPerson, child, &Circumstances::default()).await.map(|_| ())
    };
    opens().await.unwrap();
    let train = async |until| {
        let mut work = record.system_work().await;
        let changed = roll::set_training(&mut work, felix, until).await.unwrap();
        work.commit().await.unwrap();
        changed
    };
    assert!(train(NOW).await);
    assert!(matches!(opens().await, Err(Error::Refused(Refusal::TrainingExpired))), "it has just run out");
    let later = NOW + SignedDuration::from_hours(24);
    assert!(train(later).await && !train(later).await, "the second time nothing changes");
    opens().await.unwrap();
}

#[tokio::test]
async fn a_name_or_number_is_given_once_even_after_its_holder_left() {
    let record = testing::fresh().await;
    let mut work = record.system_work().await;
    let id = roll::join(&mut work, &wanda()).await.unwrap();
    roll::leave(&mut work, id, "staff_file").await.unwrap();
    assert!(matches!(roll::leave(&mut work, id, "staff_file").await, Err(Error::AlreadyDone)));
    let other_number = Details { staff_number: Some("101"), ..wanda() };
    assert!(matches!(roll::join(&mut work, &other_number).await, Err(Error::AlreadyDone)));
    let other_name = Details { sign_in_name: "another", ..wanda() };
    assert!(matches!(roll::join(&mut work, &other_name).await, Err(Error::AlreadyDone)));
    let dora = record.account("dora.duty");
    assert!(matches!(roll::describe(&mut work, dora, &wanda()).await, Err(Error::AlreadyDone)));
}

#[tokio::test]
async fn a_leaver_has_nothing_left_and_comes_back_with_nothing() {
    let record = testing::fresh().await;
    let dora = record.account("dora.duty");
    let mut work = record.system_work().await;
    let id = session::start_halfway(&mut work, dora, b"token").await.unwrap();
    session::open(&mut work, id, b"token").await.unwrap();
    session::start_halfway(&mut work, dora, b"halfway").await.unwrap();
    account::set_password_hash(&mut work, dora, "a hash").await.unwrap();
    identity::set(&mut work, dora, "entra", "s-1").await.unwrap();
    passkey::add(&mut work, dora, b"credential", "Laptop", "{}").await.unwrap();
    recovery::replace(&mut work, dora, &[[1; 32]]).await.unwrap();
    assert_eq!(identity::account(&mut work, "entra", "s-1").await.unwrap(), Some(dora));

    let left = roll::leave(&mut work, dora, "scim").await.unwrap();
    assert_eq!(left.sessions, 2);
    assert!(session::find(&mut work, b"token").await.unwrap().is_none());
    assert!(session::halfway(&mut work, b"halfway").await.unwrap().is_none());
    assert_eq!(identity::account(&mut work, "entra", "s-1").await.unwrap(), None);

    roll::come_back(&mut work, dora).await.unwrap();
    assert!(matches!(roll::come_back(&mut work, dora).await, Err(Error::AlreadyDone)));
    let back = roll::of(&mut work, dora).await.unwrap();
    assert!(back.roles.is_empty() && back.teams.is_empty() && back.identities.is_empty());
    assert!(account::credentials_of(&mut work, dora).await.unwrap().unwrap().password_hash.is_none());
    assert!(!passkey::any(&mut work, dora).await.unwrap());
    assert!(!recovery::spend(&mut work, dora, &[1; 32]).await.unwrap());
    work.commit().await.unwrap();
    let ending = format!("access.account_ending where account_id = '{dora}' and reopened_at is not null");
    assert_eq!(count(&record, &ending).await, 1);
}

#[tokio::test]
async fn a_subject_is_one_account_s() {
    let record = testing::fresh().await;
    let (dora, felix) = (record.account("dora.duty"), record.account("felix.family"));
    let mut work = record.system_work().await;
    identity::set(&mut work, dora, "entra", "s-1").await.unwrap();
    identity::set(&mut work, dora, "entra", "s-1").await.unwrap();
    assert!(matches!(identity::set(&mut work, felix, "entra", "s-1").await, Err(Error::Rule(_))));
    identity::set(&mut work, felix, "cis2", "s-1").await.unwrap();
    identity::set(&mut work, dora, "entra", "s-2").await.unwrap();
    assert_eq!(identity::account(&mut work, "entra", "s-1").await.unwrap(), None, "only the newest counts");
    work.commit().await.unwrap();
    assert_eq!(count(&record, "access.identity").await, 3, "what they were called stays on file");
}

#[tokio::test]
async fn what_was_begun_is_finished_once_in_time_and_is_sealed() {
    let record = testing::fresh().await;
    let mut work = record.public_work().await;
    challenge::start(&mut work, "provider", b"one", None, "a secret state").await.unwrap();
    challenge::start(&mut work, "provider", b"late", None, "late").await.unwrap();
    work.commit().await.unwrap();
    let shown = record.sql("select encode(state_sealed, 'escape') from access.challenge").await.unwrap();
    assert!(shown.iter().all(|text| !text.contains("secret state")));
    let mut work = record.public_work().await;
    let refused = |taken: Result<challenge::Challenge, Refused>| taken.err();
    assert_eq!(refused(challenge::take(&mut work, "another", b"one").await.unwrap()), Some(Refused::Unknown));
    assert_eq!(
        challenge::take(&mut work, "provider", b"one").await.unwrap().ok().unwrap().state,
        "a secret state"
    );
    assert_eq!(
        refused(challenge::take(&mut work, "provider", b"one").await.unwrap()),
        Some(Refused::Replayed)
    );
    work.commit().await.unwrap();
    let mut work = record.begin(Actor::Public, NOW + LASTS).await;
    assert_eq!(
        refused(challenge::take(&mut work, "provider", b"late").await.unwrap()),
        Some(Refused::TooOld)
    );
    work.commit().await.unwrap();
    let mut work = record.begin(Actor::System("sweep"), NOW + SignedDuration::from_hours(25)).await;
    assert_eq!(challenge::sweep(&mut work).await.unwrap().len(), 2);
    work.commit().await.unwrap();
    assert_eq!(count(&record, "access.challenge").await, 0);
}

#[tokio::test]
async fn a_second_step_counts_for_five_minutes_and_moves_the_session_to_another_token() {
    let record = testing::fresh().await;
    let mut work = record.public_work().await;
    let id = session::start_halfway(&mut work, record.account("dora.duty"), b"first").await.unwrap();
    session::open(&mut work, id, b"first").await.unwrap();
    work.commit().await.unwrap();
    let later = NOW + SignedDuration::from_mins(6);
    let mut work = record.begin(Actor::Public, later).await;
    let live = session::find(&mut work, b"first").await.unwrap().unwrap();
    assert!(live.is_stepped_up(NOW + SignedDuration::from_mins(5)) && !live.is_stepped_up(later));
    session::step_up(&mut work, id, b"second").await.unwrap();
    assert!(session::find(&mut work, b"first").await.unwrap().is_none());
    assert!(session::find(&mut work, b"second").await.unwrap().unwrap().is_stepped_up(later));
}

#[tokio::test]
async fn whose_record_is_said_to_be_their_own_opens_neither_it_nor_a_relatives() {
    let record = testing::fresh().await;
    let own = record.person("Felix", "Anand").save().await;
    let nephew = record.person("Jude", "Anand").save().await;
    record.relate(own, "aunt_or_uncle", nephew).await;
    for person in [own, nephew] {
        record.open_early_help(person, "early-help-north", Some("felix.family")).await;
    }
    let felix = record.account("felix.family");
    let reference =
        record.sql(&format!("select public_ref from casework.person where id = '{own}'")).await.unwrap();
    let opens = async |person| {
        let mut work = record.work("felix.family").await;
        permit_person(&mut work, may::OpenPerson, person, &Circumstances::default()).await.map(|_| ())
    };
    opens(own).await.expect("nobody has said so yet");

    let mut work = record.system_work().await;
    let unknown = roll::set_own_record(&mut work, felix, Some("P-NOBODY")).await;
    assert!(matches!(unknown, Err(Error::Rule(_))), "{unknown:?}");
    assert!(roll::set_own_record(&mut work, felix, Some(&reference[0].to_lowercase())).await.unwrap());
    assert!(!roll::set_own_record(&mut work, felix, Some(&reference[0])).await.unwrap(), "so already");
    let another = roll::set_own_record(&mut work, record.account("fern.family"), Some(&reference[0])).await;
    assert!(matches!(another, Err(Error::Rule(_))), "{another:?}");
    work.commit().await.unwrap();
    for person in [own, nephew] {
        let refused = opens(person).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::OwnOrKin))), "{refused:?}");
    }

    let mut work = record.system_work().await;
    assert!(roll::set_own_record(&mut work, felix, None).await.unwrap());
    work.commit().await.unwrap();
    opens(nephew).await.expect("it was somebody else's");
}
