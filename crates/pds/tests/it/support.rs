//! What the tests share.

use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use pds::disclosure::{Disclosure, NotRecorded, Occasion, Recorder};
use pds::matching::{self, Outcome};
use pds::mock::{Mock, Residents};
use pds::outside::{Outside, Request, Response, Unreachable};
use pds::person::Person;
use pds::strategies::Strategies;
use pds::{Pds, Settings, SigningKey, Trouble};

pub const TODAY: Date = date(2026, 11, 27);

/// One key for all tests: making one takes a moment.
pub fn pem() -> &'static str {
    static PEM: OnceLock<String> = OnceLock::new();
    PEM.get_or_init(|| pds::mock::private_key().unwrap())
}

pub fn key() -> SigningKey {
    SigningKey::from_pem(pem()).unwrap()
}

pub fn mock() -> Mock {
    Mock::start(0, Residents::invented().unwrap()).unwrap()
}

pub fn settings(mock: &Mock) -> Settings {
    settings_with(mock, "")
}

pub fn settings_with(mock: &Mock, more: &str) -> Settings {
    let text = format!(
        "base_url = '{}'\ntoken_url = '{}'\napi_key = 'the-app'\nkey_id = 'kith-1'\nprivate_key_file = 'pds.pem'\n\
         why = 'direct care'\n{more}",
        mock.base_url(),
        mock.token_url()
    );
    Settings::read(&text).unwrap()
}

/// HTTP for real; the clock moves only when somebody waits.
pub struct Line {
    agent: ureq::Agent,
    now: Mutex<Timestamp>,
    pub waits: Mutex<Vec<Duration>>,
    random: Mutex<u8>,
}

impl Line {
    pub fn new() -> Line {
        let agent = ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false).build().into();
        let now = "2026-11-27T10:00:00Z".parse().unwrap();
        Line { agent, now: Mutex::new(now), waits: Mutex::default(), random: Mutex::new(0) }
    }

    pub fn pass(&self, seconds: i64) {
        *self.now.lock().unwrap() += jiff::SignedDuration::from_secs(seconds);
    }

    /// How long it waited between tries, in milliseconds; the pace of calls left out.
    pub fn backed_off(&self) -> Vec<u128> {
        self.waits.lock().unwrap().iter().map(Duration::as_millis).filter(|millis| *millis > 200).collect()
    }
}

impl Outside for Line {
    fn send(&self, request: &Request) -> Result<Response, Unreachable> {
        let lost = |_| Unreachable("the connection broke");
        let sent = if request.method == "POST" {
            let call = request
                .headers
                .iter()
                .fold(self.agent.post(&request.url), |it, (name, value)| it.header(*name, value));
            call.send(&request.body)
        } else {
            let call = request
                .headers
                .iter()
                .fold(self.agent.get(&request.url), |it, (name, value)| it.header(*name, value));
            call.call()
        };
        let mut answer = sent.map_err(lost)?;
        let retry_after = answer.headers().get("retry-after").and_then(|it| it.to_str().ok()?.parse().ok());
        Ok(Response {
            status: answer.status().as_u16(),
            retry_after,
            body: answer.body_mut().read_to_vec().map_err(lost)?,
        })
    }

    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    fn wait(&self, time: Duration) {
        self.waits.lock().unwrap().push(time);
        *self.now.lock().unwrap() += time;
    }

    fn random(&self) -> [u8; 16] {
        let mut random = self.random.lock().unwrap();
        *random = random.wrapping_add(1);
        [*random; 16]
    }
}

/// Keeps disclosures, or refuses to from some point on.
#[derive(Default)]
pub struct Book {
    pub kept: Vec<Disclosure>,
    pub full_at: Option<usize>,
}

impl Recorder for Book {
    fn record(&mut self, disclosure: &Disclosure) -> Result<(), NotRecorded> {
        if self.full_at == Some(self.kept.len()) {
            return Err(NotRecorded("the disk is full".into()));
        }
        self.kept.push(disclosure.clone());
        Ok(())
    }
}

pub fn occasion() -> Occasion {
    Occasion { record: "7 (line 2)".into(), why: "direct care".into(), by: "a.worker".into() }
}

pub fn person(given: &str, family: &str, born: &str) -> Person {
    Person { given: given.into(), family: family.into(), birth_date: born.into(), ..Person::default() }
}

pub struct Traced {
    pub outcome: Result<Outcome, Trouble>,
    pub book: Book,
    pub line: Line,
}

/// Runs a strategy for one person against `mock`.
pub fn trace(mock: &Mock, strategy: &str, person: &Person) -> Traced {
    trace_with(mock, &settings(mock), strategy, person, Book::default())
}

pub fn trace_with(_: &Mock, settings: &Settings, strategy: &str, person: &Person, mut book: Book) -> Traced {
    let (line, key, all) = (Line::new(), key(), Strategies::built_in().unwrap());
    let strategy = all.find(strategy.parse().unwrap()).unwrap();
    let mut pds = Pds::new(settings, &key, &line, &mut book);
    let outcome = matching::run(&mut pds, &all, strategy, person, &occasion(), TODAY);
    Traced { outcome, book, line }
}
