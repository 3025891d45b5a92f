//! Ties that casework gives to whoever an entry names: the team that a finished plan lists, and those whom a meeting of the
//! family invites. They are found by the address they have at work; what they are given ends with the entry, the next plan or
//! the work with the family.

use std::collections::{BTreeMap, BTreeSet};

use ::access::{GrantKind, Role};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::given::READERS;
use super::grant::{self, Holder, NewGrant};
use super::{Permit, may};
use crate::entry::{Kind, open_family};
use crate::{Result, Work, event};

/// Where such a tie comes from, as its row says.
pub(super) const SOURCE: &str = "entry";

/// What a kind of entry gives to whom it names; nothing where it gives nothing.
pub const fn gives(kind: Kind) -> Option<GrantKind> {
    match kind {
        Kind::Plan => Some(GrantKind::Network),
        Kind::Meeting => Some(GrantKind::Conference),
        _ => None,
    }
}

/// Whether whoever writes gives anything at all: a practitioner of another agency lets nobody in.
pub fn may_give(work: &Work) -> bool {
    let of_council =
        |role: &Role| READERS.contains(role) && !matches!(role, Role::Inspector | Role::LeadPractitioner);
    work.staff().is_ok_and(|staff| staff.roles.iter().any(of_council))
}

/// Somebody named who has an account whose job reads records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// Their account.
    pub account: Uuid,
    /// Their name.
    pub name: String,
    /// Their job title.
    pub job_title: String,
    /// Their address, in small letters.
    pub email: String,
    /// Until when they may read because of this entry, where they may already. The outer `None` is that they may not yet, the
    /// inner that no end is said.
    pub reads: Option<Option<Timestamp>>,
}

/// Who of those with these addresses at work has an account that can be given the tie, by name. Whose own or whose relative's
/// record it is, is not among them, and neither is whoever asks, unless they may read because of it already.
pub async fn look(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    entry: Uuid,
    kind: Kind,
    emails: &[String],
) -> Result<Vec<Reader>> {
    let family = open_family(work, permit, entry).await?;
    let standing = standing(work, entry, family, kind).await?;
    let mut readers: Vec<Reader> = Vec::new();
    let asks = work.staff()?.account;
    for one in wanted(work, entry, emails).await? {
        let tie = standing.get(&(one.account, one.person));
        let reads = tie.map(|tie| tie.until);
        let is_known = readers.iter().any(|known| known.account == one.account);
        if is_known || (one.account == asks && reads.is_none()) {
            continue;
        }
        readers.push(Reader {
            account: one.account,
            name: one.name,
            job_title: one.job_title,
            email: one.email,
            reads,
        });
    }
    Ok(readers)
}

/// Ties those with these addresses, and nobody else, to everybody the open entry is about: whom it names no longer, or an
/// earlier plan of the family named, loses theirs. `until` is when the ties end; a plan's last as an involvement does.
///
/// Gives how many accounts may read because of the entry now, which is none where the writer gives nothing ([`may_give`]).
pub async fn keep(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    entry: Uuid,
    kind: Kind,
    emails: &[String],
    until: Option<Timestamp>,
) -> Result<usize> {
    let Some(gives) = gives(kind).filter(|_| may_give(work)) else { return Ok(0) };
    let family = open_family(work, permit, entry).await?;
    let mut standing = standing(work, entry, family, kind).await?;
    let asks = work.staff()?.account;
    let mut read: BTreeSet<Uuid> = BTreeSet::new();
    for one in wanted(work, entry, emails).await? {
        let before = standing.remove(&(one.account, one.person));
        // Nobody gives themselves a tie, and nobody loses theirs by writing the next plan.
        if one.account == asks {
            continue;
        }
        read.insert(one.account);
        // What stands as it is wanted stays; a plan's is given anew with each plan.
        if let Some(tie) = before {
            if tie.entry == entry && tie.until == grant::ends(gives, tie.since, until) {
                continue;
            }
            end(work, &tie, one.account, one.person).await?;
        }
        let note = event::note(ledger::Action::Granted)
            .about("person", one.person)
            .because(ledger::Code::of(gives.code()))
            .id("to", one.account)
            .id("entry", entry);
        event::record(work, note).await?;
        let (holder, source) = (Holder::Account(one.account), (SOURCE, entry));
        let new = NewGrant { holder, person: one.person, kind: gives, source, valid_until: until };
        grant::give(work, &new).await?;
    }
    for ((account, person), tie) in standing {
        end(work, &tie, account, person).await?;
    }
    Ok(read.len())
}

/// Ends what the work with somebody gave, or an entry that is taken out: everything with one of these ids as its person or its
/// entry.
pub(crate) async fn end_of(work: &mut Work, person_or_entry: Uuid) -> Result<()> {
    let rows = sqlx::query!(
        r#"select id, account_id as "account!", person_id, source_id, valid_from, valid_until from access.access_grant
           where (person_id = $1 or source_id = $1) and source_kind = $2 and ended_at is null"#,
        person_or_entry,
        SOURCE
    );
    for row in rows.fetch_all(work.sql()).await? {
        let until = row.valid_until.map(|at| at.to_jiff());
        let tie = Tie { id: row.id, entry: row.source_id, since: row.valid_from.to_jiff(), until };
        end(work, &tie, row.account, row.person_id).await?;
    }
    Ok(())
}

/// Ends what an entry gave of one person: it turned out to be about another.
pub(crate) async fn end_for(work: &mut Work, entry: Uuid, person: Uuid) -> Result<()> {
    let rows = sqlx::query!(
        r#"select id, account_id as "account!", valid_from, valid_until from access.access_grant
           where person_id = $1 and source_id = $2 and source_kind = $3 and ended_at is null"#,
        person,
        entry,
        SOURCE
    );
    for row in rows.fetch_all(work.sql()).await? {
        let until = row.valid_until.map(|at| at.to_jiff());
        let tie = Tie { id: row.id, entry, since: row.valid_from.to_jiff(), until };
        end(work, &tie, row.account, person).await?;
    }
    Ok(())
}

/// A tie in force.
struct Tie {
    id: Uuid,
    entry: Uuid,
    since: Timestamp,
    until: Option<Timestamp>,
}

/// An account to tie to a person.
struct Wanted {
    account: Uuid,
    name: String,
    job_title: String,
    email: String,
    person: Uuid,
}

/// What stands because of the entry, by account and person; of a plan also what the family's other plans gave.
async fn standing(
    work: &mut Work,
    entry: Uuid,
    family: Uuid,
    kind: Kind,
) -> Result<BTreeMap<(Uuid, Uuid), Tie>> {
    let rows = sqlx::query!(
        r#"select g.id, g.account_id as "account!", g.person_id, g.source_id, g.valid_from, g.valid_until
           from access.access_grant g
           where g.source_kind = $4 and g.ended_at is null and (g.valid_until is null or g.valid_until > $5)
             and (g.source_id = $1 or ($3 and g.source_id in (
                 select e.id from casework.entry e where e.family_id = $2 and e.kind = 'plan')))"#,
        entry,
        family,
        kind == Kind::Plan,
        SOURCE,
        work.now().to_sqlx()
    );
    let rows = rows.fetch_all(work.sql()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let until = row.valid_until.map(|at| at.to_jiff());
            let tie = Tie { id: row.id, entry: row.source_id, since: row.valid_from.to_jiff(), until };
            ((row.account, row.person_id), tie)
        })
        .collect())
}

/// Who can be tied to whom. A closed record is never opened by an entry.
async fn wanted(work: &mut Work, entry: Uuid, emails: &[String]) -> Result<Vec<Wanted>> {
    let emails: Vec<String> = emails.iter().map(|email| email.trim().to_lowercase()).collect();
    let roles = READERS.iter().filter(|role| **role != Role::Inspector);
    let roles: Vec<String> = roles.map(|role| role.code().to_owned()).collect();
    Ok(sqlx::query_as!(
        Wanted,
        r#"select a.id as account, a.display_name as name, a.job_title, lower(a.email) as "email!", s.person_id as "person!"
           from access.account a
           join casework.entry_about() s on s.entry_id = $1 and s.left_at is null
           where lower(a.email) = any ($2) and a.ended_at is null
             and exists (select 1 from access.account_role r where r.account_id = a.id and r.role = any ($3)
                 and r.valid_from <= $4 and (r.valid_until is null or r.valid_until > $4))
             and not exists (select 1 from access.close_to(s.person_id) c where c = a.id)
             and not exists (select 1 from access.closed_record x where x.person_id = s.person_id)
           order by a.display_name, a.id, s.number"#,
        entry,
        &emails,
        &roles,
        work.now().to_sqlx()
    )
    .fetch_all(work.sql())
    .await?)
}

async fn end(work: &mut Work, tie: &Tie, account: Uuid, person: Uuid) -> Result<()> {
    sqlx::query!(
        "update access.access_grant set ended_at = $2 where id = $1 and ended_at is null",
        tie.id,
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    let note = event::note(ledger::Action::Revoked)
        .about("person", person)
        .because(ledger::Code::of(SOURCE))
        .id("grant", tie.id)
        .id("entry", tie.entry)
        .id("from", account);
    event::record(work, note).await?;
    Ok(())
}
