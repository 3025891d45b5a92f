//! Real servers, started and stopped: every test here runs on each PostgreSQL that this machine has.
//!
//! `KITH_NEEDS_POSTGRES=15,18` insists on those versions.

mod refusals;
mod scratch;
mod servers;
mod sql;

use std::path::{Path, PathBuf};

use postgres::Installation;

/// Where `cargo xtask postgres fetch` puts the npm-packaged PostgreSQL.
fn dev_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.dev")
}

/// Runs `test` on each PostgreSQL of this machine.
fn on_each(test: impl Fn(&Installation)) {
    let all = Installation::all(Some(&dev_dir())).expect("the search should not fail");
    if all.is_empty() {
        println!("skipped: there is no PostgreSQL on this machine");
    }
    for installation in &all {
        println!("on PostgreSQL {} in {}", installation.version(), installation.bin().display());
        test(installation);
    }
}

#[test]
fn the_versions_that_must_be_tested_are_here() {
    let needed = std::env::var("KITH_NEEDS_POSTGRES").unwrap_or_default();
    let all = Installation::all(Some(&dev_dir())).expect("the search should not fail");
    for major in needed.split(',').filter(|major| !major.is_empty()) {
        assert!(all.iter().any(|it| it.major().to_string() == major), "no PostgreSQL {major} among {all:?}");
    }
}

#[test]
fn each_installation_is_listed_once_and_is_recent_enough() {
    let all = Installation::all(Some(&dev_dir())).expect("the search should not fail");
    for (index, one) in all.iter().enumerate() {
        assert!(one.major() >= postgres::OLDEST_MAJOR);
        assert!(!all[index + 1..].contains(one), "{one:?} twice");
    }
}
