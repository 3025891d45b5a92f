//! The places of a service.

use super::part::{Part, short};
use super::problem::Problems;
use crate::place::{Place, PlaceKind, Point, postcode};

/// The place that a location of a feed describes.
pub(super) fn place(location: &Part<'_>, problems: &mut Problems) -> Place {
    let addresses = location.parts("addresses");
    let is_physical = |address: &&Part<'_>| address.text("address_type").as_deref() == Some("physical");
    let address = addresses.iter().find(is_physical).or(addresses.first());
    let text = |name: &str| address.and_then(|address| address.text(name));
    let lines: Vec<String> = ["address_1", "address_2"].into_iter().filter_map(text).collect();
    Place {
        kind: match location.text("location_type").map(|kind| kind.to_lowercase()).as_deref() {
            Some("virtual") => PlaceKind::Virtual,
            Some("postal") => PlaceKind::Postal,
            _ => PlaceKind::Physical,
        },
        name: location.text("name"),
        description: location.text("description"),
        address: (!lines.is_empty()).then(|| lines.join(", ")),
        town: text("city"),
        county: text("state_province").or_else(|| text("region")),
        postcode: address.and_then(|address| postcode_of(address, problems)),
        point: point(location, problems),
        access: location.parts("accessibility").iter().filter_map(access).collect(),
    }
}

fn postcode_of(address: &Part<'_>, problems: &mut Problems) -> Option<String> {
    let written = address.text("postal_code")?;
    let read = postcode(&written);
    if read.is_none() {
        let what = format!("{} is no postcode", short(&written));
        problems.doubt(&address.at("postal_code"), what, "write it as on a letter, such as ZM1 1AB");
    }
    Some(read.unwrap_or(written))
}

fn point(location: &Part<'_>, problems: &mut Problems) -> Option<Point> {
    let (latitude, longitude) = match (location.number("latitude"), location.number("longitude")) {
        (Some(latitude), Some(longitude)) => (latitude, longitude),
        (None, None) => return None,
        (Some(_), None) | (None, Some(_)) => {
            problems.doubt(&location.at, "only one of latitude and longitude", "give both, or neither");
            return None;
        }
    };
    let point = Point::new(latitude, longitude);
    if point.is_none() {
        let what = format!("latitude {latitude}, longitude {longitude} is not in the United Kingdom");
        let right = match Point::new(longitude, latitude) {
            Some(_) => "the two are swapped",
            None => "give degrees north and east, west of Greenwich with a minus",
        };
        problems.doubt(&location.at("latitude"), what, right);
    }
    point
}

/// What the UK profile, and the standard under it, say of access.
fn access(note: &Part<'_>) -> Option<String> {
    let about = note.first_text(&["accessibility", "description"]);
    let details = note.text("details");
    match (about, details) {
        (Some(about), Some(details)) => Some(format!("{about}\n{details}")),
        (about, details) => about.or(details),
    }
}
