//! A service as Kith keeps it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Ages, Cost, Heading, Place, Schedule, WayIn};

/// A service that may help a family. Texts are plain (no markup), trimmed and never empty; what the directory does not
/// say is `None` or an empty list, and never stands for "no".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// The publisher's identifier: a UUID if the feed keeps to the schema.
    pub id: String,
    /// The name families know it by.
    pub name: String,
    /// What it does.
    pub description: Option<String>,
    /// Whether it is open.
    pub status: Status,
    /// A short-term notice, such as "closed in August".
    pub alert: Option<String>,
    /// Who provides it.
    pub organisation: Option<Organisation>,
    /// An `http` or `https` address, safe to link to.
    pub website: Option<String>,
    /// The e-mail address of the service as a whole.
    pub email: Option<String>,
    /// What it helps with, in the words of the publisher.
    pub terms: Vec<Term>,
    /// The ages of those it is for.
    pub ages: Ages,
    /// Who it is for, in words.
    pub eligibility: Option<String>,
    /// Where it is to be found.
    pub places: Vec<Place>,
    /// The areas whose residents it serves, in words or postcode districts.
    pub areas: Vec<String>,
    /// What it costs, item by item.
    pub costs: Vec<Cost>,
    /// What it costs, in words.
    pub fees: Option<String>,
    /// How to get in, each once, in the order of [`WayIn`].
    pub ways_in: Vec<WayIn>,
    /// How to get in, in words.
    pub how_to_get_in: Option<String>,
    /// When it is there.
    pub schedules: Vec<Schedule>,
    /// Whom to ask.
    pub contacts: Vec<Contact>,
    /// Languages spoken there, by name.
    pub languages: Vec<String>,
    /// The day somebody last checked that all this is true (`assured_date`).
    pub checked: Option<Date>,
    /// The e-mail address of who checked it.
    pub checked_by: Option<String>,
    /// When the publisher last changed it.
    pub changed: Option<Timestamp>,
}

impl Service {
    /// A service of which nothing but this is known.
    pub fn named(id: impl Into<String>, name: impl Into<String>) -> Service {
        Service {
            id: id.into(),
            name: name.into(),
            description: None,
            status: Status::NotStated,
            alert: None,
            organisation: None,
            website: None,
            email: None,
            terms: Vec::new(),
            ages: Ages::default(),
            eligibility: None,
            places: Vec::new(),
            areas: Vec::new(),
            costs: Vec::new(),
            fees: None,
            ways_in: Vec::new(),
            how_to_get_in: None,
            schedules: Vec::new(),
            contacts: Vec::new(),
            languages: Vec::new(),
            checked: None,
            checked_by: None,
            changed: None,
        }
    }

    /// The Supporting Families headings its terms stand for, each once, in the order of [`Heading`].
    pub fn headings(&self) -> Vec<Heading> {
        let mut headings: Vec<Heading> =
            self.terms.iter().flat_map(|term| Heading::of_term(&term.name)).collect();
        headings.sort();
        headings.dedup();
        headings
    }
}

/// Whether a service is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Open.
    Active,
    /// Not running now.
    Inactive,
    /// Gone for good.
    Defunct,
    /// To open again.
    TemporarilyClosed,
    /// The directory does not say.
    NotStated,
}

impl Status {
    /// Whether a family would find it shut. A service that does not say is not shut.
    pub fn is_closed(self) -> bool {
        matches!(self, Status::Inactive | Status::Defunct | Status::TemporarilyClosed)
    }

    /// As a worker reads it.
    pub fn in_words(self) -> &'static str {
        match self {
            Status::Active => "open",
            Status::Inactive => "not running at the moment",
            Status::Defunct => "closed for good",
            Status::TemporarilyClosed => "temporarily closed",
            Status::NotStated => "the directory does not say whether it is open",
        }
    }

    /// As the schema spells it; `None` for what it cannot say.
    pub fn as_published(self) -> Option<&'static str> {
        match self {
            Status::Active => Some("active"),
            Status::Inactive => Some("inactive"),
            Status::Defunct => Some("defunct"),
            Status::TemporarilyClosed => Some("temporarily closed"),
            Status::NotStated => None,
        }
    }
}

/// Who provides a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// The publisher's identifier.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// An `http` or `https` address.
    pub website: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
}

/// What a service helps with, as its publisher files it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The term itself.
    pub name: String,
    /// The list it comes from.
    pub taxonomy: Option<String>,
}

/// Somebody to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Name of a person or desk.
    pub name: Option<String>,
    /// What they do there.
    pub title: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// Telephone numbers.
    pub phones: Vec<Phone>,
}

/// A telephone number as its publisher writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// The number.
    pub number: String,
    /// Who answers, and when.
    pub about: Option<String>,
}
