//! Looking for somebody's NHS number at the NHS. Each question is on record before it is sent; what came of it is kept; and the
//! number on file changes only by a worker who says yes.
//!
//! This module knows nothing of how PDS is asked. Whoever asks calls [`disclose`] in a transaction of its own and commits it, and
//! only then sends.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::date_of_birth::DateOfBirth;
use law::identifiers::NhsNumber;
use ledger::Code;
use uuid::Uuid;

use crate::access::{
    Permit,
    may::{self, ReadsPerson},
};
use crate::person::identifier::{self, Scheme};
use crate::person::{address, birth_date, name, profile};
use crate::{Error, Result, Work, event};

/// What is on file to ask with.
#[derive(Clone, Default)]
pub struct Known {
    /// Given names, separated by spaces.
    pub given: String,
    /// Family name.
    pub family: String,
    /// The day of birth, where it is known to the day.
    pub born: Option<Date>,
    /// `F`, `M` or nothing.
    pub sex: Option<String>,
    /// Today's postcode. Nothing where somebody lives at a confidential address: an old one could lead to the new.
    pub postcode: Option<String>,
}

/// How a trace ended, as `casework.nhs_trace` keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// One person, alike enough that the number can be used.
    Match,
    /// One person; somebody should look.
    PotentialMatch,
    /// One person, hardly alike. Their number is not kept.
    LowConfidenceMatch,
    /// Several people.
    ManyMatch,
    /// Nobody.
    NoMatch,
    /// It could not be found out.
    Error,
}

impl Ended {
    const ALL: [Ended; 6] = [
        Ended::Match,
        Ended::PotentialMatch,
        Ended::LowConfidenceMatch,
        Ended::ManyMatch,
        Ended::NoMatch,
        Ended::Error,
    ];

    /// What is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Ended::Match => "match",
            Ended::PotentialMatch => "potential-match",
            Ended::LowConfidenceMatch => "low-confidence-match",
            Ended::ManyMatch => "many-match",
            Ended::NoMatch => "no-match",
            Ended::Error => "error",
        }
    }

    /// Whether the number it found may be kept and said yes to.
    pub const fn offers_a_number(self) -> bool {
        matches!(self, Ended::Match | Ended::PotentialMatch)
    }
}

/// A question that is about to be sent.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The trace it belongs to.
    pub trace: Uuid,
    /// The id the question carries, by which the NHS can find it.
    pub request: Uuid,
    /// `search` or `retrieve`.
    pub call: &'static str,
    /// The rule it follows.
    pub rule: Option<&'a str>,
    /// Which attempt at it, from 1.
    pub attempt: u32,
    /// The fields it sends, as `given` or `postcode`. Never their values.
    pub fields: &'a [&'static str],
    /// Why.
    pub why: &'a str,
}

/// What came of a trace.
#[derive(Debug, Clone)]
pub struct NewTrace<'a> {
    /// Made by the page, so that a form sent twice is one trace.
    pub id: Uuid,
    /// The strategy, as `4.2`.
    pub strategy: &'a str,
    /// How it ended.
    pub ended: Ended,
    /// The rule that gave it.
    pub rule: Option<&'a str>,
    /// Whoever was found, with a score from 0 to 1.
    pub found: Option<(&'a NhsNumber, f64)>,
    /// What whoever reads it must know, as codes.
    pub cautions: &'a [String],
}

/// A trace on file. `Debug` shows no number.
#[derive(Debug, Clone)]
pub struct Trace {
    /// Its row.
    pub id: Uuid,
    /// How it ended.
    pub ended: Ended,
    /// The number it found and that may be said yes to.
    pub number: Option<NhsNumber>,
    /// How alike, from 0 to 1.
    pub score: Option<f64>,
    /// The strategy.
    pub strategy: String,
    /// The rule.
    pub rule: Option<String>,
    /// What whoever reads it must know, as codes.
    pub cautions: Vec<String>,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What a worker said to it, and who did.
    pub answer: Option<(bool, String)>,
}

/// What is on file to ask with. Sending anything of it is [`disclose`]d first.
pub async fn known(work: &mut Work, permit: &Permit<may::AmendPerson>) -> Result<Known> {
    let today = law::clocks::to_london(work.now()).date();
    let names = name::all(work, permit).await?;
    let current =
        names.into_iter().map(|one| one.name).find(|name| name.used_until.is_none_or(|last| last > today));
    let Some(current) = current else { return Ok(Known::default()) };
    let given =
        [Some(current.first_name), current.middle_names].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let (_, birth) = birth_date::current(work, permit).await?;
    let (_, profile) = profile::current(work, permit).await?;
    let hidden = address::confidential(work, permit).await?;
    let lives_there = |until: Option<Date>| until.is_none_or(|last| last > today);
    let postcode = if hidden.iter().any(|one| lives_there(one.lived_until)) {
        None
    } else {
        let all = address::all(work, permit).await?;
        let home = all.into_iter().map(|one| one.address).find(|one| lives_there(one.lived_until));
        home.and_then(|home| home.postcode).map(|postcode| postcode.formatted())
    };
    Ok(Known {
        given,
        family: current.last_name.unwrap_or_default(),
        born: if let DateOfBirth::Exact { date } = birth { Some(date) } else { None },
        sex: profile.sex.filter(|sex| sex == "F" || sex == "M"),
        postcode,
    })
}

/// Puts on record that a question is about to be sent. Commit it before sending: what was rolled back was not said.
pub async fn disclose(work: &mut Work, permit: &Permit<may::AmendPerson>, call: &Call<'_>) -> Result<()> {
    let mut note = event::note(ledger::Action::Disclosed)
        .about("person", permit.person())
        .because(Code::of("nhs-number-trace"))
        .id("nhs_trace", call.trace)
        .id("request_id", call.request)
        .code("call", Code::of(call.call))
        .count("attempt", call.attempt as usize)
        .words(call.why);
    if let Some(rule) = call.rule {
        let rule = Code::from_pack(&rule.to_lowercase());
        let bad = |_| Error::Rule("A rule’s name must be letters and digits".into());
        note = note.code("rule", rule.map_err(bad)?);
    }
    for field in call.fields {
        note = note.flag(field, true);
    }
    event::record(work, note).await?;
    Ok(())
}

/// Keeps what came of a trace. [`Error::AlreadyDone`] where this form was sent before.
pub async fn keep(work: &mut Work, permit: &Permit<may::AmendPerson>, new: &NewTrace<'_>) -> Result<()> {
    let person = permit.person();
    let by = work.staff()?.account;
    let number = new.found.filter(|_| new.ended.offers_a_number()).map(|(number, _)| number.as_str());
    let sealed = match number {
        Some(number) => {
            let key = crate::person::key(work, person).await?;
            Some(work.seal(&key, "nhs_trace", "number_sealed", new.id, number)?)
        }
        None => None,
    };
    // Three decimals are what a score has.
    let thousandths = new.found.map(|(_, score)| (score.clamp(0.0, 1.0) * 1000.0).round() as i16);
    let done = sqlx::query!(
        "insert into casework.nhs_trace (id, person_id, strategy, status, rule, score_thousandths, number_sealed, cautions,
             traced_at, traced_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing",
        new.id,
        person,
        new.strategy,
        new.ended.code(),
        new.rule,
        thousandths,
        sealed,
        new.cautions,
        work.now().to_sqlx(),
        by
    );
    if done.execute(work.sql()).await?.rows_affected() == 0 {
        return Err(Error::AlreadyDone);
    }
    let note =
        event::created("person", person).id("nhs_trace", new.id).code("ended", Code::of(new.ended.code()));
    event::record(work, note).await?;
    Ok(())
}

/// Every trace of somebody, the newest first.
pub async fn all(work: &mut Work, permit: &Permit<impl ReadsPerson>) -> Result<Vec<Trace>> {
    let person = permit.person();
    let rows = sqlx::query!(
        r#"select t.id, t.strategy, t.status, t.rule, t.score_thousandths, t.number_sealed, t.cautions, t.traced_at,
               a.display_name as by, w.answer as "answer?", b.display_name as "answered_by?"
           from casework.nhs_trace t join access.account a on a.id = t.traced_by
           left join casework.nhs_trace_answer w on w.trace_id = t.id
           left join access.account b on b.id = w.answered_by
           where t.person_id = $1 order by t.traced_at desc, t.id"#,
        person
    );
    let rows = rows.fetch_all(work.sql()).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = crate::person::key(work, person).await?;
    let mut traces = Vec::with_capacity(rows.len());
    for row in rows {
        let ended = Ended::ALL.into_iter().find(|ended| ended.code() == row.status).ok_or(Error::NotFound)?;
        let number = key.open_some("nhs_trace", "number_sealed", row.id, row.number_sealed.as_deref())?;
        traces.push(Trace {
            id: row.id,
            ended,
            number: number.and_then(|number| NhsNumber::parse(&number).ok()),
            score: row.score_thousandths.map(|score| f64::from(score) / 1000.0),
            strategy: row.strategy,
            rule: row.rule,
            cautions: row.cautions,
            at: row.traced_at.to_jiff(),
            by: row.by,
            answer: row.answer.map(|answer| (answer == "yes", row.answered_by.unwrap_or_default())),
        });
    }
    Ok(traces)
}

/// Says yes or no to the number that a trace found. A yes puts it on file as verified by the NHS, in the place of the one that
/// stood there; a no changes nothing. How many others on file have the number comes back: they may be one person.
///
/// [`Error::AlreadyDone`] where it was answered before, [`Error::Rule`] where it offers no number.
pub async fn answer(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    trace: Uuid,
    yes: bool,
) -> Result<usize> {
    let found = all(work, permit).await?.into_iter().find(|one| one.id == trace).ok_or(Error::NotFound)?;
    if found.answer.is_some() {
        return Err(Error::AlreadyDone);
    }
    let number =
        found.number.ok_or_else(|| Error::Rule("This trace found no number that could be used".into()))?;
    let (mut identifier, mut others) = (None, 0);
    if yes {
        others = identifier::also_held_by(work, permit, Scheme::Nhs, number.as_str()).await?;
        let here = identifier::all(work, permit).await?;
        // The same number first, where it is on file and only stated: it must not stand beside itself.
        let mut here: Vec<_> = here.into_iter().filter(|one| one.scheme == Scheme::Nhs).collect();
        here.sort_by_key(|one| one.value != number.as_str());
        let instead_of = here.first().map(|one| one.id);
        identifier = Some(
            identifier::save(work, permit, Scheme::Nhs, number.as_str(), "verified", "nhs", instead_of)
                .await?,
        );
    }
    let by = work.staff()?.account;
    let done = sqlx::query!(
        "insert into casework.nhs_trace_answer (trace_id, answer, identifier_id, answered_at, answered_by)
         values ($1, $2, $3, $4, $5) on conflict (trace_id) do nothing",
        trace,
        if yes { "yes" } else { "no" },
        identifier,
        work.now().to_sqlx(),
        by
    );
    if done.execute(work.sql()).await?.rows_affected() == 0 {
        return Err(Error::AlreadyDone);
    }
    let note = event::note(ledger::Action::Decided).about("person", permit.person()).id("nhs_trace", trace);
    event::record(work, note.flag("yes", yes)).await?;
    Ok(others)
}
