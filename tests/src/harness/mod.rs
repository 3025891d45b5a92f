//! A whole site inside the test: a fresh record, the Marlshire pack, a clock that stands still, and browsers.

mod browser;
pub mod html;
pub mod log;
pub mod nhs;
mod page;

use access::Role;
use axum::Router;
use jiff::Timestamp;
use keys::{Randomness, SeededRandomness};
use ledger::{SigningKey, Use};
use record::Actor;
use record::staff::account::NewAccount;
use record::testing::{self, NOW, TestRecord};
use uuid::Uuid;
use web::app::{App, Inner, Limits};
use web::council::Council;
use web::credential::{Hashing, Password, ServerSecret, SessionToken};
use web::nhs_tracing::NhsTracing;
use web::templates::Templates;
use web::ways_in::WaysIn;
use zeroize::Zeroizing;

pub use browser::Browser;
pub use page::Page;

/// A password that `web` accepts, for those who sign in by typing.
pub const PASSWORD: &str = "teapot gravel lantern";

/// What the site signs with.
pub const SECRET: [u8; 32] = *b"the working key of a test's site";

/// The key that signs receipts.
pub fn ledger_key() -> SigningKey {
    SigningKey::from_seed("kith.marlshire.example/ledger", Use::Note, [1; 32]).expect("a key")
}

/// The site.
pub struct Site {
    /// Its record, to put people in and to look at what was kept.
    pub record: TestRecord,
    router: Router,
    secret: ServerSecret,
}

impl Site {
    /// A site with the cast's accounts and nobody on file.
    pub async fn new() -> Site {
        Site::with(WaysIn::without_providers("https://kith.marlshire.example", "Marlshire"), || NOW).await
    }

    /// As [`Site::new`], with a clock of the test's own.
    pub async fn with_clock(clock: impl Fn() -> jiff::Timestamp + Send + Sync + 'static) -> Site {
        Site::with(WaysIn::without_providers("https://kith.marlshire.example", "Marlshire"), clock).await
    }

    /// As [`Site::new`], with other ways in and a clock of the test's own.
    pub async fn with(ways_in: WaysIn, clock: impl Fn() -> jiff::Timestamp + Send + Sync + 'static) -> Site {
        Site::whole(ways_in, clock, Some(nhs::Nhs::default().tracing())).await
    }

    /// As [`Site::new`], with an NHS of the test's own, or none.
    pub async fn with_nhs_tracing(tracing: Option<NhsTracing>) -> Site {
        let ways_in = WaysIn::without_providers("https://kith.marlshire.example", "Marlshire");
        Site::whole(ways_in, || NOW, tracing).await
    }

    async fn whole(
        ways_in: WaysIn,
        clock: impl Fn() -> jiff::Timestamp + Send + Sync + 'static,
        nhs_tracing: Option<NhsTracing>,
    ) -> Site {
        let record = testing::fresh().await;
        let app = App::new(Inner {
            ways_in,
            nhs_tracing,
            store: record.store.clone(),
            council: Council { pack: record.pack.clone(), version: record.pack_version },
            templates: Templates::load_once().expect("the templates load: run `cargo xtask assets` first"),
            clock: Box::new(clock),
            secret: ServerSecret::new(Zeroizing::new(SECRET)),
            hashing: Hashing::new(2),
            secure_cookies: true,
            demo: None,
            proxies: Vec::new(),
            limits: Limits { sign_ins: 1_000_000, forms: 1_000_000, codes: 1_000_000 },
            receipts: Some(ledger_key()),
        });
        Site { record, router: web::router(app), secret: ServerSecret::new(Zeroizing::new(SECRET)) }
    }

    /// A browser with nobody signed in.
    pub fn browser(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// A browser with somebody of the cast signed in, without typing.
    pub async fn signed_in(&self, sign_in_name: &str) -> Browser<'_> {
        self.signed_in_at(self.record.account(sign_in_name), NOW).await
    }

    /// As [`Site::signed_in`], for any account, at a moment of the test's own clock.
    pub async fn signed_in_at(&self, account: Uuid, now: Timestamp) -> Browser<'_> {
        let token = SessionToken::generate(&mut self.record.store.randomness());
        let mut work = self.record.begin(Actor::Public, now).await;
        let halfway = record::staff::session::start_halfway(&mut work, account, &token.hash())
            .await
            .expect("a session");
        record::staff::session::open(&mut work, halfway, &token.hash()).await.expect("it opens");
        work.commit().await.expect("it is kept");
        let mut browser = Browser::new(self);
        browser.set_session(token);
        browser
    }

    /// Somebody new with one role and no team: an inspector, a practitioner of another agency.
    pub async fn hire(&self, sign_in_name: &str, role: Role) -> Uuid {
        let mut work = self.record.system_work().await;
        let id = work.new_id();
        let new = NewAccount {
            sign_in_name,
            display_name: sign_in_name,
            email: &format!("{sign_in_name}@agency.example"),
            job_title: role.label(),
            password_hash: None,
            totp_secret: Some(&testing::TOTP_SECRET),
            person: None,
            roles: &[role],
            teams: &[],
        };
        record::staff::account::create(&mut work, id, &new).await.expect("an account");
        work.commit().await.expect("it is kept");
        id
    }

    /// Gives somebody of the cast [`PASSWORD`].
    pub async fn set_password(&self, sign_in_name: &str) {
        let hash = Password::typed(PASSWORD).hash(&mut SeededRandomness::new(3));
        let mut work = self.record.system_work().await;
        let account = self.record.account(sign_in_name);
        record::staff::account::set_password_hash(&mut work, account, &hash).await.expect("it is set");
        work.commit().await.expect("it is kept");
    }

    fn randomness(&self) -> impl Randomness + use<> {
        self.record.store.randomness()
    }
}
