//! While a link stands.

use record::access::may;
use record::person::{identity, overview};
use record::restriction::{self, NewRestriction};
use record::same_person::{self, Kind, NewLink};
use record::{Refusal, relationship, search, warning_note};

use super::*;

#[tokio::test]
async fn a_worker_with_one_record_sees_both_as_one_person() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    okafor.warn(SIAN, amarah).await;
    assert!(!okafor.may_open(FELIX, amarah).await, "nothing ties him to it yet");
    okafor.link(amarah, amara).await.expect("linked");
    let mut work = okafor.work(FELIX).await;
    let permit = support::person(&mut work, may::OpenPerson, amara).await.expect("his");
    let who = identity::of(&mut work, &permit).await.expect("it reads");
    assert_eq!(who.ids(), [amara, amarah]);
    assert_eq!((who.first, who.shown_first().name()), (amarah, "Amarah Okafor-Reid".into()));
    assert_eq!(who.records().iter().map(|one| one.id).collect::<Vec<_>>(), [amarah, amara]);
    assert_eq!(who.others[0].warnings.len(), 1, "the warning on the other record");
    assert_eq!(overview::involvements(&mut work, &permit, &who).await.expect("it reads").len(), 2);
    let others = same_person::permits(&mut work, &permit, &who).await.expect("they open");
    let notes = warning_note::all(&mut work, &others[0]).await.expect("it reads");
    assert_eq!(notes[0].detail, "A dog that bites");
    work.commit().await.expect("kept");
    let through = format!(
        "select count(*)::text from audit.event where subject_id = '{amarah}' and details ? 'through' and action = 'opened'"
    );
    assert_eq!(okafor.record.sql(&through).await.expect("it reads"), ["1"], "the look is on both records");
    assert!(okafor.may_open(FELIX, amarah).await, "her other record is as much his");
    assert!(okafor.may_open(SIAN, amara).await, "and the other way round");
}

#[tokio::test]
async fn the_access_that_a_link_gave_ends_with_it_at_once() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let note = okafor.note(SIAN, okafor.families[1], &[amarah]).await;
    let link = okafor.link(amara, amarah).await.expect("linked");
    assert!(okafor.reads(FELIX, amarah, note).await.is_ok(), "while they are one");
    let ended = okafor.part(amara, link).await.expect("parted");
    assert_eq!(ended.to_decide, 0, "it was written before");
    assert!(!okafor.may_open(FELIX, amarah).await);
    assert!(okafor.reads(FELIX, amara, note).await.is_err(), "nor through his own");
    let mut work = okafor.work(FELIX).await;
    let seen = testing::locks::rows_of(&mut work, "casework.entry").await.expect("it reads");
    assert_eq!(seen, 0, "row-level security says the same");
    for person in [amara, amarah] {
        assert_eq!(okafor.events(person, "linked").await, "1");
        assert_eq!(okafor.events(person, "unlinked").await, "1");
    }
}

#[tokio::test]
async fn nobody_links_what_they_may_not_amend() {
    let okafor = okafor().await;
    let mut work = okafor.work(FELIX).await;
    let other = amend(&mut work, okafor.amarah).await;
    assert!(matches!(other, Err(Error::Refused(Refusal::NoNeedToKnow))), "{other:?}");
}

#[tokio::test]
async fn links_that_make_no_sense_are_refused() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let third = okafor.record.person("A", "Okafor").born("2014-02-11").save().await;
    okafor.record.name_on(third, TESS).await;
    let refused = |outcome: Result<Uuid>| matches!(outcome, Err(Error::Rule(_)));
    assert!(refused(okafor.link(amara, amara).await), "to itself");
    okafor.link(amara, amarah).await.expect("linked");
    assert!(refused(okafor.link(amara, amarah).await), "twice");
    assert!(refused(okafor.link(amarah, amara).await), "twice, the other way round");
    okafor.link(amarah, third).await.expect("a third");
    assert!(refused(okafor.link(third, amara).await), "round in a circle");
    let mut work = okafor.work(TESS).await;
    let (one, other) =
        (amend(&mut work, amara).await.expect("may"), amend(&mut work, third).await.expect("may"));
    let lost = NewLink { kind: Kind::Same, first: amarah, reason: "Because" };
    assert!(
        refused(same_person::link(&mut work, &one, &other, &lost).await),
        "shown first must be one of them"
    );
    let silent = NewLink { kind: Kind::Same, first: amara, reason: "  " };
    assert!(refused(same_person::link(&mut work, &one, &other, &silent).await), "without a reason");
    drop(work);
    assert_eq!(okafor.record.count("casework.same_person_link").await, 2);
}

#[tokio::test]
async fn two_who_link_the_same_at_once_make_one_link() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let (one, other) = tokio::join!(okafor.link(amara, amarah), okafor.link(amarah, amara));
    assert_eq!([one, other].iter().filter(|done| done.is_ok()).count(), 1);
    assert_eq!(okafor.record.count("casework.same_person_link").await, 1);
}

#[tokio::test]
async fn an_adopted_child_is_never_linked_and_adoption_ends_every_link() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    okafor.link(amara, amarah).await.expect("linked");
    let mut work = okafor.work(TESS).await;
    let permit = support::person(&mut work, may::Restrict, amarah).await.expect("she may");
    let new = NewRestriction {
        category: access::RestrictionCategory::Adoption,
        contact: "Adoption team".into(),
        reason: "An order was made".into(),
        review_on: jiff::civil::date(2027, 1, 4),
        named: Vec::new(),
    };
    restriction::restrict(&mut work, &permit, &new).await.expect("restricted");
    work.commit().await.expect("kept");
    let open = "select count(*)::text from casework.same_person_link where ended_at is null";
    assert_eq!(okafor.record.sql(open).await.expect("it reads"), ["0"]);
    let again = okafor.link(amara, amarah).await;
    assert!(matches!(again, Err(Error::Rule(_))), "{again:?}");
    // Also by a manager who may not see what the other end is.
    let (one, hidden) =
        (okafor.record.person("B", "Vale").save().await, okafor.record.person("C", "Vale").save().await);
    okafor.record.open_early_help(one, "early-help-north", None).await;
    for person in [one, hidden] {
        okafor.record.name_on(person, TESS).await;
    }
    okafor.link(one, hidden).await.expect("linked");
    okafor.record.restrict(hidden, "high_risk", "Family Front Door").await;
    let mut work = okafor.work("nell.north").await;
    let permit = support::person(&mut work, may::Restrict, one).await.expect("her team's");
    restriction::restrict(&mut work, &permit, &new).await.expect("restricted");
    work.commit().await.expect("kept");
    assert_eq!(okafor.record.sql(open).await.expect("it reads"), ["0"], "a link she could not see");
    let child = okafor.record.person("A", "Okafor").save().await;
    let parent = okafor.record.person("P", "Okafor").save().await;
    okafor.record.name_on(child, TESS).await;
    okafor.record.relate(parent, "adoptive_parent", child).await;
    let refused = okafor.link(amara, child).await;
    assert!(matches!(refused, Err(Error::Rule(_))), "known from who adopted her: {refused:?}");
}

#[tokio::test]
async fn what_is_sealed_cannot_be_linked_whoever_opened_it() {
    let okafor = okafor().await;
    okafor.record.restrict(okafor.amarah, "sealed", "nobody").await;
    let outcome = okafor.link(okafor.amara, okafor.amarah).await;
    assert!(matches!(outcome, Err(Error::NotFound)), "as if there were none: {outcome:?}");
}

/// Amara's record is open, Amarah's is restricted, a third hangs on hers. Felix is tied to the first and Sian to the second; only Tess is
/// named on what is restricted.
#[tokio::test]
async fn nothing_of_a_restricted_record_shows_through_another() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let third = okafor.record.person("Mara", "Okafor").born("2014-02-11").save().await;
    okafor.record.name_on(third, TESS).await;
    let secret = okafor.note(SIAN, okafor.families[1], &[amarah]).await;
    okafor.warn(SIAN, amarah).await;
    let link = okafor.link(amara, amarah).await.expect("linked");
    okafor.link(amarah, third).await.expect("linked");
    okafor.record.restrict(amarah, "high_risk", "Family Front Door").await;
    let mut work = okafor.work(FELIX).await;
    let permit = support::person(&mut work, may::OpenPerson, amara).await.expect("his");
    let who = identity::of(&mut work, &permit).await.expect("it reads");
    assert_eq!(who.ids(), [amara], "neither the restricted record nor what is only joined through it");
    assert_eq!((who.first, who.name()), (amara, "Amara Okafor".into()), "its own name leads");
    assert!(overview::involvements(&mut work, &permit, &who).await.expect("it reads").len() == 1);
    assert!(same_person::all(&mut work, &permit).await.expect("it reads").is_empty(), "no link is told of");
    let amending = amend(&mut work, amara).await.expect("his");
    let ended = same_person::end(&mut work, &amending, link, "A guess").await;
    assert!(matches!(ended, Err(Error::Stale)), "nor ended by who may not see it: {ended:?}");
    assert!(relationship::all(&mut work, &permit).await.expect("it reads").is_empty());
    for table in ["casework.entry", "casework.warning_note", "casework.unmerged_row", "casework.belonging"] {
        assert_eq!(testing::locks::rows_of(&mut work, table).await.expect("it reads"), 0, "{table}");
    }
    drop(work);
    for person in [amarah, third] {
        assert!(!okafor.may_open(FELIX, person).await, "his tie leads neither to it nor past it");
    }
    assert!(!okafor.may_open(SIAN, amara).await, "nor does a tie to a restricted record lead out of it");
    assert!(okafor.reads(FELIX, amara, secret).await.is_err());
    let mut work = okafor.work("dora.duty").await;
    let found = search::people(&mut work, "Amarah Okafor-Reid").await.expect("it searches").rows;
    let shown = found.iter().find(|row| row.person == amara);
    assert!(shown.is_none_or(|row| row.same_as.is_empty()), "found by nothing of hers");
    let restricted = found.iter().find(|row| row.person == amarah).expect("that there is one");
    assert!(restricted.shown.is_none() && restricted.same_as.is_empty());
    drop(work);
    // Who is named on it sees all three as one.
    let mut work = okafor.work(TESS).await;
    let permit = support::person(&mut work, may::OpenPerson, amara).await.expect("hers");
    assert_eq!(identity::of(&mut work, &permit).await.expect("it reads").ids().len(), 3);
    drop(work);
    // With a second factor of yesterday the policies keep it closed, and so it is not part of the other's page.
    let mut work = okafor.stale_factor(TESS).await;
    let permit = support::person(&mut work, may::OpenPerson, amara).await.expect("hers");
    let who = identity::of(&mut work, &permit).await.expect("it reads");
    assert!(!who.ids().contains(&amarah), "the second lock is not enough by itself");
}

impl Okafor {
    /// Somebody whose second factor was used too long ago for a restricted record.
    async fn stale_factor(&self, who: &str) -> Work {
        let staff = self.record.staff(who).await;
        let staff = record::Staff { stepped_up_at: Some(minutes_later(-600)), ..staff };
        self.record.begin(record::Actor::Staff(staff), self.now()).await
    }
}

#[tokio::test]
async fn a_relative_s_record_stays_closed_whichever_of_its_records_is_asked_for() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let own = okafor.record.person("Felix", "Anand").save().await;
    let tie = format!(
        "update access.account set person_id = '{own}' where id = '{}'",
        okafor.record.account(FELIX)
    );
    okafor.record.sql(&tie).await.expect("it is his");
    okafor.record.relate(own, "aunt_or_uncle", amarah).await;
    assert!(okafor.may_open(FELIX, amara).await, "nobody knows yet");
    okafor.link(amara, amarah).await.expect("linked");
    assert!(!okafor.may_open(FELIX, amara).await, "his niece, by her other record");
    let mut work = okafor.work(FELIX).await;
    assert_eq!(testing::locks::rows_of(&mut work, "casework.involvement").await.expect("it reads"), 0);
}

#[tokio::test]
async fn a_search_finds_one_person_by_either_record_s_name() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let link = okafor.link(amara, amarah).await.expect("linked");
    for name in ["Amara Okafor", "Amarah Okafor-Reid", "Okafor 11 February 2014"] {
        let mut work = okafor.work("dora.duty").await;
        let rows = search::people(&mut work, name).await.expect("it searches").rows;
        assert_eq!(
            rows.iter().map(|row| row.person).collect::<Vec<_>>(),
            [amara],
            "{name}: one, the one shown first"
        );
        assert_eq!(rows[0].same_as.len(), 1, "{name}: and that there are two records");
        assert_eq!(rows[0].shown.as_ref().expect("open").open_work.len(), 2, "{name}: the work of both");
    }
    okafor.part(amara, link).await.expect("parted");
    let mut work = okafor.work("dora.duty").await;
    let rows = search::people(&mut work, "Okafor").await.expect("it searches").rows;
    assert_eq!(rows.len(), 2, "two people again");
    assert!(rows.iter().all(|row| row.same_as.is_empty()));
}

#[tokio::test]
async fn three_records_are_one_person_until_the_link_between_them_ends() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let third = okafor.record.person("Mara", "Okafor").born("2014-02-11").save().await;
    okafor.record.name_on(third, TESS).await;
    let first = okafor.link(amara, amarah).await.expect("linked");
    okafor.link(amarah, third).await.expect("linked");
    let seen = async |who: &str, on: Uuid| {
        let mut work = okafor.work(who).await;
        let permit = support::person(&mut work, may::OpenPerson, on).await.expect("theirs");
        let mut ids = identity::of(&mut work, &permit).await.expect("it reads").ids();
        ids.sort_unstable();
        ids
    };
    let sorted = |ids: &[Uuid]| {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids
    };
    assert_eq!(seen(FELIX, amara).await, sorted(&[amara, amarah, third]));
    assert_eq!(seen(FELIX, third).await, sorted(&[amara, amarah, third]), "through two links");
    okafor.part(amara, first).await.expect("parted");
    assert_eq!(seen(FELIX, amara).await, [amara]);
    assert_eq!(seen(SIAN, third).await, sorted(&[amarah, third]), "the other link stands");
    assert!(!okafor.may_open(FELIX, third).await);
}

#[tokio::test]
async fn a_link_is_ended_and_nothing_else_of_it_ever_changes() {
    let okafor = okafor().await;
    let link = okafor.link(okafor.amara, okafor.amarah).await.expect("linked");
    let known = "select count(*)::text from casework.same_person_link where reason is null and reason_sealed is not null";
    assert_eq!(okafor.record.sql(known).await.expect("it reads"), ["1"], "why is sealed");
    for change in [
        format!("update casework.same_person_link set leads_id = '{}' where id = '{link}'", okafor.amarah),
        format!(
            "update casework.same_person_link set linked_at = now(), ended_at = now() where id = '{link}'"
        ),
        format!("delete from casework.same_person_link where id = '{link}'"),
    ] {
        assert!(okafor.record.sql(&change).await.is_err(), "{change}");
    }
    okafor.part(okafor.amarah, link).await.expect("parted, from either page");
    let again = format!("update casework.same_person_link set ended_at = null where id = '{link}'");
    assert!(okafor.record.sql(&again).await.is_err(), "and never stands again");
}

#[tokio::test]
async fn a_record_from_before_the_birth_and_the_baby_s_are_one_and_kept_by_the_day_of_birth() {
    let okafor = okafor().await;
    let expected = okafor.record.person("Unborn", "Okafor").save().await;
    let born = okafor.record.person("Zora", "Okafor").born("2026-08-20").save().await;
    for person in [expected, born] {
        okafor.record.name_on(person, TESS).await;
        okafor.record.open_early_help(person, "early-help-north", None).await;
    }
    let mut work = okafor.work(TESS).await;
    let permit = amend(&mut work, expected).await.expect("hers");
    let (was, _) = record::person::birth_date::current(&mut work, &permit).await.expect("it reads");
    let due = law::date_of_birth::DateOfBirth::Expected { date: jiff::civil::date(2026, 9, 20) };
    record::person::birth_date::save(&mut work, &permit, &due, was).await.expect("it saves");
    work.commit().await.expect("kept");
    let mut work = okafor.work(TESS).await;
    let (one, other) =
        (amend(&mut work, expected).await.expect("hers"), amend(&mut work, born).await.expect("hers"));
    let new = NewLink { kind: Kind::UnbornBorn, first: born, reason: "The hospital says so" };
    same_person::link(&mut work, &one, &other, &new).await.expect("linked");
    work.commit().await.expect("kept");
    let mut work = okafor.work(TESS).await;
    let permit = support::person(&mut work, may::OpenPerson, expected).await.expect("hers");
    let who = identity::of(&mut work, &permit).await.expect("it reads");
    assert_eq!(who.shown_first().name(), "Zora Okafor", "from whichever record one comes");
    assert!(who.birth.is_expected(), "what was expected stays on file");
    let links = same_person::all(&mut work, &permit).await.expect("it reads");
    assert_eq!(links[0].kind, Kind::UnbornBorn);
    assert_eq!(links[0].reason, "The hospital says so");
    let kept: Vec<Option<String>> = who.records().iter().map(|one| one.kept.clone()).collect();
    assert_eq!(kept[0], kept[1], "by one day, that of the birth");
    assert!(kept[0].as_ref().is_some_and(|kept| !kept.contains("not born")), "{kept:?}");
}
