//! Uses that are lawful and uses that are not, under Marlshire's notice.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::consent::What;
use crate::pack::Key;
use crate::pack::tests::marlshire;

const TODAY: Date = date(2026, 11, 28);

fn wanted<'a>(category: &'a str, purpose: &'a str, collected_for: &'a str) -> Use<'a> {
    Use { category, purpose, collected_for, on: TODAY }
}

fn refused(notice: &Notice, wanted: Use<'_>) -> Refusal {
    match may_use(notice, notice, wanted, &[]) {
        Answer::Refused(refusal) => refusal,
        Answer::Allowed(by) => panic!("{wanted:?} is allowed by {by:?}"),
    }
}

#[test]
fn the_purpose_of_collection_carries_itself() {
    let pack = marlshire();
    let answer = may_use(
        pack.notice(),
        pack.notice(),
        wanted("health-and-disability", "support-families", "support-families"),
        &[],
    );
    let Answer::Allowed(by) = answer else { panic!("{answer:?}") };
    assert_eq!(by.basis, Basis::PublicTask);
    assert_eq!(by.condition, Some(SpecialCondition::HealthOrSocialCare));
    assert!(by.schedule_1.is_some());
    assert_eq!(by.compatible, Compatible::Same);
}

#[test]
fn a_purpose_that_the_notice_does_not_name_is_refused() {
    let pack = marlshire();
    assert_eq!(
        refused(pack.notice(), wanted("education", "sell-lists", "support-families")),
        Refusal::NoSuchPurpose
    );
    assert_eq!(
        refused(pack.notice(), wanted("education", "prevent-crime", "support-families")),
        Refusal::NotNeeded
    );
}

#[test]
fn an_incompatible_purpose_is_refused() {
    let pack = marlshire();
    let now = pack.notice().clone();
    let mut then = now.clone();
    then.purpose.retain(|purpose| purpose.id != "feedback" && purpose.id != "protect-children");
    let about = |purpose| wanted("identity-and-contact", purpose, "support-families");
    assert_eq!(may_use(&now, &then, about("feedback"), &[]), Answer::Refused(Refusal::Incompatible));
    // Protecting a child may come after: Annex 2.
    let Answer::Allowed(by) = may_use(&now, &then, about("protect-children"), &[]) else { panic!("refused") };
    assert_eq!(by.compatible, Compatible::Annex2);
}

#[test]
fn consent_carries_only_while_it_stands() {
    let pack = marlshire();
    let news = wanted("identity-and-contact", "hub-news", "hub-news");
    assert_eq!(refused(pack.notice(), news), Refusal::NoConsent);
    let given = Event { consent: "hub-news".into(), what: What::Given, on: date(2026, 11, 1) };
    let withdrawn = Event { consent: "hub-news".into(), what: What::Withdrawn, on: TODAY };
    let with = |events: &[Event]| may_use(pack.notice(), pack.notice(), news, events);
    assert!(matches!(
        with(std::slice::from_ref(&given)),
        Answer::Allowed(Allowed { basis: Basis::Consent, .. })
    ));
    assert_eq!(with(&[given, withdrawn]), Answer::Refused(Refusal::NoConsent));
}

#[test]
fn offence_data_needs_its_condition() {
    let mut notice = marlshire().notice().clone();
    let crime = wanted("safety-and-offences", "prevent-crime", "prevent-crime");
    assert!(matches!(may_use(&notice, &notice, crime, &[]), Answer::Allowed(_)));
    for purpose in notice.purpose.iter_mut().filter(|purpose| purpose.id == "prevent-crime") {
        purpose.schedule_1.clear();
    }
    assert_eq!(refused(&notice, crime), Refusal::NoScheduleOne);
}

#[test]
fn use_ends_with_its_last_reason() {
    let reason = |what: &str, from, until| Reason { what: what.into(), from, until };
    let reasons = [
        reason("Early Help", date(2024, 1, 1), Some(date(2024, 9, 30))),
        reason("attendance", date(2024, 5, 1), Some(date(2025, 1, 31))),
    ];
    assert_eq!(remains(&reasons, date(2023, 12, 31)), Remains::Never);
    assert_eq!(
        remains(&reasons, date(2024, 9, 30)),
        Remains::Reasons(vec!["Early Help".into(), "attendance".into()])
    );
    assert_eq!(remains(&reasons, date(2025, 1, 31)), Remains::Reasons(vec!["attendance".into()]));
    assert_eq!(remains(&reasons, date(2025, 2, 1)), Remains::EndedOn(date(2025, 1, 31)));
}

proptest! {
    /// Nothing specially protected is ever used without a condition, whatever is taken out of the notice.
    #[test]
    fn no_special_use_without_condition(purpose in 0usize..9, category in 0usize..12, drop_conditions: bool, drop_schedule: bool) {
        let mut notice = marlshire().notice().clone();
        for one in &mut notice.purpose {
            if drop_conditions { one.conditions.clear(); }
            if drop_schedule { one.schedule_1.clear(); }
        }
        let purpose: Key = notice.purpose[purpose % notice.purpose.len()].id.clone();
        let category: Key = notice.category[category % notice.category.len()].id.clone();
        if let Answer::Allowed(by) = may_use(&notice, &notice, wanted(&category, &purpose, &purpose), &[]) {
            let protection = notice.category(&category).expect("named").protection;
            prop_assert!(protection != Protection::Special || by.condition.is_some());
            prop_assert!(protection != Protection::Offence || by.schedule_1.is_some());
            prop_assert!(by.basis != Basis::Consent);
        }
    }
}
