//! `/people/{id}/viewed/statement`: what a family is told of who looked at a record, made by the data protection officer: as a
//! page to print, with the proofs of its lines, and as FHIR AuditEvents.

mod fhir;

use std::fmt::Write as _;
use std::time::Duration;

use access::Role;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use law::who_looked::{LeftOut, Line, proposed};
use ledger::Proof;
use record::access::{Permit, may};
use record::ledger::Trouble;
use record::statement::{self, Entry, Form};
use serde_json::{Value, json};
use uuid::Uuid;

use super::gate::{self, Opened, opened};
use super::{bar, viewed};
use crate::error::Result;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;
use crate::words;

/// Who may make one.
const WHO: [Role; 1] = [Role::DataProtectionOfficer];

/// How long the tree is waited for: the sequencer is at most a second behind.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(150);

/// `GET /people/{id}/viewed/statement`: every line, with what is proposed for it.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    visit.staff_with(&WHO)?;
    let mut page = opened!(gate::with(&visit, &id, may::SeePersonLog, &Fields::default()));
    let entries = statement::entries(&mut page.work, &page.permit).await?;
    page.work.commit().await?;
    let rows: Vec<Value> = entries.iter().map(|entry| choice(entry, propose(entry))).collect();
    visit.page(
        "people/statement_draft.html",
        json!({ "rows": rows, "reference": page.who.public_ref, "action": bar::path(page.who.id, "viewed/statement"),
                "viewed": bar::path(page.who.id, "viewed"), "full": entries.len() == statement::MOST }),
    )
}

/// What the officer decided of every line.
struct Decided {
    told: Vec<Entry>,
    left_out: Vec<(LeftOut, usize)>,
}

impl Decided {
    /// A line that came since the form was opened is as proposed: nothing is told that nobody weighed.
    fn of(entries: Vec<Entry>, fields: &Fields) -> Decided {
        let mut told = Vec::new();
        let mut reasons = Vec::new();
        for entry in entries {
            let name = field(entry.event);
            let weighed = fields.pairs().any(|(typed, _)| typed == name);
            let reason = if weighed { LeftOut::parse(fields.text(&name)) } else { propose(&entry) };
            match reason {
                Some(reason) => reasons.push(reason),
                None => told.push(entry),
            }
        }
        let count = |reason: LeftOut| (reason, reasons.iter().filter(|one| **one == reason).count());
        Decided {
            told,
            left_out: LeftOut::ALL.map(count).into_iter().filter(|(_, count)| *count > 0).collect(),
        }
    }
}

/// `POST /people/{id}/viewed/statement`: the statement, or a file that belongs to it. That it was given is on record.
pub async fn submit(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    visit.staff_with(&WHO)?;
    let Opened { mut work, permit, who } = *opened!(gate::with(&visit, &id, may::SeePersonLog, &fields));
    let decided = Decided::of(statement::entries(&mut work, &permit).await?, &fields);
    let form = match fields.text("give") {
        "proofs" => Form::Proofs,
        "fhir" => Form::Fhir,
        _ => Form::Page,
    };
    // The proofs are gathered first: a statement that cannot be made was not given.
    let answer = match form {
        Form::Page => page(&visit, &fields, who.id, &who.public_ref, &decided)?,
        Form::Proofs => proofs(&visit, &permit, &decided).await?,
        Form::Fhir => {
            let council = &visit.app.council.pack.council.name;
            let bundle = fhir::bundle(council, &who.public_ref, &decided.told, visit.now);
            file(bundle.to_string(), "application/fhir+json", "who-looked.fhir.json")
        }
    };
    statement::given(&mut work, &permit, form, decided.told.len(), &decided.left_out).await?;
    work.commit().await?;
    Ok(answer)
}

fn page(visit: &Visit, fields: &Fields, person: Uuid, reference: &str, decided: &Decided) -> Result {
    let rows: Vec<Value> = decided.told.iter().map(line).collect();
    let left_out: Vec<Value> = decided
        .left_out
        .iter()
        .map(|(reason, count)| json!({ "count": count, "words": reason.words(), "source": reason.source() }))
        .collect();
    let kept: Vec<Value> = fields
        .pairs()
        .filter(|(name, _)| name.starts_with("leave."))
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect();
    let key = visit.app.receipts.as_ref().map(|key| key.verifier().to_string());
    visit.page(
        "people/statement.html",
        json!({ "rows": rows, "left_out": left_out, "reference": reference, "kept": kept, "key": key,
                "made": words::moment(visit.now), "council": visit.app.council.pack.council.name,
                "action": bar::path(person, "viewed/statement"), "viewed": bar::path(person, "viewed") }),
    )
}

/// One proof after the other, as `kith-verify proof` reads them.
async fn proofs(visit: &Visit, _permit: &Permit<may::SeePersonLog>, decided: &Decided) -> Result {
    let mut all = String::new();
    for entry in &decided.told {
        let _ = write!(all, "{}", proof(visit, entry.event).await?);
    }
    Ok(file(all, "text/plain; charset=utf-8", "who-looked-proofs.txt"))
}

/// A line of the last second is not in the tree yet: it is waited for.
async fn proof(visit: &Visit, event: Uuid) -> Result<Proof> {
    for _ in 0..TRIES {
        match record::ledger::prove(&visit.app.store, event).await {
            Err(record::Error::Ledger(Trouble::NotYet)) => tokio::time::sleep(PAUSE).await,
            answer => return Ok(answer?),
        }
    }
    Err(record::Error::Ledger(Trouble::NotYet).into())
}

fn file(text: String, kind: &'static str, name: &'static str) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    headers
        .insert(header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    response
}

fn propose(entry: &Entry) -> Option<LeftOut> {
    let (action, basis) = (entry.action.as_str(), entry.basis.as_deref());
    proposed(Line { action, basis, under_review: entry.under_review })
}

fn field(event: Uuid) -> String {
    format!("leave.{event}")
}

/// A line as the family reads it.
fn line(entry: &Entry) -> Value {
    json!({ "when": words::moment(entry.at), "who": who(entry), "team": entry.team, "what": viewed::done(&entry.action),
            "why": viewed::why(entry.basis.as_deref()) })
}

fn who(entry: &Entry) -> &str {
    entry.job_title.as_deref().unwrap_or("Kith itself")
}

/// A line as the officer weighs it.
fn choice(entry: &Entry, reason: Option<LeftOut>) -> Value {
    let tell = json!({ "value": "", "text": "Tell the family", "selected": reason.is_none() });
    let leave = LeftOut::ALL.map(|one| {
        json!({ "value": one.code(), "text": format!("Leave out: {}", short(one)), "selected": reason == Some(one) })
    });
    let mut row = line(entry);
    row["name"] = field(entry.event).into();
    row["items"] = std::iter::once(tell).chain(leave).collect();
    row["proposed"] = reason.is_some().into();
    row
}

const fn short(reason: LeftOut) -> &'static str {
    match reason {
        LeftOut::SomebodyElse => "it is about somebody else",
        LeftOut::Crime => "preventing or detecting crime",
        LeftOut::SeriousHarm => "serious harm to somebody",
        LeftOut::LookedInto => "it is being looked into",
    }
}
