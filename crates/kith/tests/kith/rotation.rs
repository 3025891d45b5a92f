//! `kith keys rotate`, killed, gone on with, done twice and by two at once, on a seeded record.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::production::Council;
use crate::support::{Running, kith, said};

/// A seeded council with a new master key beside the old one.
struct Changing {
    council: Council,
    new_file: String,
}

impl Changing {
    fn new() -> Changing {
        let council = Council::new();
        for arguments in [&["migrate"][..], &["seed", "--people", "300", "--seed", "5"]] {
            let output = council.kith(arguments).output().unwrap();
            assert!(output.status.success(), "{}", said(&output));
        }
        let changing = Changing { new_file: council.key_file() + ".new", council };
        let made = kith(&["keys", "create", &changing.new_file]).output().unwrap();
        assert!(made.status.success(), "{}", said(&made));
        changing
    }

    /// With the new master as current and the old one as former.
    fn with_both(&self, arguments: &[&str]) -> Command {
        let mut command = self.council.kith(arguments);
        command.env("KITH_KEY_FILE", &self.new_file).env("KITH_FORMER_KEY_FILES", self.council.key_file());
        command
    }

    fn with_new(&self, arguments: &[&str]) -> Command {
        let mut command = self.council.kith(arguments);
        command.env("KITH_KEY_FILE", &self.new_file);
        command
    }

    /// How many data keys another master than this one wraps.
    fn wrapped_by_another_than(&self, master: &str) -> u64 {
        let asked = format!("select count(*) from data_key where master_id <> '{master}'");
        self.council.sql("kith_keys", &asked).remove(0).remove(0).parse().unwrap()
    }

    /// How many data keys the current and the former master have.
    fn counts(&self) -> (u64, u64) {
        let output = self.with_both(&["keys", "status"]).output().unwrap();
        let words = said(&output);
        let count = |of: &str| {
            let line = words.lines().find(|line| line.starts_with(of)).unwrap_or_else(|| panic!("{words}"));
            line.split(": ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap()
        };
        (count("current master"), count("former master"))
    }
}

#[test]
fn a_rotation_killed_in_the_middle_is_gone_on_with_while_people_are_served() {
    let changing = Changing::new();
    let serve = ["serve", "--listen", "127.0.0.1:0", "--insecure-cookies"];

    // A server that knows the old one only would be left behind.
    let old = Running::start(&mut changing.council.kith(&serve));
    assert!(old.get("/healthz").contains("200"));
    let output = changing.with_both(&["keys", "rotate"]).output().unwrap();
    assert!(
        !output.status.success() && said(&output).contains("does not know the new master"),
        "{}",
        said(&output)
    );
    old.end("-TERM");

    let old_master =
        changing.council.sql("kith_keys", "select min(master_id) from data_key").remove(0).remove(0);
    let running = Running::start(&mut changing.with_both(&serve));
    let (_, total) = changing.counts();
    let mut rotating =
        changing.with_both(&["keys", "rotate", "--batch", "1"]).stdout(Stdio::null()).spawn().unwrap();
    // Asked of the database itself: on a busy machine the command takes so long to start that all would be done meanwhile.
    let began = Instant::now();
    while changing.wrapped_by_another_than(&old_master) < 20 {
        assert!(began.elapsed() < Duration::from_secs(120), "it never began");
    }
    rotating.kill().unwrap();
    rotating.wait().unwrap();
    let (new, old) = changing.counts();
    assert!(
        new >= 20 && old > 0 && new + old >= total,
        "it was killed in the middle: {new} and {old} of {total}"
    );
    assert!(running.get("/request-support").contains("200 OK"), "pages are served from both");

    // Half rotated, neither master alone is enough, and that is said before anything is read.
    changing.council.refuses(&serve, "wrapped by another master");
    let output = changing.with_new(&serve).output().unwrap();
    assert!(
        !output.status.success() && said(&output).contains("wrapped by another master"),
        "{}",
        said(&output)
    );
    let output = changing.with_new(&["keys", "status"]).output().unwrap();
    assert!(!output.status.success() && said(&output).contains("MISSING"), "{}", said(&output));

    // Two at once: one does the work, the other says so or comes when all is done.
    let both: Vec<_> = (0..2)
        .map(|_| {
            let mut command = changing.with_both(&["keys", "rotate", "--batch", "10"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    let outputs: Vec<_> = both.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    assert!(outputs.iter().any(|output| output.status.success()), "{}", said(&outputs[0]));
    for output in outputs.iter().filter(|output| !output.status.success()) {
        assert!(said(output).contains("another `kith keys rotate`"), "{}", said(output));
    }
    assert!(changing.counts().1 == 0 && changing.counts().0 >= total);
    running.end("-TERM");

    let again = changing.with_both(&["keys", "rotate"]).output().unwrap();
    assert!(said(&again).contains("Done: 0 keys wrapped again, 0 keyed hashes"), "{}", said(&again));
    let status = changing.with_new(&["keys", "status"]).output().unwrap();
    assert!(status.status.success() && said(&status).contains("Nothing to do."), "{}", said(&status));
    let alone = Running::start(&mut changing.with_new(&serve));
    assert!(alone.get("/healthz").contains("200"));
    alone.end("-TERM");
}
