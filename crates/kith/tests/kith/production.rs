//! `migrate`, `seed` and `serve`, on databases of their own.

use std::path::{Path, PathBuf};
use std::process::Command;

use postgres::{Installation, Options, Server};

use crate::support::{Folder, Running, kith, said};

/// A private PostgreSQL, a master key and the council's folder.
pub struct Council {
    server: Server,
    options: Options,
    folder: Folder,
}

impl Council {
    pub fn new() -> Council {
        Council::on(Options::for_tests())
    }

    /// On a PostgreSQL that is run like this.
    pub fn on(options: Options) -> Council {
        let folder = Folder::unique("serve");
        postgres::let_server_user_pass(folder.path()).unwrap();
        let shelf = concat!(env!("CARGO_MANIFEST_DIR"), "/../../.dev");
        let installation = Installation::find(Some(shelf.as_ref())).unwrap();
        let server = Server::start(&installation, &folder.path().join("postgres"), options.clone()).unwrap();
        let council = Council { server, options, folder };
        for name in ["kith", "kith_keys"] {
            council.server.create_database(name).unwrap();
        }
        let made = kith(&["keys", "create", &council.key_file()]).output().unwrap();
        assert!(made.status.success(), "{}", said(&made));
        council
    }

    pub fn key_file(&self) -> String {
        self.folder.path().join("master.key").to_str().unwrap().to_owned()
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// PostgreSQL's data directory.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("postgres/data")
    }

    /// Starts PostgreSQL again after somebody killed it.
    pub fn start_postgres(&mut self) {
        let installation = self.server.installation().clone();
        let dir = self.folder.path().join("postgres");
        self.server = Server::start(&installation, &dir, self.options.clone()).unwrap();
    }

    /// The rows of a question to a database, past all of Kith's own rules; NULL is an empty text.
    pub fn sql(&self, database: &str, sql: &str) -> Vec<Vec<String>> {
        let rows = self.server.run_sql(database, sql).unwrap_or_else(|error| panic!("{error}"));
        rows.into_iter().map(|row| row.into_iter().map(Option::unwrap_or_default).collect()).collect()
    }

    /// The command with the settings a council's server has.
    pub fn kith(&self, arguments: &[&str]) -> Command {
        let mut command = kith(arguments);
        command
            .env("DATABASE_URL", self.server.url("kith"))
            .env("KITH_KEY_FILE", self.key_file())
            .env("KITH_COUNCIL", concat!(env!("CARGO_MANIFEST_DIR"), "/../../councils/marlshire"))
            .env("KITH_SMTP_HOST", "localhost")
            .env("KITH_SMTP_TLS", "none")
            .env("KITH_MAIL_FROM", "no-reply@marlshire.example");
        command
    }

    pub fn refuses(&self, arguments: &[&str], because: &str) {
        let output = self.kith(arguments).output().unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        assert!(said(&output).contains(because), "{arguments:?}: {}", said(&output));
    }
}

#[test]
fn a_council_s_server_is_migrated_served_and_stopped() {
    let council = Council::new();
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    council.refuses(&serve, "run `kith migrate` first");
    for _ in 0..2 {
        let migrated = council.kith(&["migrate"]).output().unwrap();
        assert!(migrated.status.success(), "{}", said(&migrated));
    }

    let running = Running::start(council.kith(&serve).env("KITH_LOG", "debug"));
    assert!(running.get("/healthz").starts_with("HTTP/1.1 200"));
    let page = running.get("/sign-in");
    assert!(page.starts_with("HTTP/1.1 200") && !page.contains("dora.duty"), "no sign-ins are shown");
    let secure = page
        .lines()
        .filter(|line| line.to_lowercase().starts_with("set-cookie"))
        .all(|line| line.contains("Secure"));
    assert!(secure, "cookies are for HTTPS only");
    running.get("/people/2f0c6d0a-7a0e-4a52-9d8e-1c2b3a4d5e6f?q=Charlie+Banks");
    let (status, words) = running.end("-TERM");
    assert!(status.success(), "{words}");
    assert!(words.contains("/people/{id}") || words.contains("route"), "pages are logged: {words}");
    for personal in ["Charlie", "2f0c6d0a", "?q="] {
        assert!(!words.contains(personal), "the log holds {personal}: {words}");
    }

    let loud = Running::start(
        council.kith(&["serve", "--listen", "127.0.0.1:0", "--insecure-cookies"]).env("KITH_LOG", "error"),
    );
    let (_, words) = loud.end("-TERM");
    assert!(words.contains("WARNING: --insecure-cookies"), "{words}");
}

#[test]
fn the_password_of_a_database_is_never_said() {
    let folder = Folder::unique("password");
    let key_file = folder.path().join("master.key");
    let made = kith(&["keys", "create", key_file.to_str().unwrap()]).output().unwrap();
    assert!(made.status.success(), "{}", said(&made));
    let digits = std::fs::read_to_string(&key_file).unwrap();
    for url in [
        "postgres://kith:kestrel-pantry@127.0.0.1:1/kith",
        "postgres://kith:kestrel-pantry@127.0.0.1:port/kith",
        "postgres://kith:kestrel-pantry@/kith?sslmode=nonsense",
        "kestrel-pantry",
        "mysql://kith:kestrel-pantry@localhost/kith",
    ] {
        for arguments in [&["serve", "--listen", "127.0.0.1:0"][..], &["migrate"], &["keys", "rotate"]] {
            let mut command = kith(arguments);
            command
                .env("DATABASE_URL", url)
                .env("KITH_KEY_FILE", &key_file)
                .env("KITH_COUNCIL", concat!(env!("CARGO_MANIFEST_DIR"), "/../../councils/marlshire"))
                .env("KITH_SMTP_HOST", "localhost")
                .env("KITH_SMTP_TLS", "none")
                .env("KITH_MAIL_FROM", "no-reply@marlshire.example")
                .env("KITH_LOG", "trace")
                .env("RUST_BACKTRACE", "1");
            let output = command.output().unwrap();
            assert!(!output.status.success() && said(&output).contains("kith: "), "{url}: {}", said(&output));
            assert!(!said(&output).contains("kestrel"), "{arguments:?} with {url}: {}", said(&output));
            assert!(!said(&output).contains(digits.split(' ').nth(1).unwrap().trim()), "the key is said");
        }
    }
}

#[test]
fn only_an_empty_database_is_seeded_and_the_demo_s_is_never_served() {
    let council = Council::new();
    let seeded = council.kith(&["seed", "--people", "200", "--seed", "5"]).output().unwrap();
    assert!(seeded.status.success() && said(&seeded).contains("Invented 2"), "{}", said(&seeded));
    council.refuses(&["seed", "--people", "200"], "there are people in this database");
    // Nobody has looked yet: there is nothing to ask about, and that is said.
    let reviewed = council.kith(&["access", "review", "--json"]).output().unwrap();
    assert!(reviewed.status.success() && said(&reviewed).contains("\"reads\""), "{}", said(&reviewed));

    let other = council.folder.path().join("other.key");
    let made = kith(&["keys", "create", other.to_str().unwrap()]).output().unwrap();
    assert!(made.status.success(), "{}", said(&made));
    let wrong = ["serve", "--listen", "127.0.0.1:0", "--key-file", other.to_str().unwrap()];
    council.refuses(&wrong, "wrapped by another master");

    // As the demo leaves it: somebody of the cast has a password.
    let dora = "update access.account set password_hash = 'x' where sign_in_name = 'dora.duty'";
    council.server.run_sql("kith", dora).unwrap();
    council.refuses(&["serve", "--listen", "127.0.0.1:0"], "demo's sign-ins");
}
