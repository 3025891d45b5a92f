//! What clocks, worklists and returns read of an entry, kept as its answers change.

use law::form::typed::rows;
use law::form::{Answers, Audience, Form, split};
use record::Work;
use record::access::{Permit, may};
use record::entry::{self, Kind};
use uuid::Uuid;

use super::opened::Opened;
use crate::error::Result;

/// Renews it where one of the answers at `changed` is read. `answers` are all of them as they stand now.
pub async fn renew<'p>(
    page: &mut Opened<may::WriteEntry>,
    changed: impl IntoIterator<Item = &'p str>,
    answers: &Answers,
) -> Result<()> {
    if !changed.into_iter().any(|path| is_read(&page.form, path)) {
        return Ok(());
    }
    let Opened { work, permit, entry, form, .. } = page;
    keep(work, permit, (entry.id, entry.kind), form, answers).await
}

/// Keeps it as it follows from these answers.
pub async fn keep(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    (id, kind): (Uuid, Kind),
    form: &Form,
    answers: &Answers,
) -> Result<()> {
    Ok(entry::keep_typed(work, permit, id, kind, &rows(form, Audience::Worker, answers)).await?)
}

/// Whether anything is read because of this answer: its question has a typed column, or decides whether one that has is
/// asked at all.
fn is_read(form: &Form, path: &str) -> bool {
    let (group, _, question) = split(path);
    let Some((_, asked)) = form.question(group, question) else { return true };
    asked.typed.is_some()
        || form.section.iter().any(|section| {
            let of_section = section.show_when.iter().any(|when| when.question.ends_with(question));
            of_section
                || section
                    .question
                    .iter()
                    .any(|one| one.show_when.iter().any(|when| when.question.ends_with(question)))
        })
}
