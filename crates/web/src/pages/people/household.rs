//! `/people/{id}/household/{member}`: somebody left a household; `/people/{id}/family/new`: begin a family.

use axum::extract::Path;
use record::access::may;
use record::family;
use record::relationship;
use uuid::Uuid;

use super::form::{self, Problems, Read, Sheet};
use super::gate::{self, Opened, opened};
use crate::error::Result;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

fn leaving(id: &str, member: &str) -> Sheet {
    Sheet {
        title: "They left this household".into(),
        action: format!("/people/{id}/household/{member}"),
        button: "Save",
        section: "family",
        intro: "That they lived here stays on record.".into(),
        fields: vec![form::date("until", "Last day there")],
        hidden: Vec::new(),
    }
}

/// `GET /people/{id}/household/{member}`
pub async fn show(visit: Visit, Path((id, member)): Path<(String, String)>) -> Result {
    gate::parse(&member)?;
    let page = opened!(gate::look_to_change(&visit, &id));
    page.work.commit().await?;
    leaving(&id, &member).show(&visit, &page.who, &Fields::default(), &Problems::default())
}

/// `POST /people/{id}/household/{member}`
pub async fn submit(
    Path((id, member)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let row = gate::parse(&member)?;
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let mut read = Read::new(&fields, visit.today());
    let until = read.past("until", "The last day there");
    if until.is_none() && read.problems.is_empty() {
        read.problems.add_part("until", "day", "Enter the last day there");
    }
    let Some(until) = until.filter(|_| read.problems.is_empty()) else {
        return leaving(&id, &member).show(&visit, &page.who, &fields, &read.problems);
    };
    match family::leave_household(&mut page.work, &page.permit, row, until).await {
        Err(record::Error::Stale) => {
            let message =
                "They were recorded as leaving already, or came after that day. Look at the family page";
            leaving(&id, &member).show_stale(&visit, &page.who, &fields, message)
        }
        saved => {
            saved?;
            page.work.commit().await?;
            Ok(visit.go(&format!("/people/{id}/family"), "The household is saved"))
        }
    }
}

async fn beginning(page: &mut Opened<may::AmendPerson>, id: &str) -> Result<Sheet> {
    let all = relationship::all(&mut page.work, &page.permit).await?;
    let mut people: Vec<(String, String)> = Vec::new();
    for one in all.into_iter().filter(|one| one.related_until.is_none()) {
        let Some(shown) = one.other.shown else { continue };
        let key = one.other.id.to_string();
        if people.iter().all(|(known, _)| *known != key) {
            people.push((key, format!("{}, {}", shown.name, one.other_is.label())));
        }
    }
    let mut fields = vec![form::text("name", "What is the family called?").hint("For example, Banks family")];
    if !people.is_empty() {
        fields.push(form::several("members", "Who else belongs to it?", people));
    }
    Ok(Sheet {
        title: "Record a family".into(),
        action: format!("/people/{id}/family/new"),
        button: "Save family",
        section: "family",
        intro: String::new(),
        fields,
        hidden: Vec::new(),
    })
}

/// `GET /people/{id}/family/new`
pub async fn show_family(visit: Visit, Path(id): Path<String>) -> Result {
    let mut page = opened!(gate::look_to_change(&visit, &id));
    let sheet = beginning(&mut page, &id).await?;
    page.work.commit().await?;
    sheet.show(&visit, &page.who, &Fields::default(), &Problems::default())
}

/// `POST /people/{id}/family/new`
pub async fn submit_family(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let sheet = beginning(&mut page, &id).await?;
    let mut read = Read::new(&fields, visit.today());
    let name = read.need("name", "Enter what the family is called");
    let members: Vec<Uuid> = fields.all("members").iter().filter_map(|typed| typed.parse().ok()).collect();
    if !read.problems.is_empty() {
        return sheet.show(&visit, &page.who, &fields, &read.problems);
    }
    let family = family::begin(&mut page.work, &page.permit, &name).await?;
    for member in members.into_iter().filter(|member| sheet.offers("members", &member.to_string())) {
        family::add_member(&mut page.work, &page.permit, family, member).await?;
    }
    page.work.commit().await?;
    Ok(visit.go(&format!("/people/{id}/family"), "The family is saved"))
}
