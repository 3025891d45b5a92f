//! `/families/{family}/genogram`: the family in the signs of social work, with a table that says the same; `/tree`: the same
//! people in words, for a young person.

use std::collections::BTreeMap;

use axum::extract::Path;
use law::date_of_birth::DateOfBirth;
use law::relationship::RelationshipType;
use pictures::Table;
use pictures::family::{Couple, CoupleKind, Family, Kind, ParentKind, ParentTie, Person, Sex};
use pictures::family_tree::FamilyTree;
use pictures::genogram::Genogram;
use record::family::Group;
use record::kin::{self, Kin, Relative, Tie};
use serde_json::{Value, json};
use uuid::Uuid;

use super::show::frame_at;
use super::table::{csv, of};
use super::{gate, label};
use crate::error::Result;
use crate::pages::people::bar;
use crate::pages::people::gate::opened;
use crate::visit::Visit;

/// `GET /families/{family}/genogram`
pub async fn show(visit: Visit, Path(family): Path<String>) -> Result {
    let mut page = opened!(gate::look(&visit, &family));
    let kin = kin::of_family(&mut page.work, &page.permit, page.family.id).await?;
    page.work.commit().await?;
    let picture = Genogram::new(&drawn(&visit, &page.family, &kin));
    let context = context(&page.family, &kin, "Genogram", &picture.svg("genogram"), picture.table());
    visit.page("families/genogram.html", context)
}

/// `GET /families/{family}/tree`, and with `?for=` a child, for that child.
pub async fn tree(visit: Visit, Path(family): Path<String>) -> Result {
    let mut page = opened!(gate::look(&visit, &family));
    let kin = kin::of_family(&mut page.work, &page.permit, page.family.id).await?;
    page.work.commit().await?;
    let drawn = drawn(&visit, &page.family, &kin);
    let children: Vec<&Person> = drawn.people.iter().filter(|person| person.subject).collect();
    let asked = visit.query("for");
    let chosen = children.iter().find(|child| child.id == asked).or(children.first());
    let chosen = chosen.map_or(String::new(), |child| child.id.clone());
    let others: Vec<_> = children
        .iter()
        .filter(|child| child.id != chosen)
        .map(|child| json!({ "name": child.name, "href": format!("/families/{}/tree?for={}", page.family.id, child.id) }))
        .collect();
    let picture = FamilyTree::new(&drawn, &chosen);
    let mut context = context(&page.family, &kin, "Family tree", &picture.svg("tree"), picture.table());
    context["others"] = others.into();
    visit.page("families/genogram.html", context)
}

/// `GET /families/{family}/genogram/table`: the table as a file for a spreadsheet.
pub async fn table(visit: Visit, Path(family): Path<String>) -> Result {
    let mut page = opened!(gate::look(&visit, &family));
    let kin = kin::of_family(&mut page.work, &page.permit, page.family.id).await?;
    let note = record::event::note(ledger::Action::Exported).about("person", page.permit.person());
    record::event::record(&mut page.work, note.id("family", page.family.id)).await?;
    page.work.commit().await?;
    Ok(csv(&page.family, "genogram", &Genogram::new(&drawn(&visit, &page.family, &kin)).table()))
}

fn context(family: &Group, kin: &Kin, title: &str, svg: &str, table: Table) -> Value {
    json!({
        "family": frame_at(family, "/genogram"), "title": title, "svg": svg, "more": kin.more, "most": kin::MOST,
        "table": of(&table),
        "is_genogram": title == "Genogram", "others": [],
    })
}

fn drawn(visit: &Visit, family: &Group, kin: &Kin) -> Family {
    let homes = homes(kin);
    let (couples, parents) = ties(&kin.ties);
    Family {
        name: label(family),
        people: kin.people.iter().map(|one| person(visit, one, &homes)).collect(),
        couples,
        parents,
    }
}

/// Households as "The home of" who stands first in the picture and may be named.
fn homes(kin: &Kin) -> BTreeMap<Uuid, String> {
    let mut homes = BTreeMap::new();
    for one in &kin.people {
        if let (Some(household), Some(shown)) = (one.household, &one.person.shown) {
            homes.entry(household).or_insert_with(|| format!("The home of {}", shown.name));
        }
    }
    homes
}

fn person(visit: &Visit, one: &Relative, homes: &BTreeMap<Uuid, String>) -> Person {
    let id = one.person.id.to_string();
    let Some(shown) = &one.person.shown else { return Person { id, restricted: true, ..Person::default() } };
    let today = visit.today();
    let expected = matches!(shown.birth, DateOfBirth::Expected { .. });
    Person {
        id,
        name: shown.name.clone(),
        age: if shown.died || expected { String::new() } else { shown.birth.age_text(today) },
        dates: match shown.birth {
            DateOfBirth::Unknown => String::new(),
            _ if expected => shown.birth.in_words(),
            _ => format!("born {}", shown.birth.in_words()),
        },
        born: born(&shown.birth),
        sex: match one.sex.as_deref() {
            Some("M") => Sex::Male,
            Some("F") => Sex::Female,
            Some("U") | None => Sex::NotKnown,
            Some(_) => Sex::Other,
        },
        kind: if expected { Kind::Pregnancy } else { Kind::Person },
        deceased: shown.died,
        subject: one.of_family && shown.birth.is_child_on(today) == Some(true),
        link: Some(bar::path(one.person.id, "overview")),
        household: one.household.and_then(|home| homes.get(&home).cloned()).unwrap_or_default(),
        ..Person::default()
    }
}

/// As `pictures` orders by: as much of the date as is known.
fn born(birth: &DateOfBirth) -> String {
    match birth {
        DateOfBirth::Exact { date } => date.to_string(),
        DateOfBirth::EstimatedMonth { year, month } => format!("{year:04}-{month:02}"),
        DateOfBirth::EstimatedYear { year } => format!("{year:04}"),
        _ => String::new(),
    }
}

fn ties(ties: &[Tie]) -> (Vec<Couple>, Vec<ParentTie>) {
    let (mut couples, mut parents) = (Vec::new(), Vec::new());
    for tie in ties {
        let (one, other) = (tie.person.to_string(), tie.to.to_string());
        if let Some(kind) = couple(tie) {
            couples.push(Couple { one, other, kind });
        } else if let Some(kind) = parent(tie.is) {
            parents.push(ParentTie { parent: one, child: other, kind });
        } else if let Some(kind) = parent(tie.is.inverse()) {
            parents.push(ParentTie { parent: other, child: one, kind });
        }
    }
    (couples, parents)
}

fn couple(tie: &Tie) -> Option<CoupleKind> {
    Some(match (tie.is, tie.ended) {
        (RelationshipType::Spouse, false) | (RelationshipType::Partner, false) => CoupleKind::Enduring,
        (RelationshipType::Spouse, true) | (RelationshipType::FormerSpouse, _) => CoupleKind::Divorced,
        (RelationshipType::Partner, true) | (RelationshipType::FormerPartner, _) => CoupleKind::Separated,
        _ => return None,
    })
}

fn parent(is: RelationshipType) -> Option<ParentKind> {
    Some(match is {
        RelationshipType::Parent | RelationshipType::ParentOfUnborn => ParentKind::Birth,
        RelationshipType::AdoptiveParent => ParentKind::Adopted,
        RelationshipType::StepParent => ParentKind::Step,
        RelationshipType::FosterCarer | RelationshipType::PrivateFosterCarer => ParentKind::Foster,
        RelationshipType::SpecialGuardian => ParentKind::SpecialGuardian,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tie_is_drawn_the_same_from_either_end() {
        let (mother, child) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let from = |person, is, to| ties(&[Tie { person, is, to, ended: false }]).1.remove(0);
        let down = from(mother, RelationshipType::AdoptiveParent, child);
        let up = from(child, RelationshipType::AdoptedChild, mother);
        for tie in [&down, &up] {
            assert_eq!(
                (tie.parent.as_str(), tie.child.as_str()),
                (&*mother.to_string(), &*child.to_string())
            );
            assert_eq!(tie.kind, ParentKind::Adopted);
        }
    }

    #[test]
    fn a_marriage_that_ended_is_a_divorce_and_friends_are_not_drawn() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let tie = |is, ended| Tie { person: one, is, to: other, ended };
        assert_eq!(couple(&tie(RelationshipType::Spouse, true)), Some(CoupleKind::Divorced));
        assert_eq!(couple(&tie(RelationshipType::FormerPartner, false)), Some(CoupleKind::Separated));
        let (couples, parents) = ties(&[tie(RelationshipType::Friend, false)]);
        assert!(couples.is_empty() && parents.is_empty());
    }
}
