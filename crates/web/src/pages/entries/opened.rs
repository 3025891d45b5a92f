//! The way into an entry: through one of the people it is about. With it comes the form in the very version it is filled in.

use law::form::{Answers, Audience, Form, When, with_calculated};
use law::pack::Pack;
use record::access::Permit;
use record::access::may::{self, ReadsPerson};
use record::entry::{self, Entry};
use record::{Work, pack};

use super::{reader, written};
use crate::error::{Error, Result};
use crate::pages::people::gate::{Step, permitted};
use crate::posted::Fields;
use crate::visit::{self, Visit};
use crate::words::london;

/// An entry whose page is open.
pub struct Opened<A: ReadsPerson> {
    /// The transaction. Commit it, or the look is not on record.
    pub work: Work,
    /// What was permitted, for the person through whom it was opened.
    pub permit: Permit<A>,
    /// The entry.
    pub entry: Entry,
    /// Its form, about its people.
    pub form: Form,
    /// Its answers, with what is worked out.
    pub answers: Answers,
}

/// Opens an entry to read. That it was read is on record.
pub async fn look(visit: &Visit, id: &str) -> Result<Step<Opened<may::OpenNarrative>>> {
    visit.staff()?;
    let id = visit::id(id)?;
    let mut work = visit.begin().await?;
    let person = entry::way_in(&mut work, id).await?;
    let permit = match permitted(visit, &mut work, may::OpenNarrative, person, &Fields::default()).await? {
        Step::Open(permit) => *permit,
        Step::Ask(response) => return Ok(Step::Ask(response)),
    };
    let entry = entry::open(&mut work, &permit, id).await?;
    opened(visit, work, permit, entry).await
}

/// Opens a page of an entry to fill in: its reading is on record, and the visitor may change it.
pub async fn look_to_change(visit: &Visit, id: &str) -> Result<Step<Opened<may::WriteEntry>>> {
    let looked = match look(visit, id).await? {
        Step::Open(looked) => *looked,
        Step::Ask(response) => return Ok(Step::Ask(response)),
    };
    let Opened { mut work, permit, entry, form, answers } = looked;
    match permitted(visit, &mut work, may::WriteEntry, permit.person(), &Fields::default()).await? {
        Step::Open(permit) => {
            Ok(Step::Open(Box::new(Opened { work, permit: *permit, entry, form, answers })))
        }
        Step::Ask(response) => Ok(Step::Ask(response)),
    }
}

/// Takes what a page of an entry sent. What was typed waits should something stand in the way. No second look is written
/// down: whoever sends a page has looked at it.
pub async fn change(visit: &Visit, id: &str, typed: &Fields) -> Result<Step<Opened<may::WriteEntry>>> {
    visit.staff()?;
    let id = visit::id(id)?;
    let mut work = visit.begin().await?;
    let person = entry::way_in(&mut work, id).await?;
    let permit = match permitted(visit, &mut work, may::WriteEntry, person, typed).await? {
        Step::Open(permit) => *permit,
        Step::Ask(response) => return Ok(Step::Ask(response)),
    };
    let entry = entry::to_write(&mut work, &permit, id).await?;
    opened(visit, work, permit, entry).await
}

async fn opened<A: ReadsPerson>(
    visit: &Visit,
    mut work: Work,
    permit: Permit<A>,
    mut entry: Entry,
) -> Result<Step<Opened<A>>> {
    let today = entry.finish.as_ref().map_or(visit.today(), |finish| london(finish.at).date());
    let begun_on = Some(london(entry.begun_at).date());
    let mut form = form_of(visit, &mut work, &entry).await?.about(&written::subjects(&entry, today));
    reader::leave_out(visit.staff()?.account, &mut form, &mut entry);
    let given = written::answers(&entry);
    let answers = with_calculated(&form, Audience::Worker, &given, When { today, begun_on });
    Ok(Step::Open(Box::new(Opened { work, permit, entry, form, answers })))
}

/// The form in the version the entry was begun with. The pack in force has it as long as nobody has changed it since.
pub async fn form_of(visit: &Visit, work: &mut Work, entry: &Entry) -> Result<Form> {
    let same = |form: &&Form| i64::from(form.version) == i64::from(entry.form_version);
    if let Some(form) = visit.app.council.pack.form(&entry.form_id).filter(same) {
        return Ok(form.clone());
    }
    let files = pack::files(work, entry.pack_version).await?;
    let broken = || Error::Broken(format!("the form of entry {} is not in its pack", entry.id));
    let then = Pack::from_files(files).map_err(|_| broken())?;
    then.form(&entry.form_id).cloned().ok_or_else(broken)
}
