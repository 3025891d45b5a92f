//! Files of a page: looked at, sealed, listed among its answers, taken out again.

use law::form::{FileAnswer, Kind, Problem, Section, Value, clean, field_id, path};
use record::Work;
use record::upload::{self, NewUpload};

use super::begun::Begun;
use crate::error::Result;
use crate::form::{Taken, look_at};
use crate::posted::{Fields, UploadedFile};

/// Most files for one question.
const MOST_FILES: usize = 10;

/// Keeps the files that came with a page and takes out the one whose button was pressed. True when the list of files
/// changed and the page should be shown again.
pub async fn take(
    work: &mut Work,
    begun: &Begun,
    (section, item): (&Section, Option<usize>),
    fields: &Fields,
    uploaded: &[UploadedFile],
    taken: &mut Taken,
) -> Result<bool> {
    let mut changed = false;
    for question in section.question.iter().filter(|question| question.kind == Kind::File) {
        let at = path(section.repeat.as_deref(), item, &question.id);
        let before = match taken.keep.get(&at) {
            Some(Value::Files(files)) => files.clone(),
            _ => Vec::new(),
        };
        let mut files = before.clone();
        if let Some(gone) = fields.some("remove_file")
            && let Some(place) = files.iter().position(|file| file.id == gone)
        {
            let file = files.remove(place);
            if let Ok(id) = file.id.parse() {
                upload::remove(work, &begun.draft, id).await?;
            }
        }
        for file in uploaded.iter().filter(|file| file.field == at) {
            match keep(work, begun, &at, files.len(), file).await? {
                Ok(answer) => files.push(answer),
                Err(message) => {
                    taken.problems.retain(|problem| problem.path != at);
                    let problem =
                        Problem { path: at.clone(), field: field_id(&at), part: String::new(), message };
                    taken.problems.push(problem);
                }
            }
        }
        if files != before {
            changed = true;
            taken.problems.retain(|problem| problem.path != at);
            taken.keep.set(at.clone(), Value::Files(files.clone()));
            taken.typed.set(at, Value::Files(files));
        }
    }
    // A file just kept is an answer; a required one just taken out is missing again, which is said when they go on.
    Ok(changed || fields.text("action") == "upload" && taken.problems.is_empty())
}

async fn keep(
    work: &mut Work,
    begun: &Begun,
    at: &str,
    already: usize,
    file: &UploadedFile,
) -> Result<std::result::Result<FileAnswer, String>> {
    let name: String = clean(&file.name, false).chars().take(150).collect();
    if already >= MOST_FILES {
        return Ok(Err(format!("You can attach up to {MOST_FILES} files. Remove one before you add {name}")));
    }
    let kind = match look_at(&name, &file.bytes) {
        Ok(kind) => kind,
        Err(message) => return Ok(Err(message)),
    };
    let new = NewUpload { path: at, media_type: kind.media_type(), name: &name, bytes: &file.bytes };
    let id = upload::keep(work, &begun.draft, &new).await?;
    Ok(Ok(FileAnswer { id: id.to_string(), name, bytes: file.bytes.len() as u64 }))
}
