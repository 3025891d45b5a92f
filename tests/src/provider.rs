//! Signing in by a provider, through the pages: the state belongs to one browser and counts once, an account is never made,
//! and every failure is on record. (What an ID token may not be is tested in `sign_in`, against a real provider.)

use std::sync::{Arc, Mutex};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use record::testing::NOW;
use serde_json::{Value, json};
use sign_in::http::{HttpRequest, HttpResponse};
use sign_in::{Provider, Settings};
use web::ways_in::WaysIn;

use crate::harness::{Browser, Page, Site};

const ISSUER: &str = "https://provider.example";
const SETTINGS: &str = r#"
    [provider.work]
    name = "your work account"
    issuer = "https://provider.example"
    client_id = "kith"
    client_authentication = "secret"
    client_secret_file = "x"
    scopes = ["openid"]
    subject = "sub"
    signing_alg = "ES256"
    assurance = { claim = "amr", any_of = ["mfa"] }
"#;

/// What the provider says next.
#[derive(Clone)]
struct Says {
    nonce: String,
    sub: &'static str,
    amr: &'static str,
}

struct World {
    site: Site,
    says: Arc<Mutex<Says>>,
}

async fn world() -> World {
    let says = Arc::new(Mutex::new(Says { nonce: String::new(), sub: "s-1", amr: "mfa" }));
    let random = SystemRandom::new();
    let der = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der.as_ref()).expect("a key");
    let settings = Settings::read(SETTINGS).expect("right");
    let redirect = "https://kith.marlshire.example/sign-in/from/work".to_owned();
    let provider = Provider::new(settings.providers["work"].clone(), "a secret", redirect).expect("right");
    let mut ways_in = WaysIn::without_providers("https://kith.marlshire.example", "Marlshire");
    ways_in.settings = settings;
    ways_in.providers.insert("work".into(), Arc::new(provider));
    let shared = says.clone();
    ways_in.http = Arc::new(move |request: HttpRequest| {
        let said = shared.lock().expect("nobody panics").clone();
        let body = answer(request.uri().path(), &key, &said);
        let response = axum::http::Response::builder().status(200).header("content-type", "application/json");
        Ok::<HttpResponse, _>(response.body(body.to_string().into_bytes()).expect("a response"))
    });
    World { site: Site::with(ways_in, || record::testing::NOW).await, says }
}

fn answer(path: &str, key: &EcdsaKeyPair, said: &Says) -> Value {
    match path {
        "/.well-known/openid-configuration" => json!({
            "issuer": ISSUER, "authorization_endpoint": format!("{ISSUER}/auth"), "token_endpoint": format!("{ISSUER}/token"),
            "jwks_uri": format!("{ISSUER}/jwks"), "response_types_supported": ["code"],
            "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["ES256"],
        }),
        "/jwks" => {
            let point = key.public_key().as_ref();
            json!({ "keys": [{ "kty": "EC", "crv": "P-256", "use": "sig", "kid": "1",
                "x": URL_SAFE_NO_PAD.encode(&point[1..33]), "y": URL_SAFE_NO_PAD.encode(&point[33..]) }] })
        }
        _ => json!({ "access_token": "a", "token_type": "Bearer", "id_token": token(key, said) }),
    }
}

fn token(key: &EcdsaKeyPair, said: &Says) -> String {
    let encode = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let second = NOW.as_second();
    let signed = format!(
        "{}.{}",
        encode(json!({ "alg": "ES256", "kid": "1" })),
        encode(
            json!({ "iss": ISSUER, "aud": "kith", "sub": said.sub, "amr": [said.amr], "nonce": said.nonce,
                       "iat": second, "exp": second + 300, "auth_time": second })
        )
    );
    let signature = key.sign(&SystemRandom::new(), signed.as_bytes()).expect("it signs");
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
}

impl World {
    /// Dora is known to the provider.
    async fn link(&self) {
        let dora = self.site.record.account("dora.duty");
        let mut work = self.site.record.system_work().await;
        record::staff::identity::set(&mut work, dora, "work", "s-1").await.expect("she is linked");
        work.commit().await.expect("it is kept");
    }

    /// Goes out to the provider; gives the way back.
    async fn out(&self, browser: &mut Browser<'_>, fields: &[(&str, &str)]) -> String {
        let page = browser.post("/sign-in/with/work", fields).await.expect(200);
        let to = page.headers["refresh"].to_str().expect("text").to_owned();
        let value = |name: &str| {
            let rest = to.split_once(&format!("{name}=")).map_or("", |(_, rest)| rest);
            rest.split('&').next().unwrap_or_default().to_owned()
        };
        self.says.lock().expect("nobody panics").nonce = value("nonce");
        format!("/sign-in/from/work?code=c&state={}", value("state"))
    }

    /// How often a reason is on record.
    async fn failures(&self, why: &str) -> i64 {
        let statement = format!("audit.event where action = 'sign_in_failed' and details->>'why' = '{why}'");
        self.site.record.count(&statement).await
    }
}

fn holds(page: &Page, words: &str) -> bool {
    page.body.contains(words)
}

#[tokio::test]
async fn somebody_known_comes_in_and_what_they_had_typed_waits() {
    let world = world().await;
    world.link().await;
    let mut browser = world.site.browser();
    let back = world.out(&mut browser, &[("then", "/requests")]).await;
    let page = browser.get(&back).await.expect(303);
    assert_eq!(page.location(), "/requests");
    browser.get("/home").await.expect(200);

    let mut another = world.site.browser();
    let back = world.out(&mut another, &[("then", "/people/new"), ("kept.note", "a long note")]).await;
    let page = another.get(&back).await.expect(200);
    assert!(holds(&page, "a long note"));
}

#[tokio::test]
async fn a_state_counts_once_and_in_its_own_browser() {
    let world = world().await;
    world.link().await;
    let mut browser = world.site.browser();
    let back = world.out(&mut browser, &[]).await;
    let mut victim = world.site.browser();
    victim.get(&back).await.expect(422);
    assert_eq!(world.failures("state_unknown").await, 1);
    victim.get("/home").await.expect(303);

    let mut copy = browser.clone();
    browser.get(&back).await.expect(303);
    copy.get(&back).await.expect(422);
    assert_eq!(world.failures("state_replayed").await, 1);
    copy.get("/home").await.expect(303);
}

#[tokio::test]
async fn an_answer_for_another_sign_in_is_refused_and_on_record() {
    let world = world().await;
    world.link().await;
    let mut browser = world.site.browser();
    let back = world.out(&mut browser, &[]).await;
    world.says.lock().expect("nobody panics").nonce = "another".into();
    browser.get(&back).await.expect(422);
    assert_eq!(world.failures("wrong_nonce").await, 1);
    let back = world.out(&mut browser, &[]).await;
    browser.get(&format!("{back}&iss=https://another.example")).await.expect(422);
    assert_eq!(world.failures("other_provider").await, 1);
    let back = world.out(&mut browser, &[]).await;
    browser.get(&back.replace("code=c", "error=access_denied")).await.expect(422);
    assert_eq!(world.failures("provider_declined").await, 1);
}

#[tokio::test]
async fn a_stranger_gets_no_account() {
    let world = world().await;
    let before = world.site.record.count("access.account").await;
    let mut browser = world.site.browser();
    let back = world.out(&mut browser, &[]).await;
    let page = browser.get(&back).await.expect(422);
    assert!(holds(&page, "You have no account here yet"));
    assert_eq!(world.failures("no_account").await, 1);
    assert_eq!(world.site.record.count("access.account").await, before);
}

#[tokio::test]
async fn one_step_at_the_provider_means_a_second_one_here() {
    let world = world().await;
    world.link().await;
    world.says.lock().expect("nobody panics").amr = "pwd";
    let mut browser = world.site.browser();
    let back = world.out(&mut browser, &[]).await;
    let page = browser.get(&back).await.expect(200);
    assert!(holds(&page, "Six-digit code"));
    browser.get("/home").await.expect(303);
}
