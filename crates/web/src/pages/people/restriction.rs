//! `/people/{id}/restriction`: a manager restricts a record, or lifts the restriction.

use access::RestrictionCategory;
use axum::extract::Path;
use jiff::civil::Date;
use record::access::{Circumstances, may, permit_person};
use record::restriction::{self, NewRestriction, Restriction};

use super::form::{self, Choice, Problems, Read, Sheet};
use super::gate::{self, Opened, opened};
use crate::error::Result;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;
use crate::words;

fn categories() -> Vec<Choice> {
    RestrictionCategory::ALL.iter().map(|category| (category.code(), category.label())).collect()
}

/// The longest time to the next review, in days. A restriction is looked at every 90 days.
const REVIEW_DAYS: i64 = 90;

fn restrict_sheet(id: &str) -> Sheet {
    Sheet {
        title: "Restrict this record".into(),
        action: format!("/people/{id}/restriction"),
        button: "Restrict record",
        section: "overview",
        intro: "Everybody else will learn only that a record exists and whom to contact. You are named too, so that you can lift it.".into(),
        fields: vec![
            form::radios("category", "Why is it restricted?", categories()),
            form::text("contact", "Whom should others contact?").width("30").hint("A team and its number, never a private one"),
            form::area("reason", "Reason, in full"),
            form::area("named", "Who may open it?").hint("One name or sign-in name on each line"),
            form::date("review", "It is reviewed on").hint("Within 90 days"),
        ],
        hidden: Vec::new(),
    }
}

fn lift_sheet(id: &str, current: &Restriction) -> Sheet {
    let category =
        RestrictionCategory::parse(&current.category).map_or("Restricted", RestrictionCategory::label);
    Sheet {
        title: "Lift the restriction".into(),
        action: format!("/people/{id}/restriction"),
        button: "Lift restriction",
        section: "overview",
        intro: format!(
            "Restricted since {}: {category}. {} Others are told to contact {}. Named: {}. To be reviewed on {}.",
            words::day(words::london(current.starts_at).date()),
            current.reason,
            current.contact,
            current.named.join(", "),
            words::day(current.review_on)
        ),
        fields: vec![form::area("lift_reason", "Why is the restriction lifted?")],
        hidden: vec![("restriction", current.id.to_string())],
    }
}

async fn current(page: &mut Opened<may::OpenPerson>) -> Result<Option<Restriction>> {
    let person = page.permit.person();
    let permit = permit_person(&mut page.work, may::Restrict, person, &Circumstances::default()).await?;
    Ok(restriction::current(&mut page.work, &permit).await?)
}

/// `GET /people/{id}/restriction`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let mut page = opened!(gate::look(&visit, &id));
    let current = current(&mut page).await?;
    page.work.commit().await?;
    let sheet = current.map_or_else(|| restrict_sheet(&id), |current| lift_sheet(&id, &current));
    sheet.show(&visit, &page.who, &Fields::default(), &Problems::default())
}

/// `POST /people/{id}/restriction`
pub async fn submit(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::with(&visit, &id, may::Restrict, &fields));
    let current = restriction::current(&mut page.work, &page.permit).await?;
    match (current, fields.text("restriction").is_empty()) {
        (None, true) => restrict(&visit, &id, *page, &fields).await,
        (Some(current), false) => lift(&visit, &id, *page, &fields, &current).await,
        (Some(current), true) => {
            let message = "Somebody else restricted this record while you were working";
            lift_sheet(&id, &current).show_stale(&visit, &page.who, &fields, message)
        }
        (None, false) => Ok(visit.go(&format!("/people/{id}"), "The restriction was lifted already")),
    }
}

async fn restrict(visit: &Visit, id: &str, mut page: Opened<may::Restrict>, fields: &Fields) -> Result {
    let (new, problems) = read(&mut page, fields, visit.today()).await?;
    let Some(new) = new.filter(|_| problems.is_empty()) else {
        return restrict_sheet(id).show(visit, &page.who, fields, &problems);
    };
    restriction::restrict(&mut page.work, &page.permit, &new).await?;
    page.work.commit().await?;
    Ok(visit.go(&format!("/people/{id}"), "The record is restricted"))
}

async fn read(
    page: &mut Opened<may::Restrict>,
    fields: &Fields,
    today: Date,
) -> Result<(Option<NewRestriction>, Problems)> {
    let mut read = Read::new(fields, today);
    let category = RestrictionCategory::parse(fields.text("category"));
    if category.is_none() {
        read.problems.add("category", "Select why the record is restricted");
    }
    let contact = read.need("contact", "Enter whom others should contact");
    let reason = read.need_area("reason", "Enter the reason in full");
    let names: Vec<String> = read
        .long("named")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    let found = restriction::officers(&mut page.work, &names).await?;
    let unknown: Vec<&str> = names
        .iter()
        .zip(&found)
        .filter(|(_, found)| found.is_none())
        .map(|(name, _)| name.as_str())
        .collect();
    if !unknown.is_empty() {
        read.problems
            .add("named", format!("No officer here, or more than one, is called {}", unknown.join(" or ")));
    }
    let last = today.saturating_add(jiff::Span::new().days(REVIEW_DAYS));
    let review_on = read.day("review", "The review date");
    match review_on {
        None => read.problems.add_once("review", Some("day"), "Enter the date of the review"),
        Some(on) if on <= today || on > last => {
            read.problems.add_once(
                "review",
                Some("day"),
                format!("The review must be after today and on or before {}", words::day(last)),
            );
        }
        Some(_) => {}
    }
    let named = found.into_iter().flatten().collect();
    let new = category.zip(review_on).map(|(category, review_on)| NewRestriction {
        category,
        contact,
        reason,
        review_on,
        named,
    });
    Ok((new, read.problems))
}

async fn lift(
    visit: &Visit,
    id: &str,
    mut page: Opened<may::Restrict>,
    fields: &Fields,
    current: &Restriction,
) -> Result {
    let mut read = Read::new(fields, visit.today());
    let reason = read.need_area("lift_reason", "Enter why the restriction is lifted");
    if !read.problems.is_empty() {
        return lift_sheet(id, current).show(visit, &page.who, fields, &read.problems);
    }
    restriction::lift(&mut page.work, &page.permit, current.id, &reason).await?;
    page.work.commit().await?;
    Ok(visit.go(&format!("/people/{id}"), "The restriction is lifted"))
}
