//! `/people/{id}/nhs-number`: look for somebody's number at the NHS; `/people/{id}/nhs-number/{trace}`: say yes or no to what was found.

use axum::extract::Path;
use axum::http::StatusCode;
use law::identifiers::NhsNumber;
use pds::disclosure::{Disclosure, Occasion};
use pds::matching::{Caution, MatchStatus, Outcome};
use pds::person::Person;
use record::access::{Circumstances, may, permit_person};
use record::nhs_trace::{self, Call, Ended, Known, NewTrace, Trace};
use record::person::Identity;
use record::person::identifier::{self, Scheme};
use serde_json::{Value, json};
use uuid::Uuid;

use super::bar;
use super::form::{self, Problems, Read};
use super::gate::{self, Opened, opened};
use crate::error::{Error, Result};
use crate::nhs_tracing;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;
use crate::words;

const CAUTIONS: [(&str, Caution); 5] = [
    ("rules-disagree", Caution::RulesDisagree),
    ("without-given-name", Caution::WithoutGivenName),
    ("only-placeholder", Caution::OnlyPlaceholder),
    ("not-all-answered", Caution::NotAllAnswered),
    ("some-refused", Caution::SomeRefused),
];

/// What the page shows.
struct Seen {
    known: Known,
    numbers: Vec<Value>,
    /// The numbers on file that the NHS has verified.
    verified: Vec<String>,
    traces: Vec<Trace>,
}

async fn look_at(page: &mut Opened<may::AmendPerson>) -> Result<Seen> {
    let (work, permit) = (&mut page.work, &page.permit);
    let numbers = identifier::all(work, permit).await?;
    let numbers: Vec<_> = numbers.iter().filter(|one| one.scheme == Scheme::Nhs).collect();
    Ok(Seen {
        verified: numbers
            .iter()
            .filter(|one| one.status == "verified")
            .map(|one| one.value.clone())
            .collect(),
        numbers: numbers
            .iter()
            .map(|one| {
                let status = super::labels::short(&super::labels::STATUSES, &one.status);
                json!({ "value": one.scheme.formatted(&one.value), "status": status })
            })
            .collect(),
        known: nhs_trace::known(work, permit).await?,
        traces: nhs_trace::all(work, permit).await?,
    })
}

/// What would be sent, in words, and what is missing to ask at all.
fn to_send(known: &Known, never: &[pds::field::Field]) -> (Vec<&'static str>, Vec<&'static str>) {
    let all = [
        (pds::field::Field::Given, "first and middle names", !known.given.is_empty(), true),
        (pds::field::Field::Family, "last name", !known.family.is_empty(), true),
        (pds::field::Field::BirthDate, "date of birth", known.born.is_some(), true),
        (pds::field::Field::Gender, "sex", known.sex.is_some(), false),
        (pds::field::Field::Postcode, "postcode", known.postcode.is_some(), false),
    ];
    let sent = all.iter().filter(|(field, _, is_known, _)| *is_known && !never.contains(field));
    let missing = all.iter().filter(|(_, _, is_known, is_needed)| *is_needed && !is_known);
    (sent.map(|(_, words, ..)| *words).collect(), missing.map(|(_, words, ..)| *words).collect())
}

fn page(visit: &Visit, who: &Identity, seen: &Seen, typed: &Fields, problems: &Problems) -> Result {
    let Some(tracing) = &visit.app.nhs_tracing else { return Err(Error::NotFound) };
    let (sent, missing) = to_send(&seen.known, &tracing.settings.never_send);
    let id = typed.some("trace").map_or_else(|| visit.app.store.new_id().to_string(), str::to_owned);
    let why = form::area("why", "Why do you need the NHS number?")
        .hint("It is kept with every question that is sent");
    let own = json!({
        "action": bar::path(who.id, "overview") + "/nhs-number", "trace": id, "sent": sent, "missing": missing,
        "numbers": seen.numbers, "traces": seen.traces.iter().map(|one| told(one, &seen.verified)).collect::<Vec<_>>(),
        "to": tracing.settings.to(), "fields": [why.context(typed, problems)], "problems": problems.summary(),
    });
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, "people/nhs_number.html", bar::frame(visit, who, "details", own))
}

fn told(trace: &Trace, verified: &[String]) -> Value {
    let found = match trace.ended {
        Ended::Match => "One person was found",
        Ended::PotentialMatch => "One person was found who may be somebody else: look closely",
        Ended::LowConfidenceMatch => "Somebody was found who is hardly alike. Their number was not kept",
        Ended::ManyMatch => "Several people fit. Add what tells them apart, such as a postcode",
        Ended::NoMatch => "Nobody was found. A restricted record is not found with a postcode",
        Ended::Error => "The NHS did not answer every question. Ask again later",
    };
    let caution =
        |code: &String| CAUTIONS.iter().find(|(known, _)| known == code).map(|(_, caution)| caution.words());
    let at = words::london(trace.at);
    let stands =
        trace.number.as_ref().is_some_and(|number| verified.iter().any(|one| one == number.as_str()));
    json!({
        "id": trace.id, "found": found, "number": trace.number.as_ref().map(NhsNumber::formatted),
        "score": trace.score, "by": trace.by, "on": words::day(at.date()), "time": words::time(trace.at), "strategy": trace.strategy,
        "cautions": trace.cautions.iter().filter_map(caution).collect::<Vec<_>>(),
        "answered": trace.answer.as_ref().map(|(yes, by)| {
            format!("{} by {by}", if *yes { "Put on file" } else { "Not them, said" })
        }),
        "stands": stands && trace.answer.is_none(),
        "open": trace.answer.is_none() && trace.number.is_some() && !stands,
    })
}

/// `GET /people/{id}/nhs-number`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let mut opened = opened!(gate::look_to_change(&visit, &id));
    let seen = look_at(&mut opened).await?;
    opened.work.commit().await?;
    page(&visit, &opened.who, &seen, &Fields::default(), &Problems::default())
}

/// `POST /people/{id}/nhs-number`: asks.
pub async fn submit(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut opened = opened!(gate::change(&visit, &id, &fields));
    let seen = look_at(&mut opened).await?;
    let person = opened.permit.person();
    let mut read = Read::new(&fields, visit.today());
    let why = read.need_area("why", "Enter why you need the NHS number");
    let mut problems = read.problems;
    let trace = fields.text("trace").parse::<Uuid>().unwrap_or_else(|_| visit.app.store.new_id());
    if seen.traces.iter().any(|one| one.id == trace) {
        return Ok(visit.go(&format!("/people/{id}/nhs-number"), "The NHS was asked already"));
    }
    for missing in to_send(&seen.known, &[]).1 {
        problems.add_once(
            "form",
            None,
            format!("Their {missing} must be on record before the NHS can be asked"),
        );
    }
    // Nothing is open while the NHS is asked: each question is kept by itself.
    opened.work.commit().await?;
    if !problems.is_empty() {
        return page(&visit, &opened.who, &seen, &fields, &problems);
    }
    let by = visit.staff()?.account.to_string();
    let occasion = Occasion { record: person.to_string(), why: why.clone(), by };
    let Some(mut running) = nhs_tracing::begin(&visit.app, asked(&seen.known), occasion) else {
        return Err(Error::NotFound);
    };
    while let Some(waiting) = running.next().await {
        let kept = disclose(&visit, person, trace, &waiting.disclosure, &why).await;
        waiting.is_kept(kept.is_ok());
        kept?;
    }
    let outcome = match running.ended().await {
        Some(Ok(outcome)) => outcome,
        Some(Err(trouble)) => {
            problems.add("form", trouble.to_string());
            return page(&visit, &opened.who, &seen, &fields, &problems);
        }
        None => return Err(Error::NotFound),
    };
    if outcome.steps.is_empty() || outcome.cautions.contains(&Caution::OnlyPlaceholder) {
        for note in outcome.notes() {
            problems.add("form", format!("Nothing was asked: {note}"));
        }
        return page(&visit, &opened.who, &seen, &fields, &problems);
    }
    keep(&visit, person, trace, &outcome).await?;
    Ok(visit.go(&format!("/people/{id}/nhs-number"), "The NHS was asked. What it found is below"))
}

fn asked(known: &Known) -> Person {
    Person {
        given: known.given.clone(),
        family: known.family.clone(),
        birth_date: known.born.map(|born| born.to_string()).unwrap_or_default(),
        gender: known.sex.clone().unwrap_or_default(),
        postcode: known.postcode.clone().unwrap_or_default(),
        ..Person::default()
    }
}

/// Puts a question on record, for good. Whoever may no longer change this record sends no more of it.
async fn disclose(
    visit: &Visit,
    person: Uuid,
    trace: Uuid,
    disclosure: &Disclosure,
    why: &str,
) -> Result<()> {
    let mut work = visit.begin().await?;
    let permit = permit_person(&mut work, may::AmendPerson, person, &Circumstances::default()).await?;
    let fields: Vec<_> = disclosure.sent.iter().map(|sent| sent.field.code()).collect();
    let call = Call {
        trace,
        request: disclosure.request,
        call: match disclosure.call {
            pds::disclosure::Call::Search => "search",
            pds::disclosure::Call::Retrieve => "retrieve",
        },
        rule: disclosure.rule.as_deref(),
        attempt: disclosure.attempt,
        fields: &fields,
        why,
    };
    nhs_trace::disclose(&mut work, &permit, &call).await?;
    Ok(work.commit().await?)
}

async fn keep(visit: &Visit, person: Uuid, trace: Uuid, outcome: &Outcome) -> Result<()> {
    let ended = match outcome.status {
        MatchStatus::Match => Ended::Match,
        MatchStatus::PotentialMatch => Ended::PotentialMatch,
        MatchStatus::LowConfidenceMatch => Ended::LowConfidenceMatch,
        MatchStatus::ManyMatch => Ended::ManyMatch,
        MatchStatus::NoMatch => Ended::NoMatch,
        MatchStatus::Error => Ended::Error,
    };
    let cautions = CAUTIONS.iter().filter(|(_, caution)| outcome.cautions.contains(caution));
    let cautions: Vec<_> = cautions.map(|(code, _)| (*code).to_owned()).collect();
    let strategy = visit.app.nhs_tracing.as_ref().map(nhs_tracing::NhsTracing::strategy).unwrap_or_default();
    let mut work = visit.begin().await?;
    let permit = permit_person(&mut work, may::AmendPerson, person, &Circumstances::default()).await?;
    let new = NewTrace {
        id: trace,
        strategy: &strategy,
        ended,
        rule: outcome.rule.as_deref(),
        found: outcome.found.as_ref().map(|(number, score)| (number, *score)),
        cautions: &cautions,
    };
    nhs_trace::keep(&mut work, &permit, &new).await?;
    Ok(work.commit().await?)
}

/// `POST /people/{id}/nhs-number/{trace}`: yes, this is them; or no.
pub async fn answer(
    Path((id, trace)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let trace = gate::parse(&trace)?;
    let mut opened = opened!(gate::change(&visit, &id, &fields));
    let yes = match fields.text("answer") {
        "yes" => true,
        "no" => false,
        _ => return Err(Error::NotFound),
    };
    let back = format!("/people/{id}/nhs-number");
    let said = match nhs_trace::answer(&mut opened.work, &opened.permit, trace, yes).await {
        Ok(0) if yes => "The number is on file, verified by the NHS",
        Ok(_) if yes => {
            "The number is on file. Somebody else has the same number: check both, they may be one person"
        }
        Ok(_) => "Nothing was changed",
        Err(record::Error::AlreadyDone) => return Ok(visit.go(&back, "This was answered already")),
        Err(error) => return Err(error.into()),
    };
    opened.work.commit().await?;
    Ok(visit.go(&back, said))
}
