//! The stream of families.

use crate::Settings;
use crate::casework;
use crate::cast;
use crate::days;
use crate::dice::Dice;
use crate::numbers::Numbers;
use crate::people::{Office, Resident, backdate, invent, record};
use crate::places::Places;
use crate::rows::Rows;
use crate::staffing::{Staff, hire};

/// Everything at once. For a few thousand people; use [`stream`] for many.
pub fn generate(settings: &Settings) -> Rows {
    let mut all = Rows::default();
    for rows in stream(settings) {
        all.append(rows);
    }
    all
}

/// Marlshire, family by family, so that memory stays small whatever its size.
///
/// The first item holds teams, staff, schools and the cast; each further one a family and its network. Rows refer only
/// to rows of their own item or of the first.
pub fn stream(settings: &Settings) -> Stream {
    let mut dice = Dice::new(settings.seed, STAFF_STREAM);
    let places = Places::new(settings.people);
    let (mut first, staff) = hire(&mut dice, settings.people, settings.today);
    first.schools = places.schools.clone();
    let mut numbers = Numbers::default();
    first.append(cast::write(&mut numbers, &places, &staff, settings.today));
    let written = Written { people: first.people.len() as u32, inbox: 0 };
    Stream { settings: *settings, numbers, places, staff, written, family: 0, first: Some(first) }
}

/// Streams of chance that are no family's.
const STAFF_STREAM: u64 = u64::MAX;

/// How much was written so far.
struct Written {
    people: u32,
    /// Requests in the inbox beyond the cast's.
    inbox: u32,
}

/// See [`stream`].
pub struct Stream {
    settings: Settings,
    numbers: Numbers,
    places: Places,
    staff: Staff,
    written: Written,
    family: u64,
    first: Option<Rows>,
}

impl Iterator for Stream {
    type Item = Rows;

    fn next(&mut self) -> Option<Rows> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        if self.written.people >= self.settings.people {
            return None;
        }
        let mut dice = Dice::new(self.settings.seed, self.family);
        // Families of staff come first, so that even a small council has some.
        let resident = self.staff.residents.get(self.family as usize).cloned();
        self.family += 1;
        let rows = self.family(&mut dice, resident);
        self.written.people += rows.people.len() as u32;
        Some(rows)
    }
}

impl Stream {
    fn family(&mut self, dice: &mut Dice, resident: Option<Resident>) -> Rows {
        let today = self.settings.today;
        let circle = invent(dice, today, resident.as_ref());
        let since = dice.day(days::plus(today, -3650), days::plus(today, -12));
        let mut office =
            Office { dice, numbers: &mut self.numbers, places: &self.places, staff: &self.staff, today };
        let mut recorded = record(&mut office, &circle, since);
        if resident.is_some() {
            casework::restrict_staff(&mut office, &circle, &mut recorded);
            return recorded.rows;
        }
        casework::work(&mut office, &circle, &mut recorded);
        casework::protect(&mut office, &circle, &mut recorded);
        let due = self.written.people / 400 > self.written.inbox;
        if due && recorded.rows.restrictions.is_empty() && !circle.minors(today).is_empty() {
            casework::ask(&mut office, &circle, &mut recorded);
            self.written.inbox += 1;
        }
        backdate(&mut recorded.rows);
        recorded.rows
    }
}
