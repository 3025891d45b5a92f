//! A hundred years of an invented council, day by day: each night what is over goes. Nothing goes early and nothing stays late,
//! by a second reckoning that shares no code with the first.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::schedule;
use crate::pack::Role;
use crate::retention::{Birth, Person, RoleFact, Why, person};

const PEOPLE: usize = 400;
const FIRST: Date = date(2026, 1, 1);
const YEARS: i16 = 100;

/// A small generator of its own: the same lives every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn one_in(&mut self, chances: u64) -> bool {
        self.below(chances) == 0
    }
}

/// Something that happens to somebody.
enum Life {
    Becomes(Role),
    Contact,
    Opens,
    Closes,
    Adopted,
    Cautioned,
    Dies,
}

fn lives(dice: &mut Dice) -> (Vec<Person>, Vec<(Date, usize, Life)>) {
    let mut people = Vec::new();
    let mut events = Vec::new();
    for index in 0..PEOPLE {
        // Many are born on days that some years or months lack.
        let born = match dice.below(10) {
            0 => date(2000 + 4 * dice.below(24) as i16, 2, 29),
            1 => date(2000 + dice.below(90) as i16, 12, 31),
            _ => date(2000, 1, 1) + (dice.below(33_000) as i64).days(),
        };
        people.push(Person { id: index.to_string(), birth: Birth::On(born), ..Person::default() });
        let after = |dice: &mut Dice, years: u64| born + (dice.below(years * 365) as i64).days();
        let child = [Role::Child, Role::EarlyHelp, Role::ChildInNeed][dice.below(3) as usize];
        events.push((after(dice, 17), index, Life::Becomes(child)));
        for (role, chances) in [
            (Role::ChildProtectionPlan, 5),
            (Role::LookedAfter, 5),
            (Role::PrivatelyFostered, 20),
            (Role::FamilyCentreClient, 6),
        ] {
            if dice.one_in(chances) {
                events.push((after(dice, 17), index, Life::Becomes(role)));
            }
        }
        if dice.one_in(15) {
            let on = after(dice, 17);
            events.push((on, index, Life::Becomes(Role::Adopted)));
            events.push((on, index, Life::Adopted));
        }
        if dice.one_in(25) {
            let on = born + (20 * 365 + dice.below(9_000) as i64).days();
            events.push((on, index, Life::Becomes(Role::PosesRisk)));
            events.push((on, index, Life::Cautioned));
        }
        for _ in 0..dice.below(8) {
            events.push((after(dice, 20), index, Life::Contact));
        }
        if dice.one_in(3) {
            let opens = after(dice, 16);
            events.push((opens, index, Life::Opens));
            events.push((opens + (30 + dice.below(900) as i64).days(), index, Life::Closes));
        }
        if dice.one_in(4) {
            // Around the eighteenth birthday as often as not.
            let dies =
                if dice.one_in(2) { born + (6_570 + dice.below(10) as i64).days() } else { after(dice, 60) };
            events.push((dies, index, Life::Dies));
        }
    }
    events.retain(|(day, ..)| *day < FIRST + (i64::from(YEARS)).years());
    events.sort_by_key(|(day, index, _)| (*day, *index));
    (people, events)
}

fn happens(person: &mut Person, day: Date, life: &Life) {
    if person.death.is_some() {
        return;
    }
    match life {
        Life::Becomes(role) => person.roles.push(RoleFact::Role(*role)),
        Life::Contact => person.contacts.push(day),
        Life::Opens => person.open = true,
        Life::Closes => {
            person.open = false;
            person.closures.push(day);
            person.contacts.push(day);
        }
        Life::Adopted => person.orders.push(day),
        Life::Cautioned => person.cautions_or_convictions.push(day),
        Life::Dies => person.death = Some(day),
    }
}

/// The second reckoning: Marlshire's notice written out by hand, in years, months and days.
fn by_hand(person: &Person) -> Option<(i16, i8, i8)> {
    let Birth::On(born) = person.birth else { return None };
    let is = |role: Role| person.roles.contains(&RoleFact::Role(role));
    let plus = |day: Date, years: i16| {
        let leap = |year: i16| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let year = day.year() + years;
        let last = if day.month() == 2 && day.day() == 29 && !leap(year) { 28 } else { day.day() };
        (year, day.month(), last)
    };
    let eighteenth = {
        let (year, month, day) = (born.year() + 18, born.month(), born.day());
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        if (month, day) == (2, 29) && !leap { (year, 3, 1) } else { (year, month, day) }
    };
    let mut dates = Vec::new();
    if is(Role::LookedAfter) {
        dates.push(match person.death {
            Some(death) if (death.year(), death.month(), death.day()) < eighteenth => plus(death, 15),
            _ => plus(born, 75),
        });
    }
    if is(Role::ChildProtectionPlan) {
        dates.push(plus(born, 40));
    }
    if is(Role::PrivatelyFostered) {
        dates.push(plus(born, 75));
    }
    if is(Role::Adopted) {
        dates.push(plus(*person.orders.iter().max()?, 100));
    }
    if is(Role::PosesRisk) {
        dates.push(plus(*person.cautions_or_convictions.iter().max()?, 75));
    }
    if is(Role::FamilyCentreClient) {
        if person.open {
            return None;
        }
        dates.push(plus(*person.contacts.iter().max()?, 6));
    }
    let other = is(Role::Child) || is(Role::EarlyHelp) || is(Role::ChildInNeed);
    if other {
        dates.push(plus(born, 25));
    }
    dates.into_iter().max()
}

#[test]
fn nothing_goes_early_and_nothing_stays_late() {
    let schedule = schedule("marlshire");
    let (mut people, events) = lives(&mut Dice(18));
    // Kept up to date at each life event, as the record does.
    let mut due: Vec<Result<Date, Why>> = vec![Err(Why::NoRole); people.len()];
    let mut gone: Vec<Option<Date>> = vec![None; people.len()];
    let mut next = events.iter().peekable();
    let (mut day, last) = (FIRST, FIRST + i64::from(YEARS).years());
    while day < last {
        while let Some((on, index, life)) = next.next_if(|(on, ..)| *on <= day) {
            happens(&mut people[*index], *on, life);
            due[*index] = person(&schedule, &people[*index], None).map(|decided| decided.due);
        }
        for (index, one) in people.iter().enumerate().filter(|(_, one)| !one.roles.is_empty()) {
            let over = due[index].is_ok_and(|due| due < day);
            let over_by_hand = by_hand(one).is_some_and(|due| due < (day.year(), day.month(), day.day()));
            assert_eq!(
                over,
                over_by_hand,
                "on {day}, {:?}: {:?} against {:?}",
                one,
                due[index],
                by_hand(one)
            );
            if over && gone[index].is_none() {
                gone[index] = Some(day);
            }
        }
        day = day.tomorrow().expect("a day");
    }
    let went = gone.iter().flatten().count();
    assert!(went > PEOPLE / 4, "only {went} records ended in {YEARS} years");
}
