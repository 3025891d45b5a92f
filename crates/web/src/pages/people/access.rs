//! `/people/{id}/access`: who may open a record now, and giving access by hand; `/{grant}`: ending what was given so.

use access::GrantKind;
use axum::extract::Path;
use axum::http::StatusCode;
use record::Work;
use record::access::given::{self, InForce, New, Obstacle};
use record::access::{Permit, may};
use record::person::Identity;
use serde_json::{Value, json};
use uuid::Uuid;

use super::form::{self, Choice, Field, Problems, Read, Sheet};
use super::gate::{self, opened};
use super::{bar, labels};
use crate::error::{Error, Result};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;
use crate::words;

/// What a manager gives, in words that say whom it is for.
const KINDS: [Choice; 5] = [
    ("named", "They are named for this record, and open it even while it is restricted"),
    ("network", "They are in the team around the family, other agencies included: for six months"),
    ("conference", "They are invited to a conference: to read, until a day you say"),
    ("task", "They have a task: for two weeks"),
    ("audit_sample", "An inspection or audit drew it: to read, until a day within twelve weeks"),
];

/// `GET /people/{id}/access`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let page = opened!(gate::look_to(&visit, &id, may::Restrict));
    respond(&visit, *page, &Fields::default(), &Problems::default()).await
}

/// `POST /people/{id}/access`: gives.
pub async fn submit(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::with(&visit, &id, may::Restrict, &fields));
    let (new, mut problems) = read(&fields, &visit);
    if let Some(new) = new.filter(|_| problems.is_empty()) {
        match given::give(&mut page.work, &page.permit, &new).await? {
            Ok(()) => {
                page.work.commit().await?;
                return Ok(visit.go(&format!("/people/{id}/access"), "Access is given"));
            }
            Err(obstacle) => tell(obstacle, page.who.restricted.is_some(), &mut problems),
        }
    }
    respond(&visit, *page, &fields, &problems).await
}

/// `GET /people/{id}/access/{grant}`
pub async fn show_end(visit: Visit, Path((id, grant)): Path<(String, String)>) -> Result {
    let mut page = opened!(gate::look_to(&visit, &id, may::Restrict));
    let given = by_hand(&mut page.work, &page.permit, &grant).await?.ok_or(Error::NotFound)?;
    page.work.commit().await?;
    end_sheet(&id, &given).show(&visit, &page.who, &Fields::default(), &Problems::default())
}

/// `POST /people/{id}/access/{grant}`: ends.
pub async fn end(Path((id, grant)): Path<(String, String)>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::with(&visit, &id, may::Restrict, &fields));
    let Some(given) = by_hand(&mut page.work, &page.permit, &grant).await? else { return Err(Error::Stale) };
    let mut read = Read::new(&fields, visit.today());
    let reason = read.need_area("reason", "Enter why the access ends");
    if !read.problems.is_empty() {
        return end_sheet(&id, &given).show(&visit, &page.who, &fields, &read.problems);
    }
    given::revoke(&mut page.work, &page.permit, given.id, &reason).await?;
    page.work.commit().await?;
    Ok(visit.go(&format!("/people/{id}/access"), "The access has ended"))
}

/// A grant given by hand that is still in force.
async fn by_hand(work: &mut Work, permit: &Permit<may::Restrict>, grant: &str) -> Result<Option<InForce>> {
    let all = given::in_force(work, permit).await?;
    Ok(all.into_iter().find(|one| one.can_be_ended() && one.id.to_string() == grant))
}

async fn respond(
    visit: &Visit,
    page: gate::Opened<may::Restrict>,
    typed: &Fields,
    problems: &Problems,
) -> Result {
    let gate::Opened { mut work, permit, who } = page;
    let grants = given::in_force(&mut work, &permit).await?;
    let officers = given::officers(&mut work, &permit).await?;
    work.commit().await?;
    let offered =
        officers.into_iter().map(|one| (one.account.to_string(), format!("{}, {}", one.name, one.job_title)));
    let fields: Vec<Value> =
        questions(offered.collect()).iter().map(|field| field.context(typed, problems)).collect();
    let own = json!({
        "grants": grants.iter().map(|one| row(&who, one)).collect::<Vec<_>>(), "fields": fields,
        "problems": problems.summary(), "action": bar::path(who.id, "access"),
    });
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, "people/access.html", bar::frame(visit, &who, "viewed", own))
}

fn questions(officers: Vec<(String, String)>) -> Vec<Field> {
    vec![
        form::one_of("officer", "Who", officers),
        form::radios("kind", "Why may they open it?", KINDS),
        form::date("until", "Last day")
            .hint("Needed for a conference, an inspection or an audit. Otherwise only if you know it"),
        form::area("reason", "Reason").hint("Kept with the access, for whoever asks later why it was given"),
    ]
}

fn read(typed: &Fields, visit: &Visit) -> (Option<New>, Problems) {
    let mut read = Read::new(typed, visit.today());
    let account = typed.text("officer").parse::<Uuid>().ok();
    if account.is_none() {
        read.problems.add("officer", "Select who may open the record");
    }
    read.choice("kind", &KINDS, "Select why they may open it");
    let kind = GrantKind::parse(typed.text("kind")).filter(|kind| given::KINDS.contains(kind));
    let last_day = read.day("until", "The last day");
    if last_day.is_none() && kind.is_some_and(given::needs_end) {
        read.problems.add_once("until", Some("day"), "Enter the last day of the access");
    }
    let reason = read.need_area("reason", "Enter the reason");
    let new = account.zip(kind).map(|(account, kind)| New { account, kind, last_day, reason });
    (new, read.problems)
}

/// What is in the way, beside the question that can put it right.
fn tell(obstacle: Obstacle, restricted: bool, problems: &mut Problems) {
    match obstacle {
        Obstacle::Yourself => {
            problems.add("officer", "You cannot give access to yourself. Ask another manager")
        }
        Obstacle::OwnOrKin => problems.add(
            "officer",
            "This is their own record or a relative’s, which they may never open. Select somebody else",
        ),
        Obstacle::NeverReads => problems.add("officer", "Select somebody from the list"),
        Obstacle::HasIt => {
            problems.add("officer", "They have this access already. To change its last day, end it first")
        }
        Obstacle::OpensNothing if restricted => problems.add(
            "kind",
            "This would not open the record, because it is restricted. Only somebody named may open it",
        ),
        Obstacle::OpensNothing => {
            problems.add(
                "kind",
                "This would not open the record to somebody with their job. Select another reason",
            );
        }
        Obstacle::NoEnd => problems.add_part("until", "day", "Enter the last day of the access"),
        Obstacle::EndPast => problems.add_part("until", "day", "The last day must be today or after"),
        Obstacle::EndTooFar(last) => {
            problems.add_part(
                "until",
                "day",
                format!("The last day must be on or before {}", words::day(last)),
            );
        }
    }
}

fn end_sheet(id: &str, given: &InForce) -> Sheet {
    Sheet {
        title: "End access".into(),
        action: format!("/people/{id}/access/{}", given.id),
        button: "End access",
        section: "access",
        intro: format!(
            "{}: {}. They can no longer open the record because of it.",
            given.holder,
            label(&given.kind)
        ),
        fields: vec![form::area("reason", "Why does it end?")],
        hidden: Vec::new(),
    }
}

fn row(who: &Identity, one: &InForce) -> Value {
    json!({
        "holder": one.holder, "job_title": one.job_title, "why": label(&one.kind), "since": words::moment(one.since),
        "until": one.until.map(words::moment), "from": came_from(one), "reason": one.reason,
        "end": one.can_be_ended().then(|| format!("{}/{}", bar::path(who.id, "access"), one.id)),
    })
}

fn label(kind: &str) -> String {
    GrantKind::parse(kind).map_or_else(|| labels::plain(kind), |kind| labels::plain(kind.label()))
}

/// The event of casework it comes from.
fn came_from(one: &InForce) -> String {
    if let Some(record) = &one.through {
        return format!("For {record}, a record of the same person");
    }
    if let Some(manager) = &one.given_by {
        return format!("Given by {manager}");
    }
    let words = match one.source.as_str() {
        "allocation" => "Allocation of the work",
        "subject_match" => "A request that names them",
        "restriction" => "The restriction",
        "entry" => "A plan or a meeting that names them",
        "audit_sample" => "A sample that was drawn",
        "rights_request" => "A request about information",
        "closure" => "The look back after the work has ended",
        "emergency" => "Emergency access",
        "stated_reason" => "A reason stated that day",
        other => return labels::plain(other),
    };
    words.to_owned()
}
