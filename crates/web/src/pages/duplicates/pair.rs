//! `/duplicates/{pair}`: two records beside each other, with what speaks for one child and what for two.

use axum::extract::Path;
use axum::http::StatusCode;
use link::twins::could_be_twins;
use record::Work;
use record::access::{Permit, may};
use record::duplicate::reading::{self, Reading};
use record::duplicate::stage::{Answer, Stage};
use record::duplicate::{self, Decided, Model, Pair};
use record::person::identity;
use record::same_person::Kind;
use serde_json::{Value, json};
use uuid::Uuid;

use super::weighed::{likely, stage, summary, table, waterfall};
use crate::error::Result;
use crate::pages::people::form::Problems;
use crate::pages::people::gate::{self, Step, opened};
use crate::pages::people::same_person::side::{self, Side, rows};
use crate::posted::Fields;
use crate::visit::{self, Visit};
use crate::words;

/// Both records of a pair that the reader has in hand.
pub struct Both<A: may::OnPerson> {
    /// The permits, in the order of the pair.
    pub permits: [Permit<A>; 2],
    /// What each says.
    pub sides: [Side; 2],
}

impl<A: may::OnPerson> Both<A> {
    /// Whether the page warns of twins: for what the engine knows, or because they have a parent in common.
    pub fn twins(&self, pair: &Pair) -> bool {
        pair.could_be_twins || could_be_twins(&self.sides[0].sibling, &self.sides[1].sibling)
    }

    /// What a link would say they are to each other.
    pub fn kind(&self) -> Kind {
        if self.sides[0].is_expected != self.sides[1].is_expected { Kind::UnbornBorn } else { Kind::Same }
    }
}

/// `GET /duplicates/{pair}`
pub async fn show(visit: Visit, Path(pair): Path<String>) -> Result {
    again(&visit, &pair, &Fields::default(), &Problems::default()).await
}

/// The page, with what was typed and what must be put right.
pub async fn again(visit: &Visit, pair: &str, typed: &Fields, problems: &Problems) -> Result {
    let staff = visit.staff_with(&duplicate::READS)?;
    let account = staff.account;
    let settles = duplicate::SETTLES.iter().any(|role| staff.has_role(*role));
    let id = visit::id(pair)?;
    let mut work = visit.begin().await?;
    let found = duplicate::one(&mut work, id).await?;
    let model = duplicate::model(&mut work, found.model).await?;
    let mine = found.claim.as_ref().is_some_and(|claim| claim.account == account);
    let (both, said, before) = if mine {
        let both = opened!(read(visit, &mut work, &found, may::OpenPerson, typed));
        let before = duplicate::decided_about(&mut work, &both.permits[0], &both.permits[1]).await?;
        (Some(both), reading::said(&mut work, id).await?, before)
    } else {
        (None, Vec::new(), Vec::new())
    };
    work.commit().await?;
    let mut own = head(&found, &model, account, settles);
    own["twins"] = false.into();
    if let Some(both) = &both {
        own["beside"] = beside(both);
        own["twins"] = both.twins(&found).into();
        own["form"] = form(both, &found, typed, problems);
        own["said"] = said.iter().map(of_reading).collect::<Vec<_>>().into();
        own["before"] = before.iter().map(of_decided).collect::<Vec<_>>().into();
        let name = format!("{} and {}", both.sides[0].reference, both.sides[1].reference);
        let picture = waterfall(&found, &model.plan, name);
        let table = table(&picture);
        own["svg"] = picture.svg("weighed").into();
        own["narrow"] = picture.narrow("weighed-narrow").into();
        own["table"] = json!({ "caption": table.caption, "head": table.head, "rows": table.rows });
    }
    own["mine"] = mine.into();
    own["problems"] = problems.summary().into();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, "duplicates/pair.html", own)
}

/// Opens both records, or shows what stands in the way. Both looks are on record.
pub async fn read<A: may::NamesPerson + may::ReadsPerson + Copy>(
    visit: &Visit,
    work: &mut Work,
    pair: &Pair,
    act: A,
    typed: &Fields,
) -> Result<Step<Both<A>>> {
    let mut permits = Vec::new();
    let mut sides = Vec::new();
    for person in pair.people {
        let permit = match gate::permitted(visit, work, act, person, typed).await? {
            Step::Open(permit) => *permit,
            Step::Ask(response) => return Ok(Step::Ask(response)),
        };
        let who = identity::of(work, &permit).await?;
        sides.push(side::read(visit, work, &permit, &who).await?);
        permits.push(permit);
    }
    let both = permits.try_into().ok().zip(sides.try_into().ok());
    let (permits, sides) = both.ok_or(crate::error::Error::NotFound)?;
    Ok(Step::Open(Box::new(Both { permits, sides })))
}

fn head(pair: &Pair, model: &Model, account: Uuid, settles: bool) -> Value {
    let (word, figure) = likely(pair);
    let (fits, differs) = summary(pair);
    let (state, colour) = stage(pair, account);
    let warning = pair.explanation().could_be_twins(&model.plan);
    json!({
        "here": format!("/duplicates/{}", pair.id), "likely": word, "figure": figure, "fits": fits, "differs": differs,
        "state": state, "colour": colour, "warning": warning, "looked_after": pair.looked_after, "sample": pair.is_sample,
        "came_back": pair.came_back, "found": words::day(words::london(pair.found_at).date()),
        "may_take": pair.claim.is_none() && !pair.gone && pair.decided.is_none() && !pair.read_by_me
            && (settles || !pair.stage.is_for_managers()),
        "second": pair.stage == Stage::Second, "for_manager": pair.stage.is_for_managers(), "decided": pair.decided.is_some(),
        "read_by_me": pair.read_by_me, "gone": pair.gone,
        "until": pair.claim.as_ref().map(|claim| words::moment(claim.until)),
        "trained": model.trained_on.map(|people| format!("{people} people of this record")),
    })
}

fn beside<A: may::OnPerson>(both: &Both<A>) -> Value {
    let [one, other] = &both.sides;
    let side =
        |side: &Side| json!({ "id": side.id, "reference": side.reference, "name": side.said[0].first() });
    json!({
        "one": side(one), "other": side(other),
        "rows": rows(one, other),
    })
}

fn form<A: may::OnPerson>(both: &Both<A>, pair: &Pair, typed: &Fields, problems: &Problems) -> Value {
    let [one, other] = &both.sides;
    // The record of the child who was born is shown before the one that expected them.
    let first = if one.is_expected && !other.is_expected { other.id } else { one.id };
    json!({
        "answer": typed.text("answer"), "reason": typed.text("reason"), "would_decide": typed.text("would_decide"),
        "not_twins": typed.text("not_twins") == "yes", "twins": both.twins(pair),
        "birth": both.kind() == Kind::UnbornBorn,
        "first": typed.some("first").map_or_else(|| first.to_string(), str::to_owned),
        "answer_problem": problems.at("answer"), "reason_problem": problems.at("reason"),
        "would_decide_problem": problems.at("would_decide"), "twins_problem": problems.at("not_twins"),
        "first_problem": problems.at("first"),
    })
}

/// An answer in words.
pub fn label(answer: Answer) -> &'static str {
    match answer {
        Answer::Same => "They are one person",
        Answer::Different => "They are two people",
        Answer::NotSure => "Not sure",
    }
}

fn of_reading(one: &Reading) -> Value {
    json!({ "turn": one.turn, "answer": label(one.answer), "reason": one.reason, "would_decide": one.would_decide,
            "at": words::moment(one.at), "by": one.by })
}

fn of_decided(one: &Decided) -> Value {
    json!({ "answer": label(one.answer), "reason": one.reason, "at": words::moment(one.at), "by": one.by })
}
