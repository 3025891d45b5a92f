//! `/families/{family}/chronology`: the rows, as many as are asked for; `/table`: the same for a spreadsheet.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use law::chronology::{Category, Filter};
use pictures::Table;
use record::chronology::{self, Line};
use record::family::Group;
use serde_json::{Value, json};

use super::lines::{besides, line, names, removed};
use crate::error::Result;
use crate::pages::families::show::frame_at;
use crate::pages::families::table::csv;
use crate::pages::families::{gate, label, sheet};
use crate::pages::people::form::{self, Problems, Read};
use crate::pages::people::gate::opened;
use crate::posted::Fields;
use crate::visit::Visit;

/// How many visits and notes that are no row are listed below it.
const MOST_BESIDES: usize = 50;

/// `GET /families/{family}/chronology`, and with `?child=`, `?category=`, `?from_year=` … and `?rows=all`, that part of it.
pub async fn show(visit: Visit, Path(family): Path<String>) -> Result {
    let mut page = opened!(gate::read(&visit, &family));
    let found = chronology::of_family(&mut page.work, &page.permit, page.family.id).await?;
    page.work.commit().await?;
    let asked = asked(&visit);
    let (filter, problems) = filter(&visit, &asked);
    let names = names(&found.people);
    let shown: Vec<Value> =
        wanted(&found.lines, &filter).map(|one| line(&page.family, one, &names)).collect();
    let children = named(&found.lines, &names);
    let context = json!({
        "family": frame_at(&page.family, "/chronology"), "name": label(&page.family),
        "all": found.lines.len(), "rows": shown, "removed": removed(&found),
        "filters": filters(children.clone()).iter().map(|one| one.context(&asked, &problems)).collect::<Vec<_>>(),
        "problems": problems.summary(), "query": query(&visit),
        "is_filtered": filter.subject.is_some() || !filter.categories.is_empty() || filter.from.is_some() || filter.to.is_some(),
        "significant_only": filter.significant_only,
        "besides": if filter.significant_only { Vec::new() } else { besides(&page.family, &found, MOST_BESIDES) },
        "besides_count": found.besides.len(),
        "copies": copies(&page.family, &children),
        "may_write": crate::pages::entries::may_amend(&visit),
    });
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, "families/chronology/show.html", context)
}

/// `GET /families/{family}/chronology/table`: the rows that the page shows, as a file for a spreadsheet.
pub async fn table(visit: Visit, Path(family): Path<String>) -> Result {
    let mut page = opened!(gate::read(&visit, &family));
    let found = chronology::of_family(&mut page.work, &page.permit, page.family.id).await?;
    let note = record::event::note(ledger::Action::Exported).about("person", page.permit.person());
    record::event::record(&mut page.work, note.id("family", page.family.id)).await?;
    page.work.commit().await?;
    let (filter, _) = filter(&visit, &asked(&visit));
    let names = names(&found.people);
    let rows = wanted(&found.lines, &filter).map(|one| cells(one, &names)).collect();
    let head = [
        "When",
        "What it is about",
        "What happened",
        "Who and what it meant",
        "Source",
        "Agency",
        "What was done",
        "Matters",
    ];
    let table = Table {
        caption: format!("Chronology of the {}", label(&page.family)),
        head: head.map(str::to_owned).to_vec(),
        rows,
    };
    Ok(csv(&page.family, "chronology", &table))
}

pub(super) fn wanted<'a>(lines: &'a [Line], filter: &Filter) -> impl Iterator<Item = &'a Line> {
    lines.iter().filter(move |one| filter.shows(&one.row))
}

pub(super) fn cells(line: &Line, names: &BTreeMap<String, String>) -> Vec<String> {
    let row = &line.row;
    let about = row.subjects.iter().map(|(id, impact)| {
        let name = names.get(id).map_or("Somebody else", String::as_str);
        if impact.is_empty() { name.to_owned() } else { format!("{name}: {impact}") }
    });
    vec![
        row.when.in_words(),
        row.category.label().to_owned(),
        row.headline.clone(),
        about.collect::<Vec<_>>().join("; "),
        row.source.clone(),
        row.agency.clone(),
        row.action.clone(),
        if row.is_significant { "Yes" } else { "No" }.to_owned(),
    ]
}

/// The query of the address. Our own words, ids and numbers: nothing of anybody's life is in it.
fn query(visit: &Visit) -> String {
    visit.path.split_once('?').map_or(String::new(), |(_, query)| format!("?{query}"))
}

pub(super) fn asked(visit: &Visit) -> Fields {
    Fields::parse(visit.path.split_once('?').map_or("", |(_, query)| query).as_bytes())
}

/// What to show. Where a date cannot be read, it is not asked for.
pub(super) fn filter(visit: &Visit, asked: &Fields) -> (Filter, Problems) {
    let mut read = Read::new(asked, visit.today());
    let (from, to) = (read.day("from", "The first day"), read.day("to", "The last day"));
    let filter = Filter {
        subject: asked.some("child").map(str::to_owned),
        categories: Category::parse(asked.text("category")).into_iter().collect(),
        from,
        to,
        significant_only: asked.text("rows") != "all",
    };
    (filter, read.problems)
}

fn filters(children: Vec<(String, String)>) -> Vec<form::Field> {
    let mut about = vec![(String::new(), "Anybody".to_owned())];
    about.extend(children);
    let categories = Category::ALL.iter().map(|one| (one.code(), one.label()));
    vec![
        form::among("child", "About", about),
        form::among(
            "category",
            "What it is about",
            std::iter::once(("", "Anything"))
                .chain(categories)
                .map(|(code, words)| (code.into(), words.into()))
                .collect(),
        ),
        form::date("from", "From").hint("For example, 1 9 2024"),
        form::date("to", "To"),
        form::radios("rows", "Which rows?", [("significant", "What mattered"), ("all", "Everything")]),
    ]
}

/// Whom rows are about, by name.
fn named(lines: &[Line], names: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let about = |id: &str| lines.iter().any(|line| line.row.subjects.contains_key(id));
    let mut people: Vec<(String, String)> =
        names.iter().filter(|(id, _)| about(id)).map(|(id, name)| (id.clone(), name.clone())).collect();
    people.sort_by(|one, other| one.1.cmp(&other.1));
    people
}

/// The copies that can be made: one for the parents of each child of the family.
fn copies(family: &Group, children: &[(String, String)]) -> Vec<Value> {
    sheet::choices(family)
        .iter()
        .filter(|one| children.contains(one))
        .map(|(id, name)| json!({ "name": name, "href": format!("/families/{}/chronology/copy?for={id}", family.id) }))
        .collect()
}
