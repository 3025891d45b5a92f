//! Starting, sharing, killing and stopping.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;

use postgres::{Options, Server, shared_test_server};

use crate::on_each;
use crate::scratch::Scratch;

/// The process number of the server in `dir`, if its files say that it runs.
fn process(dir: &Path) -> Option<String> {
    let text = fs::read_to_string(dir.join("data/postmaster.pid")).ok()?;
    text.lines().next().map(str::to_owned)
}

fn value(server: &Server, database: &str, sql: &str) -> String {
    server.run_sql(database, sql).expect(sql)[0][0].clone().expect("a value, not NULL")
}

#[test]
fn what_was_committed_is_there_after_a_stop_and_a_start() {
    on_each(|installation| {
        let scratch = Scratch::new();
        let dir = scratch.join("server");
        let server = Server::start(installation, &dir, Options::durable()).unwrap();
        assert!(server.ensure_database("kith").unwrap());
        assert!(!server.ensure_database("kith").unwrap(), "the second time it is there");
        server.run_sql("kith", "CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')").unwrap();
        assert!(server.stop().unwrap(), "nobody else uses it");
        assert_eq!(process(&dir), None);

        let server = Server::start(installation, &dir, Options::durable()).unwrap();
        assert_eq!(value(&server, "kith", "SELECT text FROM note"), "kept");
        assert_eq!(
            value(&server, "kith", "SHOW server_version").split_whitespace().next(),
            Some(installation.version())
        );
    });
}

#[test]
fn the_second_attaches_and_the_last_to_leave_stops_it() {
    on_each(|installation| {
        let scratch = Scratch::with_server(installation);
        let dir = scratch.join("server");
        let first = Server::start(installation, &dir, Options::for_tests()).unwrap();
        let running = process(&dir);
        let second = Server::start(installation, &dir, Options::for_tests()).unwrap();
        assert_eq!(process(&dir), running, "the same process serves both");
        assert_eq!(first.url("kith"), second.url("kith"));

        assert!(!first.stop().unwrap(), "the second still uses it");
        assert_eq!(value(&second, "postgres", "SELECT 1"), "1");
        drop(second);
        assert_eq!(process(&dir), None);
    });
}

#[test]
fn many_at_once_start_one() {
    on_each(|installation| {
        let scratch = Scratch::new();
        let dir = scratch.join("server");
        let urls: Vec<String> = std::thread::scope(|threads| {
            let starts: Vec<_> = (0..4)
                .map(|_| threads.spawn(|| Server::start(installation, &dir, Options::for_tests()).unwrap()))
                .collect();
            let servers: Vec<Server> = starts.into_iter().map(|start| start.join().unwrap()).collect();
            servers.iter().map(|server| server.url("postgres")).collect()
        });
        assert!(urls.iter().all(|url| *url == urls[0]));
        assert_eq!(process(&dir), None, "and the last of them stopped it");
    });
}

#[test]
fn a_killed_server_is_started_again() {
    on_each(|installation| {
        let scratch = Scratch::with_server(installation);
        let dir = scratch.join("server");
        let server = Server::start(installation, &dir, Options::durable()).unwrap();
        server
            .run_sql("postgres", "CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')")
            .unwrap();
        let killed = process(&dir).unwrap();
        assert!(Command::new("kill").args(["-KILL", &killed]).status().unwrap().success());

        let again = Server::start(installation, &dir, Options::durable()).unwrap();
        assert_ne!(process(&dir), Some(killed));
        assert_eq!(value(&again, "postgres", "SELECT text FROM note"), "kept");
    });
}

#[test]
fn a_leftover_file_that_names_another_process_does_not_hinder() {
    on_each(|installation| {
        let scratch = Scratch::with_server(installation);
        let dir = scratch.join("server");
        Server::start(installation, &dir, Options::for_tests()).unwrap().stop().unwrap();
        // As after a container is started afresh: the number now belongs to something else, here to this test.
        let leftover = format!("{}\n{}\n0\n5432\n{}\n\n", std::process::id(), dir.display(), dir.display());
        fs::write(dir.join("data/postmaster.pid"), leftover).unwrap();
        let server = Server::start(installation, &dir, Options::for_tests()).unwrap();
        assert_eq!(value(&server, "postgres", "SELECT 1"), "1");
    });
}

#[test]
fn nobody_else_can_get_at_it() {
    on_each(|installation| {
        let scratch = Scratch::with_server(installation);
        let dir = scratch.join("server");
        let server = Server::start(installation, &dir, Options::durable()).unwrap();
        assert_eq!(value(&server, "postgres", "SHOW listen_addresses"), "");
        for private in [dir.as_path(), &dir.join("data"), server.socket_dir()] {
            let its = fs::metadata(private).unwrap();
            assert_eq!(its.mode() & 0o777, 0o700, "{}", private.display());
            assert_ne!(its.uid(), 0, "not even root runs it as root");
        }
    });
}

#[test]
fn the_log_holds_no_personal_data() {
    on_each(|installation| {
        let scratch = Scratch::with_server(installation);
        let dir = scratch.join("server");
        let server = Server::start(installation, &dir, Options::durable()).unwrap();
        server.run_sql("postgres", "CREATE TABLE person (name text PRIMARY KEY)").unwrap();
        let twice =
            "INSERT INTO person VALUES ('Rosalind Quibell'); INSERT INTO person VALUES ('Rosalind Quibell')";
        let error = server.run_sql("postgres", twice).unwrap_err().to_string();
        assert!(error.contains("Rosalind Quibell"), "who asked is told: {error}");
        let log = fs::read_to_string(dir.join("server.log")).unwrap();
        assert!(log.contains("duplicate key"), "the log tells what happened: {log}");
        assert!(!log.contains("Quibell"), "but not to whom: {log}");
    });
}

#[test]
fn the_shared_server_is_left_for_the_next() {
    let first = shared_test_server().unwrap();
    let url = first.url("some database");
    assert!(url.contains("some%20database"), "{url}");
    drop(first);
    let second = shared_test_server().unwrap();
    assert_eq!(second.url("some database"), url);
    if let Some(server) = second.private() {
        assert_eq!(value(server, "postgres", "SELECT 1"), "1", "it was not stopped in between");
    }
}
