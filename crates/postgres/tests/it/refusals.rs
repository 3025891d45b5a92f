//! Starts that cannot work say what to do instead.

use std::fs;

use postgres::{Error, Options, Server};

use crate::on_each;
use crate::scratch::Scratch;

#[test]
fn data_of_another_version() {
    on_each(|installation| {
        let scratch = Scratch::new();
        fs::create_dir_all(scratch.join("server/data")).unwrap();
        fs::write(scratch.join("server/data/PG_VERSION"), "9.6\n").unwrap();
        let error = Server::start(installation, &scratch.join("server"), Options::for_tests()).unwrap_err();
        assert!(matches!(&error, Error::OtherMajor { found, .. } if found == "9.6"), "{error:?}");
        assert!(error.to_string().contains("Install PostgreSQL 9.6 or point KITH_PG_BIN at it"), "{error}");
    });
}

#[test]
fn a_socket_path_that_is_too_long() {
    on_each(|installation| {
        let scratch = Scratch::new();
        let dir = scratch.join(&"long".repeat(25));
        let error = Server::start(installation, &dir, Options::for_tests()).unwrap_err();
        assert!(
            matches!(&error, Error::SocketPathTooLong { length, limit, .. } if length > limit),
            "{error:?}"
        );

        // The way out: the socket somewhere else.
        let options = Options { socket_dir: Some(scratch.join("s")), ..Options::for_tests() };
        let server = Server::start(installation, &dir, options).unwrap();
        assert_eq!(server.socket_dir(), scratch.join("s"));
    });
}

#[test]
fn a_folder_that_is_closed_to_us_or_to_the_servers_user() {
    on_each(|installation| {
        let scratch = Scratch::new();
        fs::create_dir(scratch.join("closed")).unwrap();
        scratch.set_mode(0o600);
        let error =
            Server::start(installation, &scratch.join("closed/server"), Options::for_tests()).unwrap_err();
        // Root may enter anything, but the user it runs the server as may not.
        let named = match &error {
            Error::Unreachable { blocked, .. } => blocked == scratch.path(),
            Error::Io { path, .. } => path.starts_with(scratch.path()),
            _ => false,
        };
        assert!(named, "{error:?}");

        scratch.set_mode(0o700);
        postgres::let_server_user_pass(scratch.path()).unwrap();
        fs::remove_dir(scratch.join("closed")).unwrap();
        Server::start(installation, &scratch.join("server"), Options::for_tests()).expect("now it may pass");
    });
}

#[test]
fn a_start_that_fails_quotes_the_log() {
    on_each(|installation| {
        let scratch = Scratch::with_server(installation);
        let dir = scratch.join("server");
        Server::start(installation, &dir, Options::for_tests()).unwrap().stop().unwrap();
        fs::remove_file(dir.join("data/global/pg_control")).unwrap();
        let error = Server::start(installation, &dir, Options::for_tests()).unwrap_err().to_string();
        assert!(error.contains("starting PostgreSQL failed") && error.contains("pg_control"), "{error}");
    });
}
