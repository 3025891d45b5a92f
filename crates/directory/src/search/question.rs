//! What is sought.

use crate::Heading;
use crate::ages::Age;
use crate::place::{Place, Point, district, is_district, postcode};
use crate::search::{Ready, stems};

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
        let of_postcode = self.postcode.as_deref().and_then(district);
        let own =
            of_postcode.or_else(|| self.names.iter().map(String::as_str).find(|name| is_district(name)))?;
        let shared = |place: &Place| place.postcode.as_deref().and_then(district) == Some(own);
        places.iter().any(shared).then(|| own.to_owned())
    }
}

/// The place that somebody types: a postcode, the first half of one, or the name of a town or an area. Where it lies is
/// not known but from the services themselves: the middle of those with the same postcode, else of those in the same
/// district or town. `None` if nothing is typed.
pub fn near(typed: &str, services: &[Ready]) -> Option<Near> {
    let name: String = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted: Vec<String> = stems(&name).collect();
    if wanted.is_empty() {
        return None;
    }
    let places = || services.iter().flat_map(|ready| &ready.service.places);
    let in_district = |own: &str| {
        let own = own.to_owned();
        middle(
            places().filter(move |place| place.postcode.as_deref().and_then(district) == Some(own.as_str())),
        )
    };
    if let Some(postcode) = postcode(&name) {
        let same = middle(places().filter(|place| place.postcode.as_ref() == Some(&postcode)));
        let point = same.or_else(|| district(&postcode).and_then(in_district));
        return Some(Near { point, postcode: Some(postcode), names: Vec::new() });
    }
    let capitals = name.to_uppercase();
    if is_district(&capitals) {
        return Some(Near { point: in_district(&capitals), postcode: None, names: vec![capitals] });
    }
    let in_town =
        |place: &&Place| place.town.as_deref().is_some_and(|town| stems(town).eq(wanted.iter().cloned()));
    Some(Near { point: middle(places().filter(in_town)), postcode: None, names: vec![name] })
}

/// The mean of the points that are known: near enough for places that share a district.
fn middle<'a>(places: impl Iterator<Item = &'a Place>) -> Option<Point> {
    let (mut latitude, mut longitude, mut count) = (0.0, 0.0, 0.0);
    for point in places.filter_map(|place| place.point) {
        latitude += point.latitude();
        longitude += point.longitude();
        count += 1.0;
    }
    (count > 0.0).then(|| Point::new(latitude / count, longitude / count)).flatten()
}
