//! Rows that somebody wrote, as they are kept.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use jiff::civil::Date;
use law::chronology::{ApproximateDate, Category, Origin, Row};
use uuid::Uuid;

use crate::{RecordKey, Result, Work};

/// A row as it stands.
#[derive(Debug, Clone)]
pub struct Written {
    /// Its row.
    pub id: Uuid,
    /// What it says. Among its events is its own [`name`].
    pub row: Row,
    /// Whether it says something about somebody it is not about.
    pub of_others: bool,
    /// Whether an earlier wording is on file.
    pub is_changed: bool,
    /// When this wording was written.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: String,
}

/// A row that was taken out.
#[derive(Debug, Clone)]
pub struct Removal {
    /// When what it said had happened.
    pub when: ApproximateDate,
    /// Why it was taken out.
    pub because: String,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// What a written row is called among events.
pub(crate) fn name(row: Uuid) -> String {
    format!("row:{row}")
}

/// An approximate date as columns: how exactly it is known, year, month, day.
pub(super) fn columns(when: ApproximateDate) -> (&'static str, i16, Option<i16>, Option<i16>) {
    match when {
        ApproximateDate::Day { date } => {
            ("day", date.year(), Some(date.month().into()), Some(date.day().into()))
        }
        ApproximateDate::Month { year, month } => ("month", year, Some(month.into()), None),
        ApproximateDate::Year { year } => ("year", year, None, None),
        ApproximateDate::Before { year } => ("before", year, None, None),
    }
}

/// From the columns. What the table's checks keep out is nothing.
fn when(known_to: &str, year: i16, month: Option<i16>, day: Option<i16>) -> Option<ApproximateDate> {
    let month = month.and_then(|month| i8::try_from(month).ok());
    let day = day.and_then(|day| i8::try_from(day).ok());
    Some(match known_to {
        "day" => ApproximateDate::Day { date: Date::new(year, month?, day?).ok()? },
        "month" => ApproximateDate::Month { year, month: month? },
        "year" => ApproximateDate::Year { year },
        _ => ApproximateDate::Before { year },
    })
}

/// The rows of a family that stand, and those that were taken out.
pub(super) async fn all(work: &mut Work, family: Uuid) -> Result<(Vec<Written>, Vec<Removal>)> {
    let rows = sqlx::query!(
        r#"select w.id, w.known_to, w.happened_year, w.happened_month, w.happened_day, w.category, w.is_significant, w.of_others,
               w.events, w.key_id, w.headline_sealed, w.source_sealed, w.agency_sealed, w.action_sealed, w.recorded_at,
               w.supersedes_id is not null as "is_changed!", a.display_name as recorded_by,
               x.id as "removal?", x.because_sealed as "because_sealed?", x.removed_at as "removed_at?", b.display_name as "removed_by?"
           from casework.chronology_row w
           join access.account a on a.id = w.recorded_by
           left join casework.chronology_removal x on x.row_id = w.id
           left join access.account b on b.id = x.removed_by
           where (w.family_id = $1 or w.id = any (array(select unnest(casework.moved_into($1)))))
             and w.id <> all (array(select unnest(casework.moved_away($1))))
             and not exists (select 1 from casework.chronology_row n where n.supersedes_id = w.id)
           order by w.recorded_at, w.id"#,
        family
    );
    let rows = rows.fetch_all(work.sql()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let key_ids: Vec<Uuid> = rows.iter().map(|row| row.key_id).collect();
    let keys = work.keys(&key_ids).await?;
    let by_row: HashMap<Uuid, &RecordKey> =
        rows.iter().filter_map(|row| Some((row.id, keys.get(&row.key_id)?))).collect();
    let mut subjects = subjects(work, &ids, &by_row).await?;
    let (mut written, mut removed) = (Vec::new(), Vec::new());
    for row in rows {
        let Some(key) = by_row.get(&row.id) else { continue };
        let (Some(when), Some(category)) = (
            when(&row.known_to, row.happened_year, row.happened_month, row.happened_day),
            Category::parse(&row.category),
        ) else {
            continue;
        };
        if let (Some(id), Some(because), Some(at), Some(by)) =
            (row.removal, row.because_sealed, row.removed_at, row.removed_by)
        {
            let because = key.open("chronology_removal", "because_sealed", id, &because)?;
            removed.push(Removal { when, because, at: at.to_jiff(), by });
            continue;
        }
        let some = |column: &str, sealed: Option<&[u8]>| {
            key.open_some("chronology_row", column, row.id, sealed).map(Option::unwrap_or_default)
        };
        let mut events = row.events;
        events.push(name(row.id));
        written.push(Written {
            id: row.id,
            row: Row {
                when,
                category,
                headline: key.open("chronology_row", "headline_sealed", row.id, &row.headline_sealed)?,
                subjects: subjects.remove(&row.id).unwrap_or_default(),
                source: some("source_sealed", row.source_sealed.as_deref())?,
                agency: some("agency_sealed", row.agency_sealed.as_deref())?,
                action: some("action_sealed", row.action_sealed.as_deref())?,
                is_significant: row.is_significant,
                origin: Origin::Written,
                events,
            },
            of_others: row.of_others,
            is_changed: row.is_changed,
            recorded_at: row.recorded_at.to_jiff(),
            recorded_by: row.recorded_by,
        });
    }
    Ok((written, removed))
}

/// Whom each of these rows is about, and what it meant for them.
async fn subjects(
    work: &mut Work,
    rows: &[Uuid],
    keys: &HashMap<Uuid, &RecordKey>,
) -> Result<HashMap<Uuid, BTreeMap<String, String>>> {
    let found = sqlx::query!(
        r#"select s.id, s.row_id, a.person_id as "person_id!", s.impact_sealed from casework.chronology_about() a
           join casework.chronology_subject s on s.id = a.subject_id where a.row_id = any ($1)"#,
        rows
    );
    let mut subjects: HashMap<Uuid, BTreeMap<String, String>> = HashMap::new();
    for one in found.fetch_all(work.sql()).await? {
        let Some(key) = keys.get(&one.row_id) else { continue };
        let impact =
            key.open_some("chronology_subject", "impact_sealed", one.id, one.impact_sealed.as_deref())?;
        subjects.entry(one.row_id).or_default().insert(one.person_id.to_string(), impact.unwrap_or_default());
    }
    Ok(subjects)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_comes_back_as_exactly_as_it_was_known() {
        for date in [
            ApproximateDate::Day { date: jiff::civil::date(2026, 2, 28) },
            ApproximateDate::Month { year: 2026, month: 2 },
            ApproximateDate::Year { year: 2026 },
            ApproximateDate::Before { year: 2026 },
        ] {
            let (known_to, year, month, day) = columns(date);
            assert_eq!(when(known_to, year, month, day), Some(date));
        }
    }
}
