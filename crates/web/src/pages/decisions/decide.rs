//! `POST /requests/{request}/decisions`: a manager decides about one child.

use axum::extract::Path;
use law::codes::LevelOfNeed;
use law::decision::{Circumstances as Known, DecisionField, Draft, Outcome, check};
use record::access::{Circumstances, may, permit_request};
use record::decision::{self, NewDecision};
use record::request::{route, show as request_show};
use record::staff::team;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::pages::decisions::show::{self, Typed};
use crate::posted::{Fields, Posted};
use crate::visit::id;

/// Decides, or shows what is missing beside its field.
pub async fn submit(Path(request): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    visit.staff()?;
    let request = id(&request)?;
    let subject = id(fields.text("subject"))?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::DecideRequest, request, &Circumstances::default()).await?;
    let about = request_show::open(&mut work, &permit).await?;
    let child = about.subjects.iter().find(|child| child.id == subject).ok_or(Error::NotFound)?;
    let open = route::open_work(&mut work, &permit).await?;
    let open: Vec<_> = open.into_iter().filter(|open| Some(open.person) == child.person_id).collect();
    let due = crate::clocks::decision_due(&visit, about.received_at);
    let known = Known { decided_at: visit.now, due: due.as_ref(), has_open_involvement: !open.is_empty() };
    let draft = read(&fields);
    let mut problems = match check(&draft, &known) {
        Ok(decided) => {
            let team = match &decided.team {
                Some(slug) => Some(team::by_slug(&mut work, slug).await?.id),
                None => None,
            };
            let added_to = decided.involvement.as_deref().and_then(|id| Uuid::parse_str(id).ok());
            let new = NewDecision {
                subject,
                outcome: decided.outcome.code(),
                level_of_need: Some(i16::from(decided.level.number())),
                team,
                rationale: &decided.rationale,
                late_because: decided.late_reason.as_deref(),
                passed_to: decided.passed_to.as_deref(),
                added_to: added_to.filter(|id| open.iter().any(|open| open.involvement == *id)),
                opens: decided.starts.map(law::decision::InvolvementKind::code),
                ends_collecting: decided.ends_collecting,
                pack_version: visit.app.council.version,
                service: team_service(&visit, decided.team.as_deref()),
                purpose: if decided.starts.is_some() { "support-families" } else { "decide-on-requests" },
            };
            match decision::decide(&mut work, &permit, &new).await {
                Ok(_) => {
                    work.commit().await?;
                    return Ok(visit.go(&format!("/requests/{request}/decisions"), "Decision made"));
                }
                Err(record::Error::Rule(words)) => vec![(DecisionField::Outcome, words)],
                Err(other) => return Err(other.into()),
            }
        }
        Err(found) => found.into_iter().map(|problem| (problem.field, problem.message.to_owned())).collect(),
    };
    // Decided in another tab or by another manager meanwhile: there is no form to show the problems in.
    if decision::all(&mut work, &permit).await?.iter().any(|made| made.subject == subject) {
        return Err(Error::Stale);
    }
    for (field, text) in
        [(DecisionField::Rationale, &draft.rationale), (DecisionField::LateReason, &draft.late_reason)]
    {
        if text.chars().count() > show::MOST_CHARACTERS {
            problems.push((field, "This must be 10,000 characters or fewer".to_owned()));
        }
    }
    let typed = Typed { decision: Some((subject, fields.clone(), problems)), ..Typed::default() };
    show::page(&visit, &mut work, &permit, request, &typed).await
}

fn read(fields: &Fields) -> Draft {
    let outcome = Outcome::parse(fields.text("outcome"));
    // Each outcome has its own box for a team, an agency or the open work; only the chosen one's counts.
    let of_outcome = |name: &str| fields.text(&format!("{name}-{}", fields.text("outcome"))).to_owned();
    Draft {
        outcome,
        rationale: fields.text("rationale").to_owned(),
        level: LevelOfNeed::parse(fields.text("level")),
        team: Some(of_outcome("team")),
        passed_to: of_outcome("passed_to"),
        involvement: Some(of_outcome("involvement")),
        late_reason: fields.text("late_reason").to_owned(),
    }
}

fn team_service<'a>(visit: &'a crate::visit::Visit, team: Option<&str>) -> &'a str {
    let teams = &visit.app.council.pack.teams;
    team.and_then(|slug| teams.get(slug)).map_or("front-door", |team| team.service.as_str())
}
