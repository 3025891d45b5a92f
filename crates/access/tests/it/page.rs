//! The tables of `docs/reference/access.md`, made from the decisions.
//!
//! To write them again: `KITH_ACCEPT=1 cargo test -p access`, then read the difference.

use access::{
    Action, Basis, Circumstances, Decision, Grant, GrantKind, Holder, PersonFacts, PersonState, Role, Why,
    decide,
};

use crate::example::{actor, facts, grant, now, restricted};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/access.md");

fn answer(role: Role, action: Action, person: &PersonFacts) -> Decision {
    decide(&actor(role), action, person, &Circumstances::default(), now())
}

fn roles() -> String {
    let mut text = String::from("| |");
    text += &Action::ALL.iter().map(|action| format!(" {} |", action.label())).collect::<String>();
    text += &format!("\n|---|{}\n", "---|".repeat(Action::ALL.len()));
    let every_tie = GrantKind::ALL.iter().map(|kind| grant(*kind)).collect();
    let (nobody, tied) = (PersonFacts::not_matched(), facts(PersonState::Open, every_tie));
    for role in Role::ALL {
        let cell = |action: &Action| match (answer(*role, *action, &nobody), answer(*role, *action, &tied)) {
            (Decision::Permit { basis: Basis::Role(_), .. }, _) => "job",
            (Decision::Refuse { why: Why::ReasonNeeded }, _) => "why",
            (Decision::Refuse { .. }, Decision::Permit { .. }) => "tie",
            (Decision::Refuse { .. }, Decision::Refuse { .. }) => "–",
            unexpected => panic!("{role:?} {action:?}: {unexpected:?}"),
        };
        let cells: String = Action::ALL.iter().map(|action| format!(" {} |", cell(action))).collect();
        text += &format!("| {} |{cells}\n", role.label());
    }
    text
}

fn ties() -> String {
    let mut text = String::from(
        "| tie | carries | restricted records | practitioners of other agencies | inspectors | ends |\n\
         |---|---|---|---|---|---|\n",
    );
    for kind in GrantKind::ALL {
        let open = facts(PersonState::Open, vec![grant(*kind)]);
        let closed = facts(restricted(vec![Holder::Account("bilal".into())]), vec![grant(*kind)]);
        let reads = |role, person: &PersonFacts| {
            if answer(role, Action::OpenPerson, person).is_permitted() { "yes" } else { "–" }
        };
        let writes = [Role::DutyManager, Role::TeamManager, Role::Worker]
            .iter()
            .any(|role| answer(*role, Action::AmendPerson, &open).is_permitted());
        text += &format!(
            "| {} | {} | {} | {} | {} | {} |\n",
            kind.label(),
            if writes { "what the role does" } else { "reading" },
            reads(Role::TeamManager, &closed),
            reads(Role::LeadPractitioner, &open),
            reads(Role::Inspector, &open),
            ends(*kind)
        );
    }
    text
}

fn ends(kind: GrantKind) -> String {
    let endless = Grant { valid_from: now(), valid_until: None, ..grant(kind) };
    match endless.ends() {
        None => "with what it comes from".to_owned(),
        Some(end) if end == now() => "when it was said to, which must be said".to_owned(),
        Some(end) => match now().until(end).expect("a span").get_seconds() / 3600 {
            hours @ 0..48 => format!("after {hours} hours"),
            hours => format!(
                "after {} days{}",
                hours / 24,
                if kind.is_involvement() { " without a review" } else { "" }
            ),
        },
    }
}

#[test]
fn the_tables_are_what_is_decided() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let mut made = page.clone();
    for (name, table) in [("roles", roles()), ("ties", ties())] {
        let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
        let from = made.find(&begin).expect(name) + begin.len();
        let to = made.find(&end).expect(name);
        made.replace_range(from..to, &format!("\n{table}\n"));
    }
    if std::env::var_os("KITH_ACCEPT").is_some() {
        std::fs::write(PAGE, &made).unwrap();
        return;
    }
    for (made, written) in made.lines().zip(page.lines()) {
        assert_eq!(made, written);
    }
    assert_eq!(made.lines().count(), page.lines().count());
}
