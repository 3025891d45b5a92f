//! An NHS for tests: it says what it is told to, and remembers what it was asked.

use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use jiff::Timestamp;
use pds::outside::{Outside, Request, Response, Unreachable};
use pds::strategies::Strategies;
use pds::{Settings, SigningKey};
use record::testing::NOW;
use web::nhs_tracing::NhsTracing;

const SETTINGS: &str = "base_url = 'http://localhost/R4'\ntoken_url = 'http://localhost/token'\napi_key = 'kith'\nkey_id = 'k'\n\
                        private_key_file = 'k'\nwhy = 'direct care'\ntries = 1\n";

/// The NHS. A clone is the same one.
#[derive(Clone, Default)]
pub struct Nhs {
    /// What it answers to every question about somebody; nothing, and it does not answer at all.
    answer: Arc<Mutex<Option<String>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Nhs {
    /// From now on it answers this, as FHIR.
    pub fn says(&self, body: &str) {
        *self.answer.lock().expect("nobody panics") = Some(body.to_owned());
    }

    /// From now on it finds one person.
    pub fn finds(&self, number: &str, score: f64) {
        self.says(&format!(
            r#"{{"resourceType":"Bundle","total":1,"entry":[{{"search":{{"score":{score}}},"resource":{{"resourceType":"Patient","id":"{number}"}}}}]}}"#
        ));
    }

    /// The addresses it was asked at, those for tokens left out.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("nobody panics").clone()
    }

    /// The way to it, for a site.
    pub fn tracing(&self) -> NhsTracing {
        self.tracing_by(Strategies::built_in().expect("strategies"))
    }

    /// As [`Nhs::tracing`], by strategies of the test's own.
    pub fn tracing_by(&self, strategies: Strategies) -> NhsTracing {
        static PEM: OnceLock<String> = OnceLock::new();
        let pem = PEM.get_or_init(|| pds::mock::private_key().expect("a key"));
        let key = SigningKey::from_pem(pem).expect("a key");
        let settings = Settings::read(SETTINGS).expect("settings");
        NhsTracing::new(settings, key, strategies, Box::new(self.clone())).expect("a strategy")
    }
}

impl Outside for Nhs {
    fn send(&self, request: &Request) -> Result<Response, Unreachable> {
        let answer = |body: String| Ok(Response { status: 200, retry_after: None, body: body.into_bytes() });
        if request.method == "POST" {
            return answer(r#"{"access_token":"a-token","expires_in":"599"}"#.into());
        }
        self.asked.lock().expect("nobody panics").push(request.url.clone());
        self.answer.lock().expect("nobody panics").clone().map_or(Err(Unreachable("nobody answers")), answer)
    }

    fn now(&self) -> Timestamp {
        NOW
    }

    fn wait(&self, _: Duration) {}

    fn random(&self) -> [u8; 16] {
        let mut bytes = [7; 16];
        bytes[0] = u8::try_from(self.asked().len() % 256).unwrap_or_default();
        bytes
    }
}
