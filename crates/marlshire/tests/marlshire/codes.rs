//! Every code is one that `law` or the schema knows.

use access::{RestrictionCategory, Role};
use law::codes::{
    CommunicationNeed, ContactMethod, DISABILITIES, ETHNICITIES, LANGUAGES, REFERRAL_SOURCES, Rag, Sex,
};
use law::decision::{Needs, Outcome};
use law::relationship::{ParentalResponsibility, RelationshipType};
use law::warning_note::WarningType;

use crate::town;

#[test]
fn people_are_described_in_laws_codes() {
    for profile in &town().profiles {
        assert!(Sex::parse(profile.sex).is_some(), "{}", profile.sex);
        assert!(ETHNICITIES.parse(profile.ethnicity).is_ok(), "{}", profile.ethnicity);
        for language in profile.first_language.iter().chain(&profile.interpreter) {
            assert!(LANGUAGES.parse(language).is_ok(), "{language}");
        }
        assert!(
            profile.disabilities.iter().all(|code| DISABILITIES.parse(code).is_ok()),
            "{:?}",
            profile.disabilities
        );
        let needs = profile.communication.iter();
        assert!(
            needs.into_iter().all(|code| CommunicationNeed::parse(code).is_some()),
            "{:?}",
            profile.communication
        );
    }
}

#[test]
fn ties_are_in_laws_codes() {
    for tie in &town().relationships {
        assert!(RelationshipType::parse(tie.kind).is_some(), "{}", tie.kind);
        assert!(["verified", "stated", "believed", "disputed"].contains(&tie.certainty));
    }
    for held in &town().parental_responsibilities {
        assert!(ParentalResponsibility::parse(held.how_held).is_some(), "{}", held.how_held);
    }
    for note in &town().warning_notes {
        assert!(WarningType::parse(note.kind).is_some(), "{}", note.kind);
    }
}

#[test]
fn requests_and_decisions_are_in_laws_codes() {
    let rows = town();
    for request in &rows.requests {
        assert!(ContactMethod::parse(request.method).is_some(), "{}", request.method);
        assert!(REFERRAL_SOURCES.parse(request.source_code).is_ok(), "{}", request.source_code);
    }
    assert!(rows.request_rags.iter().all(|row| Rag::parse(row.rag).is_some()));
    for decision in &rows.decisions {
        let outcome = Outcome::parse(decision.outcome).expect(decision.outcome);
        assert_eq!(outcome.needs() == Needs::Team, decision.team_id.is_some(), "{}", decision.outcome);
    }
    assert!(rows.contacts.iter().all(|contact| Outcome::parse(contact.recommendation).is_some()));
    // The first involvement of an episode is of the kind its decision starts.
    for involvement in rows.involvements.iter().filter(|involvement| involvement.decision_id.is_some()) {
        let decision = rows.decisions.iter().find(|decision| Some(decision.id) == involvement.decision_id);
        let starts = Outcome::parse(decision.expect("its decision").outcome).and_then(Outcome::starts);
        assert_eq!(starts.map(|kind| kind.code()), Some(involvement.kind));
    }
}

#[test]
fn staff_have_laws_roles_and_restrictions_its_categories() {
    assert!(town().account_roles.iter().all(|row| Role::parse(row.role).is_some()));
    assert!(town().restrictions.iter().all(|row| RestrictionCategory::parse(row.category).is_some()));
}

#[test]
fn teams_are_those_of_the_council() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../councils/marlshire/teams.toml");
    let council = std::fs::read_to_string(path).expect("councils/marlshire/teams.toml");
    for team in &town().teams {
        assert!(
            council.contains(&format!("id = \"{}\"\nname = \"{}\"", team.slug, team.name)),
            "{}",
            team.slug
        );
        assert!(council.contains(team.contact));
    }
}
