//! Which officer snoops how, on whom. It is planned before anything is written, because some of it changes the world: a
//! neighbour has to live next door.

use super::paper::{DAY, HOUR, Moment};
use super::world::{World, weekday};
use super::{LooksSettings, Variant};
use crate::dice::Dice;

/// A kind of snooping: its name and how many days a look can be recognised after it was taken (a reason is only seen to have
/// led to nothing once a week is over), and at which look of the incident that is.
pub(super) struct Kind {
    pub name: &'static str,
    pub at_look: usize,
    pub after_days: i64,
    plan: fn(&mut Plan) -> Vec<Target>,
}

/// Both variants have these.
const KINDS: [Kind; 12] = [
    Kind { name: "own neighbour", at_look: 1, after_days: 0, plan: neighbour },
    Kind { name: "former partner’s child", at_look: 1, after_days: 0, plan: former_partner },
    Kind { name: "colleague’s record", at_look: 1, after_days: 0, plan: colleague },
    Kind { name: "public eye", at_look: 1, after_days: 0, plan: public_eye },
    Kind { name: "145 unrelated people", at_look: 10, after_days: 0, plan: many },
    Kind { name: "the same family all year", at_look: 4, after_days: 0, plan: returns },
    Kind { name: "2,000 in 14 months", at_look: 10, after_days: 0, plan: thousands },
    Kind { name: "after hours", at_look: 5, after_days: 0, plan: after_hours },
    Kind { name: "closed cases", at_look: 5, after_days: 0, plan: closed },
    Kind { name: "former team", at_look: 5, after_days: 0, plan: former_team },
    Kind { name: "false reason", at_look: 4, after_days: 7, plan: false_reason },
    Kind { name: "relative of another surname", at_look: 1, after_days: 0, plan: relative },
];

/// Only the held-out variant has these: no flag was written for them.
const HELD_OUT: [Kind; 2] = [
    Kind { name: "for a friend", at_look: 2, after_days: 0, plan: for_a_friend },
    Kind { name: "a look a week, sold", at_look: 8, after_days: 7, plan: sold },
];

/// One look.
pub(super) struct Target {
    pub at: Moment,
    pub person: usize,
    pub reason: &'static str,
    /// A search before it, for this.
    pub search: Option<String>,
    /// Refused a few minutes before.
    pub refused: bool,
}

/// One officer's snooping.
pub(super) struct Incident {
    pub kind: &'static str,
    pub number: usize,
    pub officer: usize,
    pub looks: Vec<Target>,
    pub recognisable: Moment,
}

/// What the planning of one incident has to hand.
struct Plan<'a> {
    world: &'a mut World,
    dice: Dice,
    officer: usize,
    held_out: bool,
    days: i64,
}

/// Plans the incidents, each by another officer while there are enough.
pub(super) fn plan(world: &mut World, settings: &LooksSettings) -> Vec<Incident> {
    let held_out = settings.variant == Variant::HeldOut;
    let kinds = KINDS.iter().chain(if held_out { HELD_OUT.iter() } else { [].iter() });
    let mut incidents = Vec::new();
    let mut used = std::collections::HashSet::new();
    for (row, kind) in kinds.enumerate() {
        for n in 0..settings.incidents {
            let number = row * settings.incidents + n;
            let dice = Dice::new(settings.seed, 100 + number as u64);
            let mut plan = Plan { world, dice, officer: 0, held_out, days: settings.days };
            plan.officer = plan.choose(kind.name, &used);
            used.insert(plan.officer);
            let officer = plan.officer;
            let mut looks = (kind.plan)(&mut plan);
            looks.sort_by_key(|look| look.at);
            let Some(recognised) = looks.get((kind.at_look - 1).min(looks.len().saturating_sub(1))) else {
                continue;
            };
            let recognisable = recognised.at + kind.after_days * DAY;
            incidents.push(Incident { kind: kind.name, number, officer, looks, recognisable });
        }
    }
    incidents
}

impl Plan<'_> {
    /// Somebody who has not been chosen: for a former team, somebody who moved.
    fn choose(&mut self, kind: &str, used: &std::collections::HashSet<usize>) -> usize {
        let fits = |world: &World, officer: usize| {
            let known = &world.officers[officer];
            !used.contains(&officer)
                && match kind {
                    "former team" => known.teams.len() > 1,
                    "false reason" | "a look a week, sold" => {
                        known.role == "duty_officer" && !known.works_nights
                    }
                    _ => known.role == "worker" || known.role == "business_support",
                }
        };
        for _ in 0..5_000 {
            let officer = self.dice.below(self.world.officers.len() as u32) as usize;
            if fits(self.world, officer) {
                return officer;
            }
        }
        self.dice.below(self.world.officers.len() as u32) as usize
    }

    /// One number for tuning, another held out.
    fn between(&mut self, tuned: (i32, i32), held_out: (i32, i32)) -> i64 {
        let (low, high) = if self.held_out { held_out } else { tuned };
        i64::from(self.dice.between(low, high))
    }

    /// A day at work with room for `span` days after it.
    fn start(&mut self, span: i64) -> i64 {
        i64::from(self.dice.below((self.days - span - 10).max(1) as u32))
    }

    /// A look in office hours on a working day from `day`; held out, never any other time.
    fn look(&mut self, day: i64, person: usize) -> Target {
        let evening = !self.held_out && self.dice.chance(2500);
        let mut day = day.min(self.days - 1);
        while weekday(day) >= 5 || (self.world.officers[self.officer].away(day) && !evening) {
            day += 1;
        }
        let hour = if evening { self.dice.between(20, 23) } else { self.dice.between(8, 16) };
        let at = day * DAY + i64::from(hour) * HOUR + i64::from(self.dice.between(0, 3599));
        Target { at, person, reason: "", search: None, refused: false }
    }

    /// Several looks at one of some people, over a span.
    fn several(&mut self, people: &[usize], looks: i64, span: i64) -> Vec<Target> {
        let start = self.start(span);
        (0..looks)
            .map(|n| {
                let day = start + if looks > 1 { span * n / (looks - 1).max(1) } else { 0 };
                let person = self.dice.pick(people);
                self.look(day, person)
            })
            .collect()
    }

    /// A family none of whose cases is with a team of the officer.
    fn strangers(&mut self) -> Vec<usize> {
        loop {
            let family = self.dice.below(self.world.families.len() as u32) as usize;
            let teams = &self.world.officers[self.officer].teams;
            let known = &self.world.families[family];
            if known.cases.iter().all(|case| teams.iter().all(|(team, _)| case.team != *team)) {
                return known.people.clone();
            }
        }
    }

    fn stranger(&mut self) -> usize {
        let family = self.strangers();
        self.dice.pick(&family)
    }
}

fn neighbour(plan: &mut Plan) -> Vec<Target> {
    let people = plan.strangers();
    let officer = &plan.world.officers[plan.officer];
    let street = officer.address.rsplit(", ").next().unwrap_or_default();
    let street = street.split_once(' ').map_or(street, |(_, street)| street).to_owned();
    let postcode = officer.postcode.clone();
    let number = plan.dice.between(1, 119);
    let family = plan.world.people[people[0]].family;
    plan.world.families[family].address = format!("{number} {street}");
    plan.world.families[family].postcode = postcode;
    let (looks, span) = (plan.between((1, 4), (1, 2)), plan.between((2, 30), (1, 60)));
    plan.several(&people, looks, span)
}

fn former_partner(plan: &mut Plan) -> Vec<Target> {
    let people = plan.strangers();
    // Seven times in ten somebody at work knows and has written it down.
    if plan.dice.chance(7000) {
        plan.world.close.push((plan.officer, people[0], "ex_partner"));
    }
    let child = *people.last().unwrap_or(&people[0]);
    let (looks, span) = (plan.between((2, 8), (2, 5)), plan.between((10, 90), (20, 150)));
    plan.several(&[child], looks, span)
}

fn colleague(plan: &mut Plan) -> Vec<Target> {
    let person = plan.stranger();
    let other = (plan.officer + 11) % plan.world.officers.len();
    plan.world.people[person].staff = Some(other);
    let (looks, span) = (plan.between((1, 4), (1, 1)), plan.between((2, 40), (2, 5)));
    plan.several(&[person], looks, span)
}

fn public_eye(plan: &mut Plan) -> Vec<Target> {
    let person = plan.stranger();
    plan.world.people[person].high_profile = true;
    let (looks, span) = (plan.between((1, 5), (1, 2)), plan.between((2, 20), (2, 5)));
    let mut looks = plan.several(&[person], looks, span);
    looks[0].refused = plan.dice.chance(3000);
    looks
}

fn many(plan: &mut Plan) -> Vec<Target> {
    let (looks, span) = (plan.between((100, 145), (40, 70)), plan.between((60, 200), (120, 250)));
    let start = plan.start(span);
    (0..looks)
        .map(|n| {
            let person = plan.stranger();
            plan.look(start + span * n / looks, person)
        })
        .collect()
}

fn returns(plan: &mut Plan) -> Vec<Target> {
    let people = plan.strangers();
    let (looks, span) = (plan.between((40, 67), (8, 20)), plan.between((250, 330), (150, 300)));
    plan.several(&people, looks, span)
}

fn thousands(plan: &mut Plan) -> Vec<Target> {
    let (a_week, span) = (plan.between((25, 38), (10, 18)), plan.days - 20);
    let looks = span * a_week / 7;
    (0..looks)
        .map(|n| {
            let person = plan.stranger();
            plan.look(n * 7 / a_week, person)
        })
        .collect()
}

fn after_hours(plan: &mut Plan) -> Vec<Target> {
    let (looks, span) = (plan.between((10, 25), (7, 12)), plan.between((30, 60), (40, 80)));
    let start = plan.start(span);
    (0..looks)
        .map(|n| {
            let person = plan.stranger();
            let mut look = plan.look(start + span * n / looks, person);
            let hour = i64::from(plan.dice.between(20, 23));
            look.at = look.at.div_euclid(DAY) * DAY + hour * HOUR + i64::from(plan.dice.between(0, 3599));
            look
        })
        .collect()
}

fn closed(plan: &mut Plan) -> Vec<Target> {
    let (looks, span) = (plan.between((10, 20), (7, 11)), plan.between((20, 60), (30, 70)));
    let start = plan.start(span).max(20);
    let mut all = Vec::new();
    while (all.len() as i64) < looks {
        let family = plan.dice.below(plan.world.families.len() as u32) as usize;
        let known = &plan.world.families[family];
        let day = start + span * all.len() as i64 / looks;
        if !known.cases.is_empty() && known.cases.iter().all(|case| case.until < day - 20) {
            let person = known.people[0];
            all.push(plan.look(day, person));
        }
    }
    all
}

fn former_team(plan: &mut Plan) -> Vec<Target> {
    let teams = plan.world.officers[plan.officer].teams.clone();
    let Some((_, moved)) = teams.get(1).copied() else { return Vec::new() };
    let looks = plan.between((8, 20), (6, 10));
    let span = plan.between((15, 40), (20, 50)).min(plan.days - moved - 26).max(1);
    let mut all = Vec::new();
    for _ in 0..100_000 {
        let day = moved + 25 + span * all.len() as i64 / looks;
        let family = plan.dice.below(plan.world.families.len() as u32) as usize;
        let known = &plan.world.families[family];
        if known.open(day).is_some_and(|case| case.team == teams[0].0) {
            let person = known.people[0];
            all.push(plan.look(day, person));
        }
        if all.len() as i64 >= looks {
            break;
        }
    }
    all
}

fn false_reason(plan: &mut Plan) -> Vec<Target> {
    let (looks, span) = (plan.between((8, 15), (5, 8)), plan.between((30, 120), (30, 90)));
    let people: Vec<usize> = (0..plan.between((3, 6), (2, 4))).map(|_| plan.stranger()).collect();
    let mut all = plan.several(&people, looks, span);
    all.iter_mut().for_each(|look| look.reason = "Telephone call about this child");
    all
}

fn relative(plan: &mut Plan) -> Vec<Target> {
    let people = plan.strangers();
    let surname = plan.world.officers[plan.officer].surname.clone();
    plan.world.people[people[0]].surname.clone_from(&surname);
    let other = *people.last().unwrap_or(&people[0]);
    let (looks, span) = (plan.between((1, 3), (1, 2)), plan.between((1, 20), (1, 40)));
    let mut all = plan.several(&[other], looks, span);
    all[0].search = Some(surname.to_lowercase());
    all
}

fn for_a_friend(plan: &mut Plan) -> Vec<Target> {
    let people = plan.strangers();
    let (looks, span) = (plan.between((2, 5), (2, 5)), plan.between((3, 30), (3, 30)));
    plan.several(&people, looks, span)
}

fn sold(plan: &mut Plan) -> Vec<Target> {
    let weeks = plan.between((20, 40), (20, 40));
    let start = plan.start(weeks * 7);
    (0..weeks)
        .map(|week| {
            let person = plan.stranger();
            let mut look = plan.look(start + week * 7, person);
            look.reason = "Telephone call about this child";
            look
        })
        .collect()
}
