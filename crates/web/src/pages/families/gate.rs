//! The way into a family's pages: through one of its people, whose record is opened by it.

use record::Work;
use record::access::Permit;
use record::access::may::{self, ReadsPerson};
use record::family::{self, Group};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::pages::people::gate::{Step, permitted};
use crate::posted::Fields;
use crate::visit::{self, Visit};

/// A family whose page is open.
pub struct Opened<A: ReadsPerson> {
    /// The transaction. Commit it, or the look is not on record.
    pub work: Work,
    /// What was permitted, for the person through whom it was opened.
    pub permit: Permit<A>,
    /// Who belongs to it.
    pub family: Group,
}

/// Opens a family's page to read. The look is on record.
pub async fn look(visit: &Visit, id: &str) -> Result<Step<Opened<may::OpenPerson>>> {
    with(visit, id, &[], may::OpenPerson, &Fields::default()).await
}

/// As [`look`], to read what was written.
pub async fn read(visit: &Visit, id: &str) -> Result<Step<Opened<may::OpenNarrative>>> {
    with(visit, id, &[], may::OpenNarrative, &Fields::default()).await
}

/// Opens a form about a family: its reading is on record, and the visitor may change what is on file.
pub async fn look_to_change(visit: &Visit, id: &str) -> Result<Step<Opened<may::AmendPerson>>> {
    let looked = match look(visit, id).await? {
        Step::Open(looked) => *looked,
        Step::Ask(response) => return Ok(Step::Ask(response)),
    };
    let Opened { mut work, permit, family } = looked;
    match permitted(visit, &mut work, may::AmendPerson, permit.person(), &Fields::default()).await? {
        Step::Open(permit) => Ok(Step::Open(Box::new(Opened { work, permit: *permit, family }))),
        Step::Ask(response) => Ok(Step::Ask(response)),
    }
}

/// Takes what a form sent, through one of `about` where there are any. Should a reason be needed first, what was typed waits on
/// the page that asks.
pub async fn change(
    visit: &Visit,
    id: &str,
    about: &[Uuid],
    typed: &Fields,
) -> Result<Step<Opened<may::AmendPerson>>> {
    with(visit, id, about, may::AmendPerson, typed).await
}

/// As [`change`], to write about the work: also for a lead practitioner of another agency.
pub async fn write(
    visit: &Visit,
    id: &str,
    about: &[Uuid],
    typed: &Fields,
) -> Result<Step<Opened<may::WriteEntry>>> {
    with(visit, id, about, may::WriteEntry, typed).await
}

async fn with<A: ReadsPerson>(
    visit: &Visit,
    id: &str,
    about: &[Uuid],
    act: A,
    typed: &Fields,
) -> Result<Step<Opened<A>>> {
    visit.staff()?;
    let id = visit::id(id)?;
    let mut work = visit.begin().await?;
    let person = family::way_in(&mut work, id, about).await?;
    let permit = match permitted(visit, &mut work, act, person, typed).await? {
        Step::Open(permit) => *permit,
        Step::Ask(response) => return Ok(Step::Ask(response)),
    };
    let mut families = family::families(&mut work, &permit).await?;
    families.retain(|family| family.id == id);
    let family = families.pop().ok_or(Error::NotFound)?;
    Ok(Step::Open(Box::new(Opened { work, permit, family })))
}
