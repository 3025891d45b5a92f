//! What the pairs that were read say: how many were read each week, how far two readers agree, and how many links are estimated to
//! be false or missed. Figures, about nobody.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use link::review::{self, Agreement, Band, Estimates};
use link::scoring::weight_of;

use super::find::{Weighed, cuts};
use super::reader;
use super::stage::Answer;
use crate::{Error, Result, Work};

/// How many weeks are shown.
pub const WEEKS: i32 = 12;

/// A week, by its Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub monday: Date,
    /// How many readings there were.
    pub read: i64,
    /// How many pairs were decided to be one person.
    pub same: i64,
    /// How many to be two.
    pub different: i64,
}

/// What there is to say.
#[derive(Debug, Clone)]
pub struct Statistics {
    /// Week by week, the oldest first.
    pub weeks: Vec<Week>,
    /// How far first and second readers agree; nothing while nothing was read twice.
    pub agreement: Option<Agreement>,
    /// Every pair that was weighed, by band, with what was decided of those that were read.
    pub bands: Vec<Band>,
    /// What that comes to for all of them; nothing while nobody was compared.
    pub estimates: Option<Estimates>,
    /// Links that came of the queue and were taken back since.
    pub taken_back: i64,
}

/// Reads them.
pub async fn statistics(work: &mut Work) -> Result<Statistics> {
    reader(work)?;
    let (bands, threshold) = bands(work).await?;
    let estimates = (!bands.is_empty()).then(|| Estimates::of(&bands, threshold));
    let taken_back = sqlx::query_scalar!(
        r#"select count(*) as "count!" from casework.duplicate_decision d
           join casework.same_person_link l on l.id = d.link_id where l.ended_at is not null"#
    );
    let taken_back = taken_back.fetch_one(work.sql()).await?;
    Ok(Statistics {
        weeks: weeks(work).await?,
        agreement: agreement(work).await?,
        bands,
        estimates,
        taken_back,
    })
}

async fn weeks(work: &mut Work) -> Result<Vec<Week>> {
    let today = law::clocks::to_london(work.now()).date();
    let rows = sqlx::query!(
        r#"with weeks as (select (date_trunc('week', $1::date) - make_interval(weeks => n))::date as monday
                          from generate_series(0, $2 - 1) n),
                happened as (select * from casework.duplicate_weeks())
           select w.monday as "monday!", coalesce(h.readings, 0) as "read!", coalesce(h.same, 0) as "same!",
               coalesce(h.different, 0) as "different!"
           from weeks w left join happened h on h.monday = w.monday order by w.monday"#,
        today.to_sqlx() as _,
        WEEKS
    );
    let rows = rows.fetch_all(work.sql()).await?;
    Ok(rows
        .into_iter()
        .map(|row| Week {
            monday: row.monday.to_jiff(),
            read: row.read,
            same: row.same,
            different: row.different,
        })
        .collect())
}

/// Pairs of a first and a second answer. Of those that are not decided, too: what counts is how two people see the same records.
async fn agreement(work: &mut Work) -> Result<Option<Agreement>> {
    let rows = sqlx::query!(
        r#"select first as "first!", second as "second!" from casework.duplicate_pairs_of_answers()"#
    );
    let answers: Option<Vec<_>> = rows
        .fetch_all(work.sql())
        .await?
        .iter()
        .map(|row| Some((known(&row.first)?, known(&row.second)?)))
        .collect();
    Ok(Agreement::of(&answers.ok_or(Error::NotFound)?))
}

/// The bands of the newest look through everybody, with what was decided since anybody has read a pair of them.
async fn bands(work: &mut Work) -> Result<(Vec<Band>, f64)> {
    let run = sqlx::query!(
        "select r.bands, r.model_id from casework.duplicate_run r order by r.ran_at desc, r.id limit 1"
    );
    let Some(run) = run.fetch_optional(work.sql()).await? else { return Ok((Vec::new(), 0.0)) };
    let plan = super::model(work, run.model_id).await?.plan;
    let weighed: Vec<Weighed> = serde_json::from_value(run.bands)
        .map_err(|error| Error::Database(sqlx::Error::Decode(Box::new(error))))?;
    let mut bands: Vec<Band> = weighed
        .iter()
        .map(|one| Band {
            pairs: one.pairs,
            believed: one.believed,
            ..Band::new(one.from.unwrap_or(f64::NEG_INFINITY), one.to.unwrap_or(f64::INFINITY))
        })
        .collect();
    let cuts = cuts(&plan);
    let rows =
        sqlx::query!(r#"select weight as "weight!", answer as "answer!" from casework.duplicate_outcomes()"#);
    for row in rows.fetch_all(work.sql()).await? {
        let Some(band) = bands.get_mut(cuts.partition_point(|cut| *cut <= row.weight)) else { continue };
        match known(&row.answer) {
            Some(review::Answer::Same) => band.same += 1,
            Some(review::Answer::Different) => band.different += 1,
            Some(review::Answer::NotSure) => band.not_sure += 1,
            None => {}
        }
        // A pair may have been weighed, read and changed since.
        band.pairs = band.pairs.max(band.read());
    }
    Ok((bands, weight_of(plan.thresholds.is_match)))
}

fn known(code: &str) -> Option<review::Answer> {
    Answer::of(code).map(|answer| match answer {
        Answer::Same => review::Answer::Same,
        Answer::Different => review::Answer::Different,
        Answer::NotSure => review::Answer::NotSure,
    })
}
