//! Things there may be several of, such as the actions of a plan: the list of them, one more, and one less.

use axum::extract::Path;
use law::form::{Audience, Step as Stop, add_item, items};
use record::access::may;
use record::entry;
use serde_json::{Value, json};

use super::frame::frame;
use super::opened::{self, Opened};
use super::seen::{self, Typed};
use super::services;
use super::typed::renew;
use crate::error::{Error, Result};
use crate::form::page_mark;
use crate::pages::people::gate::opened;
use crate::posted::Posted;
use crate::visit::Visit;

/// The list of a group: each with a link to change it and one to take it out.
pub fn list(visit: &Visit, page: &Opened<may::WriteEntry>, group: &str) -> Result {
    let group = page.form.group(group).ok_or(Error::NotFound)?;
    let home = format!("/entries/{}", page.entry.id);
    let first = page.form.section.iter().find(|section| section.repeat.as_ref() == Some(&group.id));
    let first = first.map_or_else(String::new, |section| section.id.to_string());
    let rows: Vec<Value> = (1..=items(group, &page.answers))
        .map(|item| {
            json!({
                "name": page.answers.item_name(&page.form, &group.id, item),
                "change": format!("{home}/pages/{first}/{item}"),
                "remove": format!("{home}/without/{}/{item}", group.id),
            })
        })
        .collect();
    let more = add_item(&page.form, Audience::Worker, &page.answers, &group.id);
    let here = Stop::List { group: group.id.to_string() };
    let next = match law::form::next_step(&page.form, Audience::Worker, &page.answers, &here) {
        Stop::Check => home.clone(),
        other => format!("{home}/pages/{}", other.address()),
    };
    let own = json!({
        "services": services::is_place(page, Some(group.id.as_str())).then(|| services::here(page)),
        "rows": rows, "singular": group.singular, "plural": group.plural, "most": group.max, "next": next,
        "more": more.map(|step| format!("{home}/pages/{}", step.address())),
    });
    visit.page("entries/group.html", frame(page, own))
}

/// `GET /entries/{entry}/without/{group}/{item}`
pub async fn show_remove(visit: Visit, Path((entry, group, item)): Path<(String, String, String)>) -> Result {
    let page = opened!(opened::look_to_change(&visit, &entry));
    let list = format!("/entries/{}/pages/{group}", page.entry.id);
    let (known, number) = known(&page, &group, &item)?;
    if number > items(known, &page.answers) {
        return Ok(visit.go(&list, ""));
    }
    let own = json!({
        "name": page.answers.item_name(&page.form, &group, number), "singular": known.singular,
        "mark": mark(&page, &group, number), "back": list,
        "here": format!("/entries/{}/without/{group}/{number}", page.entry.id),
    });
    let context = frame(&page, own);
    page.work.commit().await?;
    visit.page("entries/without.html", context)
}

/// `POST /entries/{entry}/without/{group}/{item}`: takes it out. Sent twice, it takes only one out.
pub async fn submit_remove(
    Path((entry, group, item)): Path<(String, String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let mut page = opened!(opened::change(&visit, &entry, &fields));
    let list = format!("/entries/{}/pages/{group}", page.entry.id);
    let (known, number) = known(&page, &group, &item)?;
    let known = known.clone();
    if number > items(&known, &page.answers) || fields.text("mark") != mark(&page, &group, number) {
        return Ok(visit.go(&list, "It had changed, so nothing was taken out"));
    }
    let mut after = page.answers.clone();
    after.remove_item(&page.form, &group, number);
    let typed = seen::differences(&page.entry, &page.answers, &after)?;
    let changes: Vec<_> = typed.iter().map(Typed::change).collect();
    entry::save(&mut page.work, &page.permit, page.entry.id, &changes).await?;
    renew(&mut page, typed.iter().map(|one| one.path.as_str()), &after).await?;
    let said = format!("The {} is taken out", known.singular);
    page.work.commit().await?;
    Ok(visit.go(&list, &said))
}

fn known<'a>(
    page: &'a Opened<may::WriteEntry>,
    group: &str,
    item: &str,
) -> Result<(&'a law::form::Group, usize)> {
    let known = page.form.group(group).ok_or(Error::NotFound)?;
    let number = item.parse().ok().filter(|number: &usize| *number > 0).ok_or(Error::NotFound)?;
    Ok((known, number))
}

/// Changes when this item does, so that a second click does not take out the one that moved up.
fn mark(page: &Opened<may::WriteEntry>, group: &str, item: usize) -> String {
    let of_group = page.form.section.iter().filter(|section| section.repeat.as_deref() == Some(group));
    of_group.map(|section| page_mark(section, Some(item), &page.answers)).collect()
}
