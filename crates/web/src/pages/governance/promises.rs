//! `/governance/promises`: each promise of the council's notices, what enforces it, and whether it is kept at this moment.

use access::Role;
use law::promises::{Counted, Line, Standing, report};
use record::{Actor, promise};
use serde_json::{Value, json};

use crate::error::Result;
use crate::visit::Visit;

/// The order in which they are shown: what is wrong comes first.
const ORDER: [Standing; 4] =
    [Standing::Broken, Standing::Kept, Standing::CannotBeChecked, Standing::NotBuilt];

/// `GET /governance/promises`
pub async fn show(visit: Visit) -> Result {
    visit.staff_with(&[Role::DataProtectionOfficer])?;
    // Counted as Kith itself: the officer may open no record, and nothing of anybody comes back.
    let mut work = visit.app.begin(Actor::System("promises")).await?;
    let mut counted = promise::count_all(&mut work).await?;
    work.commit().await?;
    counted.insert("notice-reviewed", reviewed(&visit));
    let lines = report(&visit.app.council.pack.notices, |query| counted.get(query).copied());
    let of = |standing: Standing| lines.iter().filter(move |line| line.standing == standing);
    let groups: Vec<Value> = ORDER
        .into_iter()
        .filter(|standing| of(*standing).next().is_some())
        .map(|standing| {
            json!({
                "standing": standing.words(),
                "colour": colour(standing),
                "count": of(standing).count(),
                "width": of(standing).count() * 1000 / lines.len().max(1),
                "lines": of(standing).map(line).collect::<Vec<_>>(),
            })
        })
        .collect();
    let broken = of(Standing::Broken).count();
    visit.page("governance/promises.html", json!({ "groups": groups, "all": lines.len(), "broken": broken }))
}

/// P98: a notice whose review day is past is a promise broken.
fn reviewed(visit: &Visit) -> Counted {
    let notices = &visit.app.council.pack.notices;
    let late = notices.iter().filter(|notice| notice.review_by < visit.today()).count() as i64;
    Counted { kept: notices.len() as i64 - late, broken: late }
}

fn colour(standing: Standing) -> &'static str {
    match standing {
        Standing::Kept => "green",
        Standing::Broken => "red",
        Standing::NotBuilt => "grey",
        Standing::CannotBeChecked => "yellow",
    }
}

fn line(line: &Line) -> Value {
    let mut said: Vec<String> = line.said.iter().map(|said| said.entry.replace('-', " ")).collect();
    said.dedup();
    json!({
        "number": line.number,
        "says": line.says,
        "enforced_by": line.enforced_by,
        "kept": line.counted.map(|counted| counted.kept),
        "broken": line.counted.map(|counted| counted.broken),
        "said": said,
    })
}
