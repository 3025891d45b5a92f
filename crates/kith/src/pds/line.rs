//! The line to PDS: HTTPS with the machine's own certificates, the machine's clock and randomness.

use std::sync::Arc;
use std::time::Duration;

use ::keys::Randomness;
use ::pds::outside::{Outside, Request, Response, Unreachable};
use jiff::Timestamp;
use ureq::tls::{RootCerts, TlsConfig};

use crate::clock::Clock;
use crate::random::SystemRandomness;

/// So long an answer may take while nobody waits for a page.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// The most PDS may send.
const LARGEST: u64 = 4 << 20;

/// The line.
pub struct Line {
    agent: ureq::Agent,
    clock: Clock,
}

impl Line {
    pub fn new(patience: Duration) -> Line {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
            .build();
        let agent = ureq::Agent::config_builder()
            .tls_config(tls)
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(patience))
            .user_agent(concat!("kith/", env!("CARGO_PKG_VERSION")))
            .build()
            .into();
        Line { agent, clock: Clock::real() }
    }

    fn ask(&self, request: &Request) -> Result<Response, ureq::Error> {
        let headers = &request.headers;
        let mut answer = if request.method == "POST" {
            let call = headers
                .iter()
                .fold(self.agent.post(&request.url), |it, (name, value)| it.header(*name, value));
            call.send(&request.body)?
        } else {
            let call = headers
                .iter()
                .fold(self.agent.get(&request.url), |it, (name, value)| it.header(*name, value));
            call.call()?
        };
        let retry_after = answer.headers().get("retry-after").and_then(|it| it.to_str().ok()?.parse().ok());
        let body = answer.body_mut().with_config().limit(LARGEST).read_to_vec()?;
        Ok(Response { status: answer.status().as_u16(), retry_after, body })
    }
}

impl Outside for Line {
    fn send(&self, request: &Request) -> Result<Response, Unreachable> {
        self.ask(request).map_err(|error| Unreachable(why(&error)))
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn wait(&self, time: Duration) {
        std::thread::sleep(time);
    }

    fn random(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        SystemRandomness.fill(&mut bytes);
        bytes
    }
}

/// Why no answer came. The error's own words may hold the address, and with it a name, so they are not used.
fn why(error: &ureq::Error) -> &'static str {
    match error {
        ureq::Error::Timeout(_) => "it took too long",
        ureq::Error::HostNotFound => "the host was not found",
        ureq::Error::ConnectionFailed => "no connection",
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => "the certificate does not count or TLS failed",
        ureq::Error::BodyExceedsLimit(_) => "the answer is too large",
        ureq::Error::Io(_) => "the connection broke or was refused",
        _ => "the request failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_cannot_be_reached_is_told_without_the_address() {
        // Nobody listens on a port that was just given back.
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let ask = |url: String| Request { method: "GET", url, headers: vec![], body: String::new() };
        for url in [
            format!("http://127.0.0.1:{port}/Patient?family=Quill"),
            "http://a b/Patient?family=Quill".into(),
        ] {
            let Err(Unreachable(why)) = Line::new(PATIENCE).send(&ask(url)) else {
                panic!("nobody is there")
            };
            assert!(!why.contains("Quill") && !why.is_empty(), "{why}");
        }
    }
}
