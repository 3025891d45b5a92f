//! `/people/{id}/same-person/new`: say that another record is the same person; `/people/{id}/same-person/{link}`: take
//! that back.

use axum::extract::Path;
use record::access::{Circumstances, Permit, may, permit_person};
use record::same_person::{Kind, NewLink};
use record::{Refusal, reference, same_person};
use uuid::Uuid;

use super::form::{self, Problems, Read, Sheet};
use super::gate::{self, Opened, opened};
use crate::error::Result;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

fn sheet(id: &str) -> Sheet {
    Sheet {
        title: "Link a record of the same person".into(),
        action: format!("/people/{id}/same-person/new"),
        button: "Link records",
        section: "details",
        intro: "Both records stay as they are, and each shows the other’s history. You need access to both. A link can be taken back.".into(),
        fields: vec![
            form::text("reference", "Reference of the other record").hint("For example, P-7K3M-9QXT").width("10"),
            form::area("reason", "Why are they the same person?"),
        ],
        hidden: Vec::new(),
    }
}

fn end_sheet(id: &str, link: &str) -> Sheet {
    Sheet {
        title: "These are not the same person".into(),
        action: format!("/people/{id}/same-person/{link}"),
        button: "Take the link back",
        section: "details",
        intro: "Each record keeps its own history and no longer shows the other’s.".into(),
        fields: vec![form::area("because", "Why?")],
        hidden: Vec::new(),
    }
}

/// `GET /people/{id}/same-person/new`
pub async fn show_new(visit: Visit, Path(id): Path<String>) -> Result {
    let page = opened!(gate::look_to_change(&visit, &id));
    page.work.commit().await?;
    sheet(&id).show(&visit, &page.who, &Fields::default(), &Problems::default())
}

/// `POST /people/{id}/same-person/new`
pub async fn submit_new(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let mut read = Read::new(&fields, visit.today());
    let typed = read.need("reference", "Enter the reference of the other record");
    let reason = read.need_area("reason", "Enter why they are the same person");
    let parsed = reference::parse(&typed);
    if parsed.is_none() {
        read.problems.add_once("reference", None, "Check the reference: one or more characters are wrong");
    }
    let Some(parsed) = parsed.filter(|_| read.problems.is_empty()) else {
        return sheet(&id).show(&visit, &page.who, &fields, &read.problems);
    };
    // A record that may not be opened gives the same answer as none: nobody learns here that it exists.
    let problem = match same_person::by_reference(&mut page.work, &parsed).await? {
        None => {
            Some("There is no record with this reference that you have access to. Open it first".to_owned())
        }
        Some(other) => {
            match permit_person(&mut page.work, may::AmendPerson, other, &Circumstances::default()).await {
                Ok(permit) => match link(&mut page, &permit, &reason).await {
                    Ok(_) => None,
                    Err(record::Error::Rule(problem)) => Some(problem),
                    Err(error) => return Err(error.into()),
                },
                Err(
                    record::Error::Refused(
                        Refusal::ReasonNeeded
                        | Refusal::NoNeedToKnow
                        | Refusal::Restricted { .. }
                        | Refusal::OwnOrKin,
                    )
                    | record::Error::NotFound,
                ) => Some(
                    "There is no record with this reference that you have access to. Open it first"
                        .to_owned(),
                ),
                Err(error) => return Err(error.into()),
            }
        }
    };
    if let Some(problem) = problem {
        let mut problems = Problems::default();
        problems.add("reference", problem);
        return sheet(&id).show(&visit, &page.who, &fields, &problems);
    }
    page.work.commit().await?;
    Ok(visit.go(&format!("/people/{id}/details"), "The records are linked"))
}

async fn link(
    page: &mut Opened<may::AmendPerson>,
    other: &Permit<may::AmendPerson>,
    reason: &str,
) -> record::Result<Uuid> {
    let new = NewLink { kind: Kind::Same, first: page.permit.person(), reason };
    same_person::link(&mut page.work, &page.permit, other, &new).await
}

/// `GET /people/{id}/same-person/{link}`
pub async fn show(visit: Visit, Path((id, link)): Path<(String, String)>) -> Result {
    gate::parse(&link)?;
    let page = opened!(gate::look_to_change(&visit, &id));
    page.work.commit().await?;
    end_sheet(&id, &link).show(&visit, &page.who, &Fields::default(), &Problems::default())
}

/// `POST /people/{id}/same-person/{link}`
pub async fn submit(
    Path((id, link)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let row = gate::parse(&link)?;
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let mut read = Read::new(&fields, visit.today());
    let because = read.need_area("because", "Enter why they are not the same person");
    if !read.problems.is_empty() {
        return end_sheet(&id, &link).show(&visit, &page.who, &fields, &read.problems);
    }
    same_person::end(&mut page.work, &page.permit, row, &because).await?;
    page.work.commit().await?;
    Ok(visit.go(&format!("/people/{id}/details"), "The link is taken back"))
}
