//! What comes after an entry is finished: words added below it, and a manager's.

use axum::extract::Path;
use law::closure::ManagerProblem;
use law::working_days::plural;
use record::entry::{self, Kind};

use super::closing;
use super::opened;
use super::show::finished;
use crate::error::{Error, Result};
use crate::form::clean_words;
use crate::pages::people::gate::{Step, opened};
use crate::posted::Posted;
use crate::visit::Visit;

/// `POST /entries/{entry}/add`: adds words below a finished entry.
pub async fn add(Path(entry): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(opened::change(&visit, &entry, &fields));
    let words = match clean_words(fields.text("words"), "what you want to add") {
        Ok(words) => words,
        Err(problem) => {
            return finished(&visit, &mut page, Some(("words", &problem, fields.text("words")))).await;
        }
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
            return finished(&visit, &mut page, Some(("agreed", problem, typed))).await;
        }
    };
    if agreed
        && let Some(ready) = closing::readiness_of(&visit, &mut page).await?
        && !ready.can_close()
    {
        let first = ready.blocks.first().map(|block| block.words.as_str()).unwrap_or_default();
        let problem = format!("{}. First: {first}", ManagerProblem::NotReady);
        return finished(&visit, &mut page, Some(("agreed", &problem, typed))).await;
    }
    let words = Some(typed).filter(|typed| !typed.is_empty());
    match entry::sign_off(&mut page.work, &page.permit, page.entry.id, agreed, words).await {
        Err(record::Error::Rule(why)) => {
            return finished(&visit, &mut page, Some(("said", &why, typed))).await;
        }
        other => other?,
    }
    if agreed && page.entry.kind == Kind::Closure {
        let closed = match closing::close(&visit, &mut page, &fields).await? {
            Step::Open(closed) => *closed,
            Step::Ask(response) => return Ok(response),
        };
        page.work.commit().await?;
        // With the work the way to the record ends, also for the manager.
        let said = match closed {
            0 => "Signed off. There was no open work to end".to_owned(),
            closed => format!("Signed off. The work has ended for {}", plural(closed as i64, "person")),
        };
        return Ok(visit.go("/worklist", &said));
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
