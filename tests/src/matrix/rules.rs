//! What holds whatever the file says.

use super::visit::is_public;
use super::{Cell, State, matrix};

fn told(cells: impl IntoIterator<Item = &'static Cell>) -> String {
    let lines = cells.into_iter().map(|cell| {
        let about = cell.state.map(|state| format!(" about {state:?}")).unwrap_or_default();
        let faults = cell.faults.join("; ");
        format!(
            "{} {}{about}, {}: {} {} {faults}",
            cell.method, cell.route, cell.reader, cell.status, cell.location
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn no_page_breaks_or_says_too_much() {
    let faulty: Vec<_> = matrix().await.iter().filter(|cell| !cell.faults.is_empty()).collect();
    assert!(faulty.is_empty(), "\n{}\n", told(faulty));
}

#[tokio::test]
async fn a_sealed_record_does_not_exist_for_anybody() {
    let wrong: Vec<_> = matrix()
        .await
        .iter()
        .filter(|cell| cell.state == Some(State::Sealed) && cell.reader != "nobody" && cell.status != 404)
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", told(wrong));
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_asked_to_sign_in() {
    let leads_to_sign_in = |cell: &&Cell| {
        cell.status == 401 || cell.status == 303 && cell.location.starts_with("/sign-in?then=")
    };
    let wrong: Vec<_> = matrix()
        .await
        .iter()
        .filter(|cell| cell.reader == "nobody" && !is_public(cell.route) && !leads_to_sign_in(cell))
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", told(wrong));
}

#[tokio::test]
async fn nobody_opens_or_changes_their_own_record_or_a_relatives() {
    let shut = |cell: &&Cell| {
        matches!(cell.status, 401 | 403 | 404) || cell.status == 303 && cell.reader == "nobody"
    };
    let wrong: Vec<_> = matrix()
        .await
        .iter()
        .filter(|cell| matches!(cell.state, Some(State::Own | State::Kin)) && !shut(cell))
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", told(wrong));
}

#[tokio::test]
async fn analysts_and_administrators_open_no_record() {
    let wrong: Vec<_> = matrix()
        .await
        .iter()
        .filter(|cell| cell.state.is_some() && matches!(cell.reader, "analyst" | "administrator"))
        .filter(|cell| !matches!(cell.status, 403 | 404))
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", told(wrong));
}
