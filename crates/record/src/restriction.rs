//! Restricted records: only that a record exists, and whom to ask.

use ::access::{GrantKind, RestrictionCategory};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::grant::{self, Holder, NewGrant};
use crate::access::{Permit, may};
use crate::{Error, Result, Work, event};

/// A restriction to put on a record.
#[derive(Debug, Clone)]
pub struct NewRestriction {
    /// Why, in one word.
    pub category: RestrictionCategory,
    /// Whom anybody else is told to ask: a team, never a private number.
    pub contact: String,
    /// Why, in full.
    pub reason: String,
    /// When it is looked at again.
    pub review_on: Date,
    /// The officers who may open it. Whoever restricts is always one of them, or nobody could lift it.
    pub named: Vec<Uuid>,
}

/// A restriction that stands.
#[derive(Debug, Clone)]
pub struct Restriction {
    /// Its row.
    pub id: Uuid,
    /// Why, as a code.
    pub category: String,
    /// Whom to ask.
    pub contact: String,
    /// Why, in full.
    pub reason: String,
    /// Since when.
    pub starts_at: Timestamp,
    /// When it is looked at again.
    pub review_on: Date,
    /// The officers named.
    pub named: Vec<String>,
}

/// Restricts a record. One that is restricted already is stale.
pub async fn restrict(work: &mut Work, permit: &Permit<may::Restrict>, new: &NewRestriction) -> Result<Uuid> {
    let person = permit.person();
    let (staff, now) = (work.staff()?.account, work.now());
    // One restriction at a time: the lock makes a second manager wait and then see that there is one, though not which.
    sqlx::query_scalar!("select id from casework.person where id = $1 for update", person)
        .fetch_one(work.sql())
        .await?;
    let closed = sqlx::query_scalar!(
        r#"select exists (select 1 from access.closed_record where person_id = $1) as "closed!""#,
        person
    )
    .fetch_one(work.sql())
    .await?;
    if closed {
        return Err(Error::Stale);
    }
    let id = work.new_id();
    let key = work.new_key("restriction", id);
    let reason = work.seal(&key, "restriction", "reason_sealed", id, &new.reason)?;
    sqlx::query!(
        "insert into casework.restriction (id, person_id, category, contact, starts_at, review_on, key_id, reason_sealed,
             restricted_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        person,
        new.category.code(),
        new.contact,
        now.to_sqlx(),
        new.review_on.to_sqlx(),
        key.id(),
        reason,
        staff
    )
    .execute(work.sql())
    .await?;
    if new.category == RestrictionCategory::Adoption {
        // What leads from one life to the other ends with the first: an adopted child's records are never one.
        crate::same_person::end_all(work, person).await?;
    }
    // Whose facts count for how long a record is kept is another question from now on.
    work.life_changed(person);
    let mut named = new.named.clone();
    named.push(staff);
    named.sort_unstable();
    named.dedup();
    for account in &named {
        let holder = Holder::Account(*account);
        let source = ("restriction", id);
        grant::give(work, &NewGrant { holder, person, kind: GrantKind::Named, source, valid_until: None })
            .await?;
    }
    let category = ledger::Code::of(new.category.code());
    let note = event::created("restriction", id).id("person", person).code("category", category);
    event::record(work, note.count("named", named.len())).await?;
    event::record(work, event::amended("person", person).flag("restricted", true)).await?;
    Ok(id)
}

/// Lifts a restriction. What it gave to those named ends with it.
pub async fn lift(
    work: &mut Work,
    permit: &Permit<may::Restrict>,
    restriction: Uuid,
    reason: &str,
) -> Result<()> {
    let person = permit.person();
    let row = sqlx::query!(
        "select key_id from casework.restriction where id = $1 and person_id = $2 and category <> 'sealed'",
        restriction,
        person
    )
    .fetch_optional(work.sql())
    .await?
    // Whoever was named until somebody else lifted it no longer sees it.
    .ok_or(Error::Stale)?;
    let key = work.key(row.key_id).await?;
    let sealed = work.seal(&key, "restriction_lift", "reason_sealed", restriction, reason)?;
    let staff = work.staff()?.account;
    let done = sqlx::query!(
        "insert into casework.restriction_lift (restriction_id, lifted_at, lifted_by, reason_sealed)
         values ($1, $2, $3, $4) on conflict do nothing",
        restriction,
        work.now().to_sqlx(),
        staff,
        sealed
    )
    .execute(work.sql())
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::Stale);
    }
    grant::end_from(work, restriction).await?;
    work.life_changed(person);
    event::record(
        work,
        event::note(ledger::Action::Ended).about("restriction", restriction).id("person", person),
    )
    .await?;
    event::record(work, event::amended("person", person).flag("restricted", false)).await?;
    Ok(())
}

/// The restriction that stands, with its reason: for managers who may open the record.
pub async fn current(work: &mut Work, permit: &Permit<may::Restrict>) -> Result<Option<Restriction>> {
    let Some(id) = standing(work, permit.person()).await? else { return Ok(None) };
    let row = sqlx::query!(
        r#"select r.category, r.contact, r.starts_at, r.review_on, r.key_id, r.reason_sealed,
               array(select a.display_name from access.access_grant g join access.account a on a.id = g.account_id
                     where g.source_id = r.id and g.ended_at is null order by a.display_name) as "named!"
           from casework.restriction r where r.id = $1"#,
        id
    )
    .fetch_one(work.sql())
    .await?;
    let key = work.key(row.key_id).await?;
    Ok(Some(Restriction {
        id,
        category: row.category,
        contact: row.contact,
        reason: key.open("restriction", "reason_sealed", id, &row.reason_sealed)?,
        starts_at: row.starts_at.to_jiff(),
        review_on: row.review_on.to_jiff(),
        named: row.named,
    }))
}

/// The officers of these names or sign-in names, in the order asked; `None` where there is none or more than one.
pub async fn officers(work: &mut Work, typed: &[String]) -> Result<Vec<Option<Uuid>>> {
    work.staff()?;
    let lower: Vec<String> = typed.iter().map(|name| name.trim().to_lowercase()).collect();
    let rows = sqlx::query!(
        "select id, sign_in_name, display_name from access.account
         where ended_at is null and (lower(sign_in_name) = any ($1) or lower(display_name) = any ($1))",
        &lower
    )
    .fetch_all(work.sql())
    .await?;
    let one = |name: &String| {
        let mut found = rows.iter().filter(|row| {
            row.sign_in_name.to_lowercase() == *name || row.display_name.to_lowercase() == *name
        });
        match (found.next(), found.next()) {
            (Some(row), None) => Some(row.id),
            _ => None,
        }
    };
    Ok(lower.iter().map(one).collect())
}

async fn standing(work: &mut Work, person: Uuid) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "select r.id from casework.restriction r where r.person_id = $1
           and not exists (select 1 from casework.restriction_lift l where l.restriction_id = r.id)
         order by (r.category = 'sealed') desc, r.starts_at desc limit 1",
        person
    )
    .fetch_optional(work.sql())
    .await?)
}
