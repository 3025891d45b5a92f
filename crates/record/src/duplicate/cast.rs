//! A few invented children who are on file twice, and two who only look so: for the demo's queue of possible duplicates.

use jiff::civil::{Date, date};
use law::date_of_birth::DateOfBirth;
use law::identifiers::Postcode;
use uuid::Uuid;

use crate::person::address::NewAddress;
use crate::person::create::{self, NewPerson};
use crate::person::name::NewName;
use crate::{Error, Result, Work};

/// First and last name, birth, first line and postcode.
type Line = (&'static str, &'static str, Date, &'static str, &'static str);

/// Isla took her stepfather's name; Rory moved; Poppy was spelt in two ways; and Jonah and Joel Hartwell are twins.
const CHILDREN: [Line; 8] = [
    ("Isla", "Fennimore", date(2015, 5, 19), "12 Sallow Close", "ZM3 6QW"),
    ("Isla", "Marchbanks", date(2015, 5, 19), "12 Sallow Close", "ZM3 6QW"),
    ("Rory", "Tidewell", date(2012, 11, 3), "4 Quay Street", "ZM1 9HB"),
    ("Rory", "Tidewell", date(2012, 11, 3), "71 Orchard Rise", "ZM6 2LD"),
    ("Poppy", "Ellerby", date(2018, 2, 27), "30 Larch Avenue", "ZM2 8NA"),
    ("Poppie", "Ellerby", date(2018, 2, 27), "30 Larch Avenue", "ZM2 8NA"),
    ("Jonah", "Hartwell", date(2016, 9, 8), "9 Chapel Yard", "ZM5 4TT"),
    ("Joel", "Hartwell", date(2016, 9, 8), "9 Chapel Yard", "ZM5 4TT"),
];

/// Puts them on file under a pack.
pub async fn seed(work: &mut Work, pack_version: Uuid) -> Result<()> {
    for (first, last, born, line_1, postcode) in CHILDREN {
        let name = NewName {
            kind: "legal".into(),
            first_name: first.into(),
            last_name: Some(last.into()),
            ..NewName::default()
        };
        let postcode = Postcode::parse(postcode).map_err(|why| Error::Rule(why.to_string()))?;
        let address = NewAddress {
            kind: "home".into(),
            line_1: Some(line_1.into()),
            town: Some("Quillham".into()),
            postcode: Some(postcode),
            ..NewAddress::default()
        };
        let new = NewPerson {
            names: vec![name],
            birth: DateOfBirth::Exact { date: born },
            address: Some(address),
            pack_version,
            service: "front-door".into(),
            purpose: "decide-on-requests".into(),
        };
        create::create(work, &new).await?;
    }
    Ok(())
}
