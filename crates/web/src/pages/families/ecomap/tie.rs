//! `/families/{family}/ecomap/new`: somebody or something round the family; `/ecomap/{tie}`: what a connection is like now.

use axum::extract::Path;
use record::family::Group;
use record::network_tie::{self, MOST, NewTie};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::pages::families::gate;
use crate::pages::families::sheet::{Sheet, choices, ticked};
use crate::pages::people::form::{self, Choice, Problems, Read, on_file};
use crate::pages::people::gate::{opened, parse};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

const KINDS: [Choice; 2] = [("person", "A person"), ("organisation", "A service, group or place")];
const STRENGTHS: [Choice; 3] = [
    ("strong", "Strong. It is drawn as a thick line"),
    ("weak", "Weak. It is drawn as a thin line"),
    ("stressful", "Stressful. It is drawn as a zigzag"),
];
const ENERGY: [Choice; 4] = [
    ("to_family", "To the family: it gives them something"),
    ("from_family", "From the family: it costs them"),
    ("both_ways", "Both ways"),
    ("not_said", "Nobody has said"),
];

fn sheet(family: &Group, title: &str, action: String) -> Sheet {
    Sheet {
        title: title.into(),
        action,
        button: "Save",
        part: "/ecomap",
        intro: "Draw it with the family. It says how they see it, not how a worker does.".into(),
        fields: vec![
            form::text("name", "Who or what is it?").hint("For example, Gran, or Oakfield Primary School"),
            form::radios("kind", "Which is it?", KINDS),
            form::text("role", "What are they to the family?").hint("For example, grandmother, or school"),
            form::several("about", "Whom of the family is it with?", choices(family)),
            form::radios("strength", "What is the connection like?", STRENGTHS),
            form::radios("energy", "Which way does energy flow?", ENERGY).hint("It is drawn as an arrow"),
        ],
        lines: Vec::new(),
        lines_heading: "",
    }
}

fn new_sheet(family: &Group) -> Sheet {
    sheet(family, "Add to the ecomap", "/ecomap/new".into())
}

fn change_sheet(family: &Group, tie: Uuid) -> Sheet {
    sheet(family, "Change a connection", format!("/ecomap/{tie}"))
}

fn read(visit: &Visit, typed: &Fields) -> (NewTie, Problems) {
    let mut read = Read::new(typed, visit.today());
    let tie = NewTie {
        name: read.need("name", "Enter who or what it is"),
        kind: read.choice("kind", &KINDS, "Select which it is"),
        role: read.some("role").unwrap_or_default(),
        with: ticked(typed, "about"),
        strength: read.choice("strength", &STRENGTHS, "Select what the connection is like"),
        energy: read.choice("energy", &ENERGY, "Select which way energy flows, or that nobody has said"),
    };
    let mut problems = read.problems;
    for (id, words) in [("name", &tie.name), ("role", &tie.role)] {
        if words.chars().count() > MOST {
            problems.add_once(id, None, format!("Shorten this to {MOST} characters or fewer"));
        }
    }
    if tie.with.is_empty() {
        problems.add("about", "Select whom of the family it is with");
    }
    (tie, problems)
}

/// `GET /families/{family}/ecomap/new`
pub async fn show_new(visit: Visit, Path(family): Path<String>) -> Result {
    let page = opened!(gate::read(&visit, &family));
    page.work.commit().await?;
    let everybody = choices(&page.family).into_iter().map(|(id, _)| ("about".to_owned(), id));
    new_sheet(&page.family).show(&visit, &page.family, &Fields::of(everybody), &Problems::default())
}

/// `POST /families/{family}/ecomap/new`
pub async fn submit_new(Path(family): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &family, &ticked(&fields, "about"), &fields));
    let (tie, problems) = read(&visit, &fields);
    if !problems.is_empty() {
        return new_sheet(&page.family).show(&visit, &page.family, &fields, &problems);
    }
    network_tie::save(&mut page.work, &page.permit, page.family.id, &tie, None).await?;
    page.work.commit().await?;
    Ok(visit.go(&format!("/families/{}/ecomap", page.family.id), "The connection is saved"))
}

/// `GET /families/{family}/ecomap/{tie}`
pub async fn show(visit: Visit, Path((family, tie)): Path<(String, String)>) -> Result {
    let mut page = opened!(gate::read(&visit, &family));
    let ties = network_tie::of_family(&mut page.work, &page.permit, page.family.id).await?;
    page.work.commit().await?;
    let id = parse(&tie)?;
    let found = ties.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)?.tie;
    let mut typed = on_file([
        ("name", Some(found.name.as_str())),
        ("kind", Some(found.kind.as_str())),
        ("role", Some(found.role.as_str())),
        ("strength", Some(found.strength.as_str())),
        ("energy", Some(found.energy.as_str())),
    ]);
    typed.extend(found.with.iter().map(|id| ("about".to_owned(), id.to_string())));
    change_sheet(&page.family, id).show(&visit, &page.family, &Fields::of(typed), &Problems::default())
}

/// `POST /families/{family}/ecomap/{tie}`
pub async fn submit(
    Path((family, tie)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let id = parse(&tie)?;
    let mut page = opened!(gate::change(&visit, &family, &ticked(&fields, "about"), &fields));
    let (new, problems) = read(&visit, &fields);
    if !problems.is_empty() {
        return change_sheet(&page.family, id).show(&visit, &page.family, &fields, &problems);
    }
    match network_tie::save(&mut page.work, &page.permit, page.family.id, &new, Some(id)).await {
        Err(record::Error::Stale) => {
            let message = "Somebody else changed this connection while you were working. Look at the ecomap before you save";
            change_sheet(&page.family, id).show_stale(&visit, &page.family, &fields, message)
        }
        saved => {
            saved?;
            page.work.commit().await?;
            Ok(visit.go(&format!("/families/{}/ecomap", page.family.id), "The connection is saved"))
        }
    }
}
