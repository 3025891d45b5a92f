//! The folder `access/` itself: that it is whole, that mistakes in it are found when Kith starts, and that a policy that
//! cannot be evaluated lets nobody in.

use access::{Action, Decision, FILES, PersonFacts, PersonState, Policies, Role, SCHEMA, Why};

use crate::example::{actor, facts, grant, now};

#[test]
fn every_policy_is_right_by_the_schema() {
    access::check().unwrap();
}

#[test]
fn every_file_of_the_folder_is_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../access");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".cedar"))
        .collect();
    found.sort();
    let read: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
    assert_eq!(found, read);
}

/// Kith's policies and one more.
fn with(policy: &str) -> Result<Policies, access::Problem> {
    Policies::read(SCHEMA, &[FILES, &[("more.cedar", policy)]].concat())
}

#[test]
fn a_policy_with_a_mistake_is_refused() {
    let mistakes = [
        // A role, a fact or an action that there is not.
        r#"@id("x") @basis("role") permit (principal in Role::"wroker", action, resource);"#,
        r#"@id("x") @basis("task") permit (principal, action, resource) when { context.taks.since <= context.now };"#,
        r#"@id("x") @basis("role") permit (principal, action == Action::"burn", resource);"#,
        // A fact that may be missing, read without looking.
        r#"@id("x") @basis("task") permit (principal, action, resource) when { context.task.since <= context.now };"#,
        // A moment compared with a number.
        r#"@id("x") @why("own_record") forbid (principal, action, resource) when { context.now < 5 };"#,
        // It can never apply.
        r#"@id("x") @why("own_record") forbid (principal, action, resource) when { false };"#,
        // No name, a name twice, no meaning, another's meaning, no such meaning.
        r#"@basis("role") permit (principal, action, resource) when { context.reason };"#,
        r#"@id("sealed") @why("not_found") forbid (principal, action, resource) when { context.reason };"#,
        r#"@id("x") permit (principal, action, resource) when { context.reason };"#,
        r#"@id("x") @why("own_record") permit (principal, action, resource) when { context.reason };"#,
        r#"@id("x") @basis("friendship") permit (principal, action, resource) when { context.reason };"#,
        r#"@id("x") @why("because") forbid (principal, action, resource) when { context.reason };"#,
        "permit (principal, action",
    ];
    for mistake in mistakes {
        let problem = with(mistake).expect_err(mistake);
        println!("{problem}");
    }
    with(r#"@id("x") @basis("role") permit (principal in Role::"worker", action, resource) when { context.reason };"#)
        .unwrap();
}

/// The moment is moved past the end of time, which a schema cannot see.
const FAILS: &str = r#"@id("fails") @basis("task")
    permit (principal, action, resource)
    when { context.now.offset(duration("9223372036854775807ms")) < context.now };"#;

#[test]
fn a_policy_that_fails_lets_nobody_in() {
    let failing = with(FAILS).unwrap();
    let ask = |policies: &Policies, person: &PersonFacts| {
        policies.decide(&actor(Role::Worker), Action::OpenPerson, person, &Default::default(), now())
    };
    let allocated = facts(PersonState::Open, vec![grant(access::GrantKind::Allocation)]);
    assert!(ask(&Policies::embedded().unwrap(), &allocated).is_permitted());
    assert_eq!(ask(&failing, &allocated), Decision::Refuse { why: Why::PolicyFailed });
    // Even then nobody learns of a sealed record.
    let sealed = facts(PersonState::Sealed, vec![]);
    assert_eq!(ask(&failing, &sealed), Decision::Refuse { why: Why::NotFound });
}

/// A moment Cedar has no word for (before the year 0) makes no question, and no question is no access.
#[test]
fn facts_that_cannot_be_put_let_nobody_in() {
    let long_ago = "-000001-01-01T00:00:00Z".parse().unwrap();
    let allocation = access::Grant { valid_from: long_ago, ..grant(access::GrantKind::Allocation) };
    let person = facts(PersonState::Open, vec![allocation]);
    let decision =
        access::decide(&actor(Role::Worker), Action::OpenPerson, &person, &Default::default(), now());
    assert_eq!(decision, Decision::Refuse { why: Why::PolicyFailed });
}
