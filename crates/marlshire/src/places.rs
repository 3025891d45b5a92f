//! The towns, streets, schools and surgeries of Marlshire.

use crate::POSTCODE_AREA;
use crate::dice::Dice;
use crate::rows::School;

/// Towns, with the number of their postcode district and how many of 100 people live there. By turns they lie south (the
/// valley) and north (the coast).
pub(crate) const TOWNS: [(&str, u8, u32); 12] = [
    ("Marlborough Green", 1, 26),
    ("Northwold", 2, 15),
    ("Quillham", 3, 13),
    ("Saltersby", 4, 10),
    ("Wexcombe Regis", 5, 8),
    ("Fennaby", 6, 7),
    ("Thorncastle", 7, 6),
    ("Harrowfen", 8, 4),
    ("Nether Marl", 9, 4),
    ("Ottermouth", 10, 3),
    ("Upper Quill", 11, 2),
    ("Brackenwold", 12, 2),
];

const STREET_NAMES: [&str; 72] = [
    "Alderfold",
    "Amberwell",
    "Applegarth",
    "Ashlark",
    "Barleycorn",
    "Beckfoot",
    "Bellrope",
    "Bilberry",
    "Blackcap",
    "Bobbin",
    "Bramblewick",
    "Brindle",
    "Candlemaker",
    "Carder",
    "Chaffinch",
    "Clockmill",
    "Cobnut",
    "Coltsfoot",
    "Cordwainer",
    "Cornflower",
    "Cowslip",
    "Curlew",
    "Damson",
    "Dovecote",
    "Draper",
    "Dunnock",
    "Eelpie",
    "Fallowfield",
    "Farrier",
    "Feverfew",
    "Fieldfare",
    "Fletcher",
    "Foxglove",
    "Fuller",
    "Gatekeeper",
    "Glasswort",
    "Goldcrest",
    "Gorseland",
    "Greenshank",
    "Harebell",
    "Hayrick",
    "Hobbin",
    "Honeybourne",
    "Hopkiln",
    "Kestrel",
    "Kingcup",
    "Lacemaker",
    "Lapwing",
    "Larkrise",
    "Linnet",
    "Lockkeeper",
    "Maltkiln",
    "Marigold",
    "Meadowsweet",
    "Medlar",
    "Millrace",
    "Nightjar",
    "Oatfield",
    "Orchard Bank",
    "Osier",
    "Pargeter",
    "Quince",
    "Redshank",
    "Ropewalk",
    "Saltpan",
    "Sedge",
    "Shuttle",
    "Skylark",
    "Tanner",
    "Teasel",
    "Wagtail",
    "Weaver",
];
const STREET_KINDS: [&str; 12] = [
    "Road", "Street", "Avenue", "Close", "Lane", "Drive", "Way", "Crescent", "Gardens", "Court", "Terrace",
    "Rise",
];
/// Letters of the second half of a postcode: C, I, K, M, O and V are never used there.
const UNIT_LETTERS: [char; 20] =
    ['A', 'B', 'D', 'E', 'F', 'G', 'H', 'J', 'L', 'N', 'P', 'Q', 'R', 'S', 'T', 'U', 'W', 'X', 'Y', 'Z'];

/// A town by size.
pub(crate) fn town(dice: &mut Dice) -> usize {
    let sizes: [(usize, u32); 12] = std::array::from_fn(|place| (place, TOWNS[place].2));
    dice.weighted(&sizes)
}

/// A front door in a town: house and street, and the postcode it shares with its neighbours.
pub(crate) fn door(dice: &mut Dice, town: usize) -> (String, String) {
    let name = dice.below(STREET_NAMES.len() as u32) as usize;
    let kind = dice.below(STREET_KINDS.len() as u32) as usize;
    let number = 1 + dice.below(119) as usize;
    let street = format!("{} {}", STREET_NAMES[name], STREET_KINDS[kind]);
    let postcode = postcode(town, name * STREET_KINDS.len() + kind, number);
    let flat = dice.chance(1400).then(|| dice.between(1, 12));
    let line_1 = match flat {
        Some(flat) => format!("Flat {flat}, {number} {street}"),
        None => format!("{number} {street}"),
    };
    (line_1, postcode)
}

/// Each street has a sector and three units: low, middle and high numbers.
fn postcode(town: usize, street: usize, number: usize) -> String {
    let unit = street * 3 + number / 40;
    let (sector, rest) = (1 + unit % 9, unit / 9);
    let (first, second) = (UNIT_LETTERS[rest / 20 % 20], UNIT_LETTERS[rest % 20]);
    format!("{POSTCODE_AREA}{} {sector}{first}{second}", TOWNS[town].1)
}

/// The schools of a Marlshire of some size.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    pub schools: Vec<School>,
}

impl Places {
    /// About one school for each 300 children, and at least one nursery, two primaries, two secondaries and a special
    /// school.
    pub fn new(people: u32) -> Self {
        let total = (people / 3).div_ceil(300);
        let nurseries = (total / 6).max(1);
        let secondaries = (total / 6).max(2);
        let special = (total / 25).max(1);
        let primaries = total.saturating_sub(nurseries + secondaries + special).max(2);
        let mut schools = Vec::new();
        for (kind, count, first) in [
            ("nursery", nurseries, 1000),
            ("primary", primaries, 2000),
            ("secondary", secondaries, 4000),
            ("special", special, 7000),
        ] {
            for n in 0..count {
                schools.push(school(kind, n as usize, first + n as u16));
            }
        }
        for (place, school) in schools.iter_mut().enumerate() {
            school.urn = format!("99{:04}", place + 1);
        }
        Self { schools }
    }

    /// A school of a kind, in the town where there is one. `choice` picks among several.
    pub fn school(&self, kind: &str, town: usize, choice: u32) -> &School {
        let of_kind: Vec<&School> = self.schools.iter().filter(|school| school.kind == kind).collect();
        let near: Vec<&School> =
            of_kind.iter().copied().filter(|school| school.town == TOWNS[town].0).collect();
        let from = if near.is_empty() { &of_kind } else { &near };
        from[choice as usize % from.len()]
    }
}

fn school(kind: &'static str, n: usize, establishment: u16) -> School {
    let town = TOWNS[n % TOWNS.len()].0;
    let word = STREET_NAMES[(n * 7 + usize::from(establishment / 1000) * 11) % STREET_NAMES.len()];
    let round = n / STREET_NAMES.len();
    let suffix = if round == 0 {
        String::new()
    } else {
        format!(" {}", ["North", "South", "East", "West"][round % 4])
    };
    let name = match kind {
        "nursery" => format!("{word}{suffix} Nursery, {town}"),
        "primary" => format!("{word}{suffix} Primary School, {town}"),
        "secondary" => format!("{word}{suffix} Academy, {town}"),
        _ => format!("{word}{suffix} School, {town}"),
    };
    School { name, kind, town, urn: String::new(), establishment }
}

/// The surgery of a family.
pub(crate) fn surgery(town: usize, choice: u32) -> String {
    let word = STREET_NAMES[(town * 13 + choice as usize % 3 * 29) % STREET_NAMES.len()];
    format!("{word} Surgery, {}", TOWNS[town].0)
}
