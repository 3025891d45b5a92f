//! Scores as pictures with a table each: an assessment's as a wheel, those of a plan and its reviews over time; and whether a
//! plan drifts.

use law::clocks::{Of, reading};
use law::form::Audience;
use law::form::typed::{Cell, Row, rows};
use law::plan::{Plan, ReviewFacts, drift};
use pictures::Scores;
use pictures::trend::{Trend, TrendPoint};
use pictures::wheel::{Domain, Wheel};
use record::access::may::ReadsPerson;
use record::entry::{self, Kind, Progress};
use record::happened;
use serde_json::{Value, json};

use super::opened::Opened;
use super::plan;
use crate::error::Result;
use crate::pages::families::table_of;
use crate::visit::Visit;
use crate::words;

/// What there is to draw of an entry, and the signs of drift. Nothing for what has no scores.
pub async fn context<A: ReadsPerson>(visit: &Visit, page: &mut Opened<A>) -> Result<Value> {
    match page.entry.kind {
        Kind::Assessment => Ok(json!({ "pictures": wheel(page), "drift": [] })),
        Kind::Plan | Kind::Review => {
            let (family, id) = (page.entry.family, page.entry.id);
            let Some(progress) = entry::progress(&mut page.work, &page.permit, family, id).await? else {
                return Ok(json!({ "pictures": [], "drift": [] }));
            };
            let signs = drifts(visit, page, &progress).await?;
            Ok(json!({ "pictures": trends(page, &progress), "drift": signs }))
        }
        _ => Ok(json!({ "pictures": [], "drift": [] })),
    }
}

/// The needs that somebody scored, as one wheel.
fn wheel<A: ReadsPerson>(page: &Opened<A>) -> Vec<Value> {
    let read = rows(&page.form, Audience::Worker, &page.answers);
    let score = |row: &Row, column: &str| match row.columns.get(column) {
        Some(Cell::Number(score)) => u8::try_from(*score).ok(),
        _ => None,
    };
    let domains = read.iter().filter(|row| row.owner == "need").filter_map(|row| {
        let scores = Scores { family: score(row, "family_score"), worker: score(row, "worker_score") };
        let need = page.form.need_numbered(row.number?)?;
        (scores != Scores::default()).then(|| Domain { name: need.label.clone(), scores })
    });
    let domains: Vec<Domain> = domains.collect();
    // One or two spokes are no picture.
    if domains.len() < 3 {
        return Vec::new();
    }
    let wheel =
        Wheel { name: format!("{} of {}", page.form.title, words::moment(page.entry.begun_at)), domains };
    vec![
        json!({ "svg": wheel.svg("wheel"), "table": table_of(&wheel.table()), "title": "How things are, out of 10", "newest": false }),
    ]
}

/// Each outcome's scores from the first to the newest review.
fn trends<A: ReadsPerson>(page: &Opened<A>, progress: &Progress) -> Vec<Value> {
    let Some(group) = plan::group_of(&page.form, "plan_outcome.wanted") else { return Vec::new() };
    if progress.reviews.is_empty() {
        return Vec::new();
    }
    let given = page.form.given(group, &page.answers);
    let numbers = progress.outcomes.iter().filter(|(number, ..)| given.contains(number));
    let pictures = numbers.map(|(number, baseline, _)| {
        let start = Scores { family: *baseline, worker: None };
        let start = TrendPoint { when: format!("Start, {}", words::day(progress.begun_on)), scores: start };
        let reviews = progress.reviews.iter().enumerate().map(|(at, review)| {
            let found = review.outcomes.iter().find(|(known, ..)| known == number);
            let scores = found.map(|(_, family, worker)| Scores { family: *family, worker: *worker });
            TrendPoint {
                when: format!("Review {}, {}", at + 1, words::day(review.held_on)),
                scores: scores.unwrap_or_default(),
            }
        });
        let trend = Trend {
            name: page.answers.item_name(&page.form, group, *number),
            points: std::iter::once(start).chain(reviews).collect(),
        };
        let id = format!("trend-{number}");
        json!({ "svg": trend.svg(&id), "table": table_of(&trend.table()), "title": trend.name, "newest": true })
    });
    pictures.collect()
}

/// The signs that time passes and nothing changes, in sentences.
async fn drifts<A: ReadsPerson>(
    visit: &Visit,
    page: &mut Opened<A>,
    progress: &Progress,
) -> Result<Vec<String>> {
    let pack = &visit.app.council.pack;
    let family = page.entry.family;
    let facts = happened::of_families(&mut page.work, &[family]).await?.remove(&family).unwrap_or_default();
    let clock = pack.clocks.get("review");
    let due = clock.map(|clock| reading(clock, &pack.clocks, &pack.council, &facts, &Of::Family, visit.now));
    let due = due.filter(|one| one.state.is_open()).and_then(|one| one.due.map(|due| due.date()));
    let plan = with_first_scores(plan::read(page), page, progress);
    let reviews = progress.reviews.iter().map(|review| {
        let id = |group: Option<&str>, number: usize| format!("{}.{number}", group.unwrap_or_default());
        let outcomes = plan::group_of(&page.form, "plan_outcome.wanted");
        let actions = plan::group_of(&page.form, "plan_action.what");
        let score = |(number, family, worker): &(usize, Option<u8>, Option<u8>)| {
            Some((id(outcomes, *number), (*family).or(*worker)?))
        };
        ReviewFacts {
            held_on: review.held_on,
            late: review.late.iter().map(|number| id(actions, *number)).collect(),
            scores: review.outcomes.iter().filter_map(score).collect(),
        }
    });
    let reviews: Vec<ReviewFacts> = reviews.collect();
    let found = drift(&plan, progress.begun_on, &reviews, due, &pack.casework, visit.today());
    Ok(found.into_iter().map(|one| one.words).collect())
}

/// A review does not ask for the first scores again: those of the plan count.
fn with_first_scores<A: ReadsPerson>(mut plan: Plan, page: &Opened<A>, progress: &Progress) -> Plan {
    let group = plan::group_of(&page.form, "plan_outcome.wanted").unwrap_or_default();
    for (number, baseline, target) in &progress.outcomes {
        let id = format!("{group}.{number}");
        for outcome in plan.outcomes.iter_mut().filter(|outcome| outcome.id == id) {
            outcome.baseline = outcome.baseline.or(*baseline);
            outcome.target = outcome.target.or(*target);
        }
    }
    plan
}
