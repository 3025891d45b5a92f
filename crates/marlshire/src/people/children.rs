//! When the children of a mother were born.

use jiff::civil::Date;

use crate::days;
use crate::dice::Dice;

/// Days of birth, eldest first, and the mother's.
pub(crate) struct Sibship {
    pub mother_born: Date,
    pub births: Vec<Date>,
}

/// Sibship sizes in families with a child under 18, per 100.
const SIZES: [(usize, u32); 7] = [(1, 43), (2, 38), (3, 13), (4, 4), (5, 1), (6, 1), (7, 1)];

/// Children of one mother, the youngest under 18, spaced as in life; one birth in 66 is of twins.
pub(crate) fn sibship(dice: &mut Dice, today: Date) -> Sibship {
    let youngest = days::plus(today, -dice.between(1, 18 * 365));
    let mut births = vec![youngest];
    let size = dice.weighted(&SIZES);
    while births.len() < size {
        let earliest = births[births.len() - 1];
        let was_twin = births.len() > 1 && births[births.len() - 2] == earliest;
        if !was_twin && dice.chance(150) {
            births.push(earliest);
        } else {
            let gap = 400 + dice.below(650) + dice.below(750);
            births.push(days::plus(earliest, -(gap as i32)));
        }
    }
    // An only child is a twin as often as any other; that makes two.
    if births.len() == 1 && dice.chance(150) {
        births.push(youngest);
    }
    births.reverse();
    // A mother who is still a child herself would need a family of her own: ours are grown.
    let mother_born = mother_of(dice, &mut births).min(days::plus_years(today, -18));
    Sibship { mother_born, births }
}

/// A mother between 16 and 46 at every birth. Elder children are dropped should they not fit.
fn mother_of(dice: &mut Dice, births: &mut Vec<Date>) -> Date {
    let first_at = if dice.chance(300) {
        dice.between(16, 17)
    } else {
        18 + (dice.below(8) + dice.below(8) + dice.below(8)) as i32
    };
    let youngest = births[births.len() - 1];
    while days::age(births[0], youngest) > 46 - 17 {
        births.remove(0);
    }
    let latest_first = 46 - days::age(births[0], youngest) - 1;
    let years = first_at.min(latest_first);
    days::plus(days::plus_years(births[0], -years), -dice.between(0, 364))
}
