//! `/requests/{request}/people`: whom it names, who they turned out to be, and what the council already did for them.

use axum::extract::Path;
use jiff::ToSpan;
use jiff::civil::Date;
use record::access::{Circumstances, may, permit_request};
use record::request::previous::{self, EarlierRequest, EarlierWork};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::error::Result;
use crate::pages::requests::frame::Frame;
use crate::pages::requests::labels;
use crate::visit::{Visit, id};
use crate::words;

/// `GET /requests/{request}/people`
pub async fn show(visit: Visit, Path(request): Path<String>) -> Result {
    let request = id(&request)?;
    visit.staff()?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::OpenRequest, request, &Circumstances::default()).await?;
    let frame = Frame::of(&visit, &mut work, &permit).await?;
    let earlier = previous::requests(&mut work, &permit).await?;
    let involvements = previous::involvements(&mut work, &permit).await?;
    work.commit().await?;
    let received = words::london(frame.standing.received_at).date();
    let people: Vec<Value> = frame
        .subjects
        .iter()
        .map(|one| {
            let known = frame.known.iter().find(|known| known.subject == one.id);
            json!({
                "name": labels::name(one),
                "part": if one.part == "child" { "Child" } else { "Adult" },
                "standing": if one.standing == "referred" { "help is asked for" } else { "for information only" },
                "relation": one.relation.as_deref().map(labels::relation),
                "age": labels::age_and_birth(&one.birth, visit.today()),
                "postcode": one.postcode,
                "href": format!("/requests/{request}/people/{}", one.id),
                "how": one.how,
                "known": known.map(|known| json!({
                    "name": known.name, "reference": known.public_ref, "person": known.person,
                    "age": labels::age_and_birth(&known.birth, visit.today()) })),
            })
        })
        .collect();
    let name = |person: Uuid| {
        frame.known.iter().find(|known| known.person == person).map_or("", |known| known.name.as_str())
    };
    let recent = |one: &&EarlierRequest| is_within_a_year(words::london(one.received_at).date(), received);
    let context = json!({
        "frame": frame.context(&visit, "people"),
        "people": people,
        "any_matched": !frame.known.is_empty(),
        "recent": earlier.iter().filter(recent).map(|one| request_context(one, name(one.person))).collect::<Vec<_>>(),
        "older": earlier.iter().filter(|one| !recent(one)).map(|one| request_context(one, name(one.person))).collect::<Vec<_>>(),
        "open": involvements.iter().filter(|one| one.closed_at.is_none()).map(|one| work_context(one, name(one.person))).collect::<Vec<_>>(),
        "closed": involvements.iter().filter(|one| one.closed_at.is_some()).map(|one| work_context(one, name(one.person))).collect::<Vec<_>>(),
    });
    visit.page("requests/people/list.html", context)
}

/// A request within twelve months before this one makes this a re-referral, as the children in need census counts.
fn is_within_a_year(earlier: Date, this: Date) -> bool {
    earlier <= this && this.checked_sub(12.months()).is_ok_and(|year_before| earlier >= year_before)
}

fn request_context(one: &EarlierRequest, name: &str) -> Value {
    json!({
        "id": one.id,
        "reference": one.reference,
        "name": name,
        "received": words::day(words::london(one.received_at).date()),
        "source": one.source_code.as_deref().map(labels::source),
        "outcome": one.outcome.as_deref().map(labels::outcome),
        "decided": one.decided_at.map(|at| words::day(words::london(at).date())),
    })
}

fn work_context(one: &EarlierWork, name: &str) -> Value {
    json!({
        "name": name,
        "kind": labels::involvement(&one.kind),
        "opened": words::day(words::london(one.opened_at).date()),
        "closed": one.closed_at.map(|at| words::day(words::london(at).date())),
        "because": one.closed_because.as_deref().map(labels::plain),
        "team": one.team_name,
        "worker": one.worker_name,
    })
}

#[cfg(test)]
mod tests {
    use super::is_within_a_year;
    use jiff::civil::date;

    #[test]
    fn twelve_months_to_the_day_is_a_re_referral_and_a_day_more_is_not() {
        let this = date(2026, 11, 28);
        assert!(is_within_a_year(date(2025, 11, 28), this));
        assert!(!is_within_a_year(date(2025, 11, 27), this));
        assert!(is_within_a_year(this, this));
        assert!(!is_within_a_year(date(2026, 11, 29), this), "a later request is not an earlier one");
        assert!(
            is_within_a_year(date(2023, 2, 28), date(2024, 2, 29)),
            "a leap day looks back to the end of February"
        );
    }
}
