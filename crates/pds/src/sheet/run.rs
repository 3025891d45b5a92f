//! A whole file, row by row. Each row is written as soon as it is done, so that an interruption loses none that was asked about.

use std::collections::BTreeMap;
use std::io::Write;

use law::identifiers::NhsNumber;

use super::columns::Kind;
use super::reading::{Row, Sheet};
use super::told;
use crate::address;
use crate::assertion::SigningKey;
use crate::client::Pds;
use crate::disclosure::{Occasion, Recorder};
use crate::field::Field;
use crate::matching::{self, MatchStatus};
use crate::outside::Outside;
use crate::person::Person;
use crate::reconcile::{self, Local, Status};
use crate::settings::Settings;
use crate::strategies::{Strategies, Strategy};
use crate::trouble::Trouble;

/// After so many rows in a row that PDS did not answer, the rest is not asked.
const PATIENCE: u32 = 3;

/// What to do, by what, and why.
pub struct Job<'a> {
    /// Search, or compare too.
    pub kind: Kind,
    /// All rules.
    pub strategies: &'a Strategies,
    /// The strategy.
    pub strategy: &'a Strategy,
    /// Where PDS is.
    pub settings: &'a Settings,
    /// The private key.
    pub key: &'a SigningKey,
    /// The world outside.
    pub outside: &'a dyn Outside,
    /// Who runs it.
    pub by: &'a str,
    /// Why.
    pub why: &'a str,
}

/// What came of a file. It names nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many rows have which status.
    pub statuses: BTreeMap<String, usize>,
    /// Of reconciliations: how many of the searches have which status.
    pub searches: BTreeMap<String, usize>,
    /// Rows an earlier run had settled.
    pub settled: usize,
    /// Rows that could not be asked about as they are.
    pub broken: usize,
    /// Rows that were not asked about because the run ended, and why it did.
    pub ended: Option<(usize, Trouble)>,
}

/// Goes through a file and writes it to `out` with its columns added. `progress` is told after each row.
///
/// # Errors
/// If `out` cannot be written. Trouble with PDS is in the tally, and on the rows.
pub fn run(
    sheet: &Sheet,
    job: &Job<'_>,
    recorder: &mut dyn Recorder,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(),
) -> Result<Tally, csv::Error> {
    if sheet.has_bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(sheet.delimiter).from_writer(out);
    let added = job.kind.added().iter().map(|name| (*name).to_owned());
    writer.write_record(sheet.header.iter().cloned().chain(added))?;
    writer.flush()?;
    let mut pds = Pds::new(job.settings, job.key, job.outside, recorder);
    let mut tally = Tally::default();
    let mut unanswered = 0;
    for row in &sheet.rows {
        let cells = if let Some(settled) = &row.settled {
            tally.settled += 1;
            settled.clone()
        } else if let Some(broken) = &row.broken {
            tally.broken += 1;
            told::not_asked(job.kind, broken.clone())
        } else if let Some((left, trouble)) = &mut tally.ended {
            *left += 1;
            told::not_asked(job.kind, format!("not asked: {trouble}"))
        } else {
            match ask(&mut pds, sheet, row, job, &mut tally) {
                Ok((cells, Some(trouble))) => {
                    unanswered += 1;
                    if unanswered >= PATIENCE {
                        tally.ended = Some((0, trouble));
                    }
                    cells
                }
                Ok((cells, None)) => {
                    unanswered = 0;
                    cells
                }
                Err(trouble) => {
                    let cells = told::not_asked(job.kind, format!("not asked: {trouble}"));
                    tally.ended = Some((1, trouble));
                    cells
                }
            }
        };
        *tally.statuses.entry(cells[job.kind.status_at()].clone()).or_default() += 1;
        writer.write_record(row.fields.iter().chain(&cells).chain(&row.beyond))?;
        writer.flush()?;
        progress();
    }
    Ok(tally)
}

/// The added columns of one row, and the trouble if PDS did not answer.
fn ask(
    pds: &mut Pds<'_>,
    sheet: &Sheet,
    row: &Row,
    job: &Job<'_>,
    tally: &mut Tally,
) -> Result<(Vec<String>, Option<Trouble>), Trouble> {
    let person = sheet.person(row);
    let occasion =
        Occasion { record: reference(sheet, row, &person), why: job.why.into(), by: job.by.into() };
    let today = law::clocks::to_london(job.outside.now()).date();
    let note = |mut notes: Vec<String>| {
        notes.extend(row.same_id_as.map(|line| format!("line {line} has the same id")));
        notes.join("; ")
    };
    match job.kind {
        Kind::Match => {
            let outcome = matching::run(pds, job.strategies, job.strategy, &person, &occasion, today)?;
            let trouble = outcome.trouble().filter(|trouble| trouble.may_pass()).cloned();
            let trouble = trouble.filter(|_| outcome.status == MatchStatus::Error);
            Ok((told::outcome(&outcome, note(outcome.notes())), trouble))
        }
        Kind::Reconcile => {
            let addresses = sheet.places.addresses.map(|at| row.fields[at].as_str()).unwrap_or_default();
            let addresses = address::read(addresses, job.settings.addresses, &person.postcode);
            let not_kept: Vec<_> =
                Field::ALL.into_iter().filter(|field| sheet.places.of(*field).is_none()).collect();
            let local = Local { person: &person, addresses: &addresses, not_kept: &not_kept };
            let result = reconcile::run(pds, job.strategies, job.strategy, &local, &occasion, today)?;
            *tally.searches.entry(result.outcome.status.to_string()).or_default() += 1;
            let trouble = result.trouble.clone().filter(|trouble| trouble.may_pass());
            let trouble = trouble.filter(|_| result.status == Status::Error);
            Ok((told::reconciliation(&result, note(result.notes())), trouble))
        }
    }
}

/// Whose record, for the disclosure: the file's id with the line, or the line alone where the id is or holds what must not be
/// written down.
fn reference(sheet: &Sheet, row: &Row, person: &Person) -> String {
    let id = sheet.places.id.map(|at| row.fields[at].trim()).unwrap_or_default();
    let lower = id.to_lowercase();
    let says = |name: &str| {
        let mut words = name.split(|it: char| !it.is_alphanumeric()).filter(|word| word.chars().count() > 2);
        words.any(|word| lower.contains(&word.to_lowercase()))
    };
    let plain = (1..=40).contains(&id.len()) && !id.contains(char::is_control);
    if !plain || NhsNumber::parse(id).is_ok() || says(&person.given) || says(&person.family) {
        format!("line {}", row.line)
    } else {
        format!("{id} (line {})", row.line)
    }
}
