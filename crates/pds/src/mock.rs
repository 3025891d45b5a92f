//! A PDS of invented people, for tests and for trying things out: it listens on this machine alone.
//!
//! It keeps to what NHS England documents for restricted access: signed JWT, `X-Request-ID`, one unique match, restricted and
//! superseded records, and the errors as `OperationOutcome`. How it scores is its own; PDS does not say how it does.

mod answers;
mod http;
mod residents;
mod search;

use std::collections::VecDeque;
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::RsaKeyPair;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

pub use answers::Answer;
pub use http::Asked;
pub use residents::{Home, Resident, Residents};

/// The path below which everything is, as at NHS England.
const BASE: &str = "/personal-demographics/FHIR/R4";
const TOKEN: &str = "/oauth2/token";

/// A file of invented people to ask it about, with what is wrong with files.
pub const PEOPLE: &str = include_str!("mock/people.csv");

/// A private key that nobody has had before, as PEM, for asking the mock. `None` if the system gives no randomness.
pub fn private_key() -> Option<String> {
    let key = RsaKeyPair::generate(KeySize::Rsa2048).ok()?;
    let der = AsDer::<Pkcs8V1Der<'static>>::as_der(&key).ok()?;
    let body = STANDARD.encode(der.as_ref());
    let mut pem = String::new();
    for (at, letter) in body.chars().enumerate() {
        if at % 64 == 0 {
            pem.push('\n');
        }
        pem.push(letter);
    }
    let label = "PRIVATE KEY-----";
    Some(format!("-----BEGIN {label}{pem}\n-----END {label}\n"))
}

/// A mock that listens until it is dropped.
pub struct Mock {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
    listening: Option<JoinHandle<()>>,
}

/// Instead of asking the residents: an answer, or `None` to ask them after all.
pub type Script = Box<dyn Fn(&Asked) -> Option<Answer> + Send>;

struct Shared {
    residents: Residents,
    script: Option<Script>,
    faults: VecDeque<Answer>,
    asked: Vec<Asked>,
    tokens: Vec<String>,
    expires_in: String,
    stopped: bool,
}

impl Mock {
    /// Starts one on `port`; 0 for any that is free.
    ///
    /// # Errors
    /// If the port is taken.
    pub fn start(port: u16, residents: Residents) -> io::Result<Mock> {
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Mutex::new(Shared {
            residents,
            script: None,
            faults: VecDeque::new(),
            asked: Vec::new(),
            tokens: Vec::new(),
            expires_in: "599".to_owned(),
            stopped: false,
        }));
        let theirs = Arc::clone(&shared);
        let listening = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if locked(&theirs).stopped {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let theirs = Arc::clone(&theirs);
                std::thread::spawn(move || serve(stream, &theirs));
            }
        });
        Ok(Mock { address, shared, listening: Some(listening) })
    }

    /// The setting `base_url`.
    pub fn base_url(&self) -> String {
        format!("http://{}{BASE}", self.address)
    }

    /// The setting `token_url`.
    pub fn token_url(&self) -> String {
        format!("http://{}{TOKEN}", self.address)
    }

    /// What it was asked, tokens too.
    pub fn asked(&self) -> Vec<Asked> {
        locked(&self.shared).asked.clone()
    }

    /// What it was asked about people.
    pub fn asked_about_people(&self) -> Vec<Asked> {
        self.asked().into_iter().filter(|asked| asked.path.starts_with(BASE)).collect()
    }

    /// The next questions get these answers, whatever they are.
    pub fn answer_next(&self, answers: impl IntoIterator<Item = Answer>) {
        locked(&self.shared).faults.extend(answers);
    }

    /// Questions about people are answered by `script` first.
    pub fn follow(&self, script: Script) {
        locked(&self.shared).script = Some(script);
    }

    /// No token it has given out counts any more.
    pub fn forget_tokens(&self) {
        locked(&self.shared).tokens.clear();
    }

    /// What it says about how long a token lasts.
    pub fn tokens_last(&self, seconds: &str) {
        locked(&self.shared).expires_in = seconds.to_owned();
    }

    /// Waits for as long as it listens: until the process ends.
    pub fn wait(mut self) {
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        locked(&self.shared).stopped = true;
        // Wakes it from waiting for somebody to call.
        let _ = TcpStream::connect(self.address);
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

/// A test that panicked while it held the lock has changed nothing by halves.
fn locked(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(stream: TcpStream, shared: &Mutex<Shared>) {
    let Some((asked, stream)) = http::read(stream) else { return };
    let answer = {
        let mut shared = locked(shared);
        let answer = shared.answer(&asked);
        shared.asked.push(asked);
        answer
    };
    http::write(stream, &answer);
}

impl Shared {
    fn answer(&mut self, asked: &Asked) -> Answer {
        if let Some(fault) = self.faults.pop_front() {
            return fault;
        }
        if asked.path == TOKEN {
            return self.token(asked);
        }
        let Some(path) = asked.path.strip_prefix(BASE) else {
            return Answer::outcome(404, "RESOURCE_NOT_FOUND");
        };
        let known = |value: &str| {
            value.strip_prefix("Bearer ").is_some_and(|it| self.tokens.iter().any(|one| one == it))
        };
        if !asked.header("authorization").is_some_and(known) {
            return Answer::outcome(401, "ACCESS_DENIED");
        }
        if asked.header("x-request-id").is_none_or(|id| id.len() != 36) {
            return Answer::outcome(400, "MISSING_VALUE");
        }
        if let Some(answer) = self.script.as_ref().and_then(|script| script(asked)) {
            return answer;
        }
        match path.strip_prefix("/Patient") {
            Some("") => search::search(&self.residents, asked),
            Some(rest) => self.residents.retrieve(rest.trim_start_matches('/')),
            None => Answer::outcome(400, "UNSUPPORTED_SERVICE"),
        }
    }

    /// Looks at an assertion as far as one can without the public key, which a test has.
    fn token(&mut self, asked: &Asked) -> Answer {
        let is = |name: &str, value: &str| asked.parameter(name) == Some(value);
        let jwt = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        let parts = asked.parameter("client_assertion").map_or(0, |it| it.split('.').count());
        if asked.method != "POST"
            || !is("grant_type", "client_credentials")
            || !is("client_assertion_type", jwt)
            || parts != 3
        {
            let body =
                r#"{"error":"invalid_request","error_description":"client_assertion is missing or no JWT"}"#;
            return Answer { status: 400, headers: vec![], body: body.into() };
        }
        let token = format!("mock-token-{}", self.asked.len());
        let body = serde_json::json!({ "access_token": token, "expires_in": self.expires_in, "token_type": "Bearer" });
        self.tokens.push(token);
        Answer { status: 200, headers: vec![], body: body.to_string() }
    }
}
