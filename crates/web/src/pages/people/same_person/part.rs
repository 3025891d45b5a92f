//! `/people/{id}/same-person/{link}`: the two are two people after all.

use axum::extract::Path;
use record::access::may;
use record::same_person::{self, Link};

use crate::error::{Error, Result};
use crate::pages::people::form::{self, Problems, Read, Sheet};
use crate::pages::people::gate::{self, Opened, opened};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;
use crate::words;

fn sheet(id: &str, link: &Link) -> Sheet {
    let [(_, one), (_, other)] = &link.records;
    Sheet {
        title: "These are two people".into(),
        action: format!("/people/{id}/same-person/{}", link.id),
        button: "Make them two records again",
        section: "details",
        intro: format!(
            "{one} and {other} have been one person since {}, because: {}. Each keeps what was written on it before. What was \
             written or recorded since is listed, and you say of each whose it is. Whoever can open only one of them because of the other \
             cannot any more.",
            words::moment(link.linked_at),
            link.reason.trim_end_matches('.')
        ),
        fields: vec![form::area("because", "How do you know that they are two people?")],
        hidden: Vec::new(),
    }
}

/// `GET /people/{id}/same-person/{link}`
pub async fn show(visit: Visit, Path((id, link)): Path<(String, String)>) -> Result {
    let row = gate::parse(&link)?;
    let mut page = opened!(gate::look_to_change(&visit, &id));
    let link = found(&mut page, row).await?;
    page.work.commit().await?;
    sheet(&id, &link).show(&visit, &page.who, &Fields::default(), &Problems::default())
}

/// `POST /people/{id}/same-person/{link}`
pub async fn submit(
    Path((id, link)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let row = gate::parse(&link)?;
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let link = found(&mut page, row).await?;
    let mut read = Read::new(&fields, visit.today());
    let because = read.need_area("because", "Enter how you know that they are two people");
    if !read.problems.is_empty() {
        return sheet(&id, &link).show(&visit, &page.who, &fields, &read.problems);
    }
    let ended = same_person::end(&mut page.work, &page.permit, row, &because).await?;
    page.work.commit().await?;
    if ended.to_decide > 0 {
        let said = "They are two people again. Say whose is what was written and recorded meanwhile";
        return Ok(visit.go(&format!("/people/{id}/same-person/decide"), said));
    }
    let said = if ended.still_one {
        "The link is taken back. Another link still makes them one person"
    } else {
        "They are two people again"
    };
    Ok(visit.go(&format!("/people/{id}/details"), said))
}

async fn found(page: &mut Opened<may::AmendPerson>, link: uuid::Uuid) -> Result<Link> {
    match same_person::find(&mut page.work, &page.permit, link).await {
        Err(record::Error::NotFound) => Err(Error::NotFound),
        other => Ok(other?),
    }
}
