//! `/people/{id}/date-of-birth`, and the question "when were they born?" of other forms: a day, a guess, an age, a due
//! date, or not known.

use axum::extract::Path;
use jiff::civil::Date;
use law::date_of_birth::{
    DateError, DateOfBirth, DateParts, parse_age, parse_born, parse_expected, parse_roughly,
};
use record::person::birth_date;
use serde_json::Value;

use super::form::{self, Problems, Read, Sheet, date_boxes};
use super::gate::{self, opened};
use crate::error::Result;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

/// What was typed, for the template.
pub fn context(typed: &Fields) -> Value {
    let names = [
        "birth_kind",
        "birth_day",
        "birth_month",
        "birth_year",
        "roughly_month",
        "roughly_year",
        "birth_age",
        "due_day",
        "due_month",
        "due_year",
    ];
    names
        .into_iter()
        .map(|name| (name.to_owned(), Value::from(typed.text(name))))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// Reads the answer. A problem is noted at the field `birth`.
pub fn read(typed: &Fields, today: Date, problems: &mut Problems) -> DateOfBirth {
    let (label, first, answer) = match typed.text("birth_kind") {
        "exact" => (
            "Date of birth",
            "birth_day",
            parse_born(parts(typed, ["birth_day", "birth_month", "birth_year"]), today),
        ),
        "roughly" => (
            "When they were born",
            "roughly_year",
            parse_roughly(typed.text("roughly_month"), typed.text("roughly_year"), today),
        ),
        "age" => ("Age", "birth_age", parse_age(typed.text("birth_age"), today)),
        "expected" => {
            ("Due date", "due_day", parse_expected(parts(typed, ["due_day", "due_month", "due_year"]), today))
        }
        "unknown" => return DateOfBirth::Unknown,
        _ => {
            problems.add_at("birth", "birth_kind", "Select what is known of the date of birth");
            return DateOfBirth::Unknown;
        }
    };
    answer.unwrap_or_else(|error: DateError| {
        problems.add_at("birth", first, error.message(label));
        DateOfBirth::Unknown
    })
}

fn parts<'a>(typed: &'a Fields, [day, month, year]: [&str; 3]) -> DateParts<'a> {
    DateParts { day: typed.text(day), month: typed.text(month), year: typed.text(year) }
}

fn on_file(birth: &DateOfBirth) -> Vec<(String, String)> {
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let kind = |kind: &str| pair("birth_kind", kind.to_owned());
    match birth {
        DateOfBirth::Exact { date } => [vec![kind("exact")], date_boxes("birth", Some(*date))].concat(),
        DateOfBirth::Expected { date } => [vec![kind("expected")], date_boxes("due", Some(*date))].concat(),
        DateOfBirth::EstimatedMonth { year, month } => {
            vec![
                kind("roughly"),
                pair("roughly_month", month.to_string()),
                pair("roughly_year", year.to_string()),
            ]
        }
        DateOfBirth::EstimatedYear { year } => vec![kind("roughly"), pair("roughly_year", year.to_string())],
        DateOfBirth::EstimatedAge { age, .. } => vec![kind("age"), pair("birth_age", age.to_string())],
        DateOfBirth::Unknown => vec![kind("unknown")],
    }
}

fn sheet(id: &str, was: Option<uuid::Uuid>, death: Option<uuid::Uuid>) -> Sheet {
    let seen = |row: Option<uuid::Uuid>| row.map(|row| row.to_string()).unwrap_or_default();
    Sheet {
        title: "Date of birth and death".into(),
        action: format!("/people/{id}/date-of-birth"),
        button: "Save",
        section: "details",
        intro: String::new(),
        fields: vec![
            form::birth("birth", "When were they born?"),
            form::date("died", "Date of death").hint("Leave empty unless they have died"),
        ],
        hidden: vec![("was", seen(was)), ("death_was", seen(death))],
    }
}

/// `GET /people/{id}/date-of-birth`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let mut page = opened!(gate::look_to_change(&visit, &id));
    let (was, birth) = birth_date::current(&mut page.work, &page.permit).await?;
    let death = birth_date::death(&mut page.work, &page.permit).await?;
    page.work.commit().await?;
    let typed = Fields::of([on_file(&birth), date_boxes("died", death.map(|(_, on)| on))].concat());
    sheet(&id, was, death.map(|(row, _)| row)).show(&visit, &page.who, &typed, &Problems::default())
}

/// `POST /people/{id}/date-of-birth`
pub async fn submit(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let mut read_form = Read::new(&fields, visit.today());
    let birth = read(&fields, visit.today(), &mut read_form.problems);
    let died = read_form.past("died", "Date of death");
    let (was, death_was) = (fields.text("was").parse().ok(), fields.text("death_was").parse().ok());
    if let (Some(died), Some((first, _))) = (died, birth.bounds())
        && died < first
    {
        read_form.problems.add_part("died", "day", "Date of death must be after the date of birth");
    }
    if !read_form.problems.is_empty() {
        return sheet(&id, was, death_was).show(&visit, &page.who, &fields, &read_form.problems);
    }
    let (now, current) = birth_date::current(&mut page.work, &page.permit).await?;
    let death = birth_date::death(&mut page.work, &page.permit).await?;
    let mut outcome = Ok(());
    if now != was || current != birth {
        outcome = birth_date::save(&mut page.work, &page.permit, &birth, was).await;
    }
    if let (Ok(()), Some(died)) = (&outcome, died)
        && death.map(|(_, on)| on) != Some(died)
    {
        outcome = birth_date::save_death(&mut page.work, &page.permit, died, death_was).await;
    }
    match outcome {
        Ok(()) => {
            page.work.commit().await?;
            Ok(visit.go(&format!("/people/{id}/details"), "The date of birth is saved"))
        }
        Err(record::Error::Stale) => {
            let message = format!(
                "Somebody else changed this while you were working. It now says: {}. What you typed is below: save again if it is right",
                super::bar::born(&current, visit.today())
            );
            sheet(&id, now, death.map(|(row, _)| row)).show_stale(&visit, &page.who, &fields, &message)
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 6, 15);

    #[test]
    fn what_is_on_file_reads_back_as_itself() {
        for birth in [
            DateOfBirth::Exact { date: date(2012, 7, 10) },
            DateOfBirth::EstimatedMonth { year: 2012, month: 7 },
            DateOfBirth::EstimatedYear { year: 2012 },
            DateOfBirth::EstimatedAge { age: 6, on: TODAY },
            DateOfBirth::Expected { date: date(2026, 9, 1) },
            DateOfBirth::Unknown,
        ] {
            let mut problems = Problems::default();
            assert_eq!(read(&Fields::of(on_file(&birth)), TODAY, &mut problems), birth);
            assert!(problems.is_empty(), "{birth:?}");
        }
    }

    #[test]
    fn a_wrong_answer_links_to_its_box() {
        let typed = |pairs: &[(&str, &str)]| {
            Fields::of(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())))
        };
        for (pairs, href) in [
            (vec![], "#birth_kind"),
            (
                vec![
                    ("birth_kind", "exact"),
                    ("birth_day", "1"),
                    ("birth_month", "1"),
                    ("birth_year", "2030"),
                ],
                "#birth_day",
            ),
            (vec![("birth_kind", "age"), ("birth_age", "old")], "#birth_age"),
            (vec![("birth_kind", "expected")], "#due_day"),
            (vec![("birth_kind", "roughly"), ("roughly_year", "12")], "#roughly_year"),
        ] {
            let mut problems = Problems::default();
            read(&typed(&pairs), TODAY, &mut problems);
            assert_eq!(problems.summary()[0]["href"], href);
        }
    }
}
