//! `/families/{family}/chronology/new`: a row somebody writes; `/chronology/{row}`: wording it anew.

use std::collections::BTreeMap;

use axum::extract::Path;
use jiff::civil::Date;
use law::chronology::{ApproximateDate, Category, Origin, Row, RowProblem, Subject, check};
use record::access::may;
use record::chronology::{self, Written};
use record::family::Group;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::pages::families::gate::{self, Opened};
use crate::pages::families::sheet::{Sheet, choices, now, ticked};
use crate::pages::people::form::{self, Choice, Problems, Read, on_file};
use crate::pages::people::gate::{opened, parse};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

const YES_NO: [Choice; 2] = [("yes", "Yes"), ("no", "No")];

/// The most characters of what a row meant for somebody, and of where it comes from.
const LINE: usize = 200;

fn sheet(family: &Group, title: &str, action: String) -> Sheet {
    let people = choices(family);
    let categories = Category::ALL.iter().map(|one| (one.code(), one.label()));
    Sheet {
        title: title.into(),
        action,
        button: "Save",
        part: "/chronology",
        intro: "A chronology is short: births, moves, school changes, harm, decisions, and what went well. Write facts, no opinion.".into(),
        fields: vec![
            form::date("when", "When did it happen?")
                .hint("Leave the day empty if you only know the month, and the month too if you only know the year"),
            form::checkboxes("before", "Is only known that it was earlier?", [("yes", "It was some time before that year")]),
            form::text("headline", "What happened, in one sentence").hint("200 characters or fewer").width("30"),
            form::select_one("category", "What is it about?", categories),
            form::several("about", "Whom is it about?", people.clone())
                .hint("It is written once, and stands in the chronology of each of them"),
            form::radios("matters", "Does it matter for a child’s life?", YES_NO)
                .hint("What does not is shown only when somebody asks for everything"),
            form::text("source", "What does it rest on?").hint("For example, a letter from the hospital").width("30"),
            form::text("agency", "Which agency does it come from?").width("30"),
            form::text("action", "What was done?").width("30"),
            form::checkboxes("of_others", "Does it say something about anybody else?", [("yes", "Yes. Leave it out of copies for parents")]),
        ],
        lines: people.into_iter().map(|(id, name)| (format!("impact_{id}"), format!("What it meant for {name}"))).collect(),
        lines_heading: "In a few words, if you know it",
    }
}

/// `GET /families/{family}/chronology/new`, and with `?event=` what casework recorded, in somebody's own words.
pub async fn show_new(visit: Visit, Path(family): Path<String>) -> Result {
    let mut page = opened!(gate::read(&visit, &family));
    let event = visit.query("event").to_owned();
    let events = if event.is_empty() {
        Vec::new()
    } else {
        chronology::events(&mut page.work, &page.permit, page.family.id).await?
    };
    page.work.commit().await?;
    let typed = match events.into_iter().find(|one| one.event.id == event) {
        Some(one) => {
            let mut typed = date_boxes(one.when);
            typed.push(("category".into(), one.event.kind.category().code().into()));
            typed.extend(one.event.subjects.iter().map(|id| ("about".to_owned(), id.clone())));
            typed.push(("matters".into(), "yes".into()));
            Fields::of(typed)
        }
        None => Fields::default(),
    };
    new_sheet(&page.family, &event).show(&visit, &page.family, &typed, &Problems::default())
}

fn new_sheet(family: &Group, event: &str) -> Sheet {
    let asks = if event.is_empty() { String::new() } else { format!("?event={event}") };
    sheet(family, "Add to the chronology", format!("/chronology/new{asks}"))
}

/// `POST /families/{family}/chronology/new`
pub async fn submit_new(Path(family): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let about = ticked(&fields, "about");
    let mut page = opened!(gate::change(&visit, &family, &about, &fields));
    let event = visit.query("event").to_owned();
    let events = if event.is_empty() { Vec::new() } else { vec![event.clone()] };
    let (row, problems) = read(&visit, &page.family, &fields, events);
    let sheet = new_sheet(&page.family, &event);
    if !problems.is_empty() {
        return sheet.show(&visit, &page.family, &fields, &problems);
    }
    save(&mut page, &row, &fields, None).await?;
    page.work.commit().await?;
    Ok(visit.go(&format!("/families/{}/chronology", page.family.id), "The row is saved"))
}

/// `GET /families/{family}/chronology/{row}`
pub async fn show(visit: Visit, Path((family, row)): Path<(String, String)>) -> Result {
    let mut page = opened!(gate::read(&visit, &family));
    let found = chronology::of_family(&mut page.work, &page.permit, page.family.id).await?;
    page.work.commit().await?;
    let id = parse(&row)?;
    let written = found.lines.into_iter().filter_map(|line| line.written).find(|one| one.id == id);
    let typed = Fields::of(as_typed(&written.ok_or(Error::NotFound)?));
    change_sheet(&page.family, id).show(&visit, &page.family, &typed, &Problems::default())
}

fn change_sheet(family: &Group, row: Uuid) -> Sheet {
    sheet(family, "Change a row of the chronology", format!("/chronology/{row}"))
}

/// `POST /families/{family}/chronology/{row}`
pub async fn submit(
    Path((family, row)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let (about, id) = (ticked(&fields, "about"), parse(&row)?);
    let mut page = opened!(gate::change(&visit, &family, &about, &fields));
    let events = chronology::events_of_row(&mut page.work, &page.permit, page.family.id, id).await?;
    let (row, problems) = read(&visit, &page.family, &fields, events);
    let sheet = change_sheet(&page.family, id);
    if !problems.is_empty() {
        return sheet.show(&visit, &page.family, &fields, &problems);
    }
    match save(&mut page, &row, &fields, Some(id)).await {
        Err(record::Error::Stale) => {
            let message = "Somebody else changed this row or took it out while you were working. Look at the chronology before you save";
            sheet.show_stale(&visit, &page.family, &fields, message)
        }
        saved => {
            saved?;
            page.work.commit().await?;
            Ok(visit.go(&format!("/families/{}/chronology", page.family.id), "The row is saved"))
        }
    }
}

async fn save(
    page: &mut Opened<may::AmendPerson>,
    row: &Row,
    typed: &Fields,
    instead_of: Option<Uuid>,
) -> record::Result<Uuid> {
    let of_others = typed.text("of_others") == "yes";
    chronology::add(&mut page.work, &page.permit, page.family.id, row, of_others, instead_of).await
}

/// Reads a row, and says everything that must be put right.
fn read(visit: &Visit, family: &Group, typed: &Fields, events: Vec<String>) -> (Row, Problems) {
    let mut read = Read::new(typed, visit.today());
    let when = when(&mut read);
    let known = choices(family);
    let about = typed.all("about");
    let mut subjects = BTreeMap::new();
    for (id, _) in known.iter().filter(|(id, _)| about.contains(&id.as_str())) {
        subjects.insert(id.clone(), line(&mut read, &format!("impact_{id}")));
    }
    let category = Category::parse(typed.text("category"));
    let row = Row {
        // A date that cannot be read is told of beside its boxes; today stands in for it.
        when: when.unwrap_or(ApproximateDate::Day { date: visit.today() }),
        category: category.unwrap_or(Category::Contact),
        headline: read.some("headline").unwrap_or_default(),
        subjects,
        source: read.some("source").unwrap_or_default(),
        agency: read.some("agency").unwrap_or_default(),
        action: read.some("action").unwrap_or_default(),
        is_significant: typed.text("matters") == "yes",
        origin: Origin::Written,
        events,
    };
    let mut problems = read.problems;
    for problem in check(&row, &people(family), visit.today()).err().unwrap_or_default() {
        let message = problem.to_string();
        match problem {
            RowProblem::NoHeadline | RowProblem::LongHeadline(_) => {
                problems.add_once("headline", None, message)
            }
            RowProblem::NoSubject => problems.add_once("about", None, message),
            _ => problems.add_once("when", Some("day"), message),
        }
    }
    if category.is_none() {
        problems.add_once("category", None, "Select what it is about");
    }
    if !matches!(typed.text("matters"), "yes" | "no") {
        problems.add_once("matters", None, "Select whether it matters for a child’s life");
    }
    (row, problems)
}

/// One of the lines that are there for each person.
fn line(read: &mut Read<'_>, id: &str) -> String {
    let typed = read.typed.text(id).to_owned();
    let length = typed.chars().count();
    if length > LINE {
        read.problems.add(id, format!("Shorten this to {LINE} characters or fewer. It has {length}"));
    }
    typed
}

/// A date as exactly as it was typed.
fn when(read: &mut Read<'_>) -> Option<ApproximateDate> {
    let (typed, id) = (read.typed, "when");
    let part = |name: &str| typed.text(&format!("{id}_{name}"));
    let before = typed.text("before") == "yes";
    if !part("day").is_empty() {
        if before {
            read.problems.add_part(
                id,
                "day",
                "For ‘some time before’, enter the year and leave day and month empty",
            );
            return None;
        }
        return read.day(id, "The date").map(|date| ApproximateDate::Day { date });
    }
    let Some(year) =
        Some(part("year")).filter(|year| year.len() == 4).and_then(|year| year.parse::<i16>().ok())
    else {
        read.problems.add_part(id, "year", "Enter at least the year, with 4 numbers, like 2012");
        return None;
    };
    if !(1850..=2200).contains(&year) {
        read.problems.add_part(id, "year", "Enter a real year");
        return None;
    }
    match (part("month"), before) {
        ("", true) => Some(ApproximateDate::Before { year }),
        ("", false) => Some(ApproximateDate::Year { year }),
        (_, true) => {
            read.problems.add_part(
                id,
                "month",
                "For ‘some time before’, enter the year and leave day and month empty",
            );
            None
        }
        (month, false) => match month.parse::<i8>().ok().filter(|month| (1..=12).contains(month)) {
            Some(month) => Some(ApproximateDate::Month { year, month }),
            None => {
                read.problems.add_part(id, "month", "Enter the month as a number from 1 to 12");
                None
            }
        },
    }
}

fn people(family: &Group) -> Vec<Subject> {
    now(family)
        .filter_map(|one| {
            let shown = one.person.shown.as_ref()?;
            Some(Subject { id: one.person.id.to_string(), name: shown.name.clone(), birth: shown.birth })
        })
        .collect()
}

fn date_boxes(when: ApproximateDate) -> Vec<(String, String)> {
    let (day, month, year): (Option<i8>, Option<i8>, i16) = match when {
        ApproximateDate::Day { date } => (Some(Date::day(date)), Some(date.month()), date.year()),
        ApproximateDate::Month { year, month } => (None, Some(month), year),
        ApproximateDate::Year { year } | ApproximateDate::Before { year } => (None, None, year),
    };
    let mut typed = vec![("when_year".to_owned(), year.to_string())];
    typed.extend(month.map(|month| ("when_month".to_owned(), month.to_string())));
    typed.extend(day.map(|day| ("when_day".to_owned(), day.to_string())));
    if matches!(when, ApproximateDate::Before { .. }) {
        typed.push(("before".into(), "yes".into()));
    }
    typed
}

/// A row as it would be typed.
fn as_typed(written: &Written) -> Vec<(String, String)> {
    let row = &written.row;
    let yes = |yes: bool| if yes { "yes" } else { "no" };
    let mut typed = date_boxes(row.when);
    typed.extend(on_file([
        ("headline", Some(row.headline.as_str())),
        ("category", Some(row.category.code())),
        ("matters", Some(yes(row.is_significant))),
        ("source", Some(row.source.as_str())),
        ("agency", Some(row.agency.as_str())),
        ("action", Some(row.action.as_str())),
        ("of_others", written.of_others.then_some("yes")),
    ]));
    for (id, impact) in &row.subjects {
        typed.push(("about".into(), id.clone()));
        typed.push((format!("impact_{id}"), impact.clone()));
    }
    typed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(
        day: &str,
        month: &str,
        year: &str,
        before: &str,
    ) -> std::result::Result<ApproximateDate, String> {
        let fields = Fields::of(
            [("when_day", day), ("when_month", month), ("when_year", year), ("before", before)]
                .map(|(name, value)| (name.to_owned(), value.to_owned())),
        );
        let mut read = Read::new(&fields, jiff::civil::date(2026, 9, 14));
        let found = when(&mut read);
        found.ok_or_else(|| read.problems.at("when").unwrap_or_default().to_owned())
    }

    #[test]
    fn a_date_is_as_exact_as_it_was_typed() {
        assert_eq!(
            typed("3", "2", "2019", ""),
            Ok(ApproximateDate::Day { date: jiff::civil::date(2019, 2, 3) })
        );
        assert_eq!(typed("", "2", "2019", ""), Ok(ApproximateDate::Month { year: 2019, month: 2 }));
        assert_eq!(typed("", "", "2019", ""), Ok(ApproximateDate::Year { year: 2019 }));
        assert_eq!(typed("", "", "2019", "yes"), Ok(ApproximateDate::Before { year: 2019 }));
        for (wrong, why) in [
            (["31", "2", "2019", ""], "The date must be a real date"),
            (["", "13", "2019", ""], "Enter the month as a number from 1 to 12"),
            (["", "", "19", ""], "Enter at least the year, with 4 numbers, like 2012"),
            (["", "", "9999", ""], "Enter a real year"),
            (
                ["3", "2", "2019", "yes"],
                "For ‘some time before’, enter the year and leave day and month empty",
            ),
        ] {
            assert_eq!(typed(wrong[0], wrong[1], wrong[2], wrong[3]), Err(why.to_owned()), "{wrong:?}");
        }
    }

    #[test]
    fn what_is_on_file_comes_back_into_its_boxes() {
        for when in [ApproximateDate::Month { year: 2019, month: 2 }, ApproximateDate::Before { year: 2019 }]
        {
            let fields = Fields::of(date_boxes(when));
            assert_eq!(super::when(&mut Read::new(&fields, jiff::civil::date(2026, 9, 14))), Some(when));
        }
        assert_eq!(law::chronology::MOST_HEADLINE, 200, "as the hint says");
    }
}
