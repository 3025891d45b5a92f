//! `/people/{id}/same-person/new`: which other record is the same person.

use axum::extract::Path;
use record::access::{Circumstances, may, permit_person};
use record::{Refusal, reference, same_person};

use super::NO_RECORD;
use crate::error::Result;
use crate::pages::people::form::{self, Problems, Read, Sheet};
use crate::pages::people::gate::{self, opened};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

fn sheet(id: &str) -> Sheet {
    Sheet {
        title: "Link a record of the same person".into(),
        action: format!("/people/{id}/same-person/new"),
        button: "Compare the two records",
        section: "details",
        intro: "Both records stay as they are, and are shown as one person. You need access to both. A link can be taken back at any time.".into(),
        fields: vec![form::text("reference", "Reference of the other record").hint("For example, P-7K3M-9QXT").width("10")],
        hidden: Vec::new(),
    }
}

/// `GET /people/{id}/same-person/new`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let page = opened!(gate::look_to_change(&visit, &id));
    page.work.commit().await?;
    sheet(&id).show(&visit, &page.who, &Fields::default(), &Problems::default())
}

/// `POST /people/{id}/same-person/new`: leads to both beside each other. Nothing is linked yet.
pub async fn submit(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let mut read = Read::new(&fields, visit.today());
    let typed = read.need("reference", "Enter the reference of the other record");
    let parsed = reference::parse(&typed);
    if parsed.is_none() {
        read.problems.add_once("reference", None, "Check the reference: one or more characters are wrong");
    }
    let Some(parsed) = parsed.filter(|_| read.problems.is_empty()) else {
        return sheet(&id).show(&visit, &page.who, &fields, &read.problems);
    };
    let other = same_person::by_reference(&mut page.work, &parsed).await?;
    let problem = match other {
        None => NO_RECORD,
        Some(other) if other == page.who.id => "Choose another record: this is the one you are on",
        Some(other) if page.who.ids().contains(&other) => "These two records are one person already",
        Some(other) => {
            match permit_person(&mut page.work, may::AmendPerson, other, &Circumstances::default()).await {
                Ok(_) => {
                    page.work.commit().await?;
                    return Ok(visit.go(&format!("/people/{id}/same-person/with/{other}"), ""));
                }
                Err(
                    record::Error::Refused(
                        Refusal::ReasonNeeded
                        | Refusal::NoNeedToKnow
                        | Refusal::Restricted { .. }
                        | Refusal::OwnOrKin,
                    )
                    | record::Error::NotFound,
                ) => NO_RECORD,
                Err(error) => return Err(error.into()),
            }
        }
    };
    let mut problems = Problems::default();
    problems.add("reference", problem);
    sheet(&id).show(&visit, &page.who, &fields, &problems)
}
