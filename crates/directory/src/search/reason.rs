//! Why a service was found.

use std::fmt;

use crate::text::list;
use crate::{Ages, Heading, Status};

/// One reason, or one thing to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It is not open, or does not say.
    Status(Status),
    /// Its terms stand for these needs.
    HelpsWith(Vec<Heading>),
    /// Its name or description speaks of these needs; its terms do not.
    SpeaksOf(Vec<Heading>),
    /// Its ages fit.
    ForAges(Ages),
    /// It does not say for which ages it is.
    AgeNotStated,
    /// It begins before birth.
    BeforeBirth,
    /// It begins at birth, as far as it says.
    AskBeforeBirth(Ages),
    /// So many tenths of a mile away.
    Away(u32),
    /// In the same postcode district.
    SameDistrict(String),
    /// It serves this area.
    Serves(String),
    /// Nobody has to go there.
    OnlineOrByPhone,
    /// These words were found.
    Words(Vec<String>),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let needs = |headings: &[Heading]| {
            list(&headings.iter().map(|heading| heading.in_words().to_owned()).collect::<Vec<_>>())
        };
        match self {
            Reason::Status(status) => write!(f, "{}", status.in_words()),
            Reason::HelpsWith(headings) => write!(f, "helps with {}", needs(headings)),
            Reason::SpeaksOf(headings) => write!(f, "speaks of {}", needs(headings)),
            Reason::ForAges(ages) => write!(f, "{}", ages.in_words()),
            Reason::AgeNotStated => write!(f, "age not stated"),
            Reason::BeforeBirth => write!(f, "helps before birth"),
            Reason::AskBeforeBirth(ages) => {
                write!(f, "{}: ask whether it helps before birth", ages.in_words())
            }
            Reason::Away(0) => write!(f, "less than 0.1 miles away"),
            Reason::Away(10) => write!(f, "1 mile away"),
            Reason::Away(tenths) if tenths % 10 == 0 => write!(f, "{} miles away", tenths / 10),
            Reason::Away(tenths) => write!(f, "{}.{} miles away", tenths / 10, tenths % 10),
            Reason::SameDistrict(district) => write!(f, "in the same postcode district, {district}"),
            Reason::Serves(area) => write!(f, "serves {area}"),
            Reason::OnlineOrByPhone => write!(f, "online or by telephone"),
            Reason::Words(words) => {
                let quoted: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
                write!(f, "found {}", list(&quoted))
            }
        }
    }
}
