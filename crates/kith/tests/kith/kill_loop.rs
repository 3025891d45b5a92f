//! Kith's server and PostgreSQL ended by SIGKILL, over and over, while officers work: whatever a browser was told is kept
//! is on file, and whoever was read is read with an event.
//!
//! Fifty kills with the other tests; a thousand, in an hour or more, by
//!
//! ```text
//! KITH_KILLS=1000 cargo test -p kith --test kith kill_loop -- --nocapture
//! ```
//!
//! On the PostgreSQL of the other tests, which waits for nothing (`synchronous_commit = off`), the loop failed at the first
//! kill of PostgreSQL when it was tried out: so the settings are looked at before it begins. What only a power cut takes,
//! because the system has it and the disk has not, no kill can show.

mod check;
mod dice;
mod http;
mod officers;
mod place;
mod postgres_killed;

use std::thread::sleep;
use std::time::{Duration, Instant};

use check::{Acknowledged, OnFile, missing};
use dice::Dice;
use officers::Officers;
use place::Place;

/// What is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kill {
    Kith,
    Postgres,
    Both,
}

impl Kill {
    /// Kith and PostgreSQL by turns; each tenth time both, as when the machine goes.
    fn of(turn: usize) -> Kill {
        match turn {
            turn if turn % 10 == 9 => Kill::Both,
            turn if turn.is_multiple_of(2) => Kill::Kith,
            _ => Kill::Postgres,
        }
    }
}

fn kills_wanted() -> usize {
    let wanted = std::env::var("KITH_KILLS").unwrap_or_else(|_| "50".into());
    let kills = wanted.parse().ok().filter(|kills| *kills > 0);
    kills.unwrap_or_else(|| panic!("KITH_KILLS is no number of kills: {wanted}"))
}

#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_read_unseen() {
    let began = Instant::now();
    let kills = kills_wanted();
    let mut place = Place::new();
    let officers = Officers::signed_in(&place);
    let load = officers.work(place.address());
    let mut dice = Dice::new(1);
    let mut restarts = Vec::new();
    for turn in 0..kills {
        load.wait_until_under_way();
        sleep(Duration::from_millis(dice.between(100, 400)));
        place.keep_checkpoint();
        restarts.push(place.kill(Kill::of(turn)));
        let so_far = load.acknowledged();
        let lost = missing(&so_far, &OnFile::of(&place, &so_far));
        assert!(lost.is_empty(), "after kill {} ({:?}):\n{}", turn + 1, Kill::of(turn), lost.join("\n"));
    }
    let done = load.stop();
    say(kills, &mut restarts, &done, began.elapsed());
    assert_all_is_there(&place, &officers, &done);
    assert!(done.enough_for(kills), "too little was done for this to say anything: {}", done.in_words());
    assert_what_is_taken_away_is_missed(&place, &officers, &done);
}

fn say(kills: usize, restarts: &mut [Duration], done: &Acknowledged, took: Duration) {
    let of = |kind| (0..kills).filter(|turn| Kill::of(*turn) == kind).count();
    restarts.sort();
    println!(
        "kill loop: {kills} kills ({} of Kith, {} of PostgreSQL, {} of both) in {} s; {}; back after {} ms (median), {} ms (longest)",
        of(Kill::Kith),
        of(Kill::Postgres),
        of(Kill::Both),
        took.as_secs(),
        done.in_words(),
        restarts[kills / 2].as_millis(),
        restarts[kills - 1].as_millis(),
    );
}

/// By the rows, by the pages and by the signatures.
fn assert_all_is_there(place: &Place, officers: &Officers, done: &Acknowledged) {
    let lost = missing(done, &OnFile::of(place, done));
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    let unseen = officers.cannot_see(&place.address().now(), done);
    assert!(unseen.is_empty(), "acknowledged, and on no page:\n{}", unseen.join("\n"));
    place.wait_for_the_tree();
    let (good, words) = place.verify(done);
    assert!(good, "{words}");
    println!("{}", words.trim());
}

/// A check that finds nothing proves nothing unless it would find something.
fn assert_what_is_taken_away_is_missed(place: &Place, officers: &Officers, done: &Acknowledged) {
    let (read, contact, person) = (&done.reads[0], &done.contacts[0], &done.people[0]);
    place.tamper("kith", &format!("delete from audit.event where leaf = '\\x{}'", read.leaves[0]));
    let (whom, since) = (&contact.person, place.since());
    let details = format!("casework.contact_detail where person_id = '{whom}' and recorded_at > '{since}'");
    place.tamper("kith", &format!("delete from {details}"));
    place.tamper("kith", &format!("delete from lookup.person_name where person_id = '{}'", person.id));
    let lost = missing(done, &OnFile::of(place, done));
    assert!(lost.len() >= 3, "the event, the contact detail and the name are gone: {lost:?}");
    let unseen = officers.cannot_see(&place.address().now(), done);
    assert!(unseen.len() >= 2, "pages do not show them any more: {unseen:?}");
    let (good, words) = place.verify(done);
    assert!(!good, "an event is gone: {words}");
}
