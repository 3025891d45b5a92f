//! The demo's life: first start, second start, a crash, and what it says when it cannot start.

use crate::support::{Folder, Running, kith, said};

#[test]
fn starts_keeps_its_people_survives_a_crash_and_stops_postgresql() {
    let folder = Folder::new("demo");
    let data = folder.path().to_str().unwrap();
    let demo = |more: &[&str]| {
        let mut arguments = vec!["demo", "--people", "300", "--port", "0", "--data", data];
        arguments.extend(more);
        kith(&arguments)
    };

    let first = Running::start(&mut demo(&[]));
    assert!(first.get("/healthz").starts_with("HTTP/1.1 200"));
    assert!(first.get("/sign-in").contains("dora.duty"), "the cast's sign-ins are on the page");
    cannot_share_port_or_folder(&first, data);
    let (status, words) = first.end("-INT");
    assert!(status.success(), "{words}");
    assert!(words.contains("Invented 3"), "{words}");
    assert!(!folder.has_postmaster(), "PostgreSQL was stopped");

    let second = Running::start(&mut demo(&[]));
    let (status, words) = second.end("-KILL");
    assert!(!status.success());
    assert!(words.contains("Using the people invented earlier"), "{words}");
    assert!(folder.has_postmaster(), "nobody was left to stop PostgreSQL");

    let third = Running::start(&mut demo(&[]));
    assert!(third.get("/healthz").starts_with("HTTP/1.1 200"));
    let (status, words) = third.end("-TERM");
    assert!(status.success() && words.contains("Using the people invented earlier"), "{words}");
    assert!(!folder.has_postmaster(), "PostgreSQL was stopped, though another process had started it");

    let fresh = Running::start(&mut demo(&["--fresh", "--at", "2026-11-27T10:00:00Z"]));
    let (status, words) = fresh.end("-INT");
    assert!(status.success() && words.contains("Invented 3"), "{words}");
}

fn cannot_share_port_or_folder(running: &Running, data: &str) {
    let elsewhere = Folder::new("demo-port");
    let output = kith(&["demo", "--port", running.port(), "--data", elsewhere.path().to_str().unwrap()])
        .output()
        .unwrap();
    assert!(!output.status.success());
    let words = said(&output);
    assert!(
        words.contains(&format!("port {} is in use", running.port())) && words.contains("kith demo --port"),
        "{words}"
    );

    let output = kith(&["demo", "--port", "0", "--data", data]).output().unwrap();
    assert!(!output.status.success() && said(&output).contains("another demo runs on"), "{}", said(&output));
}
