//! `/families/{family}/ecomap/{tie}/end`: a connection that is no longer there.

use axum::extract::Path;
use record::network_tie;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::pages::families::gate;
use crate::pages::families::sheet::Sheet;
use crate::pages::people::form::{self, Problems, Read};
use crate::pages::people::gate::{opened, parse};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

fn sheet(tie: Uuid, says: &str) -> Sheet {
    Sheet {
        title: "This connection is no longer there".into(),
        action: format!("/ecomap/{tie}/end"),
        button: "Take it off the ecomap",
        part: "/ecomap",
        intro: says.to_owned(),
        fields: vec![
            form::area("because", "What changed, or why was it wrong?")
                .hint("That it was there stays on file"),
        ],
        lines: Vec::new(),
        lines_heading: "",
    }
}

/// `GET /families/{family}/ecomap/{tie}/end`
pub async fn show(visit: Visit, Path((family, tie)): Path<(String, String)>) -> Result {
    let mut page = opened!(gate::read(&visit, &family));
    let ties = network_tie::of_family(&mut page.work, &page.permit, page.family.id).await?;
    page.work.commit().await?;
    let id = parse(&tie)?;
    let found = ties.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    sheet(id, &found.tie.name).show(&visit, &page.family, &Fields::default(), &Problems::default())
}

/// `POST /families/{family}/ecomap/{tie}/end`
pub async fn submit(
    Path((family, tie)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let id = parse(&tie)?;
    visit.staff()?;
    let mut work = visit.begin().await?;
    let with = network_tie::with(&mut work, crate::visit::id(&family)?, id).await?;
    drop(work);
    let mut page = opened!(gate::change(&visit, &family, &with, &fields));
    let mut read = Read::new(&fields, visit.today());
    let because = read.need_area("because", "Enter what changed, or why it was wrong");
    if !read.problems.is_empty() {
        return sheet(id, "").show(&visit, &page.family, &fields, &read.problems);
    }
    match network_tie::end(&mut page.work, &page.permit, page.family.id, id, &because).await {
        Err(record::Error::Stale) => {
            let message =
                "Somebody else changed this connection while you were working. Look at the ecomap again";
            sheet(id, "").show_stale(&visit, &page.family, &fields, message)
        }
        ended => {
            ended?;
            page.work.commit().await?;
            Ok(visit.go(&format!("/families/{}/ecomap", page.family.id), "It is off the ecomap"))
        }
    }
}
