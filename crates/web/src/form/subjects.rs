//! The children and adults a form names, as the record keeps them.

use jiff::civil::Date;
use law::date_of_birth::{DateOfBirth, DateParts, parse_born, parse_expected};
use law::form::Value;
use law::identifiers::Postcode;
use record::request::subject::NewSubject;

use super::typed::Typed;

/// Everybody named: children, then adults, then the parent or carer who asks, who is not asked to name themselves
/// twice.
pub(super) fn subjects(typed: &Typed, today: Date) -> Vec<NewSubject> {
    let (group, children) = typed.items("child");
    let mut all: Vec<NewSubject> = children.iter().map(|item| child(typed, &group, *item, today)).collect();
    let (_, adults) = typed.items("adult");
    all.extend(adults.iter().map(|item| adult(typed, &group, *item, today)));
    if typed.text("request.requester_kind").as_deref() == Some("parent_or_carer") {
        all.extend(asker(typed, adults.last().map_or(1, |last| last + 1)));
    }
    all
}

fn child(typed: &Typed, group: &str, item: usize, today: Date) -> NewSubject {
    let text = |column: &str| typed.item_text(&format!("child.{column}"), item);
    let unborn = text("born").as_deref() == Some("unborn");
    let birth = if unborn {
        typed.item_value("child.due_date", item).and_then(|due| parse_expected(parts(due), today).ok())
    } else {
        let born = typed
            .item_value("child.date_of_birth", item)
            .and_then(|born| parse_born(parts(born), today).ok());
        born.or_else(|| estimated(text("estimated_age"), today))
    };
    NewSubject {
        part: "child",
        position: position(item),
        referred: text("part_of_request").as_deref() != Some("information-only"),
        relation: None,
        first_name: text("first_name"),
        last_name: text("last_name"),
        known_as: text("known_as"),
        birth: birth.unwrap_or(DateOfBirth::Unknown),
        postcode: home_postcode(typed, group, item),
    }
}

fn adult(typed: &Typed, children: &str, item: usize, today: Date) -> NewSubject {
    let text = |column: &str| typed.item_text(&format!("adult.{column}"), item);
    let born =
        typed.item_value("adult.date_of_birth", item).and_then(|born| parse_born(parts(born), today).ok());
    let own = typed.item_value("adult.address", item).and_then(postcode);
    let at_home = text("lives_in_home").as_deref() == Some("yes");
    NewSubject {
        part: "adult",
        position: position(item),
        referred: false,
        relation: text("relationship"),
        first_name: text("first_name"),
        last_name: text("last_name"),
        known_as: text("known_as"),
        birth: born.or_else(|| estimated(text("estimated_age"), today)).unwrap_or(DateOfBirth::Unknown),
        postcode: own.or_else(|| at_home.then(|| home_postcode(typed, children, 1)).flatten()),
    }
}

/// The parent or carer who asks. Which of the two they are was not asked, so no relation is made up.
fn asker(typed: &Typed, place: usize) -> Option<NewSubject> {
    Some(NewSubject {
        part: "adult",
        position: position(place),
        referred: false,
        relation: None,
        first_name: Some(typed.text("requester.first_name")?),
        last_name: typed.text("requester.last_name"),
        known_as: None,
        birth: DateOfBirth::Unknown,
        postcode: typed.value("requester.address").and_then(postcode),
    })
}

/// The child's own address, or the one the form says it is the same as.
fn home_postcode(typed: &Typed, group: &str, item: usize) -> Option<String> {
    let own = typed.item_value("child.address", item).and_then(postcode);
    own.or_else(|| match typed.at(&format!("{group}.{item}.lives_where"))? {
        "with-me" => typed.value("requester.address").and_then(postcode),
        "with-first" if item > 1 => home_postcode(typed, group, 1),
        _ => None,
    })
}

/// As it is usually written; what is only part of a postcode stays as typed, because part of one still finds people.
fn postcode(address: &Value) -> Option<String> {
    let typed = address.part("postcode").trim();
    let written =
        Postcode::parse(typed).map_or_else(|_| typed.to_uppercase(), |postcode| postcode.formatted());
    (!written.is_empty()).then_some(written)
}

fn parts(value: &Value) -> DateParts<'_> {
    DateParts { day: value.part("day"), month: value.part("month"), year: value.part("year") }
}

fn estimated(age: Option<String>, today: Date) -> Option<DateOfBirth> {
    law::date_of_birth::parse_age(&age?, today).ok()
}

fn position(item: usize) -> i32 {
    i32::try_from(item).unwrap_or(i32::MAX)
}
