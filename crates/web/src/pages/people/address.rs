//! `/people/{id}/address/new` and `/people/{id}/address/{address}`: add or correct an address, or make it confidential;
//! `/people/{id}/address/{address}/show`: show a confidential one, which is left on record.

use axum::extract::Path;
use jiff::civil::Date;
use law::identifiers::{Postcode, Uprn};
use record::access::may;
use record::person::address::{self, NewAddress, NewConfidentialAddress};
use serde_json::json;

use super::bar;
use super::form::{self, Problems, Read, Sheet, date_boxes, on_file};
use super::gate::{self, opened};
use super::labels::ADDRESSES;
use crate::error::Result;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

enum Typed {
    Ordinary(NewAddress),
    Confidential(NewConfidentialAddress),
}

fn sheet(id: &str, row: &str) -> Sheet {
    Sheet {
        title: if row == "new" { "Add an address".into() } else { "Correct an address".into() },
        action: format!("/people/{id}/address/{row}"),
        button: "Save address",
        section: "details",
        intro: "When somebody moves, give the old address its last day and add the new one.".into(),
        fields: vec![
            form::radios("kind", "What is this address?", ADDRESSES),
            form::radios(
                "confidential",
                "Could somebody be hurt if this address became known?",
                [("no", "No"), ("yes", "Yes: keep it confidential")],
            )
            .hint("A confidential address cannot be searched for. Showing it is always left on record"),
            form::text("line_1", "Address line 1").width("30"),
            form::text("line_2", "Address line 2 (optional)").width("30"),
            form::text("town", "Town or city"),
            form::text("postcode", "Postcode").width("10"),
            form::text("uprn", "Property number, UPRN (optional)").width("10"),
            form::date("from", "First day here (optional)"),
            form::date("until", "Last day here (optional)"),
            form::text("why_here", "Why they live here (optional)").width("30"),
            form::text("tenure", "Tenure or landlord (optional)").width("30"),
            form::area("why", "Why it must stay confidential").hint("Only for a confidential address"),
        ],
        hidden: Vec::new(),
    }
}

fn read(typed: &Fields, today: Date) -> (Typed, Problems) {
    let mut read = Read::new(typed, today);
    let kind = read.choice("kind", &ADDRESSES, "Select what this address is");
    let confidential = read.choice(
        "confidential",
        &[("no", ""), ("yes", "")],
        "Select whether the address must stay confidential",
    );
    let line_1 = read.some("line_1");
    let (line_2, town) = (read.some("line_2"), read.some("town"));
    let postcode = read.some("postcode").and_then(|typed| {
        Postcode::parse(&typed).map_err(|error| read.problems.add("postcode", error.message())).ok()
    });
    if line_1.is_none() && postcode.is_none() && typed.text("postcode").is_empty() {
        read.problems.add("line_1", "Enter the first line of the address, or a postcode");
    }
    let uprn = read.some("uprn").and_then(|typed| {
        Uprn::parse(&typed)
            .map_err(|error| read.problems.add("uprn", error.message()))
            .ok()?
            .as_str()
            .parse::<i64>()
            .ok()
    });
    let (lived_from, lived_until) = read.times("The first day here", "The last day here");
    let (why_here, tenure) = (read.some("why_here"), read.some("tenure"));
    if confidential == "yes" {
        let why = read.need_area("why", "Enter why the address must stay confidential");
        let lines = [line_1, line_2, town, postcode.map(|postcode| postcode.formatted())];
        let address = lines.into_iter().flatten().collect::<Vec<_>>().join("\n");
        let new = NewConfidentialAddress { kind, address, why, lived_from, lived_until };
        return (Typed::Confidential(new), read.problems);
    }
    let new =
        NewAddress { kind, line_1, line_2, town, postcode, uprn, lived_from, lived_until, why_here, tenure };
    (Typed::Ordinary(new), read.problems)
}

/// `GET /people/{id}/address/new`
pub async fn show_new(visit: Visit, Path(id): Path<String>) -> Result {
    let page = opened!(gate::look_to_change(&visit, &id));
    page.work.commit().await?;
    sheet(&id, "new").show(&visit, &page.who, &Fields::default(), &Problems::default())
}

/// `GET /people/{id}/address/{address}`
pub async fn show(visit: Visit, Path((id, row)): Path<(String, String)>) -> Result {
    let row_id = gate::parse(&row)?;
    let mut page = opened!(gate::look_to_change(&visit, &id));
    let found = address::find(&mut page.work, &page.permit, row_id).await?;
    page.work.commit().await?;
    let (postcode, uprn) =
        (found.postcode.as_ref().map(Postcode::formatted), found.uprn.map(|uprn| uprn.to_string()));
    let words = on_file([
        ("kind", Some(&found.kind)),
        ("confidential", Some("no")),
        ("line_1", found.line_1.as_deref()),
        ("line_2", found.line_2.as_deref()),
        ("town", found.town.as_deref()),
        ("postcode", postcode.as_deref()),
        ("uprn", uprn.as_deref()),
        ("why_here", found.why_here.as_deref()),
        ("tenure", found.tenure.as_deref()),
    ]);
    let typed =
        [words, date_boxes("from", found.lived_from), date_boxes("until", found.lived_until)].concat();
    sheet(&id, &row).show(&visit, &page.who, &Fields::of(typed), &Problems::default())
}

/// `POST /people/{id}/address/new`
pub async fn submit_new(Path(id): Path<String>, posted: Posted) -> Result {
    save(id, "new".into(), posted).await
}

/// `POST /people/{id}/address/{address}`
pub async fn submit(Path((id, row)): Path<(String, String)>, posted: Posted) -> Result {
    gate::parse(&row)?;
    save(id, row, posted).await
}

async fn save(id: String, row: String, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let (new, problems) = read(&fields, visit.today());
    if !problems.is_empty() {
        return sheet(&id, &row).show(&visit, &page.who, &fields, &problems);
    }
    let (work, permit, old) = (&mut page.work, &page.permit, row.parse().ok());
    let saved = match &new {
        Typed::Ordinary(new) => address::save(work, permit, new, old).await,
        Typed::Confidential(new) => address::save_confidential(work, permit, new, old).await,
    };
    match saved {
        Err(record::Error::Stale) => {
            sheet(&id, "new").show_stale(&visit, &page.who, &fields, super::CHANGED_MEANWHILE)
        }
        saved => {
            saved?;
            page.work.commit().await?;
            Ok(visit.go(&format!("/people/{id}/details"), "The address is saved"))
        }
    }
}

/// `POST /people/{id}/address/{address}/show`
pub async fn reveal(Path((id, row)): Path<(String, String)>, Posted { visit, fields, .. }: Posted) -> Result {
    let row = gate::parse(&row)?;
    let mut page = opened!(gate::with(&visit, &id, may::OpenNarrative, &fields));
    let shown = address::show_confidential(&mut page.work, &page.permit, row).await?;
    page.work.commit().await?;
    let own = json!({ "lines": shown.address.lines().collect::<Vec<_>>(), "why": shown.why, "back": bar::path(page.who.id, "details") });
    visit.page("people/confidential_address.html", bar::frame(&visit, &page.who, "details", own))
}
