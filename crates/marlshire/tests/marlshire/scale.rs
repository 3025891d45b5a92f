//! A county of 200,000 comes quickly and in little memory.

use std::time::Instant;

use marlshire::{Settings, stream};

use crate::today;

#[test]
fn two_hundred_thousand_people_stream_by() {
    let start = Instant::now();
    let (mut people, mut rows, mut most) = (0, 0, 0);
    for family in stream(&Settings { people: 200_000, seed: 1, today: today() }) {
        people += family.people.len();
        rows += family.count();
        if people > family.people.len() {
            most = most.max(family.count());
        }
    }
    println!("{people} people, {rows} rows in {:?}; the biggest family has {most} rows", start.elapsed());
    assert!((200_000..200_040).contains(&people));
    // What a caller holds at once is one family.
    assert!(most < 600, "{most}");
}
