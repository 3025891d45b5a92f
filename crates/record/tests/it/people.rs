//! A person: what is corrected stays on file, two who correct at once lose nothing, and what could hurt is sealed.

use access::RestrictionCategory;
use jiff::civil::date;
use law::date_of_birth::DateOfBirth;
use law::relationship::RelationshipType;
use record::access::{may, permit_person};
use record::person::address::{self, NewConfidentialAddress};
use record::person::born::{self, NewBorn};
use record::person::contact_detail::{self, NewContactDetail};
use record::person::identifier::{self, Scheme};
use record::person::name::{self, NewName};
use record::person::profile::{self, Profile};
use record::person::{birth_date, identity, overview};
use record::relationship::NewRelationship;
use record::restriction::{self, NewRestriction};
use record::testing::{self, NOW, TestRecord, minutes_later};
use record::{Error, Refusal, family, relationship, same_person, search, viewed};
use uuid::Uuid;

use crate::support::{self, because};

/// Charlie, whom Dora may open because she is named.
async fn charlie(record: &TestRecord) -> Uuid {
    let charlie =
        record.person("Charlie", "Banks").born("2012-07-10").at("27 Brindle Court", "ZM1 4LT").save().await;
    for name in ["dora.duty", "dev.duty", "maeve.manager"] {
        record.name_on(charlie, name).await;
    }
    charlie
}

#[tokio::test]
async fn a_corrected_date_of_birth_keeps_the_old_one_on_file() {
    let record = testing::fresh().await;
    let charlie = charlie(&record).await;
    let mut work = record.work("dora.duty").await;
    let permit = support::person(&mut work, may::AmendPerson, charlie).await.expect("she may");
    let (was, _) = birth_date::current(&mut work, &permit).await.expect("it reads");
    let right = DateOfBirth::Exact { date: date(2012, 10, 7) };
    birth_date::save(&mut work, &permit, &right, was).await.expect("it saves");
    assert_eq!(birth_date::current(&mut work, &permit).await.expect("it reads").1, right);
    work.commit().await.expect("it is kept");
    let kept = record
        .sql("select earliest_on::text || (superseded_at is null)::text from lookup.birth order by 1")
        .await;
    assert_eq!(kept.expect("they are there"), ["2012-07-10false", "2012-10-07true"]);
    let said = record
        .sql("select details::text from audit.event where action = 'amended'")
        .await
        .expect("it is there");
    assert_eq!(said, ["{\"date_of_birth\": true}"], "the ledger names the field and no value");
}

#[tokio::test]
async fn of_two_officers_who_correct_at_once_the_second_is_told() {
    let record = testing::fresh().await;
    let charlie = charlie(&record).await;
    let mut dora = record.work("dora.duty").await;
    let mut dev = record.work("dev.duty").await;
    let of_dora = support::person(&mut dora, may::AmendPerson, charlie).await.expect("she may");
    let of_dev = support::person(&mut dev, may::AmendPerson, charlie).await.expect("he may");
    let (born, _) = birth_date::current(&mut dora, &of_dora).await.expect("it reads");
    let (seen, _) = profile::current(&mut dev, &of_dev).await.expect("it reads");
    birth_date::save(&mut dora, &of_dora, &DateOfBirth::Unknown, born).await.expect("the first saves");
    let first = Profile { gp: Some("Elm Road".into()), ..Profile::default() };
    profile::save(&mut dora, &of_dora, &first, seen).await.expect("the first saves");
    dora.commit().await.expect("it is kept");
    let late = birth_date::save(&mut dev, &of_dev, &DateOfBirth::EstimatedYear { year: 2012 }, born).await;
    assert!(matches!(late, Err(Error::Stale)), "{late:?}");
    let late = profile::save(&mut dev, &of_dev, &Profile::default(), seen).await;
    assert!(matches!(late, Err(Error::Stale)), "{late:?}");
    let other = NewName { kind: "legal".into(), first_name: "Charles".into(), ..NewName::default() };
    let nobody = name::save(&mut dev, &of_dev, &other, Some(Uuid::nil())).await;
    assert!(matches!(nobody, Err(Error::Stale)), "{nobody:?}");
}

#[tokio::test]
async fn a_number_is_checked_sealed_and_finds_its_person_until_it_is_replaced() {
    let record = testing::fresh().await;
    let charlie = charlie(&record).await;
    let mut work = record.work("dora.duty").await;
    let permit = support::person(&mut work, may::AmendPerson, charlie).await.expect("she may");
    let wrong =
        identifier::save(&mut work, &permit, Scheme::Nhs, "9434765918", "stated", "family", None).await;
    assert!(matches!(wrong, Err(Error::Rule(_))), "{wrong:?}");
    let first =
        identifier::save(&mut work, &permit, Scheme::Nhs, "943 476 5919", "stated", "family", None).await;
    let first = first.expect("a good number");
    let again =
        identifier::save(&mut work, &permit, Scheme::Nhs, "9434765919", "stated", "family", None).await;
    assert!(matches!(again, Err(Error::Rule(_))), "{again:?}");
    let found = search::people(&mut work, "943 476 5919").await.expect("it searches");
    assert_eq!(found.rows.iter().map(|row| row.person).collect::<Vec<_>>(), [charlie]);
    identifier::save(&mut work, &permit, Scheme::Nhs, "9990042713", "verified", "nhs", Some(first))
        .await
        .expect("it replaces");
    let all = identifier::all(&mut work, &permit).await.expect("it reads");
    assert_eq!(all.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), ["9990042713"]);
    assert!(search::people(&mut work, "943 476 5919").await.expect("it searches").rows.is_empty());
    work.commit().await.expect("it is kept");
    assert_eq!(record.count("casework.identifier").await, 2, "the wrong number stays on file");
    let plain =
        record.sql("select i::text from casework.identifier i").await.expect("they are there").join(" ");
    assert!(!plain.contains("9990042713"));
}

#[tokio::test]
async fn a_phone_is_found_by_the_whole_number_and_says_what_is_safe() {
    let record = testing::fresh().await;
    let charlie = charlie(&record).await;
    let mut work = record.work("dora.duty").await;
    let permit = support::person(&mut work, may::AmendPerson, charlie).await.expect("she may");
    let value = contact_detail::canonical("mobile", "+44 7700 900219").expect("a number");
    let whose = Some("Mum’s mobile".to_owned());
    let new = NewContactDetail {
        kind: "mobile".into(),
        value,
        whose,
        safe_to_text: Some(false),
        ..NewContactDetail::default()
    };
    let id = contact_detail::save(&mut work, &permit, &new, None).await.expect("it saves");
    let all = contact_detail::all(&mut work, &permit).await.expect("it reads");
    assert_eq!(
        (all[0].detail.value.as_str(), all[0].detail.safe_to_text, all[0].detail.safe_to_voicemail),
        ("07700900219", Some(false), None)
    );
    assert_eq!(search::people(&mut work, "07700 900219").await.expect("it searches").rows.len(), 1);
    contact_detail::end(&mut work, &permit, id).await.expect("it ends");
    assert!(search::people(&mut work, "07700 900219").await.expect("it searches").rows.is_empty());
}

#[tokio::test]
async fn a_confidential_address_is_in_no_table_and_every_showing_is_on_record() {
    let record = testing::fresh().await;
    let charlie = charlie(&record).await;
    let mut work = record.work("dora.duty").await;
    let permit = support::person(&mut work, may::AmendPerson, charlie).await.expect("she may");
    let ordinary = address::all(&mut work, &permit).await.expect("it reads")[0].id;
    let new = NewConfidentialAddress {
        kind: "home".into(),
        address: "1 Quince Passage\nZM9 9ZZ".into(),
        why: "Her former partner looks for her".into(),
        ..NewConfidentialAddress::default()
    };
    let id = address::save_confidential(&mut work, &permit, &new, Some(ordinary)).await.expect("it saves");
    let who = identity::of(&mut work, &permit).await.expect("it reads");
    assert_eq!((who.address, who.address_confidential), (None, true));
    let reading = support::person(&mut work, may::OpenNarrative, charlie).await.expect("she may");
    let shown = address::show_confidential(&mut work, &reading, id).await.expect("it opens");
    assert_eq!(shown.address, new.address);
    for typed in ["ZM9 9ZZ", "ZM1 4LT"] {
        assert!(search::people(&mut work, typed).await.expect("it searches").rows.is_empty(), "{typed}");
    }
    work.commit().await.expect("it is kept");
    let rows = record
        .sql("select c::text from casework.confidential_address c")
        .await
        .expect("they are there")
        .join(" ");
    assert!(!rows.contains("Quince") && !rows.contains("partner"));
    let said =
        "select count(*)::text from audit.event where action = 'opened' and details ? 'confidential_address'";
    assert_eq!(record.sql(said).await.expect("they are there"), ["1"]);
}

#[tokio::test]
async fn a_stated_reason_opens_the_person_until_midnight_and_is_undone_with_its_work() {
    let record = testing::fresh().await;
    let charlie = record.person("Charlie", "Banks").save().await;
    for keep in [false, true] {
        let mut work = record.work("dora.duty").await;
        let said = because("A call from the school");
        permit_person(&mut work, may::OpenPerson, charlie, &said).await.expect("the desk may");
        if keep {
            work.commit().await.expect("it is kept");
        }
    }
    let looks = "select count(*)::text from audit.event where action in ('opened', 'granted')";
    assert_eq!(
        record.sql(looks).await.expect("they are there"),
        ["2"],
        "the work that was dropped left nothing"
    );
    assert_eq!(record.count("access.access_grant").await, 1);
    let mut work = record.work_at("dora.duty", minutes_later(60 * 12)).await;
    support::person(&mut work, may::AmendPerson, charlie).await.expect("the same day");
    let mut work = record.work_at("dora.duty", minutes_later(60 * 14)).await;
    let next_day = support::person(&mut work, may::OpenPerson, charlie).await;
    assert!(matches!(next_day, Err(Error::Refused(Refusal::ReasonNeeded))), "{next_day:?}");
}

#[tokio::test]
async fn who_has_viewed_lists_looks_and_refusals_with_the_reason() {
    let record = testing::fresh().await;
    let charlie = record.person("Charlie", "Banks").save().await;
    let mut work = record.work("dora.duty").await;
    let said = because("A call from the school");
    permit_person(&mut work, may::OpenPerson, charlie, &said).await.expect("the desk may");
    work.commit().await.expect("it is kept");
    let mut work = record.work("felix.family").await;
    support::person(&mut work, may::OpenPerson, charlie).await.expect_err("nobody gave him Charlie");
    let mut work = record.work("priya.privacy").await;
    let permit = support::person(&mut work, may::SeePersonLog, charlie).await.expect("she watches");
    let looks = viewed::all(&mut work, &permit, None, 2).await.expect("it reads");
    let who = |looks: &viewed::Looks| {
        looks.rows.iter().map(|look| (look.action.clone(), look.reason.clone())).collect::<Vec<_>>()
    };
    assert_eq!(who(&looks), [("viewed_access_log".into(), None), ("refused".into(), None)]);
    let older = viewed::all(&mut work, &permit, looks.older, 2).await.expect("it reads");
    assert_eq!(who(&older), [("opened".into(), Some("A call from the school".into()))]);
    assert_eq!((older.rows[0].roles.as_slice(), older.older), (["duty_officer".to_owned()].as_slice(), None));
    let mut work = record.work("dora.duty").await;
    support::person(&mut work, may::SeePersonLog, charlie).await.expect_err("not for the desk");
}

#[tokio::test]
async fn a_manager_restricts_and_lifts_and_only_those_named_come_in_between() {
    let record = testing::fresh().await;
    let charlie = record.person("Charlie", "Banks").save().await;
    record.open_early_help(charlie, "early-help-north", Some("felix.family")).await;
    let new = NewRestriction {
        category: RestrictionCategory::HighProfile,
        contact: "Family Front Door".into(),
        reason: "Press interest".into(),
        review_on: date(2026, 12, 1),
        named: vec![record.account("tess.team")],
    };
    let mut work = record.work("maeve.manager").await;
    let permit = permit_person(&mut work, may::Restrict, charlie, &because("Asked by the director"))
        .await
        .expect("she may");
    let id = restriction::restrict(&mut work, &permit, &new).await.expect("it is restricted");
    let twice = restriction::restrict(&mut work, &permit, &new).await;
    assert!(matches!(twice, Err(Error::Stale)), "{twice:?}");
    work.commit().await.expect("it is kept");
    let open = async |name: &str| {
        let mut work = record.work_at(name, minutes_later(1)).await;
        permit_person(&mut work, may::OpenPerson, charlie, &because("A call")).await.is_ok()
    };
    assert_eq!([open("tess.team").await, open("maeve.manager").await], [true, true]);
    assert_eq!(
        [open("dora.duty").await, open("felix.family").await],
        [false, false],
        "not even the allocated worker"
    );
    let mut work = record.work_at("maeve.manager", minutes_later(2)).await;
    let permit = support::person(&mut work, may::Restrict, charlie).await.expect("she is named");
    let current = restriction::current(&mut work, &permit).await.expect("it reads").expect("it stands");
    assert_eq!((current.id, current.reason.as_str()), (id, "Press interest"));
    restriction::lift(&mut work, &permit, id, "Interest is over").await.expect("it is lifted");
    let twice = restriction::lift(&mut work, &permit, id, "Again").await;
    assert!(matches!(twice, Err(Error::Stale)), "{twice:?}");
    work.commit().await.expect("it is kept");
    assert_eq!(
        [open("felix.family").await, open("tess.team").await],
        [true, false],
        "what naming gave is gone"
    );
}

#[tokio::test]
async fn a_relationship_is_read_from_both_ends_and_ends_without_being_lost() {
    let record = testing::fresh().await;
    let charlie = charlie(&record).await;
    let rachel = record.person("Rachel", "Banks").save().await;
    record.name_on(rachel, "dora.duty").await;
    let mut work = record.work("dora.duty").await;
    let permit = support::person(&mut work, may::AmendPerson, charlie).await.expect("she may");
    let new = NewRelationship {
        other: rachel,
        other_is: RelationshipType::Parent,
        related_from: None,
        related_until: None,
        main_carer: Some(true),
        certainty: "stated".into(),
    };
    let id = relationship::add(&mut work, &permit, &new).await.expect("it is kept");
    assert!(matches!(relationship::add(&mut work, &permit, &new).await, Err(Error::Rule(_))), "twice");
    family::live_together(&mut work, &permit, rachel, None).await.expect("they live together");
    let hers = support::person(&mut work, may::AmendPerson, rachel).await.expect("she may");
    let seen = relationship::all(&mut work, &hers).await.expect("it reads");
    assert_eq!((seen[0].other.id, seen[0].other_is), (charlie, RelationshipType::Child));
    assert_eq!(family::households(&mut work, &hers).await.expect("it reads")[0].members.len(), 2);
    let ended = NewRelationship { related_until: Some(date(2026, 9, 1)), ..new };
    relationship::replace(&mut work, &permit, id, &ended).await.expect("it ends");
    let late = relationship::replace(&mut work, &permit, id, &ended).await;
    assert!(matches!(late, Err(Error::Stale)), "{late:?}");
    assert_eq!(
        relationship::all(&mut work, &permit).await.expect("it reads")[0].related_until,
        Some(date(2026, 9, 1))
    );
    work.commit().await.expect("it is kept");
    assert_eq!(record.count("casework.relationship").await, 2);
}

#[tokio::test]
async fn two_records_of_one_person_show_one_history_unless_one_is_restricted() {
    let record = testing::fresh().await;
    let charlie = charlie(&record).await;
    let chas = record.person("Chas", "Banks").save().await;
    record.name_on(chas, "dora.duty").await;
    record.open_early_help(chas, "early-help-north", None).await;
    let mut work = record.work("dora.duty").await;
    let one = support::person(&mut work, may::AmendPerson, charlie).await.expect("she may");
    let other = support::person(&mut work, may::AmendPerson, chas).await.expect("she may");
    let link = support::link(&mut work, &one, &other).await.expect("it links");
    assert!(matches!(support::link(&mut work, &other, &one).await, Err(Error::Rule(_))), "either way round");
    let who = identity::of(&mut work, &one).await.expect("it reads");
    assert_eq!(overview::involvements(&mut work, &one, &who).await.expect("it reads").len(), 1);
    work.commit().await.expect("it is kept");
    let through =
        format!("select count(*)::text from audit.event where subject_id = '{chas}' and details ? 'through'");
    assert_eq!(
        record.sql(&through).await.expect("it is there"),
        ["1"],
        "the look is on the other record too"
    );
    record.restrict(chas, "high_risk", "Family Front Door").await;
    record.name_on(charlie, "felix.family").await;
    let mut work = record.work("felix.family").await;
    let one = support::person(&mut work, may::AmendPerson, charlie).await.expect("he may");
    let who = identity::of(&mut work, &one).await.expect("it reads");
    assert!(who.same_as.is_empty(), "a restricted record does not show through another");
    assert!(overview::involvements(&mut work, &one, &who).await.expect("it reads").is_empty());
    drop(work);
    let mut work = record.work_at("dora.duty", NOW).await;
    let one = support::person(&mut work, may::AmendPerson, charlie).await.expect("she may");
    let who = identity::of(&mut work, &one).await.expect("it reads");
    assert_eq!(who.same_as.len(), 1, "who is named on both sees that they are one");
    same_person::end(&mut work, &one, link, "Two brothers").await.expect("it ends");
    assert!(matches!(same_person::end(&mut work, &one, link, "Again").await, Err(Error::Stale)));
}

#[tokio::test]
async fn a_child_who_was_expected_is_born_on_the_same_record() {
    let record = testing::fresh().await;
    let due = date(2026, 9, 20);
    let (mother, baby) = {
        let mother = record.person("Rachel", "Banks").born("1988-01-05").save().await;
        let baby = record.person("Unborn", "Banks").save().await;
        record.name_on(baby, "dora.duty").await;
        record.name_on(mother, "dora.duty").await;
        record.relate(mother, "parent_of_unborn", baby).await;
        (mother, baby)
    };
    let new = NewBorn {
        on: date(2026, 9, 12),
        first_name: "Wren".into(),
        last_name: Some("Banks".into()),
        sex: Some("F".into()),
    };
    let mut work = record.work("dora.duty").await;
    let permit = support::person(&mut work, may::AmendPerson, baby).await.expect("she may");
    let early = born::record(&mut work, &permit, &new).await;
    assert!(matches!(early, Err(Error::Rule(_))), "nobody is expected here: {early:?}");
    let (was, _) = birth_date::current(&mut work, &permit).await.expect("it reads");
    birth_date::save(&mut work, &permit, &DateOfBirth::Expected { date: due }, was).await.expect("it saves");
    work.commit().await.expect("it is kept");
    let mut work = record.work_at("dora.duty", minutes_later(1)).await;
    let permit = support::person(&mut work, may::AmendPerson, baby).await.expect("she may");
    assert_eq!(born::expected(&mut work, &permit).await.expect("it reads"), None, "still to be born");
    born::record(&mut work, &permit, &new).await.expect("it saves");
    work.commit().await.expect("it is kept");
    let mut work = record.work_at("dora.duty", minutes_later(2)).await;
    let permit = support::person(&mut work, may::AmendPerson, baby).await.expect("she may");
    let who = identity::of(&mut work, &permit).await.expect("it reads");
    assert_eq!((who.name(), who.birth), ("Wren Banks".into(), DateOfBirth::Exact { date: new.on }));
    assert!(who.has_parent);
    assert_eq!(
        born::expected(&mut work, &permit).await.expect("it reads"),
        Some(due),
        "when she was expected stays"
    );
    let (_, profile) = profile::current(&mut work, &permit).await.expect("it reads");
    assert_eq!(profile.sex.as_deref(), Some("F"));
    let related = relationship::all(&mut work, &permit).await.expect("it reads");
    assert_eq!(
        related.iter().map(|one| (one.other.id, one.other_is)).collect::<Vec<_>>(),
        [(mother, RelationshipType::Parent)]
    );
    let again = born::record(&mut work, &permit, &new).await;
    assert!(matches!(again, Err(Error::Rule(_))), "born once: {again:?}");
    drop(work);
    let mut work = record.work_at("dora.duty", minutes_later(3)).await;
    let rows = search::people(&mut work, "Unborn Banks").await.expect("it searches").rows;
    assert!(rows.iter().any(|row| row.person == baby), "found by what she was called before");
}
