//! Files of an entry's pages: kept, taken out again, and `/entries/{entry}/files/{file}`, read whole or a stretch of it.

use std::ops::Range;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use law::form::{FileAnswer, Kind, Problem, Section, Value, clean, field_id, path};
use record::access::may;
use record::entry::file::{self, Head, NewFile};
use uuid::Uuid;

use super::opened::{self, Opened};
use super::seen::{self, Typed};
use crate::error::{Error, Result};
use crate::form::{Taken, look_at_any};
use crate::pages::people::gate::opened;
use crate::pages::requests::uploads::attachment;
use crate::posted::{Fields, UploadedFile};
use crate::visit::{self, Visit};

/// Most files for one question.
const MOST_FILES: usize = 20;

/// What became of the files of a page.
#[derive(Default)]
pub struct Changed {
    /// The answers that list them.
    pub typed: Vec<Typed>,
    /// Keys of those taken out, to destroy once that is kept.
    pub keys: Vec<Uuid>,
    /// Why some were not kept.
    pub problems: Vec<Problem>,
}

/// Keeps the files that came with a page and takes out the one whose button was pressed.
pub async fn take(
    page: &mut Opened<may::WriteEntry>,
    (section, item): (&Section, Option<usize>),
    fields: &Fields,
    uploaded: &[UploadedFile],
    taken: &mut Taken,
) -> Result<Changed> {
    let mut changed = Changed::default();
    for question in section.question.iter().filter(|question| question.kind == Kind::File) {
        let at = path(section.repeat.as_deref(), item, &question.id);
        let before = match page.answers.get(&at) {
            Some(Value::Files(files)) => files.clone(),
            _ => Vec::new(),
        };
        let mut files = before.clone();
        if let Some(place) =
            files.iter().position(|file| Some(file.id.as_str()) == fields.some("remove_file"))
        {
            let gone = files.remove(place);
            let id = gone.id.parse().unwrap_or_default();
            let key = file::take_out(&mut page.work, &page.permit, page.entry.id, id).await?;
            changed.keys.extend(key);
        }
        for sent in uploaded.iter().filter(|file| file.field == at) {
            match keep(page, &at, files.len(), sent).await? {
                Ok(answer) => files.push(answer),
                Err(message) => {
                    let (field, part) = (field_id(&at), String::new());
                    changed.problems.push(Problem { path: at.clone(), field, part, message });
                }
            }
        }
        if files != before {
            taken.problems.retain(|problem| problem.path != at || files.is_empty());
            taken.keep.set(at.clone(), Value::Files(files.clone()));
            taken.typed.set(at.clone(), Value::Files(files));
            let value = seen::json_of(taken.keep.get(&at))?;
            let version = seen::version(&page.entry, &at);
            changed.typed.push(Typed { path: at, value, seen: version });
        }
    }
    Ok(changed)
}

async fn keep(
    page: &mut Opened<may::WriteEntry>,
    at: &str,
    already: usize,
    sent: &UploadedFile,
) -> Result<std::result::Result<FileAnswer, String>> {
    let name: String = clean(&sent.name, false).chars().take(150).collect();
    if already >= MOST_FILES {
        return Ok(Err(format!(
            "You can attach up to {MOST_FILES} files. Take one out before you add {name}"
        )));
    }
    let kind = match look_at_any(&name, &sent.bytes) {
        Ok(kind) => kind,
        Err(message) => return Ok(Err(message)),
    };
    let new = NewFile { path: at, media_type: kind.media_type(), name: &name, bytes: &sent.bytes };
    let id = file::keep(&mut page.work, &page.permit, page.entry.id, &new).await?;
    Ok(Ok(FileAnswer { id: id.to_string(), name, bytes: sent.bytes.len() as u64 }))
}

/// `GET /entries/{entry}/files/{file}`: the file, or the stretch that `Range` asks for.
pub async fn download(
    visit: Visit,
    Path((entry, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result {
    let id = visit::id(&file)?;
    let mut page = opened!(opened::look(&visit, &entry));
    let listed =
        |answer: &Value| matches!(answer, Value::Files(files) if files.iter().any(|one| one.id == file));
    if !page.answers.iter().any(|(_, answer)| listed(answer)) {
        return Err(Error::NotFound);
    }
    let head = file::head(&mut page.work, &page.permit, page.entry.id, id).await?;
    let asked = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    let bytes = match stretch(asked, head.size) {
        Stretch::Whole => 0..head.size,
        Stretch::Part(bytes) => bytes,
        Stretch::Beyond => return Ok(beyond(head.size)),
    };
    let part = asked.is_some() && bytes != (0..head.size);
    let read = file::read(&mut page.work, &page.permit, page.entry.id, &head, bytes.clone()).await?;
    page.work.commit().await?;
    Ok(answer(&head, read, part.then_some(bytes)))
}

/// What a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
enum Stretch {
    /// Everything: there is no header, or one that this server need not understand.
    Whole,
    /// These bytes.
    Part(Range<usize>),
    /// Bytes that the file does not have.
    Beyond,
}

/// One range of bytes, as RFC 9110 (14.1.2) writes it. Several at once are answered with everything, which it allows.
fn stretch(asked: Option<&str>, size: usize) -> Stretch {
    let Some((from, to)) = asked.and_then(|asked| asked.strip_prefix("bytes=")?.split_once('-')) else {
        return Stretch::Whole;
    };
    let number = |text: &str| text.trim().parse::<usize>().ok();
    match (number(from), number(to)) {
        (Some(from), _) if from >= size => Stretch::Beyond,
        (Some(from), Some(to)) if to >= from => Stretch::Part(from..(to + 1).min(size)),
        (Some(from), None) if to.trim().is_empty() => Stretch::Part(from..size),
        (None, Some(0)) if from.trim().is_empty() => Stretch::Beyond,
        (None, Some(last)) if from.trim().is_empty() => Stretch::Part(size.saturating_sub(last)..size),
        _ => Stretch::Whole,
    }
}

fn answer(head: &Head, bytes: Vec<u8>, part: Option<Range<usize>>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let value = |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""));
    headers.insert(header::CONTENT_TYPE, value(&head.media_type));
    headers.insert(header::CONTENT_DISPOSITION, attachment(&head.name));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some(Range { start, end }) = part {
        headers.insert(header::CONTENT_RANGE, value(&format!("bytes {start}-{}/{}", end - 1, head.size)));
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    response
}

fn beyond(size: usize) -> Response {
    let range =
        HeaderValue::from_str(&format!("bytes */{size}")).unwrap_or(HeaderValue::from_static("bytes */0"));
    (StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, range)]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_read_as_the_standard_writes_it() {
        for (asked, expected) in [
            (None, Stretch::Whole),
            (Some("bytes=0-99"), Stretch::Part(0..100)),
            (Some("bytes=900-"), Stretch::Part(900..1000)),
            (Some("bytes=-100"), Stretch::Part(900..1000)),
            (Some("bytes=-5000"), Stretch::Part(0..1000)),
            (Some("bytes=990-5000"), Stretch::Part(990..1000)),
            (Some("bytes=1000-"), Stretch::Beyond),
            (Some("bytes=-0"), Stretch::Beyond),
            (Some("bytes=5-4"), Stretch::Whole),
            (Some("bytes=0-1,5-6"), Stretch::Whole),
            (Some("pages=1-2"), Stretch::Whole),
            (Some("bytes=a-b"), Stretch::Whole),
        ] {
            assert_eq!(stretch(asked, 1000), expected, "{asked:?}");
        }
    }
}
