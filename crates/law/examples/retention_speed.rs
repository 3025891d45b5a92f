//! How fast due dates are worked out: `cargo run --release -p law --example retention_speed [PEOPLE]`.
//!
//! Invents people with twenty years of records each (two contacts a year, work opened and closed, some in care, on a plan,
//! adopted, dead) and works out everybody's date on as many threads as there are cores. Inventing them is part of the time.

use std::time::Instant;

use jiff::civil::{Date, date};
use law::pack::{Checked, Role};
use law::retention::{Birth, Person, RoleFact, Schedule, person};

fn main() {
    let people: u64 = std::env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(2_000_000);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../councils/kent");
    let files = std::fs::read_dir(folder).expect("Kent's pack").map(|entry| {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(&path).expect("text"))
    });
    let checked = Checked::from_files(files);
    let schedule = Schedule::of(checked.notices.iter().map(|(_, notice)| notice));
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let began = Instant::now();
    let dated: u64 = std::thread::scope(|scope| {
        let share = |thread: u64| (thread * people / threads, (thread + 1) * people / threads);
        let running: Vec<_> = (0..threads)
            .map(|thread| {
                scope.spawn({
                    let schedule = &schedule;
                    move || run(schedule, share(thread))
                })
            })
            .collect();
        running.into_iter().map(|one| one.join().expect("a thread")).sum()
    });
    let took = began.elapsed();
    println!(
        "{people} people on {threads} threads: {:.2} s, {:.0} ns each, {dated} with a date",
        took.as_secs_f64(),
        took.as_nanos() as f64 * threads as f64 / people as f64
    );
}

fn run(schedule: &Schedule, (from, to): (u64, u64)) -> u64 {
    let first = date(1990, 1, 1);
    let mut who = Person::default();
    let mut dated = 0;
    for number in from..to {
        let mut state = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let mut below = |limit: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % limit
        };
        let day = |days: u64| first.saturating_add(jiff::Span::new().days(days as i64));
        let born = below(13_000);
        who.birth = Birth::On(day(born));
        who.death = (below(50) == 0).then(|| day(born + below(9_000)));
        who.contacts.clear();
        who.contacts.extend((0..40).map(|half| day(born + half * 182)));
        who.closures.clear();
        who.closures.extend((0..5).map(|time| day(born + 900 + time * 1_200)));
        who.orders.clear();
        who.roles.clear();
        who.roles.push(RoleFact::Role(Role::EarlyHelp));
        for (role, chances) in
            [(Role::ChildInNeed, 3), (Role::ChildProtectionPlan, 12), (Role::LookedAfter, 15)]
        {
            if below(chances) == 0 {
                who.roles.push(RoleFact::Role(role));
            }
        }
        if below(200) == 0 {
            who.roles.push(RoleFact::Role(Role::Adopted));
            who.orders.push(day(born + below(2_000)));
        }
        dated += u64::from(person(schedule, &who, None).is_ok_and(|decided| decided.due > Date::MIN));
    }
    dated
}
