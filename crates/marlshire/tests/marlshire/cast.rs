//! The cast is there at any size, and is what the docs say.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use law::date_of_birth::DateOfBirth;
use marlshire::cast::{FELIX, STAFF, ids, sign_in};
use marlshire::{Rows, Settings, generate};
use uuid::Uuid;

use crate::today;

fn small() -> Rows {
    generate(&Settings { people: 200, seed: 99, today: today() })
}

fn born(rows: &Rows, person: Uuid) -> Option<Date> {
    rows.births.iter().find(|birth| birth.person_id == person).and_then(|birth| birth.stated.exact())
}

#[test]
fn the_cast_is_present_at_any_size() {
    for people in [0, 200, 1_500] {
        let rows = generate(&Settings { people, seed: u64::from(people), today: today() });
        let there: BTreeSet<_> = rows.people.iter().map(|person| person.id).collect();
        assert!(ids::PEOPLE.iter().all(|(id, who)| there.contains(id) || panic!("{who} is missing")));
        let families: BTreeSet<_> =
            rows.families.iter().map(|family| (family.id, family.name.as_str())).collect();
        assert!(ids::FAMILIES.iter().all(|family| families.contains(family)), "{families:?}");
        assert!(STAFF.iter().all(|member| rows.accounts.iter().any(|account| account.id == member.id)));
    }
    assert!(ids::PEOPLE.iter().all(|(id, _)| id.get_version_num() == 4));
}

#[test]
fn every_role_has_a_sign_in() {
    let roles: BTreeSet<_> = STAFF.iter().map(|member| member.role).collect();
    assert_eq!(roles.len(), 9, "{roles:?}");
    assert_eq!(sign_in("dora.duty").map(|member| member.display_name), Some("Dora Dewhurst"));
    assert!(sign_in("nobody").is_none());
}

#[test]
fn the_referrals_families_are_as_in_the_referrals() {
    let rows = small();
    assert_eq!(born(&rows, ids::CHARLIE_BANKS), Some(date(2012, 7, 10)));
    assert_eq!(born(&rows, ids::TOMMY_WILLIAMS), Some(date(2012, 5, 12)));
    let kate = rows.names.iter().find(|name| name.person_id == ids::KATE_THE_SITTER).expect("the sitter");
    assert!(kate.last_name.is_none() && born(&rows, ids::KATE_THE_SITTER).is_none());
    let father = |child| {
        rows.relationships
            .iter()
            .any(|tie| (tie.person_id, tie.kind, tie.other_id) == (ids::DOMINIC_PIERCE, "parent", child))
    };
    assert!(father(ids::TOMMY_WILLIAMS) && !father(ids::JASON_LEE));
}

#[test]
fn kofi_and_ama_are_open_to_felix() {
    let rows = small();
    for (id, person) in [(ids::KOFI_EARLY_HELP, ids::KOFI_OSEI), (ids::AMA_EARLY_HELP, ids::AMA_OSEI)] {
        let open = rows.involvements.iter().find(|row| row.id == id).expect("their Early Help");
        assert_eq!(open.person_id, person);
        assert!(open.decision_id.is_some());
        assert!(rows.closures.iter().all(|closure| closure.involvement_id != id));
        let worker = rows.allocations.iter().find(|row| row.involvement_id == id).expect("a worker");
        assert_eq!((worker.account_id, worker.ended_at), (FELIX, None));
    }
    assert!(rows.closures.iter().any(|closure| closure.involvement_id == ids::FREYA_EARLY_HELP));
}

#[test]
fn the_guarded_are_guarded() {
    let rows = small();
    let restricted: BTreeSet<_> = rows.restrictions.iter().map(|row| row.person_id).collect();
    for person in [ids::BEA_LINDQVIST, ids::FREYA_HARKER, ids::OTTO_HARKER] {
        assert!(restricted.contains(&person));
    }
    assert!(!restricted.contains(&ids::TOM_HARKER));
    let bea = sign_in("bea.business").expect("Bea works here");
    assert_eq!(bea.person_id, Some(ids::BEA_LINDQVIST));
    for person in [ids::NADIA_RAHMAN, ids::YUSUF_RAHMAN, ids::INAYA_RAHMAN] {
        let plain =
            rows.addresses.iter().filter(|row| row.person_id == person && row.lived_until.is_none()).count();
        let secret = rows.confidential_addresses.iter().filter(|row| row.address.person_id == person).count();
        assert_eq!((plain, secret), (0, 1));
    }
    assert!(
        rows.warning_notes
            .iter()
            .any(|note| (note.person_id, note.kind) == (ids::IMRAN_RAHMAN, "do_not_disclose"))
    );
}

#[test]
fn the_hard_to_find_are_hard_to_find() {
    let rows = small();
    assert_eq!(born(&rows, ids::LILY_MARSH), born(&rows, ids::LAYLA_MARSH));
    let legal = |person| {
        rows.names.iter().find(|name| name.person_id == person && name.kind == "legal").expect("a name")
    };
    let (elder, younger) = (legal(ids::OLIVER_SMITH_ELDER), legal(ids::OLIVER_SMITH_YOUNGER));
    assert_eq!((&elder.first_name, &elder.last_name), (&younger.first_name, &younger.last_name));
    assert_ne!(born(&rows, ids::OLIVER_SMITH_ELDER), born(&rows, ids::OLIVER_SMITH_YOUNGER));
    let kinds: BTreeSet<_> = rows
        .names
        .iter()
        .filter(|name| name.person_id == ids::MUHAMMAD_IQBAL)
        .map(|name| name.kind)
        .collect();
    assert_eq!(kinds, BTreeSet::from(["legal", "known-as", "alias"]));
    let old = rows
        .request_subjects
        .iter()
        .find(|row| row.person_id == Some(ids::LIZZIE_HARTLEY))
        .expect("an old request");
    assert_eq!(
        (old.stated.exact(), born(&rows, ids::LIZZIE_HARTLEY)),
        (Some(date(2010, 3, 4)), Some(date(2010, 4, 3)))
    );
    let baby = rows.births.iter().find(|birth| birth.person_id == ids::UNBORN_BARROW).expect("the baby");
    let due = today().checked_add(jiff::ToSpan::days(95)).expect("a day");
    assert_eq!(baby.stated, DateOfBirth::Expected { date: due });
    let olena =
        rows.profiles.iter().find(|profile| profile.person_id == ids::OLENA_SHEVCHENKO).expect("Olena");
    assert_eq!((olena.first_language, olena.interpreter), (Some("uk"), Some("uk")));
}

#[test]
fn the_docs_name_everybody() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/cast.md");
    let page = std::fs::read_to_string(page).expect("docs/reference/cast.md");
    for member in STAFF {
        assert!(
            page.contains(member.sign_in_name) && page.contains(member.display_name),
            "{}",
            member.sign_in_name
        );
    }
    for (id, who) in ids::PEOPLE {
        let name = who.split([',', ':', ';']).next().unwrap_or_default();
        assert!(page.contains(&id.to_string()), "{name} ({id}) is not in docs/reference/cast.md");
    }
}
