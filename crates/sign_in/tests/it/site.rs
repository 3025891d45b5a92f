//! A provider, started for one test, and a browser that goes to it and comes back.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use sign_in::http::{Http, HttpRequest, HttpResponse, Unreachable};
use sign_in::{Answer, Asked, Person, Problem, Provider, Settings, Why};

const REDIRECT: &str = "https://kith.marlshire.example/sign-in/from/it";

/// The provider and what we know of it.
pub struct Site {
    node: Child,
    folder: PathBuf,
    issuer: String,
    key: String,
    calls: Arc<AtomicUsize>,
}

/// One sign-in that went out and has not been judged.
pub struct Trip {
    pub asked: Asked,
    pub answer: Answer,
    pub state: String,
}

impl Site {
    /// Starts it; nothing where the packages are missing, which fails where the environment insists.
    pub fn start() -> Option<Site> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        if !root.join("node_modules/oidc-provider").is_dir() {
            assert!(std::env::var_os("KITH_NEEDS_NODE").is_none(), "oidc-provider is missing: run `npm ci`");
            println!("skipped: oidc-provider is missing, run `npm ci`");
            return None;
        }
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("kith-provider-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let key = client_key(&folder);
        let mut node = Command::new("node")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/provider/provider.mjs"))
            .arg(REDIRECT)
            .arg(folder.join("public.json"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node starts");
        let mut said = BufReader::new(node.stdout.take().expect("it is piped"));
        let mut issuer = String::new();
        while !issuer.starts_with("http://") {
            issuer.clear();
            assert!(said.read_line(&mut issuer).expect("it speaks") > 0, "the provider ended");
        }
        let issuer = issuer.trim().to_owned();
        Some(Site { node, folder, issuer, key, calls: Arc::default() })
    }

    /// The provider in the shape of a profile.
    pub fn provider(&self, profile: &str) -> Provider {
        self.provider_with(profile, "")
    }

    /// As [`Site::provider`], with further lines of `sign-in.toml`.
    pub fn provider_with(&self, profile: &str, more: &str) -> Provider {
        let shape = match profile {
            "entra" => {
                "client_secret_file = \"x\"\nmust = { tid = \"0f0f0f0f-0000-4000-8000-000000000001\" }"
            }
            _ => "private_key_file = \"x\"",
        };
        let text = format!(
            "[provider.it]\nprofile = \"{profile}\"\nname = \"it\"\nissuer = \"{}\"\nclient_id = \"{profile}\"\n{shape}\n{more}",
            self.issuer
        );
        let settings = Settings::read(&text).expect("the settings are right").providers["it"].clone();
        let secret = if profile == "entra" { "a secret for testing" } else { &self.key };
        Provider::new(settings, secret, REDIRECT.to_owned()).expect("the key is right")
    }

    /// HTTP for the crate, which counts what it is asked for.
    pub fn http(&self) -> Box<Http> {
        let calls = self.calls.clone();
        let agent = agent();
        Box::new(move |request: HttpRequest| -> Result<HttpResponse, Unreachable> {
            calls.fetch_add(1, Ordering::Relaxed);
            let lost = |error: &dyn std::fmt::Display| Unreachable(error.to_string());
            let answer = match *request.method() {
                openidconnect::http::Method::POST => agent.run(request),
                _ => agent.run(request.map(|_| ())),
            };
            let (parts, mut body) = answer.map_err(|error| lost(&error))?.into_parts();
            let bytes = body.read_to_vec().map_err(|error| lost(&error))?;
            Ok(HttpResponse::from_parts(parts, bytes))
        })
    }

    /// How often the provider was called so far.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    /// Somebody goes to the provider, signs in there as `who`, and is sent back.
    pub fn go(&self, provider: &Provider, who: &str, why: Why) -> Trip {
        let state = text(b's');
        let (url, asked) = provider
            .ask(&*self.http(), now(), why, state.clone(), [text(b'n'), text(b'v')])
            .expect("the provider can be asked");
        assert!(url.starts_with(&self.issuer), "{url}");
        let back = self.follow(&format!("{url}&login_hint={who}"));
        let query: BTreeMap<String, String> = pairs(&back);
        assert_eq!(query.get("state"), Some(&state), "the state comes back: {back}");
        let answer = Answer {
            code: query.get("code").cloned(),
            issuer: query.get("iss").cloned(),
            error: query.get("error").cloned(),
        };
        Trip { asked, answer, state }
    }

    /// There and back, and judged.
    pub fn sign_in(&self, provider: &Provider, who: &str) -> Result<Person, Problem> {
        let trip = self.go(provider, who, Why::SignIn);
        self.judge(provider, &trip)
    }

    /// What the crate says of an answer.
    pub fn judge(&self, provider: &Provider, trip: &Trip) -> Result<Person, Problem> {
        provider.judge(&*self.http(), now(), &trip.asked, &trip.answer, &text(b'j'))
    }

    /// Tells the provider's script something: `rotate`, or `twist?as=nonce`.
    pub fn tell(&self, what: &str) {
        agent().get(format!("{}/test/{what}", self.issuer)).call().expect("the script listens");
    }

    /// Follows redirects as a browser would, until one leads home.
    fn follow(&self, url: &str) -> String {
        let agent = agent();
        let mut at = url.to_owned();
        for _ in 0..10 {
            let mut answer = agent.get(&at).call().expect("the provider answers");
            let to = answer.headers().get("location").and_then(|to| to.to_str().ok()).map(str::to_owned);
            let Some(to) = to else {
                panic!(
                    "{at} answered {}: {}",
                    answer.status(),
                    answer.body_mut().read_to_string().unwrap_or_default()
                );
            };
            if to.starts_with(REDIRECT) {
                return to;
            }
            at = if to.starts_with('/') { format!("{}{to}", self.issuer) } else { to };
        }
        panic!("it goes round in circles");
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        drop(self.node.stdin.take());
        let _ = self.node.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false).build().into()
}

/// A fresh key in PEM; its public half goes to a file as a JWK for the provider.
fn client_key(folder: &Path) -> String {
    let random = aws_lc_rs::rand::SystemRandom::new();
    let der = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
    let pair =
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der.as_ref()).expect("the same key");
    let point = pair.public_key().as_ref();
    let jwk = format!(
        r#"{{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","x":"{}","y":"{}"}}"#,
        URL_SAFE_NO_PAD.encode(&point[1..33]),
        URL_SAFE_NO_PAD.encode(&point[33..])
    );
    std::fs::write(folder.join("public.json"), jwk).expect("a file");
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der.as_ref()))
}

/// The provider's clock is the machine's, so these tests cannot stand on a fixed day.
#[expect(clippy::disallowed_methods, reason = "oidc-provider reads the machine's clock")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// 43 characters that come once in a test run.
fn text(kind: u8) -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let mut bytes = [kind; 32];
    bytes[..8].copy_from_slice(&COUNT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    bytes[8..12].copy_from_slice(&std::process::id().to_be_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

fn pairs(url: &str) -> BTreeMap<String, String> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let decoded = |text: &str| text.replace("%3A", ":").replace("%2F", "/");
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.into(), decoded(value)))
        .collect()
}
