//! What holds for every person whatever their life.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::schedule;
use crate::pack::{Role, Trigger};
use crate::retention::{
    Birth, Facts, Hold, HoldKind, Outcome, Person, RoleFact, Schedule, Why, answers, person,
};
use crate::statutes;

const ROLES: [Role; 12] = [
    Role::Child,
    Role::EarlyHelp,
    Role::ChildInNeed,
    Role::Safeguarding,
    Role::ChildProtectionPlan,
    Role::LookedAfter,
    Role::CareLeaver,
    Role::Adopted,
    Role::PrivatelyFostered,
    Role::PrivateFosterParent,
    Role::PosesRisk,
    Role::FosterCarer,
];

fn day() -> impl Strategy<Value = Date> {
    (0i64..36_000)
        .prop_map(|offset| date(1990, 1, 1).checked_add(jiff::Span::new().days(offset)).expect("a day"))
}

fn somebody() -> impl Strategy<Value = Person> {
    let roles = proptest::sample::subsequence(ROLES.to_vec(), 1..4);
    let days = || proptest::collection::vec(day(), 0..3);
    (day(), proptest::option::of(0i64..30_000), roles, days(), days(), days(), any::<bool>()).prop_map(
        |(born, died, roles, contacts, orders, cautions, open)| Person {
            id: "a".into(),
            birth: Birth::On(born),
            death: died.and_then(|after| born.checked_add(jiff::Span::new().days(after)).ok()),
            roles: roles.into_iter().map(RoleFact::Role).collect(),
            contacts,
            orders,
            cautions_or_convictions: cautions,
            open,
            ..Person::default()
        },
    )
}

static MARLSHIRE: LazyLock<Schedule> = LazyLock::new(|| schedule("marlshire"));

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    /// One more role never brings the date forward: it can only lengthen it or leave it to a person.
    /// (But for "all other records", which gives way to any class that covers the person.)
    #[test]
    fn another_role_never_shortens(mut who in somebody(), more in 4usize..ROLES.len()) {
        let schedule = &*MARLSHIRE;
        who.roles.retain(|fact| !schedule.classes().iter().any(|class| class.rule.rest && class.rule.people.contains(&fact.role())));
        prop_assume!(!who.roles.is_empty());
        let before = person(schedule, &who, None);
        who.roles.push(RoleFact::Role(ROLES[more]));
        if let (Ok(before), Ok(after)) = (before, person(schedule, &who, None)) {
            prop_assert!(after.due >= before.due);
        }
    }

    /// Nobody's date is before one that a statute sets.
    #[test]
    fn the_law_is_never_undercut(who in somebody()) {
        let schedule = &*MARLSHIRE;
        if let Ok(decided) = person(schedule, &who, None) {
            for floor in statutes::floors().iter().filter(|floor| who.roles.iter().any(|fact| floor.people.contains(&fact.role()))) {
                let only_law = person(&Schedule::default(), &Person { roles: vec![RoleFact::Role(floor.people[0])], ..who.clone() }, None);
                prop_assert!(only_law.is_ok_and(|law| decided.due >= law.due));
            }
        }
    }

    /// A later contact never brings a date forward.
    #[test]
    fn a_later_contact_never_shortens(mut who in somebody()) {
        let schedule = &*MARLSHIRE;
        let before = person(schedule, &who, None);
        let newest = who.contacts.iter().max().copied().unwrap_or(date(2088, 1, 1));
        who.contacts.push(newest.tomorrow().expect("a day"));
        if let (Ok(before), Ok(after)) = (before, person(schedule, &who, None)) {
            prop_assert!(after.due >= before.due);
        }
    }

    /// While a hold stands, the answer is that it is held, whatever else is so.
    #[test]
    fn a_hold_wins_over_all(who in somebody(), today in day()) {
        let hold = Hold { id: "h".into(), kind: HoldKind::Inquiry, people: vec!["a".into()], records: vec![], everything: false, from: date(1980, 1, 1), until: None };
        let facts = Facts { people: vec![who], holds: vec![hold], ..Facts::default() };
        let held = matches!(answers(&MARLSHIRE, &facts, today)[0].outcome, Outcome::Held { .. });
        prop_assert!(held);
    }

    /// Without a birth nothing that runs from birth has a date, and nobody with an unknown role has one.
    #[test]
    fn what_is_not_known_is_not_guessed(mut who in somebody()) {
        let schedule = &*MARLSHIRE;
        who.birth = Birth::Unknown;
        if let Ok(decided) = person(schedule, &who, None) {
            prop_assert!(decided.trigger != Trigger::Birth);
        }
        who.roles = vec![RoleFact::Role(Role::Professional)];
        prop_assert_eq!(person(schedule, &who, None).unwrap_err(), Why::NoRuleForRole(Role::Professional));
    }
}
