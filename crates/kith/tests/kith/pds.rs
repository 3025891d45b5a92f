//! NHS numbers traced for a file by the command, against a PDS of invented people.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Output, Stdio};

use crate::support::{Folder, kith, run, said, wait_until};

/// `kith pds mock`, until the test ends.
struct Mock {
    child: Child,
    folder: Folder,
}

impl Mock {
    fn start(name: &str) -> Mock {
        let folder = Folder::unique(name);
        let arguments = ["pds", "mock", folder.path().to_str().unwrap(), "--port", "0"];
        let child = kith(&arguments).stdout(Stdio::null()).spawn().unwrap();
        let mock = Mock { child, folder };
        // It is written last, when the mock already listens.
        wait_until("people.csv", || {
            std::fs::read_to_string(mock.path("people.csv")).is_ok_and(|it| it.contains("1011"))
        });
        mock
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn ask(&self, what: &str, file: &str, out: &str, more: &[&str]) -> Output {
        let (file, out, config) = (self.path(file), self.path(out), self.path("pds.toml"));
        let arguments = ["pds", what, &file, "--out", &out, "--config", &config];
        run(&[&arguments[..], more].concat())
    }

    fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        self.stop();
    }
}

fn mode(path: &str) -> u32 {
    std::fs::metadata(Path::new(path)).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_file_is_traced_and_every_call_written_down() {
    let mock = Mock::start("pds-match");
    let done = mock.ask(
        "match",
        "people.csv",
        "out.csv",
        &["--strategy", "5", "--why", "a child's plan", "--by", "a.worker"],
    );
    let words = said(&done);
    assert!(done.status.success(), "{words}");
    assert!(words.contains("6  Match\n") && words.contains("1 row could not be read"), "{words}");
    let out = mock.read("out.csv");
    assert_eq!(out.lines().count(), mock.read("people.csv").lines().count(), "{out}");
    assert!(
        out.lines().any(|line| line.starts_with("1007,Baby,Birchall")
            && line.contains("Match,1,9990123845,FuzzyFDGPostcode")),
        "{out}"
    );
    let log = mock.read("out.csv.disclosures.jsonl");
    assert!(words.contains(&format!("{} calls, each written down", log.lines().count())), "{words}");
    for line in log.lines() {
        let one: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(
            (&one["why"], &one["by"], &one["strategy"]),
            (&"a child's plan".into(), &"a.worker".into(), &"5.1".into())
        );
        assert!(one["sent"].as_array().is_some_and(|sent| sent.len() >= 3), "{line}");
    }
    // Names, days, postcodes and numbers are in the output alone.
    for secret in ["Quill", "Birchall", "2015", "ZM14", "9990123", "PRIVATE"] {
        assert!(!log.contains(secret) && !words.contains(secret), "{secret}: {words}");
    }
    for name in ["out.csv", "out.csv.disclosures.jsonl", "pds.pem"] {
        assert_eq!(mode(&mock.path(name)), 0o600, "{name}");
    }
    // Nothing is written over, and what is settled is not asked again.
    let again = mock.ask("match", "people.csv", "out.csv", &[]);
    assert!(!again.status.success() && said(&again).contains("is there already"), "{}", said(&again));
    assert_eq!(mock.read("out.csv"), out);
    let rest = mock.ask("match", "out.csv", "rest.csv", &[]);
    assert!(
        rest.status.success() && said(&rest).contains("had been settled by an earlier run"),
        "{}",
        said(&rest)
    );
}

#[test]
fn a_file_is_compared_with_what_the_nhs_holds() {
    let mock = Mock::start("pds-reconcile");
    let done = mock.ask("reconcile", "people.csv", "out.csv", &[]);
    assert!(done.status.success(), "{}", said(&done));
    let out = mock.read("out.csv");
    let row = |id: &str| out.lines().find(|line| line.starts_with(id)).unwrap().to_owned();
    assert!(row("1001").contains(",NoDifferences,Match,9990123004,1,"), "{out}");
    assert!(row("1004").contains("Withheld,Withheld,Withheld,Withheld,Withheld"), "{out}");
    assert!(row("1005").contains("LocalNhsNumberIsSuperseded"), "{out}");
    let words = said(&done);
    assert!(
        words.contains("Of the searches: ") && !words.contains("Quill") && !words.contains("9990123"),
        "{words}"
    );
}

#[test]
fn what_is_wrong_is_told_before_anything_is_sent() {
    let mut mock = Mock::start("pds-wrong");
    let refused = |done: &Output, why: &str| {
        assert!(!done.status.success() && said(done).contains(why), "{why}: {}", said(done));
    };
    for (text, why) in [
        (&b""[..], "the file is empty"),
        (
            b"Id,Forename\n1,a\n",
            "no column for family name (Surname, FamilyName, Family) and for date of birth",
        ),
        (b"GivenName,Surname,DOB\nZo\xeb,a,2015-01-01\n", "line 2 is not UTF-8"),
    ] {
        std::fs::write(mock.path("wrong.csv"), text).unwrap();
        refused(&mock.ask("match", "wrong.csv", "wrong-out.csv", &[]), why);
        assert!(!Path::new(&mock.path("wrong-out.csv")).exists());
    }
    refused(&mock.ask("match", "people.csv", "o.csv", &["--strategy", "9"]), "there is no strategy 9");
    refused(&mock.ask("match", "people.csv", "o.csv", &["--strategy", "best"]), "write a strategy as 4");
    let key = mock.read("pds.pem");
    std::fs::set_permissions(mock.path("pds.pem"), std::fs::Permissions::from_mode(0o644)).unwrap();
    refused(&mock.ask("match", "people.csv", "o.csv", &[]), "chmod 600");
    std::fs::set_permissions(mock.path("pds.pem"), std::fs::Permissions::from_mode(0o600)).unwrap();
    std::fs::write(mock.path("pds.pem"), key.replace('A', "!")).unwrap();
    let broken = mock.ask("match", "people.csv", "o.csv", &[]);
    refused(&broken, "no RSA private key");
    assert!(!said(&broken).contains(&key[60..90]), "the key is not shown");
    std::fs::write(mock.path("pds.pem"), key).unwrap();
    // A PDS that is not there: every row is in the output and says so.
    mock.stop();
    let settings = mock.read("pds.toml").replace("calls_per_second", "tries = 1\ncalls_per_second");
    std::fs::write(mock.path("pds.toml"), settings).unwrap();
    let gone = mock.ask("match", "people.csv", "gone.csv", &[]);
    refused(&gone, "PDS does not answer");
    let out = mock.read("gone.csv");
    assert_eq!(out.lines().count(), mock.read("people.csv").lines().count());
    assert_eq!(out.lines().skip(1).filter(|line| line.contains(",Error,-,-,-,")).count(), 11, "{out}");
    assert_eq!(mock.read("gone.csv.disclosures.jsonl"), "", "without a token nobody was asked about");
}

#[test]
fn the_strategies_can_be_read_and_copied() {
    let all = said(&run(&["pds", "strategies"]));
    assert!(
        all.contains("Match from 0.95, PotentialMatch from 0.85.")
            && all.contains("  5.1  NonFuzzyGFD, FuzzyGFD, FuzzyFDGPostcode"),
        "{all}"
    );
    let mock = Mock::start("pds-strategies");
    let copy = run(&["pds", "strategies", "--toml"]);
    std::fs::write(
        mock.path("own.toml"),
        String::from_utf8(copy.stdout).unwrap().replace("match = 0.95", "match = 0.99"),
    )
    .unwrap();
    std::fs::write(mock.path("pds.toml"), format!("{}strategies = 'own.toml'\n", mock.read("pds.toml")))
        .unwrap();
    let own = said(&run(&["pds", "strategies", "--config", &mock.path("pds.toml")]));
    assert!(own.starts_with("Match from 0.99"), "{own}");
}
