//! A birth, a death, what is recorded about somebody: one newest row each, made of the changes that are theirs.
//!
//! Each row says everything; what it changed is where it differs from the row before it. The newest row of a record is what its own changes
//! say, one after the other, without those that turned out to be another's and with those of others that turned out to be theirs.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::date_of_birth::DateOfBirth;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{FactKind, repeat};
use crate::person::birth_date;
use crate::person::profile::{self, Profile};
use crate::{Error, Result, Work, birth};

/// What a row says, by the names of its fields. What nobody was asked is not in it.
pub(super) type Fields = Map<String, Value>;

/// What a change says of each field it changes: `Null` where it took something out.
pub(super) type Change = BTreeMap<String, Value>;

/// A row of somebody's history.
#[derive(Debug, Clone)]
struct Row {
    id: Uuid,
    is_current: bool,
    fields: Fields,
}

/// What differs in `now` from what was before.
fn difference(before: &Fields, now: &Fields) -> Change {
    let names = before.keys().chain(now.keys());
    names
        .filter(|name| before.get(*name) != now.get(*name))
        .map(|name| (name.clone(), now.get(name).cloned().unwrap_or_default()))
        .collect()
}

/// What changes say one after the other.
fn together(mut changes: Vec<(Timestamp, Uuid, Change)>) -> Fields {
    changes.sort_by_key(|(at, row, _)| (*at, *row));
    let mut fields = Fields::new();
    for (name, value) in changes.into_iter().flat_map(|(.., change)| change) {
        match value {
            Value::Null => drop(fields.remove(&name)),
            value => drop(fields.insert(name, value)),
        }
    }
    fields
}

/// Every row of a record, the earliest first, as far as the reader may see it.
async fn history(work: &mut Work, kind: FactKind, person: Uuid) -> Result<Vec<Row>> {
    let rows = sqlx::query!(
        r#"select row_id as "row_id!", superseded_at from casework.facts_of(array[$1]::uuid[])
           where kind = $2 order by recorded_at, superseded_at nulls last, row_id"#,
        person,
        kind.code()
    );
    let mut all = Vec::new();
    for row in rows.fetch_all(work.sql()).await? {
        all.push(Row {
            id: row.row_id,
            is_current: row.superseded_at.is_none(),
            fields: read(work, kind, row.row_id).await?,
        });
    }
    Ok(all)
}

async fn read(work: &mut Work, kind: FactKind, row: Uuid) -> Result<Fields> {
    let said = match kind {
        FactKind::Birth => {
            let stated = sqlx::query_scalar!("select stated from lookup.birth where id = $1", row);
            stated.fetch_optional(work.sql()).await?.map(|stated| ("stated", stated))
        }
        FactKind::Death => {
            let died_on = sqlx::query_scalar!("select died_on from casework.death where id = $1", row);
            let died_on = died_on.fetch_optional(work.sql()).await?;
            died_on.map(|on| ("died_on", Value::String(on.to_jiff().to_string())))
        }
        _ => {
            let profile = profile::recorded(work, row).await?.ok_or(Error::NotFound)?;
            return Ok(of_profile(&profile));
        }
    };
    let (name, value) = said.ok_or(Error::NotFound)?;
    Ok(Fields::from_iter([(name.to_owned(), value)]))
}

fn of_profile(profile: &Profile) -> Fields {
    let said = serde_json::to_value(profile).unwrap_or_default();
    let is_said = |value: &Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
    match said {
        Value::Object(fields) => fields.into_iter().filter(|(_, value)| is_said(value)).collect(),
        _ => Fields::new(),
    }
}

/// What a row changed, and what stood before: the fields of both.
pub(super) async fn change(
    work: &mut Work,
    kind: FactKind,
    row: Uuid,
    recorded_for: Uuid,
) -> Result<Option<(Fields, Fields)>> {
    let all = history(work, kind, recorded_for).await?;
    let Some(at) = all.iter().position(|one| one.id == row) else { return Ok(None) };
    let before = at.checked_sub(1).and_then(|before| all.get(before));
    let before = before.map(|one| one.fields.clone()).unwrap_or_default();
    Ok(all.into_iter().nth(at).map(|one| (before, one.fields)))
}

/// What the birth, the death or the details of somebody are after decisions: a new row where the newest says something else.
/// Gives that row.
///
/// [`Error::Rule`] where what is theirs was recorded on a record that the officer may not open.
pub(super) async fn make_anew(work: &mut Work, kind: FactKind, person: Uuid) -> Result<Option<Uuid>> {
    let rows = sqlx::query!(
        r#"select row_id as "row_id!", recorded_for_id as "recorded_for!", first_at as "first_at!"
           from casework.changes_of($1, $2) where is_theirs"#,
        kind.code(),
        person
    );
    let mut changes = Vec::new();
    for row in rows.fetch_all(work.sql()).await? {
        let Some((before, now)) = change(work, kind, row.row_id, row.recorded_for).await? else {
            return Err(Error::Rule(
                "It was recorded on a third record that you do not have access to. Ask somebody who has"
                    .into(),
            ));
        };
        changes.push((row.first_at.to_jiff(), row.row_id, difference(&before, &now)));
    }
    let fields = together(changes);
    let all = history(work, kind, person).await?;
    let current = all.into_iter().find(|one| one.is_current);
    if current.as_ref().map(|one| &one.fields).unwrap_or(&Fields::new()) == &fields {
        return Ok(None);
    }
    if let Some(current) = current {
        repeat::end(work, kind, current.id).await?;
    }
    if fields.is_empty() { Ok(None) } else { record(work, kind, person, fields).await.map(Some) }
}

async fn record(work: &mut Work, kind: FactKind, person: Uuid, mut fields: Fields) -> Result<Uuid> {
    match kind {
        FactKind::Birth => {
            let stated: DateOfBirth = birth::read(fields.remove("stated").unwrap_or_default())?;
            birth_date::insert(work, person, &stated).await?;
        }
        FactKind::Death => {
            let died_on =
                fields.get("died_on").and_then(Value::as_str).and_then(|on| on.parse::<Date>().ok());
            let died_on = died_on.ok_or(Error::NotFound)?;
            birth_date::insert_death(work, person, died_on).await?;
        }
        _ => {
            let profile = profile_of(fields)?;
            profile::insert(work, person, &profile).await?;
        }
    }
    let newest = sqlx::query_scalar!(
        r#"select row_id as "row_id!" from casework.facts_of(array[$1]::uuid[])
           where kind = $2 and superseded_at is null and recorded_at = $3"#,
        person,
        kind.code(),
        work.now().to_sqlx()
    );
    Ok(newest.fetch_one(work.sql()).await?)
}

/// What is recorded about somebody, of the fields of a row.
pub(super) fn profile_of(fields: Fields) -> Result<Profile> {
    serde_json::from_value(Value::Object(fields))
        .map_err(|error| Error::Database(sqlx::Error::Decode(Box::new(error))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(said: &[(&str, &str)]) -> Fields {
        said.iter().map(|(name, value)| ((*name).to_owned(), Value::String((*value).to_owned()))).collect()
    }

    #[test]
    fn what_is_anothers_goes_and_what_came_after_it_stays() {
        let minute = |minute: i64| Timestamp::from_second(minute * 60).expect("a moment");
        let rows = [
            fields(&[("gp", "Elm Road")]),
            fields(&[("gp", "Oak Road"), ("sex", "F")]),
            fields(&[("gp", "Oak Road"), ("sex", "F"), ("religion", "None")]),
            fields(&[("sex", "F"), ("religion", "None")]),
        ];
        let changes = |left_out: usize| {
            let before = |at: usize| at.checked_sub(1).map(|at| rows[at].clone()).unwrap_or_default();
            let all = (0..rows.len()).filter(|at| *at != left_out);
            all.map(|at| (minute(at as i64), Uuid::from_u128(at as u128), difference(&before(at), &rows[at])))
                .collect()
        };
        assert_eq!(together(changes(9)), rows[3]);
        assert_eq!(
            together(changes(1)),
            fields(&[("religion", "None")]),
            "the practice was taken out later, whatever it was"
        );
        assert_eq!(together(changes(3)), rows[2]);
    }
}
