//! Logging a copy.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::plan::{DayProblem, How, OverrideGround, Preference, Receives, day_problem};
use ledger::Code;
use uuid::Uuid;

use super::SENT;
use crate::access::{Permit, may, may::ReadsPerson};
use crate::{Error, Result, Work, event, mail};

/// The most characters of a name, and of an organisation.
const MOST: usize = 200;

/// A copy that went to somebody.
#[derive(Debug, Clone, Copy)]
pub struct NewSending<'a> {
    /// Made by the page, so that a form sent twice is one copy.
    pub id: Uuid,
    /// What it is a copy of.
    pub entry: Uuid,
    /// Who had it.
    pub name: &'a str,
    /// Whom they work for; empty for somebody of the family or round it.
    pub organisation: &'a str,
    /// Whether it went to somebody it is about.
    pub to_family: bool,
    /// What they had: never [`Receives::Nothing`].
    pub received: Receives,
    /// How it reached them.
    pub how: How,
    /// On which day.
    pub sent_on: Date,
    /// What the family had said about them.
    pub said: Preference,
    /// How much they might have by that and the council's rule (`law::plan::distribution`).
    pub allowed: Receives,
    /// Why it went all the same. Needed where they had more than they might, and left out otherwise.
    pub over: Option<Over<'a>>,
}

/// A decision to send against the family's word.
#[derive(Debug, Clone, Copy)]
pub struct Over<'a> {
    /// The ground.
    pub ground: OverrideGround,
    /// The reason in words.
    pub because: &'a str,
    /// The account of the manager who decided it ([`managers`]).
    pub authorised_by: Uuid,
}

/// A manager who may decide that a copy goes against the family's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manager {
    /// Their account.
    pub account: Uuid,
    /// Their name.
    pub name: String,
    /// Their job title.
    pub job_title: String,
}

/// Logs a copy of a finished entry about the permit's person, with a disclosure on the record of everybody the entry is about.
///
/// [`Error::Rule`] where the day cannot be, or where it goes against the family's word and a ground, a reason or a manager is
/// missing; [`Error::AlreadyDone`] where this form was sent before.
pub async fn log(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    new: &NewSending<'_>,
) -> Result<()> {
    let finished_on = finished(work, permit, new.entry).await?;
    let today = law::clocks::to_london(work.now()).date();
    match day_problem(new.sent_on, finished_on, today) {
        Some(DayProblem::Future) => return rule("The day it was sent must be today or in the past"),
        Some(DayProblem::BeforeFinished) => return rule("It was sent on the day it was finished or later"),
        None => {}
    }
    let (name, organisation) = (new.name.trim(), new.organisation.trim());
    if name.is_empty() || [name, organisation].iter().any(|words| words.chars().count() > MOST) {
        return rule("Enter who had it, in 200 characters or fewer");
    }
    if new.received == Receives::Nothing {
        return rule("Select what they had");
    }
    // A reason that nobody needs would say that the family had said no.
    let over = if new.received > new.allowed { Some(decided(work, permit, new).await?) } else { None };
    insert(work, new, (name, organisation), over).await?;
    note(work, new, over).await?;
    match over {
        Some(over) => tell(work, new.entry, over.authorised_by).await,
        None => Ok(()),
    }
}

/// The managers in work today who may decide it: of the teams of whoever sends, or with a tie to somebody the entry is about;
/// neither anybody it is about nor kin of theirs. Whoever sends is among them only as a manager.
pub async fn managers(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    entry: Uuid,
) -> Result<Vec<Manager>> {
    let teams = work.staff()?.teams.clone();
    Ok(sqlx::query_as!(
        Manager,
        "select a.id as account, a.display_name as name, a.job_title from access.account a
         where a.ended_at is null
           and exists (select 1 from access.account_role r where r.account_id = a.id and r.role in ('team_manager', 'duty_manager')
                       and r.valid_from <= $3 and (r.valid_until is null or r.valid_until > $3))
           and exists (select 1 from casework.entry_about() s where s.entry_id = $1 and s.person_id = $2)
           and (exists (select 1 from access.team_member m where m.account_id = a.id and m.team_id = any ($4)
                        and m.valid_from <= $3 and (m.valid_until is null or m.valid_until > $3))
             or exists (select 1 from casework.entry_about() s join access.access_grant g on g.person_id = s.person_id
                        left join access.team_member m on m.team_id = g.team_id
                            and m.valid_from <= $3 and (m.valid_until is null or m.valid_until > $3)
                        where s.entry_id = $1 and (g.account_id = a.id or m.account_id = a.id) and g.ended_at is null
                          and g.valid_from <= $3 and (g.valid_until is null or g.valid_until > $3)))
           and not exists (select 1 from casework.entry_about() s cross join access.close_to(s.person_id) c
                           where s.entry_id = $1 and c = a.id)
         order by a.display_name, a.id",
        entry,
        permit.person(),
        work.now().to_sqlx(),
        &teams
    )
    .fetch_all(work.sql())
    .await?)
}

/// The day on which an entry about the permit's person was finished. What is of another kind or was taken out has no copies.
async fn finished(work: &mut Work, permit: &Permit<impl may::WritesEntries>, entry: Uuid) -> Result<Date> {
    let kinds = SENT.map(|kind| kind.code().to_owned());
    let row = sqlx::query_scalar!(
        r#"select (f.finished_at at time zone 'Europe/London')::date as "on!"
           from casework.entry e join casework.entry_finish f on f.entry_id = e.id
           join casework.entry_about() s on s.entry_id = e.id and s.person_id = $2
           where e.id = $1 and e.kind = any ($3)
             and not exists (select 1 from casework.entry_removal r where r.entry_id = e.id)"#,
        entry,
        permit.person(),
        &kinds[..]
    );
    row.fetch_optional(work.sql()).await?.map(|on| on.to_jiff()).ok_or(Error::NotFound)
}

/// The decision that a copy against the family's word needs, whole and by somebody who may decide it.
async fn decided<'a>(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    new: &NewSending<'a>,
) -> Result<Over<'a>> {
    let over = new.over.filter(|over| !over.because.trim().is_empty());
    let Some(over) = over else {
        return rule(
            "Say on which ground it goes against the family’s word, why, and which manager decided it",
        );
    };
    let managers = managers(work, permit, new.entry).await?;
    if !managers.iter().any(|manager| manager.account == over.authorised_by) {
        return rule("Select a manager who may decide this");
    }
    Ok(over)
}

async fn insert(
    work: &mut Work,
    new: &NewSending<'_>,
    (name, organisation): (&str, &str),
    over: Option<Over<'_>>,
) -> Result<()> {
    let there = sqlx::query_scalar!("select id from casework.sending where id = $1", new.id);
    if there.fetch_optional(work.sql()).await?.is_some() {
        return Err(Error::AlreadyDone);
    }
    let (id, now, staff) = (new.id, work.now().to_sqlx(), work.staff()?.account);
    let key = work.new_key("sending", id);
    let name = work.seal(&key, "sending", "name_sealed", id, name)?;
    let organisation = Some(organisation).filter(|words| !words.is_empty());
    let organisation = work.seal_some(&key, "sending", "organisation_sealed", id, organisation)?;
    let because = over.map(|over| over.because.trim());
    let because = work.seal_some(&key, "sending", "because_sealed", id, because)?;
    let done = sqlx::query!(
        "insert into casework.sending (id, entry_id, received, how, sent_on, said, allowed, ground, authorised_by, key_id,
             name_sealed, organisation_sealed, because_sealed, recorded_at, recorded_by, to_family)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        id,
        new.entry,
        new.received.code(),
        new.how.code(),
        new.sent_on.to_sqlx() as _,
        new.said.code(),
        new.allowed.code(),
        over.map(|over| over.ground.code()),
        over.map(|over| over.authorised_by),
        key.id(),
        name,
        organisation,
        because,
        now,
        staff,
        new.to_family
    )
    .execute(work.sql())
    .await;
    match done {
        // The same form, sent twice at once.
        Err(sqlx::Error::Database(said)) if said.is_unique_violation() => Err(Error::AlreadyDone),
        other => Ok(other.map(|_| ())?),
    }
}

/// On the record of everybody it is about: that it left, what made it right, and who decided it. Names and reasons stay with
/// the copy.
async fn note(work: &mut Work, new: &NewSending<'_>, over: Option<Over<'_>>) -> Result<()> {
    let about = sqlx::query_scalar!(
        r#"select person_id as "person_id!" from casework.entry_about() where entry_id = $1 order by number"#,
        new.entry
    );
    let basis = over.map_or(new.said.code(), |over| over.ground.code());
    for person in about.fetch_all(work.sql()).await? {
        let mut note = event::note(ledger::Action::Disclosed)
            .about("person", person)
            .because(Code::of(basis))
            .id("entry", new.entry)
            .id("sending", new.id)
            .code("received", Code::of(new.received.code()))
            .code("how", Code::of(new.how.code()))
            .flag("against_word", over.is_some());
        if let Some(over) = over {
            note = note.id("authorised_by", over.authorised_by);
        }
        event::record(work, note).await?;
    }
    Ok(())
}

/// Tells a manager that somebody logged a decision under their name, unless they did it themselves.
async fn tell(work: &mut Work, entry: Uuid, manager: Uuid) -> Result<()> {
    if work.staff()?.account == manager {
        return Ok(());
    }
    let row = sqlx::query!(
        r#"select a.email, f.reference from access.account a cross join casework.entry e
           join casework.family f on f.id = e.family_id where a.id = $1 and e.id = $2"#,
        manager,
        entry
    );
    let row = row.fetch_one(work.sql()).await?;
    mail::queue(work, &row.email, SUBJECT, &text(&row.reference)).await?;
    Ok(())
}

// Nobody's name: an email is read on trains.
const SUBJECT: &str = "A copy went out against a family’s word: your decision";

fn text(family: &str) -> String {
    format!(
        "A copy of what was written about the family {family} is logged as sent although the family had not agreed. It says that \
         you decided this.\n\nSign in to Kith, open the family and then \"Send copies\" to see what went, to whom and why. If you did \
         not decide it, tell your data protection officer today.\n"
    )
}

fn rule<T>(why: &str) -> Result<T> {
    Err(Error::Rule(why.to_owned()))
}
