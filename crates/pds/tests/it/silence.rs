//! No value shows: not in a log at its most talkative, not in an error, not in `Debug`, not in a disclosure.

use std::io::Write;
use std::sync::{Arc, Mutex};

use pds::mock::Answer;
use pds::person::Person;
use pds::sheet::Kind;
use tracing_subscriber::fmt::MakeWriter;

use crate::sheets;
use crate::support::*;

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Log;

    fn make_writer(&'a self) -> Log {
        self.clone()
    }
}

/// Words that are in what is asked and answered below and must be nowhere else.
const SECRET: [&str; 16] = [
    "Robin",
    "Ash",
    "Quill",
    "Nadia",
    "Haddad",
    "2015-06-03",
    "2015",
    "2018",
    "female",
    "ZM14",
    "ZM10",
    "9990123004",
    "9990123357",
    "Larkrise",
    "quills@",
    "960101",
];

#[test]
fn a_log_at_its_most_talkative_says_what_was_done_and_about_nobody() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .with_ansi(false)
        .without_time()
        .finish();
    let mut told = String::new();
    // For the whole process: a place in the code that another test reaches first would otherwise stay silent for this one too.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    {
        let robin = Person {
            gender: "female".into(),
            postcode: "ZM14 1XX".into(),
            email: "quills@kith.example".into(),
            phone: "01632 960101".into(),
            nhs_number: "9990123004".into(),
            ..person("Robin Ash", "Quill", "2015-06-03")
        };
        let mock = mock();
        for strategy in ["1", "2", "3", "4", "5"] {
            let traced = trace(&mock, strategy, &robin);
            told.push_str(&format!("{:?} {:?}", traced.outcome, traced.book.kept));
            told.push_str(&serde_json::to_string(&traced.book.kept).unwrap());
        }
        // Everything that can go wrong, with answers that repeat what was asked.
        let wrong = [
            Answer::outcome(400, "INVALID_SEARCH_DATA"),
            Answer::outcome(400, "Quill"),
            Answer::outcome(403, "ACCESS_DENIED"),
            Answer::outcome(500, ""),
            Answer::too_many(1),
            Answer::hang_up(),
            Answer { status: 200, headers: vec![], body: "Robin Quill 2015-06-03".into() },
            Answer { status: 302, headers: vec![("Location", "/Robin".into())], body: String::new() },
        ];
        for answer in wrong {
            mock.follow(Box::new(move |_| Some(answer.clone())));
            let traced = trace(&mock, "5", &robin);
            told.push_str(&format!("{:?} {:?}", traced.outcome, traced.book.kept));
            match &traced.outcome {
                Ok(outcome) => told.push_str(&outcome.notes().join("\n")),
                Err(trouble) => told.push_str(&trouble.to_string()),
            }
        }
        mock.follow(Box::new(|_| None));
        let file = "Id,GivenName,Surname,DOB,Gender,PostCode,NhsNumber\n\
            1,Robin,Quill,2015-06-03,female,ZM14 1XX,9990123004\n2,Nadia,Haddad,2018-09-09,female,ZM10 3FT,9990123357\n3,Robin,Quill,Ash,2015\n";
        for kind in [Kind::Match, Kind::Reconcile] {
            let done = sheets::run(&mock, kind, "4", file.as_bytes());
            told.push_str(&format!("{:?} {:?}", done.tally, done.book.kept));
        }
        told.push_str(&format!("{robin:?} {:?}", key()));
    }
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        logged.contains("asked PDS") && logged.contains("traced") && logged.contains("reconciled"),
        "{logged}"
    );
    assert!(logged.contains("gave up"), "{logged}");
    for (what, text) in [("log", &logged), ("errors, Debug and disclosures", &told)] {
        for secret in SECRET {
            assert!(!text.contains(secret), "{secret} shows in {what}");
        }
        assert!(
            !text.contains("mock-token") && !text.contains("PRIVATE"),
            "a secret of the application shows in {what}"
        );
    }
}
