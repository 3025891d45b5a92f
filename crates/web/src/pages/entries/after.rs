//! What comes after an entry is finished: words added below it, and a manager's.

use axum::extract::Path;
use record::entry;

use super::opened;
use super::show::finished;
use crate::error::{Error, Result};
use crate::form::clean_words;
use crate::pages::people::gate::opened;
use crate::posted::Posted;
use crate::visit::Visit;

/// `POST /entries/{entry}/add`: adds words below a finished entry.
pub async fn add(Path(entry): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(opened::change(&visit, &entry, &fields));
    let words = match clean_words(fields.text("words"), "what you want to add") {
        Ok(words) => words,
        Err(problem) => return finished(&visit, &page, Some(("words", &problem, fields.text("words")))),
    };
    entry::add(&mut page.work, &page.permit, page.entry.id, &words).await?;
    page.work.commit().await?;
    Ok(visit.go(&format!("/entries/{}", page.entry.id), "It is added below"))
}

/// `POST /entries/{entry}/sign-off`: a manager agrees, or gives it back with what is to be done.
pub async fn sign_off(Path(entry): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    manager_only(&visit)?;
    let mut page = opened!(opened::change(&visit, &entry, &fields));
    let typed = fields.text("said");
    let agreed = match fields.text("agreed") {
        "yes" => true,
        "no" => false,
        _ => {
            let problem = "Select whether you sign it off or give it back";
            return finished(&visit, &page, Some(("agreed", problem, typed)));
        }
    };
    let words = Some(typed).filter(|typed| !typed.is_empty());
    match entry::sign_off(&mut page.work, &page.permit, page.entry.id, agreed, words).await {
        Err(record::Error::Rule(why)) => return finished(&visit, &page, Some(("said", &why, typed))),
        other => other?,
    }
    page.work.commit().await?;
    let said = if agreed { "Signed off" } else { "Given back" };
    Ok(visit.go(&format!("/entries/{}", page.entry.id), said))
}

/// For whom else these pages do not exist.
pub fn manager_only(visit: &Visit) -> Result<()> {
    visit.staff()?;
    if super::manages(visit) { Ok(()) } else { Err(Error::NotFound) }
}
