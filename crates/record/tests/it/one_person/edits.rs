//! Recording something of somebody in a test, and reading it back: each time another value, so that it can be told apart.

use jiff::ToSpan;
use jiff::civil::date;
use law::date_of_birth::DateOfBirth;
use law::relationship::RelationshipType;
use record::person::address::{self, NewAddress};
use record::person::birth_date;
use record::person::contact_detail::{self, NewContactDetail};
use record::person::name::{self, NewName};
use record::person::network::{self, NewProfessional};
use record::person::profile::{self, Profile};
use record::person::school::{self, NewSchoolPlace};
use record::relationship::{self, NewRelationship};

use super::*;

/// What can be recorded several times, and corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Several {
    Name,
    Address,
    Contact,
    School,
    Professional,
    Relative,
}

/// What there is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum One {
    Birth,
    Practice,
    /// Sealed.
    Religion,
}

impl Several {
    pub const ALL: [Several; 6] = [
        Several::Name,
        Several::Address,
        Several::Contact,
        Several::School,
        Several::Professional,
        Several::Relative,
    ];
}

/// A value that is nobody else's.
pub fn value(count: usize) -> String {
    format!("Value{count}")
}

impl Okafor {
    /// Records something of a kind, in the place of a row or beside what there is. Gives the row.
    pub async fn record(
        &self,
        who: &str,
        person: Uuid,
        what: Several,
        count: usize,
        instead_of: Option<Uuid>,
    ) -> Uuid {
        let relative = match what {
            Several::Relative if instead_of.is_none() => {
                self.record.person(&value(count), "Relative").save().await
            }
            _ => Uuid::nil(),
        };
        let mut work = self.work(who).await;
        let permit = amend(&mut work, person).await.expect("theirs");
        let value = value(count);
        let done = match what {
            Several::Name => {
                let new = NewName { kind: "alias".into(), first_name: value, ..NewName::default() };
                name::save(&mut work, &permit, &new, instead_of).await
            }
            Several::Address => {
                let new = NewAddress { kind: "home".into(), line_1: Some(value), ..NewAddress::default() };
                address::save(&mut work, &permit, &new, instead_of).await
            }
            Several::Contact => {
                let new = NewContactDetail {
                    kind: "email".into(),
                    value: format!("{value}@example.com"),
                    ..NewContactDetail::default()
                };
                contact_detail::save(&mut work, &permit, &new, instead_of).await
            }
            Several::School => {
                let new = NewSchoolPlace { school: value, ..NewSchoolPlace::default() };
                school::save(&mut work, &permit, &new, instead_of).await
            }
            Several::Professional => {
                let new = NewProfessional {
                    name: value,
                    agency: "School".into(),
                    role: "Teacher".into(),
                    share_plan: "not-asked".into(),
                    ..NewProfessional::default()
                };
                network::save(&mut work, &permit, &new, instead_of).await
            }
            Several::Relative => match instead_of {
                None => relationship::add(&mut work, &permit, &cousin(relative, None)).await,
                // Corrected: since when they are related is the value.
                Some(old) => {
                    let old_one = relationship::find(&mut work, &permit, old).await.expect("it reads");
                    let new = cousin(old_one.other.id, Some(day(count)));
                    relationship::replace(&mut work, &permit, old, &new).await
                }
            },
        };
        let row = done.expect("recorded");
        work.commit().await.expect("kept");
        row
    }

    /// Relates somebody to a relative of a name, as a correction of another relationship would.
    pub async fn relate(&self, who: &str, person: Uuid, name: usize, count: usize) -> Uuid {
        let relative = self.record.person(&value(name), "Relative").save().await;
        let mut work = self.work(who).await;
        let permit = amend(&mut work, person).await.expect("theirs");
        let new = cousin(relative, Some(day(count)));
        let row = relationship::add(&mut work, &permit, &new).await.expect("recorded");
        work.commit().await.expect("kept");
        row
    }

    /// Says something that there is one of. Gives the row.
    pub async fn say(&self, who: &str, person: Uuid, what: One, count: usize) -> Uuid {
        let mut work = self.work(who).await;
        let permit = amend(&mut work, person).await.expect("theirs");
        let row = if what == One::Birth {
            let (row, _) = birth_date::current(&mut work, &permit).await.expect("it reads");
            let new = DateOfBirth::Exact { date: day(count) };
            birth_date::save(&mut work, &permit, &new, row).await.expect("corrected");
            birth_date::current(&mut work, &permit).await.expect("it reads").0
        } else {
            let (row, before) = profile::current(&mut work, &permit).await.expect("it reads");
            let new = match what {
                One::Practice => Profile { gp: Some(value(count)), ..before },
                _ => Profile { religion: Some(value(count)), ..before },
            };
            profile::save(&mut work, &permit, &new, row).await.expect("changed");
            profile::current(&mut work, &permit).await.expect("it reads").0
        };
        work.commit().await.expect("kept");
        row.expect("a row")
    }

    /// Ends a contact detail.
    pub async fn hang_up(&self, who: &str, person: Uuid, row: Uuid) {
        let mut work = self.work(who).await;
        let permit = amend(&mut work, person).await.expect("theirs");
        contact_detail::end(&mut work, &permit, row).await.expect("ended");
        work.commit().await.expect("kept");
    }

    /// What is recorded of somebody, by row: sorted, as any order is as good.
    pub async fn recorded(
        &self,
        work: &mut Work,
        permit: &Permit<impl may::ReadsPerson>,
    ) -> Vec<(String, Uuid)> {
        let mut all = Vec::new();
        for one in name::all(work, permit).await.expect("it reads") {
            all.push((one.name.first_name, one.id));
        }
        for one in address::all(work, permit).await.expect("it reads") {
            all.push((one.address.line_1.unwrap_or_default(), one.id));
        }
        for one in contact_detail::all(work, permit).await.expect("it reads") {
            all.push((one.detail.value, one.id));
        }
        for one in school::all(work, permit).await.expect("it reads") {
            all.push((one.place.school, one.id));
        }
        for one in network::all(work, permit).await.expect("it reads") {
            all.push((one.professional.name, one.id));
        }
        for one in relationship::all(work, permit).await.expect("it reads") {
            let name = one.other.shown.map(|shown| shown.name).unwrap_or_default();
            all.push((format!("{name} {:?}", one.related_from), one.id));
        }
        all.sort();
        all
    }

    /// The same, of what there is one of.
    pub async fn said(&self, work: &mut Work, permit: &Permit<impl may::ReadsPerson>) -> String {
        let (_, birth) = birth_date::current(work, permit).await.expect("it reads");
        let (_, profile) = profile::current(work, permit).await.expect("it reads");
        format!("{} {:?} {:?}", birth.in_words(), profile.gp, profile.religion)
    }

    /// What somebody reads on a record.
    pub async fn facts(&self, who: &str, person: Uuid) -> Vec<String> {
        let mut work = self.work(who).await;
        let permit = support::person(&mut work, may::OpenPerson, person).await.expect("theirs");
        let mut all: Vec<String> =
            self.recorded(&mut work, &permit).await.into_iter().map(|(said, _)| said).collect();
        all.push(self.said(&mut work, &permit).await);
        all
    }
}

fn cousin(other: Uuid, related_from: Option<jiff::civil::Date>) -> NewRelationship {
    NewRelationship {
        other,
        other_is: RelationshipType::Cousin,
        related_from,
        related_until: None,
        main_carer: None,
        certainty: "stated".into(),
    }
}

fn day(count: usize) -> jiff::civil::Date {
    date(2010, 1, 1) + (count as i64).days()
}
