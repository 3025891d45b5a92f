//! `/families/{family}/chronology/{row}/take-out`: taking a row out, with why.

use axum::extract::Path;
use record::chronology;
use record::family::Group;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::pages::families::gate;
use crate::pages::families::sheet::Sheet;
use crate::pages::people::form::{self, Problems, Read};
use crate::pages::people::gate::{opened, parse};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

fn sheet(row: Uuid, says: &str) -> Sheet {
    Sheet {
        title: "Take a row out of the chronology".into(),
        action: format!("/chronology/{row}/take-out"),
        button: "Take it out",
        part: "/chronology",
        intro: says.to_owned(),
        fields: vec![
            form::area("because", "Why is it taken out?")
                .hint("The chronology goes on saying that there was a row, who took it out and why. What it said stays on file and is not shown"),
        ],
        lines: Vec::new(),
        lines_heading: "",
    }
}

/// `GET /families/{family}/chronology/{row}/take-out`
pub async fn show(visit: Visit, Path((family, row)): Path<(String, String)>) -> Result {
    let mut page = opened!(gate::read(&visit, &family));
    let found = chronology::of_family(&mut page.work, &page.permit, page.family.id).await?;
    page.work.commit().await?;
    let id = parse(&row)?;
    let written = found.lines.into_iter().filter_map(|line| line.written).find(|one| one.id == id);
    let row = written.ok_or(Error::NotFound)?.row;
    let says = format!("{}: {}", row.when.in_words(), row.headline);
    sheet(id, &says).show(&visit, &page.family, &Fields::default(), &Problems::default())
}

/// `POST /families/{family}/chronology/{row}/take-out`
pub async fn submit(
    Path((family, row)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let id = parse(&row)?;
    let about = about(&visit, &family, id).await?;
    let mut page = opened!(gate::change(&visit, &family, &about, &fields));
    let mut read = Read::new(&fields, visit.today());
    let because = read.need_area("because", "Enter why it is taken out");
    if !read.problems.is_empty() {
        return sheet(id, "").show(&visit, &page.family, &fields, &read.problems);
    }
    match chronology::take_out(&mut page.work, &page.permit, page.family.id, id, &because).await {
        Err(record::Error::Stale) => {
            let message = "Somebody else changed this row or took it out while you were working. Look at the chronology again";
            sheet(id, "").show_stale(&visit, &page.family, &fields, message)
        }
        taken => {
            taken?;
            page.work.commit().await?;
            Ok(back(&visit, &page.family))
        }
    }
}

fn back(visit: &Visit, family: &Group) -> axum::response::Response {
    visit.go(&format!("/families/{}/chronology", family.id), "The row is taken out")
}

/// Whom the row is about: through one of them the officer comes to it.
async fn about(visit: &Visit, family: &str, row: Uuid) -> Result<Vec<Uuid>> {
    visit.staff()?;
    let mut work = visit.begin().await?;
    Ok(chronology::about(&mut work, crate::visit::id(family)?, row).await?)
}
