//! Where a service is: addresses, postcodes, and how far away.

use serde::{Deserialize, Serialize};

/// A place where a service is to be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// What sort of place.
    pub kind: PlaceKind,
    /// Its name, such as the building's.
    pub name: Option<String>,
    /// How to find it, and what is there.
    pub description: Option<String>,
    /// House and street.
    pub address: Option<String>,
    /// Town or village.
    pub town: Option<String>,
    /// County.
    pub county: Option<String>,
    /// Postcode: capitals and one space, if it is one.
    pub postcode: Option<String>,
    /// Where it lies.
    pub point: Option<Point>,
    /// What helps disabled people to get in and about.
    pub access: Vec<String>,
}

/// What sort of place a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// Somewhere to go.
    Physical,
    /// Somewhere to write to.
    Postal,
    /// Online or by telephone.
    Virtual,
}

impl PlaceKind {
    /// As the schema spells it.
    pub fn as_published(self) -> &'static str {
        match self {
            PlaceKind::Physical => "physical",
            PlaceKind::Postal => "postal",
            PlaceKind::Virtual => "virtual",
        }
    }
}

impl Place {
    /// A place of which nothing is known yet.
    pub fn unknown(kind: PlaceKind) -> Place {
        Place {
            kind,
            name: None,
            description: None,
            address: None,
            town: None,
            county: None,
            postcode: None,
            point: None,
            access: Vec::new(),
        }
    }

    /// The address on one line, without what is not known.
    pub fn in_words(&self) -> String {
        let parts = [&self.name, &self.address, &self.town, &self.county, &self.postcode];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

/// A point in or near the United Kingdom. Kept in millionths of a degree (a tenth of a metre), so that it is written and
/// read without loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    latitude: i32,
    longitude: i32,
}

impl Point {
    /// A point by its degrees north and east; `None` outside the box round the United Kingdom: a service there is a
    /// mistake of the feed (0, 0 is the usual one, and swapped numbers the next).
    pub fn new(latitude: f64, longitude: f64) -> Option<Point> {
        let inside = (49.0..=61.5).contains(&latitude) && (-9.5..=2.5).contains(&longitude);
        let millionths = |degrees: f64| (degrees * 1_000_000.0).round() as i32;
        inside.then(|| Point { latitude: millionths(latitude), longitude: millionths(longitude) })
    }

    /// Degrees north.
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude) / 1_000_000.0
    }

    /// Degrees east; west is negative.
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude) / 1_000_000.0
    }

    /// As the crow flies, in tenths of a mile.
    pub fn tenths_of_a_mile_to(self, other: Point) -> u32 {
        const EARTH_RADIUS_MILES: f64 = 3_958.8;
        let (from, to) = (self.latitude().to_radians(), other.latitude().to_radians());
        let (north, east) = (to - from, (other.longitude() - self.longitude()).to_radians());
        // The haversine formula: exact enough on a round earth, and stable for short distances.
        let chord = (north / 2.0).sin().powi(2) + from.cos() * to.cos() * (east / 2.0).sin().powi(2);
        let miles = 2.0 * EARTH_RADIUS_MILES * chord.sqrt().clamp(0.0, 1.0).asin();
        (miles * 10.0).round() as u32
    }
}

/// A postcode as it is written: capitals, one space before the last three. `None` if it has not the shape of one.
pub fn postcode(text: &str) -> Option<String> {
    let letters: String =
        text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).take(8).collect();
    if !letters.is_ascii() || !(5..=7).contains(&letters.len()) {
        return None;
    }
    let (outward, inward) = letters.split_at(letters.len() - 3);
    let mut inward_letters = inward.bytes();
    let unit = inward_letters.next().is_some_and(|byte| byte.is_ascii_digit())
        && inward_letters.all(|byte| byte.is_ascii_uppercase());
    (is_district(outward) && unit).then(|| format!("{outward} {inward}"))
}

/// The first half of a postcode, such as "ZM1".
pub fn district(postcode: &str) -> Option<&str> {
    postcode.split_whitespace().next().filter(|district| is_district(district))
}

/// One or two letters, a digit, and a digit or letter perhaps.
pub(crate) fn is_district(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &text.as_bytes()[letters..];
    (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest[0].is_ascii_digit()
        && rest.get(1).is_none_or(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn distances_of_known_places() {
        let charing_cross = Point::new(51.5073, -0.12755).expect("London");
        let edinburgh_castle = Point::new(55.9486, -3.1999).expect("Edinburgh");
        let tenths = charing_cross.tenths_of_a_mile_to(edinburgh_castle);
        assert!((3_300..3_330).contains(&tenths), "{tenths}: about 331 miles");
        assert_eq!(charing_cross.tenths_of_a_mile_to(charing_cross), 0);
    }

    #[test]
    fn a_point_elsewhere_is_a_mistake() {
        for (latitude, longitude) in
            [(0.0, 0.0), (-0.12, 51.5), (100.0, 101.0), (f64::NAN, 0.0), (51.0, f64::INFINITY)]
        {
            assert_eq!(Point::new(latitude, longitude), None, "{latitude}, {longitude}");
        }
    }

    #[test]
    fn postcodes_however_they_are_typed() {
        assert_eq!(postcode(" zm11ab").as_deref(), Some("ZM1 1AB"));
        assert_eq!(postcode("EC1A1BB").as_deref(), Some("EC1A 1BB"));
        assert_eq!(postcode("W1 1 AA").as_deref(), Some("W1 1AA"));
        for wrong in ["", "ABC 1234", "ZM1", "11 1AA", "ZM1 AAA", "ŻM1 1AB", "ZM1 1ABC"] {
            assert_eq!(postcode(wrong), None, "{wrong}");
        }
        assert_eq!(district("ZM12 3AB"), Some("ZM12"));
        assert_eq!(district("nowhere"), None);
    }

    proptest! {
        #[test]
        fn a_point_is_kept_without_loss(latitude in 49.0..61.5, longitude in -9.5..2.5) {
            let point = Point::new(latitude, longitude).expect("inside");
            prop_assert_eq!(Point::new(point.latitude(), point.longitude()), Some(point));
        }

        #[test]
        fn it_is_as_far_there_as_back(a in (49.0..61.5, -9.5..2.5), b in (49.0..61.5, -9.5..2.5)) {
            let (a, b) = (Point::new(a.0, a.1).expect("inside"), Point::new(b.0, b.1).expect("inside"));
            prop_assert_eq!(a.tenths_of_a_mile_to(b), b.tenths_of_a_mile_to(a));
        }

        #[test]
        fn no_text_breaks_a_postcode(text in "\\PC{0,12}") {
            if let Some(read) = postcode(&text) {
                prop_assert_eq!(postcode(&read), Some(read.clone()));
                prop_assert!(district(&read).is_some());
            }
        }
    }
}
