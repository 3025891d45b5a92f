//! Recording on one record what a row of another says, and ending a row.

use jiff_sqlx::ToSqlx;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{FactKind, sealed};
use crate::{Error, Result, Work};

/// A row to record again on a record: that of another, or what was there before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Repeat {
    pub kind: FactKind,
    pub row: Uuid,
    /// On whose record the row is, and on whose it is recorded.
    pub from: Uuid,
    pub to: Uuid,
}

/// Records it. Nothing where the same is on that record already.
pub(super) async fn repeat(work: &mut Work, one: &Repeat) -> Result<Option<Uuid>> {
    match one.kind {
        FactKind::Identifier => sealed::identifier(work, one).await,
        FactKind::ContactDetail => sealed::contact_detail(work, one).await,
        FactKind::ConfidentialAddress => sealed::confidential_address(work, one).await,
        FactKind::Birth | FactKind::Death | FactKind::Profile => Ok(None),
        _ => plain(work, one).await,
    }
}

/// What is not sealed is copied column by column.
async fn plain(work: &mut Work, one: &Repeat) -> Result<Option<Uuid>> {
    let columns = match one.kind {
        FactKind::Name => "kind, title, first_name, middle_names, last_name, used_from, used_until, keys",
        FactKind::Address => {
            "kind, line_1, line_2, town, postcode, postcode_key, uprn, lived_from, lived_until, why_here, tenure"
        }
        FactKind::SchoolPlace => "school, urn, school_year, attended_from, attended_until",
        FactKind::Relationship => "kind, related_from, related_until, main_carer, certainty",
        FactKind::ParentalResponsibility => "how_held, held_from, held_until",
        FactKind::FamilyMember => "family_id, member_from, member_until",
        FactKind::HouseholdMember => "household_id, lived_from, lived_until",
        FactKind::NetworkProfessional => "name, agency, role, contact, share_plan, active_from, active_until",
        _ => return Err(Error::NotFound),
    };
    // A tie leads from either end; what is tied already is not tied twice.
    let (ends, whose, same) = match one.kind {
        FactKind::Relationship => (
            "person_id, other_id",
            "case when r.person_id = $3 then $2 else r.person_id end, case when r.other_id = $3 then $2 else r.other_id end",
            "o.kind = r.kind and o.person_id = case when r.person_id = $3 then $2 else r.person_id end
             and o.other_id = case when r.other_id = $3 then $2 else r.other_id end and o.related_until is not distinct from r.related_until",
        ),
        FactKind::ParentalResponsibility => (
            "adult_id, child_id",
            "case when r.adult_id = $3 then $2 else r.adult_id end, case when r.child_id = $3 then $2 else r.child_id end",
            "o.how_held = r.how_held and o.adult_id = case when r.adult_id = $3 then $2 else r.adult_id end
             and o.child_id = case when r.child_id = $3 then $2 else r.child_id end and o.held_until is not distinct from r.held_until",
        ),
        FactKind::FamilyMember => (
            "person_id",
            "$2",
            "o.person_id = $2 and o.family_id = r.family_id and o.member_until is not distinct from r.member_until",
        ),
        FactKind::HouseholdMember => (
            "person_id",
            "$2",
            "o.person_id = $2 and o.household_id = r.household_id and o.lived_until is not distinct from r.lived_until",
        ),
        _ => ("person_id", "$2", "false"),
    };
    let from_row = columns.split(", ").map(|column| format!("r.{column}")).collect::<Vec<_>>().join(", ");
    let table = one.kind.table();
    // Every word of this is one of the words above.
    let statement = AssertSqlSafe(format!(
        "insert into {table} (id, {ends}, {columns}, recorded_at, recorded_by)
         select $1, {whose}, {from_row}, $4, $5 from {table} r
         where r.id = $6 and $3::uuid is not null
           and not exists (select 1 from {table} o where o.superseded_at is null and {same})
         returning id"
    ));
    let (id, staff) = (work.new_id(), work.staff()?.account);
    let done: Option<Uuid> = sqlx::query_scalar(statement)
        .bind(id)
        .bind(one.to)
        .bind(one.from)
        .bind(work.now().to_sqlx())
        .bind(staff)
        .bind(one.row)
        .fetch_optional(work.sql())
        .await?;
    Ok(done)
}

/// Ends a row, where nobody has since. It stays on file and finds nobody any more.
pub(super) async fn end(work: &mut Work, kind: FactKind, row: Uuid) -> Result<bool> {
    let table = kind.table();
    let statement = AssertSqlSafe(format!(
        "update {table} set superseded_at = $2 where id = $1 and superseded_at is null"
    ));
    let done = sqlx::query(statement).bind(row).bind(work.now().to_sqlx()).execute(work.sql()).await?;
    match kind {
        FactKind::Identifier => {
            sqlx::query!("delete from lookup.identifier_hash where identifier_id = $1", row)
                .execute(work.sql())
                .await?;
        }
        FactKind::ContactDetail => {
            sqlx::query!("delete from lookup.contact_hash where contact_detail_id = $1", row)
                .execute(work.sql())
                .await?;
        }
        _ => {}
    }
    Ok(done.rows_affected() == 1)
}
