//! `/people/{id}/services`: the professionals round a person, and what other services say of them.

use axum::extract::Path;
use record::access::may;
use record::person::network;
use record::same_person;
use record::source::{panel as record_panel, reveal};
use serde_json::{Value, json};

use super::gate::{self, opened};
use super::{bar, labels};
use crate::error::Result;
use crate::pages::services::panel::{self, Opened};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

/// `GET /people/{id}/services`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    page(&visit, &id, None, &Fields::default()).await
}

/// `POST /people/{id}/services/{involvement}`: opens one detail. The page comes back with it: an address that shows it
/// could be shared.
pub async fn open(
    Path((id, involvement)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    page(&visit, &id, Some(gate::parse(&involvement)?), &fields).await
}

async fn page(visit: &Visit, id: &str, involvement: Option<uuid::Uuid>, typed: &Fields) -> Result {
    let rules = &visit.app.council.pack.services;
    let mut page = opened!(gate::with(visit, id, may::OpenPerson, typed));
    let opened = match involvement {
        Some(involvement) => {
            let detail =
                reveal::detail(&mut page.work, reveal::From::Person(&page.permit), involvement, rules)
                    .await?;
            Some(Opened { involvement, detail })
        }
        None => None,
    };
    let all = network::all(&mut page.work, &page.permit).await?;
    let unsure = same_person::unsure(&mut page.work, &page.permit).await?;
    let said = record_panel::for_person(&mut page.work, &page.permit, rules).await?;
    page.work.commit().await?;
    let rows: Vec<Value> = all
        .iter()
        .map(|one| {
            let who = &one.professional;
            json!({
                "href": format!("/people/{}/professionals/{}", page.who.id, one.id), "name": who.name, "agency": who.agency,
                "role": who.role, "contact": who.contact, "share": labels::short(&labels::SHARING, &who.share_plan),
                "times": labels::times(who.active_from, who.active_until), "unsure": unsure.iter().any(|(_, row)| *row == one.id),
            })
        })
        .collect();
    let action = bar::path(page.who.id, "services");
    let own = json!({
        "rows": rows, "add": format!("/people/{}/professionals/new", page.who.id),
        "panel": panel::context(visit, &[said], &action, opened.as_ref()),
    });
    visit.page("people/services.html", bar::frame(visit, &page.who, "services", own))
}
