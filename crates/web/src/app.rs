//! What every page can reach: the record, the council's pack, the templates, the clock.

use std::sync::Arc;

use jiff::Timestamp;
use record::{Actor, Store, Work};

use crate::council::Council;
use crate::credential::{Hashing, ServerSecret};
use crate::nhs_tracing::NhsTracing;
use crate::templates::Templates;
use crate::ways_in::WaysIn;

/// Cheap to clone; one for the whole server.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// The parts of an [`App`].
pub struct Inner {
    /// The record and its keys.
    pub store: Store,
    /// The council this server belongs to.
    pub council: Council,
    /// The pages.
    pub templates: Templates,
    /// Where the time comes from. Tests stand on a fixed day.
    pub clock: Box<dyn Fn() -> Timestamp + Send + Sync>,
    /// Signs form tokens and one-time codes; derived, never stored.
    pub secret: ServerSecret,
    /// How passwords are hashed.
    pub hashing: Hashing,
    /// Whether cookies are for HTTPS only. Off for the demo on 127.0.0.1.
    pub secure_cookies: bool,
    /// The demo shows its outbox and its sign-ins.
    pub demo: Option<Demo>,
    /// What requests from one address are let through.
    pub limits: Limits,
    /// The proxies in front of this server, whose word on where a request came from is taken.
    pub proxies: Vec<std::net::IpAddr>,
    /// The ways in besides the password.
    pub ways_in: WaysIn,
    /// How NHS numbers are looked for. Without it there is no page for that.
    pub nhs_tracing: Option<NhsTracing>,
    /// Signs receipts: the ledger's key. Without it pages carry none.
    pub receipts: Option<ledger::SigningKey>,
}

/// What only the demo has.
pub struct Demo {
    /// The cast's sign-ins, shown on the sign-in page: name, what they do, password, authenticator secret.
    pub sign_ins: Vec<DemoSignIn>,
}

/// One of the cast, as the demo's sign-in page shows them.
#[derive(Debug, Clone, serde::Serialize)]
pub struct DemoSignIn {
    /// What to type.
    pub sign_in_name: String,
    /// Who they are and what they do.
    pub who: String,
    /// Their password.
    pub password: String,
    /// The secret of their authenticator app, for anybody who wants to enrol one.
    #[serde(skip)]
    pub totp_secret: Vec<u8>,
}

/// How often one address may try something in an hour.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Sign-ins per name and per address.
    pub sign_ins: i32,
    /// Public forms begun or sent per address.
    pub forms: i32,
    /// Codes asked for per email address.
    pub codes: i32,
}

impl Limits {
    /// No limits: for load tests and browser journeys, which come from one address.
    pub fn lifted() -> Limits {
        Limits { sign_ins: i32::MAX, forms: i32::MAX, codes: i32::MAX }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits { sign_ins: 20, forms: 60, codes: 10 }
    }
}

impl App {
    /// Puts the parts together.
    pub fn new(inner: Inner) -> App {
        App(Arc::new(inner))
    }

    /// The moment, from the injected clock.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Begins work for somebody at this moment.
    pub async fn begin(&self, actor: Actor) -> record::Result<Work> {
        self.store.begin(actor, self.now()).await
    }
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
