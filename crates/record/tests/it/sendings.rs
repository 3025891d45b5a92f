//! Copies of a plan: who had one is kept for good, and against the family's word only with a ground, a reason and a manager.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use law::form::typed::{Cell, Row};
use law::plan::{How, OverrideGround, Preference, Receives};
use record::access::{Permit, may};
use record::entry::{self, Kind, NewEntry};
use record::person::network::{self, NewProfessional};
use record::sending::{self, NewSending, Over};
use record::testing::{self, TestRecord};
use record::{Error, Result, Work, family};
use uuid::Uuid;

use crate::support;

const WORKER: &str = "felix.family";
const MANAGER: &str = "tess.team";
/// NOW is 14 September 2026.
const TODAY: Date = date(2026, 9, 14);

/// Charlie and Lily, with the worker, and their mother.
struct Banks {
    record: TestRecord,
    family: Uuid,
    people: [Uuid; 3],
}

async fn banks() -> Banks {
    let record = testing::fresh().await;
    let mut people = Vec::new();
    for (name, born) in [("Charlie", "2012-07-10"), ("Lily", "2015-03-02"), ("Rachel", "1988-01-05")] {
        people.push(record.person(name, "Banks").born(born).save().await);
    }
    let people = [people[0], people[1], people[2]];
    for child in &people[..2] {
        record.open_early_help(*child, "family-help", Some(WORKER)).await;
    }
    let mut work = record.work(WORKER).await;
    let permit = amend(&mut work, people[0]).await;
    let family = family::begin(&mut work, &permit, "Banks").await.expect("a family");
    for other in &people[1..] {
        family::add_member(&mut work, &permit, family, *other).await.expect("a member");
    }
    work.commit().await.expect("kept");
    Banks { record, family, people }
}

async fn amend(work: &mut Work, person: Uuid) -> Permit<may::AmendPerson> {
    support::person(work, may::AmendPerson, person).await.expect("allocated")
}

impl Banks {
    /// An entry about all three; a plan says whom the family does not want to have it.
    async fn entry(&self, kind: Kind, refuses: &[&str], finish: bool) -> Uuid {
        let mut work = self.record.work(WORKER).await;
        let permit = amend(&mut work, self.people[0]).await;
        let id = work.new_id();
        let new = NewEntry {
            id,
            family: self.family,
            kind,
            form: ("any", 1),
            pack_version: self.record.pack_version,
            subjects: &self.people,
            follows: None,
        };
        entry::begin(&mut work, &permit, &new).await.expect("begun");
        if kind == Kind::Plan {
            let codes = refuses.iter().map(|code| (*code).to_owned()).collect();
            let columns = BTreeMap::from([("do_not_share_with", Cell::Codes(codes))]);
            let rows = [Row { owner: "plan", number: None, columns }];
            entry::keep_typed(&mut work, &permit, id, kind, &rows).await.expect("kept");
        }
        if finish {
            entry::finish(&mut work, &permit, id, None).await.expect("finished");
        }
        work.commit().await.expect("kept");
        id
    }

    async fn plan(&self) -> Uuid {
        self.entry(Kind::Plan, &["none"], true).await
    }

    async fn log(&self, who: &str, new: &NewSending<'_>) -> Result<()> {
        let mut work = self.record.work(who).await;
        let permit = amend(&mut work, self.people[1]).await;
        sending::log(&mut work, &permit, new).await?;
        work.commit().await
    }

    fn copy(&self, entry: Uuid) -> NewSending<'static> {
        NewSending {
            id: self.record.store.new_id(),
            entry,
            name: "Mrs Okafor",
            organisation: "Oakfield Primary School",
            to_family: false,
            received: Receives::Plan,
            how: How::SecureEmail,
            sent_on: TODAY,
            said: Preference::Agreed,
            allowed: Receives::Plan,
            over: None,
        }
    }

    /// A copy to somebody the family said no to, decided by whoever has this account.
    fn against(&self, entry: Uuid, authorised_by: Uuid) -> NewSending<'static> {
        let over =
            Over { ground: OverrideGround::SeriousHarm, because: "He may come to the gate", authorised_by };
        NewSending { said: Preference::No, allowed: Receives::Nothing, over: Some(over), ..self.copy(entry) }
    }

    async fn sent(&self, entry: Uuid) -> Vec<sending::Sending> {
        let mut work = self.record.work(WORKER).await;
        let permit = support::person(&mut work, may::OpenNarrative, self.people[0]).await.expect("allocated");
        sending::all(&mut work, &permit, entry).await.expect("listed")
    }
}

#[tokio::test]
async fn a_copy_is_logged_once_and_stands_on_the_record_of_each() {
    let banks = banks().await;
    let plan = banks.plan().await;
    let new = banks.copy(plan);
    banks.log(WORKER, &new).await.expect("logged");
    let twice = banks.log(WORKER, &new).await;
    assert!(matches!(twice, Err(Error::AlreadyDone)), "{twice:?}");
    let sent = banks.sent(plan).await;
    assert_eq!(sent.len(), 1);
    assert_eq!(
        (sent[0].name.as_str(), sent[0].organisation.as_str()),
        ("Mrs Okafor", "Oakfield Primary School")
    );
    assert_eq!((sent[0].received, sent[0].how, sent[0].sent_on), (Receives::Plan, How::SecureEmail, TODAY));
    assert!(sent[0].over.is_none() && sent[0].recorded_by == "Felix Anand");
    for person in banks.people {
        let disclosed = format!(
            "select basis || ' ' || (details->>'how') || ' ' || (details->>'against_word') from audit.event
             where action = 'disclosed' and subject_kind = 'person' and subject_id = '{person}'"
        );
        assert_eq!(banks.record.sql(&disclosed).await.expect("read"), ["agreed secure_email false"]);
    }
    let plain = "select encode(name_sealed || organisation_sealed, 'escape') from casework.sending";
    let plain = banks.record.sql(plain).await.expect("bytes").concat();
    assert!(!plain.contains("Okafor") && !plain.contains("Oakfield"), "sealed");
}

#[tokio::test]
async fn against_the_word_of_the_family_it_takes_a_ground_a_reason_and_a_manager() {
    let banks = banks().await;
    let plan = banks.plan().await;
    let (worker, manager) = (banks.record.account(WORKER), banks.record.account(MANAGER));
    let whole = banks.against(plan, manager);
    let over = whole.over.expect("there");
    for lacking in [None, Some(Over { because: " ", ..over }), Some(Over { authorised_by: worker, ..over })] {
        let refused = banks.log(WORKER, &NewSending { over: lacking, ..whole }).await;
        assert!(matches!(refused, Err(Error::Rule(_))), "{lacking:?}: {refused:?}");
    }
    // More than the family allowed is against its word as well.
    let more =
        NewSending { said: Preference::OwnActions, allowed: Receives::OwnActions, over: None, ..whole };
    let refused = banks.log(WORKER, &more).await;
    assert!(matches!(refused, Err(Error::Rule(_))), "{refused:?}");
    assert_eq!(banks.record.count("casework.sending").await, 0);
    assert_eq!(banks.record.count("audit.event where action = 'disclosed'").await, 0);

    banks.log(WORKER, &whole).await.expect("a manager decided it");
    // A manager who sends it herself decides it herself.
    banks.log(MANAGER, &banks.against(plan, manager)).await.expect("she is a manager");
    let sent = banks.sent(plan).await;
    let decided = sent[0].over.as_ref().expect("why");
    assert_eq!(decided.ground, OverrideGround::SeriousHarm);
    assert_eq!(
        (decided.because.as_str(), decided.by.as_str()),
        ("He may come to the gate", "Tess Marchetti")
    );
    let events =
        "select distinct basis || ' ' || (details->>'authorised_by') || ' ' || (details->>'against_word')
                  from audit.event where action = 'disclosed'";
    assert_eq!(banks.record.sql(events).await.expect("read"), [format!("serious_harm {manager} true")]);

    // Own actions to whom the family allowed them needs nobody, and a reason that nobody needs is not kept.
    let own = NewSending {
        received: Receives::OwnActions,
        over: Some(over),
        id: banks.record.store.new_id(),
        ..more
    };
    banks.log(WORKER, &own).await.expect("as the family said");
    assert_eq!(banks.record.count("casework.sending where ground is not null").await, 2);
}

/// Whoever is put down for a decision knows of the family, and is told.
#[tokio::test]
async fn a_manager_decides_for_their_own_teams_and_families_and_is_told() {
    let banks = banks().await;
    let plan = banks.plan().await;
    let (manager, elsewhere) = (banks.record.account(MANAGER), banks.record.account("maeve.manager"));
    let refused = banks.log(WORKER, &banks.against(plan, elsewhere)).await;
    assert!(matches!(refused, Err(Error::Rule(ref why)) if why.contains("manager")), "{refused:?}");
    banks.log(WORKER, &banks.copy(plan)).await.expect("as the family said");
    banks.log(MANAGER, &banks.against(plan, manager)).await.expect("she decides it herself");
    assert_eq!(banks.record.count("work.mail").await, 0, "there is nobody to tell");
    banks.log(WORKER, &banks.against(plan, manager)).await.expect("of his team");
    let mut work = banks.record.system_work().await;
    let mail = record::mail::newest(&mut work, 9).await.expect("read");
    assert_eq!(mail.len(), 1);
    let email = format!("select email from access.account where id = '{manager}'");
    assert_eq!([mail[0].to.clone()].as_slice(), banks.record.sql(&email).await.expect("read"));
    let reference = banks.record.sql("select reference from casework.family").await.expect("read");
    assert!(mail[0].text.contains(&reference[0]), "{}", mail[0].text);
    for word in ["Banks", "Okafor", "Oakfield", "Felix", "gate"] {
        assert!(!mail[0].text.contains(word) && !mail[0].subject.contains(word), "{word}: {}", mail[0].text);
    }
    // With a tie to one of them a manager of elsewhere may.
    banks.record.name_on(banks.people[2], "maeve.manager").await;
    banks.log(WORKER, &banks.against(plan, elsewhere)).await.expect("she knows their mother");
}

/// A no is not passed over because it stands where the reader may not look.
#[tokio::test]
async fn a_no_holds_where_it_may_not_be_read() {
    let banks = banks().await;
    let [charlie, _, rachel] = banks.people;
    banks.record.open_early_help(rachel, "assessment", Some("sol.social")).await;
    let mut work = banks.record.work("sol.social").await;
    let permit = amend(&mut work, rachel).await;
    for (name, share_plan) in [("Dr Cho", "no"), ("Ms Bell", "limited"), ("Mr Lane", "yes")] {
        let new = NewProfessional {
            name: name.into(),
            agency: "Elm Surgery".into(),
            role: "GP".into(),
            share_plan: share_plan.into(),
            ..NewProfessional::default()
        };
        network::save(&mut work, &permit, &new, None).await.expect("kept");
    }
    work.commit().await.expect("kept");
    let word = async |who: &str, through: Uuid| {
        let mut work = banks.record.work(who).await;
        let permit = amend(&mut work, through).await;
        sending::of_family(&mut work, &permit, banks.family).await.expect("read")
    };
    let plan = banks.entry(Kind::Plan, &["schools", "other"], true).await;
    let word_of_worker = word(WORKER, charlie).await;
    assert!(word_of_worker.professionals.is_empty(), "{:?}", word_of_worker.professionals);
    let mut hidden: Vec<_> =
        word_of_worker.hidden.iter().map(|one| (one.name.as_str(), one.preference)).collect();
    hidden.sort_by_key(|(name, _)| *name);
    assert_eq!(hidden, [("Dr Cho", Preference::No), ("Ms Bell", Preference::OwnActions)]);
    assert_eq!(word_of_worker.newest.expect("it is about him").entry, plan);
    assert_eq!(word_of_worker.hidden_ticked, [""; 0]);
    // Her own worker reads hers. The plan is about her too.
    let word_of_hers = word("sol.social", rachel).await;
    assert_eq!((word_of_hers.professionals.len(), word_of_hers.hidden.len()), (3, 0));
    // From now on the plan is not there for whoever may not know of the mother; what it ticked is.
    banks.record.restrict(rachel, "high_risk", "the duty manager").await;
    let word_of_worker = word(WORKER, charlie).await;
    assert!(word_of_worker.newest.is_none());
    assert_eq!(word_of_worker.hidden_ticked, ["schools", "other"]);
    assert_eq!(word_of_worker.hidden.len(), 2);
}

#[tokio::test]
async fn a_manager_who_is_kin_decides_nothing() {
    let banks = banks().await;
    let plan = banks.plan().await;
    let (manager, aunt) =
        (banks.record.account(MANAGER), banks.record.person("Tess", "Marchetti").save().await);
    banks.record.relate(aunt, "aunt_or_uncle", banks.people[1]).await;
    let known = format!("update access.account set person_id = '{aunt}' where id = '{manager}'");
    banks.record.sql(&known).await.expect("known");
    let refused = banks.log(WORKER, &banks.against(plan, manager)).await;
    assert!(matches!(refused, Err(Error::Rule(ref why)) if why.contains("manager")), "{refused:?}");
}

#[tokio::test]
async fn nothing_goes_before_it_is_finished_or_of_what_is_no_plan() {
    let banks = banks().await;
    let plan = banks.plan().await;
    for sent_on in [date(2026, 9, 15), date(2026, 9, 13)] {
        let refused = banks.log(WORKER, &NewSending { sent_on, ..banks.copy(plan) }).await;
        assert!(matches!(refused, Err(Error::Rule(_))), "{sent_on}: {refused:?}");
    }
    let nobody = banks.log(WORKER, &NewSending { name: " ", ..banks.copy(plan) }).await;
    assert!(matches!(nobody, Err(Error::Rule(_))), "{nobody:?}");
    let draft = banks.entry(Kind::Plan, &["none"], false).await;
    let note = banks.entry(Kind::CaseNote, &[], true).await;
    for entry in [draft, note, banks.record.store.new_id()] {
        let refused = banks.log(WORKER, &banks.copy(entry)).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }
    assert_eq!(banks.record.count("casework.sending").await, 0);
}

#[tokio::test]
async fn that_somebody_had_a_copy_is_not_unsaid() {
    let banks = banks().await;
    let plan = banks.plan().await;
    banks.log(WORKER, &banks.copy(plan)).await.expect("logged");
    let attacks = [
        "update casework.sending set sent_on = sent_on - 1",
        "update casework.sending set name_sealed = ''",
        "delete from casework.sending",
        "truncate casework.sending",
        // The rule holds for whoever writes round the program, too.
        "insert into casework.sending select gen_random_uuid(), entry_id, received, how, sent_on, 'no', 'nothing', null, null,
             gen_random_uuid(), name_sealed, null, null, recorded_at, recorded_by from casework.sending",
        "insert into casework.sending select gen_random_uuid(), entry_id, 'plan', how, sent_on, 'own_actions', 'own_actions', null,
             null, gen_random_uuid(), name_sealed, null, null, recorded_at, recorded_by from casework.sending",
    ];
    for attack in attacks {
        banks.record.sql(attack).await.expect_err(attack);
    }
    // Taken out, its copies must be asked back: who had one is still known, and still cannot be changed.
    let mut work = banks.record.work(MANAGER).await;
    let permit = amend(&mut work, banks.people[0]).await;
    let keys = entry::remove(&mut work, &permit, plan, "The mother", "Wrong family").await.expect("out");
    work.commit().await.expect("kept");
    record::sweep::destroy(&banks.record.store, &keys).await.expect("destroyed");
    assert_eq!(banks.sent(plan).await[0].name, "Mrs Okafor");
    banks.record.sql(attacks[0]).await.expect_err("an update");
    let late = banks.log(WORKER, &banks.copy(plan)).await;
    assert!(matches!(late, Err(Error::NotFound)), "{late:?}");
    banks.record.sql("delete from casework.sending").await.expect("gone with the entry, for good");
}

#[tokio::test]
async fn a_stranger_sees_no_copies() {
    let banks = banks().await;
    let plan = banks.plan().await;
    banks.log(WORKER, &banks.copy(plan)).await.expect("logged");
    let tommy = banks.record.person("Tommy", "Williams").save().await;
    banks.record.open_early_help(tommy, "family-help", Some("sol.social")).await;
    let mut work = banks.record.work("sol.social").await;
    let permit = amend(&mut work, tommy).await;
    let seen = sending::all(&mut work, &permit, plan).await.expect("nothing");
    assert!(seen.is_empty() && sending::managers(&mut work, &permit, plan).await.expect("none").is_empty());
    let refused = sending::log(&mut work, &permit, &banks.copy(plan)).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    let word = sending::of_family(&mut work, &permit, banks.family).await;
    assert!(matches!(word, Err(Error::NotFound)), "{word:?}");
}

#[tokio::test]
async fn the_newest_plan_and_each_professional_say_who_must_not_have_it() {
    let banks = banks().await;
    let mut work = banks.record.work(WORKER).await;
    let permit = amend(&mut work, banks.people[1]).await;
    for (name, share_plan) in [("Mrs Okafor", "no"), ("Ms Bell", "limited"), ("Mr Lane", "not-asked")] {
        let new = NewProfessional {
            name: name.into(),
            agency: "Oakfield Primary School".into(),
            role: "teacher".into(),
            share_plan: share_plan.into(),
            active_until: (share_plan == "no").then_some(date(2026, 7, 1)),
            ..NewProfessional::default()
        };
        network::save(&mut work, &permit, &new, None).await.expect("kept");
    }
    work.commit().await.expect("kept");
    // The one that is not finished says nothing yet.
    banks.entry(Kind::Plan, &["schools", "other"], true).await;
    banks.entry(Kind::Plan, &["housing"], false).await;
    let mut work = banks.record.work(WORKER).await;
    let permit = amend(&mut work, banks.people[0]).await;
    let word = sending::of_family(&mut work, &permit, banks.family).await.expect("read");
    let said = word.newest.expect("a plan says it");
    assert_eq!(said.ticked, ["schools", "other"]);
    assert!(said.is_about && said.on == TODAY);
    let people: Vec<_> =
        word.professionals.iter().map(|one| (one.name.as_str(), one.preference, one.is_here)).collect();
    assert_eq!(
        people,
        [
            ("Mr Lane", Preference::NotSaid, true),
            ("Mrs Okafor", Preference::No, false),
            ("Ms Bell", Preference::OwnActions, true)
        ]
    );
}
