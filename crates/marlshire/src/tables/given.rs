//! Given names by sex, year of birth and origin.

use std::collections::BTreeMap;

use super::{Weighted, rows, weight};
use crate::dice::Dice;
use crate::people::{Origin, Sex};

/// Given names.
pub(crate) struct Given {
    /// By sex, then band of birth years, oldest first: see [`band`].
    england: [Vec<Weighted>; 2],
    /// By origin, then sex.
    origins: BTreeMap<&'static str, [Weighted; 2]>,
}

/// First years of the bands.
const BANDS: [i16; 8] = [1930, 1950, 1965, 1980, 1996, 2003, 2010, 2017];

/// Which band a year of birth falls in.
fn band(year: i16) -> usize {
    BANDS.iter().rposition(|first| year >= *first).unwrap_or(0)
}

fn index(sex: Sex) -> usize {
    usize::from(sex == Sex::Male)
}

impl Given {
    pub(super) fn read() -> Self {
        let empty = || (0..BANDS.len()).map(|_| Weighted::default()).collect::<Vec<_>>();
        let mut england = [empty(), empty()];
        for row in rows(include_str!("../../data/given_before_1996.csv")) {
            let first = row[0][..4].parse().expect("bands start with a year");
            england[usize::from(row[1] == "M")][band(first)].add(row[2], weight(row[3]));
        }
        for row in rows(include_str!("../../data/given_1996_2024.csv")) {
            for (place, cell) in row[2..].iter().enumerate() {
                england[usize::from(row[0] == "M")][band(1996) + place].add(row[1], weight(cell));
            }
        }
        let mut origins: BTreeMap<&'static str, [Weighted; 2]> = BTreeMap::new();
        for row in rows(include_str!("../../data/given_by_origin.csv")) {
            origins.entry(row[0]).or_default()[usize::from(row[1] == "M")].add(row[2], weight(row[3]));
        }
        Self { england, origins }
    }

    /// A name for somebody of an origin born in a year.
    pub fn pick(&self, dice: &mut Dice, origin: &Origin, sex: Sex, year: i16) -> &'static str {
        let own = self.origins.get(origin.name);
        // Those born here before the nineties more often have a name from their family's country.
        let english = if year >= 2000 { origin.english_names } else { origin.english_names / 2 };
        match own {
            Some(own) if !dice.chance(english * 100) => own[index(sex)].pick(dice),
            _ => self.english(dice, sex, year),
        }
    }

    fn english(&self, dice: &mut Dice, sex: Sex, year: i16) -> &'static str {
        let mut band = band(year);
        // Our own lists for older people are short: one in eight takes a name counted later, so that their tail is long.
        if (band == 2 || band == 3) && dice.chance(1250) {
            band = 4;
        }
        self.england[index(sex)][band].pick(dice)
    }
}
