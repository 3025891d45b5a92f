//! `council.toml`: who the council is and how to reach it.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::{Cite, Key, problem::Problems, read, reading};
use crate::working_days::CalendarName;

/// The council that runs this Kith.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Council {
    /// Which shape of pack this is written in; this Kith reads 1.
    #[serde(default = "first_format")]
    pub format: u32,
    /// Short id for folders and settings, such as `marlshire`.
    pub id: Key,
    /// Full name: "Marlshire County Council".
    pub name: String,
    /// What people call it: "Marlshire".
    pub short_name: String,
    /// The council's own website, starting `https://`.
    pub website: String,
    /// What to do when somebody is in danger now.
    pub emergency: Emergency,
    /// When the office is open. Working days and working hours are counted in it. A pack that serves has it.
    #[serde(default)]
    pub office_hours: Option<OfficeHours>,
    /// Telephone numbers the public may ring.
    #[serde(default)]
    pub phone: Vec<Phone>,
    /// Where to write, by role; never a named person.
    pub contact: Vec<Contact>,
}

/// The box at the top of every page where a person asks for help.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Emergency {
    /// The number to ring: 999.
    pub number: String,
    /// One sentence: when to ring it.
    pub wording: String,
}

/// When the office is open.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeHours {
    /// Days of the week, as `monday` … `sunday`.
    pub days: Vec<Day>,
    /// First minute of the day.
    #[serde(deserialize_with = "read::time")]
    pub opens: Time,
    /// Last minute of the day; a request that comes later counts from the next working day.
    #[serde(deserialize_with = "read::time")]
    pub closes: Time,
    /// Which bank holidays the office keeps.
    pub bank_holidays: CalendarName,
    /// How the hours are said to the public.
    pub wording: String,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the days need no explanation")]
pub enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// A telephone number the public may ring.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Phone {
    /// Which line: pages look for `front-door` and `out-of-hours`.
    pub id: Key,
    /// Who answers.
    pub label: String,
    /// The number as dialled.
    pub number: String,
    /// When it is answered, in words.
    pub hours: String,
}

/// Somebody to write to, by role.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Which contact: notices refer to it.
    pub id: Key,
    /// The role, such as "Data Protection Officer".
    pub role: String,
    /// A mailbox that outlives its owner; absent when the published notice does not give one.
    #[serde(default)]
    pub email: Option<String>,
    /// A postal address, on one line.
    #[serde(default)]
    pub post: Option<String>,
    /// The sentences of published notices that give it.
    #[serde(default)]
    pub cites: Vec<Cite>,
}

impl OfficeHours {
    /// Nine to five from Monday to Friday: stands in until a pack says otherwise.
    pub fn usual() -> OfficeHours {
        OfficeHours {
            days: vec![Day::Monday, Day::Tuesday, Day::Wednesday, Day::Thursday, Day::Friday],
            opens: Time::constant(9, 0, 0, 0),
            closes: Time::constant(17, 0, 0, 0),
            bank_holidays: CalendarName::EnglandAndWales,
            wording: "9am to 5pm, Monday to Friday, except bank holidays".into(),
        }
    }
}

impl Council {
    /// When the office is open; a pack that serves says so itself.
    pub fn hours(&self) -> OfficeHours {
        self.office_hours.clone().unwrap_or_else(OfficeHours::usual)
    }

    /// The telephone line `id`, if the council has one.
    pub fn phone(&self, id: &str) -> Option<&Phone> {
        self.phone.iter().find(|line| line.id == *id)
    }

    /// The contact `id`, if the council has one.
    pub fn contact(&self, id: &str) -> Option<&Contact> {
        self.contact.iter().find(|contact| contact.id == *id)
    }

    pub(super) fn check(&self, problems: &mut Problems<'_>) {
        problems.no_twins("council", [&self.id]);
        problems.no_twins("phone line", self.phone.iter().map(|p| &p.id));
        problems.no_twins("contact", self.contact.iter().map(|c| &c.id));
        if self.format > reading::FORMAT {
            let message = format!("this pack is written for a later Kith: format {}", self.format);
            problems.at(
                &self.id,
                message,
                format!("this one reads format {}; install the later one", reading::FORMAT),
            );
        }
        if let Some(hours) = &self.office_hours {
            self.check_hours(hours, problems);
        }
        if self.contact("data-protection").is_none() {
            problems.at(
                &self.id,
                "there is no contact ‘data-protection’",
                "the notice needs one; add a [[contact]]",
            );
        }
        for contact in &self.contact {
            match &contact.email {
                Some(email) if !email.contains('@') => {
                    problems.at(
                        &contact.id,
                        format!("‘{email}’ is not an email address"),
                        "write name@council",
                    );
                }
                None if contact.post.is_none() => {
                    let message = format!("there is no way to reach the {}", contact.role);
                    problems.warn(&contact.id, message, "add email or post once it is known");
                }
                _ => {}
            }
        }
        if !self.website.starts_with("https://") {
            problems.at(
                &self.id,
                format!("‘{}’ is not a secure web address", self.website),
                "start it with https://",
            );
        }
    }

    fn check_hours(&self, hours: &OfficeHours, problems: &mut Problems<'_>) {
        if hours.opens >= hours.closes {
            let instead = "the office must open before it closes";
            problems.at(
                &self.id,
                format!("the office opens at {} and closes at {}", hours.opens, hours.closes),
                instead,
            );
        }
        // The clocks of `law::clocks` count Monday to Friday; another week would be silently wrong.
        if hours.days != [Day::Monday, Day::Tuesday, Day::Wednesday, Day::Thursday, Day::Friday] {
            let instead = "list monday to friday; put opening at weekends in the wording";
            problems.at(
                &self.id,
                "the office days are not Monday to Friday, which is how working days are counted",
                instead,
            );
        }
    }

    /// What pages need beyond what a notice says.
    pub(super) fn check_serves(&self, problems: &mut Problems<'_>) {
        if self.office_hours.is_none() {
            problems.at(
                &self.id,
                "there are no [office_hours]",
                "working days are counted in them; add them",
            );
        }
        for wanted in ["front-door", "out-of-hours"] {
            if self.phone(wanted).is_none() {
                let message = format!("there is no phone line ‘{wanted}’");
                problems.at(&self.id, message, "pages show it; add a [[phone]]");
            }
        }
    }
}

fn first_format() -> u32 {
    1
}
