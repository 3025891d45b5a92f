//! What is sought.

use crate::Heading;
use crate::ages::Age;
use crate::place::{Place, Point, district};
use crate::search::stems;

/// What a worker looks for. What is left open narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// Needs: a service must help with one of them.
    pub needs: Vec<Heading>,
    /// The age of who needs it.
    pub age: Option<Age>,
    /// Where they live.
    pub near: Option<Near>,
    /// Nothing further than this, unless it serves their area or needs no going to. A service of which it is not known
    /// how far it is stays.
    pub within_tenths_of_a_mile: Option<u32>,
    /// Free words, as typed.
    pub words: String,
}

/// Where somebody lives, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Near {
    /// Where it lies.
    pub point: Option<Point>,
    /// Its postcode.
    pub postcode: Option<String>,
    /// What the area is called, such as the town, the district and the county.
    pub names: Vec<String>,
}

impl Near {
    /// The area served that this place lies in, in the directory's words or by its name.
    pub(super) fn area_served(&self, areas: &[String]) -> Option<String> {
        let district = self.postcode.as_deref().and_then(district);
        let names = self.names.iter().map(String::as_str).chain(district);
        let wanted: Vec<(&str, Vec<String>)> = names
            .map(|name| (name, stems(name).collect()))
            .filter(|(_, stems): &(&str, Vec<String>)| !stems.is_empty())
            .collect();
        let areas: Vec<Vec<String>> = areas.iter().map(|area| stems(area).collect()).collect();
        let lies_in = |(_, name): &&(&str, Vec<String>)| {
            areas.iter().any(|area| area.windows(name.len()).any(|part| part == name.as_slice()))
        };
        wanted.iter().find(lies_in).map(|(name, _)| (*name).to_owned())
    }

    /// The postcode district that one of these places shares.
    pub(super) fn in_district(&self, places: &[Place]) -> Option<String> {
        let own = self.postcode.as_deref().and_then(district)?;
        let shared = |place: &Place| place.postcode.as_deref().and_then(district) == Some(own);
        places.iter().any(shared).then(|| own.to_owned())
    }
}
