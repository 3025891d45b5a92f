//! Today's inbox.

use std::collections::BTreeSet;

use crate::{today, town};

#[test]
fn one_request_for_four_hundred_people_waits_and_some_too_long() {
    let rows = town();
    let decided: BTreeSet<_> = rows.decisions.iter().map(|decision| decision.request_id).collect();
    let waiting: Vec<_> = rows.requests.iter().filter(|request| !decided.contains(&request.id)).collect();
    let wanted = rows.people.len() / 400;
    assert!((wanted..wanted + 6).contains(&waiting.len()), "{} wait, {wanted} wanted", waiting.len());
    let days: Vec<i32> =
        waiting.iter().map(|request| (today() - request.received_at.date()).get_days()).collect();
    assert!(days.iter().all(|days| (1..=9).contains(days)), "nothing is from the future: {days:?}");
    assert!(
        days.iter().any(|days| *days >= 4) && days.iter().filter(|days| **days == 1).count() * 3 > days.len()
    );
    for request in &waiting {
        let said = request.presenting.as_deref().expect("what was said");
        assert!(said.len() > 40 && !said.contains('{') && !said.contains("  "), "{said}");
        assert!(request.anonymous == request.referrer_name.is_none());
        let school = ["Learning mentor", "Designated safeguarding lead"].contains(&request.referrer_role);
        let named = request
            .referrer_organisation
            .as_deref()
            .is_some_and(|name| rows.schools.iter().any(|row| row.name == name));
        assert_eq!(school, named, "{:?}", request.referrer_organisation);
    }
    let judged: BTreeSet<_> = rows.request_rags.iter().map(|row| row.request_id).collect();
    assert!(judged.len() < waiting.len() && judged.len() * 2 > waiting.len());
    let again = rows.request_rags.len() - judged.len();
    assert!(again > 0, "somebody changed their mind about a colour");
}

#[test]
fn subjects_in_the_inbox_are_not_matched_yet_and_some_are_misspelt() {
    let rows = town();
    let decided: BTreeSet<_> = rows.decisions.iter().map(|decision| decision.request_id).collect();
    let (mut misspelt, mut children) = (0, 0);
    for subject in &rows.request_subjects {
        if decided.contains(&subject.request_id) {
            assert!(subject.person_id.is_some());
            continue;
        }
        assert!(subject.person_id.is_none());
        let truly = subject.truly.expect("we know who is meant");
        let mut names = rows.names.iter().filter(|name| name.person_id == truly);
        misspelt += i32::from(!names.any(|name| name.last_name == subject.last_name));
        children += i32::from(subject.part == "child");
    }
    assert!(misspelt >= 2 && misspelt < children, "{misspelt} of {children}");
}
