//! `/entries/{entry}/print.pdf`, `print.docx`, and for a plan `plan.pdf` and `easy-read.pdf`: an entry on paper. Who may open its
//! page may print it; that they took a copy is on record. Whole, a print is for colleagues; with `?for=family` or `?for=partners`
//! in its address it is the copy that is handed on.

mod easy_read;
pub(super) mod ending;
mod outside;
pub(super) mod own;
mod plan;
mod said;
mod whole;

use axum::extract::Path;
use law::form::Reader;
use ledger::Code;
use letters::{Document, Kind};
use record::access::may;
use record::entry;
use record::family::Group;
use record::sending::SENT;
use record::{event, family};

use super::opened::{self, Opened};
use crate::error::{Error, Result};
use crate::pages::people::gate::{Step, opened};
use crate::pages::print::{self, File};
use crate::visit::Visit;

/// `GET /entries/{entry}/print.pdf`
pub async fn pdf(visit: Visit, Path(entry): Path<String>) -> Result {
    asked_for(&visit, &entry, File::Pdf).await
}

/// `GET /entries/{entry}/print.docx`
pub async fn word(visit: Visit, Path(entry): Path<String>) -> Result {
    asked_for(&visit, &entry, File::Word).await
}

/// The whole for colleagues, or the copy for whom the address says.
async fn asked_for(visit: &Visit, entry: &str, file: File) -> Result {
    let reader = match visit.query("for") {
        "" => Reader::Colleagues,
        "family" => Reader::Family,
        "partners" => Reader::Partners,
        _ => return Err(Error::NotFound),
    };
    let (page, family) = *opened!(look(visit, entry));
    let (document, what) = match reader {
        Reader::Colleagues => (whole(visit, &page, &family), "print"),
        Reader::Family => (copy(visit, &page, &family, reader, "Copy for the family")?, "family_copy"),
        Reader::Partners => {
            (copy(visit, &page, &family, reader, "Copy for services that help the family")?, "services_copy")
        }
    };
    print(visit, page, document, file, what).await
}

/// Everything, and on every side for whom.
fn whole(visit: &Visit, page: &Read, family: &Option<Group>) -> Document {
    const FOR_COLLEAGUES: &str = "For colleagues. Do not hand on";
    let document = about(visit, page, family, Kind::Form, whole::blocks(page, family));
    let marking = document.marking.iter().map(String::as_str).chain([FOR_COLLEAGUES]);
    Document { marking: Some(marking.collect::<Vec<_>>().join(" · ")), ..document }
}

/// What is handed on. Of a plan it is the plan; the council's own notes have none.
fn copy(visit: &Visit, page: &Read, family: &Option<Group>, reader: Reader, who: &str) -> Result<Document> {
    let document = match page.entry.kind {
        entry::Kind::Plan => about(visit, page, family, Kind::Plan, plan::blocks(page)),
        kind if SENT.contains(&kind) => {
            about(visit, page, family, Kind::Form, outside::blocks(page, family, reader))
        }
        _ => return Err(Error::NotFound),
    };
    let status = document.status.iter().map(String::as_str).chain([who]).collect::<Vec<_>>().join(" · ");
    Ok(Document { status: Some(status), ..document })
}

/// `GET /entries/{entry}/plan.pdf`: for the family and the team, without what colleagues alone may read.
pub async fn plan(visit: Visit, Path(entry): Path<String>) -> Result {
    let (page, family) = *opened!(look(&visit, &entry));
    let page = of_a_plan(page)?;
    let document = about(&visit, &page, &family, Kind::Plan, plan::blocks(&page));
    print(&visit, page, document, File::Pdf, "plan").await
}

/// `GET /entries/{entry}/easy-read.pdf`: the same in short sentences, each with room for a picture.
pub async fn easy_read(visit: Visit, Path(entry): Path<String>) -> Result {
    let (page, family) = *opened!(look(&visit, &entry));
    let page = of_a_plan(page)?;
    let document = about(&visit, &page, &family, Kind::EasyRead, easy_read::blocks(&visit, &page));
    print(&visit, page, document, File::Pdf, "easy_read").await
}

/// `GET /entries/{entry}/letter.pdf`: tells the family that the work has ended.
pub async fn letter(visit: Visit, Path(entry): Path<String>) -> Result {
    farewell(visit, entry, File::Pdf).await
}

/// `GET /entries/{entry}/letter.docx`: the same, to add to in Word.
pub async fn letter_word(visit: Visit, Path(entry): Path<String>) -> Result {
    farewell(visit, entry, File::Word).await
}

async fn farewell(visit: Visit, entry: String, file: File) -> Result {
    let (page, family) = *opened!(look(&visit, &entry));
    if !ending::is_written(&page) {
        page.work.commit().await?;
        return Err(Error::NotFound);
    }
    let blocks = ending::blocks(&visit, &page);
    let document = Document {
        reference: family.as_ref().and_then(|family| family.reference.clone()),
        // It leaves the council.
        marking: None,
        ..print::document(&visit, Kind::EasyRead, "Our work has ended", blocks)
    };
    print(&visit, page, document, file, "letter").await
}

type Read = Opened<may::OpenNarrative>;

/// Opens the entry as its page does. What was taken out cannot be printed.
async fn look(visit: &Visit, id: &str) -> Result<Step<(Read, Option<Group>)>> {
    let mut page = match opened::look(visit, id).await? {
        Step::Open(page) => *page,
        Step::Ask(response) => return Ok(Step::Ask(response)),
    };
    if page.entry.removal.is_some() {
        return Err(Error::NotFound);
    }
    let families = family::families(&mut page.work, &page.permit).await?;
    let family = families.into_iter().find(|family| family.id == page.entry.family);
    Ok(Step::Open(Box::new((page, family))))
}

fn of_a_plan(page: Read) -> Result<Read> {
    if page.entry.kind == entry::Kind::Plan { Ok(page) } else { Err(Error::NotFound) }
}

fn about(
    visit: &Visit,
    page: &Read,
    family: &Option<Group>,
    kind: Kind,
    blocks: Vec<letters::Block>,
) -> Document {
    Document {
        reference: family.as_ref().and_then(|family| family.reference.clone()),
        status: page.entry.finish.is_none().then(|| "Draft".to_owned()),
        ..print::document(visit, kind, &page.form.title, blocks)
    }
}

/// Writes down on the record of everybody it is about that a copy was taken, and which, then makes it.
async fn print(visit: &Visit, mut page: Read, document: Document, file: File, what: &'static str) -> Result {
    let kind = if file == File::Pdf { "pdf" } else { "docx" };
    for subject in &page.entry.subjects {
        let note = event::note(ledger::Action::Exported)
            .about("person", subject.person)
            .id("entry", page.entry.id)
            .code("what", Code::of(what))
            .code("file", Code::of(kind));
        event::record(&mut page.work, note).await?;
    }
    page.work.commit().await?;
    let reference = document.reference.clone().unwrap_or_else(|| "family".to_owned());
    print::file(visit, document, file, &format!("{} {reference}", what.replace('_', " "))).await
}
