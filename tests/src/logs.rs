//! Nothing personal and nothing secret is ever logged: whatever is typed, wherever it breaks.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::Method;
use keys::{Randomness, SeededRandomness};
use record::testing::{NOW, TOTP_SECRET};
use web::credential::Totp;

use crate::harness::{Browser, PASSWORD, Site, html, log};
use crate::matrix::{Fixture, NAMES, fill};

/// What is typed everywhere, and must be nowhere in the log. None of these words is anybody's in the fixtures.
const TYPED: [&str; 7] = [
    "Zebedee Quillfeather",
    "9434765919",
    "zq@canary.example",
    "07700 900461",
    "ZM9 9QZ",
    "14 03 2011",
    "He keeps a kestrel in the pantry",
];

/// What to look for: enough of each that no spelling of it goes unseen.
const CANARIES: [&str; 7] =
    ["Zebedee", "Quillfeather", "9434765919", "canary.example", "900461", "9QZ", "kestrel"];

/// A password nobody has, and a code nobody was sent.
const WRONG: [&str; 2] = ["wrong horse paperclip", "730519"];

/// Looks for each word in the log, in any letter case, and says in which line it stands.
#[track_caller]
fn assert_unsaid(logged: &str, words: &[String]) {
    let lines: Vec<String> = logged.lines().map(str::to_lowercase).collect();
    for word in words {
        assert!(word.len() > 2, "{word} is too short to look for");
        let found = lines.iter().find(|line| line.contains(&word.to_lowercase()));
        assert!(
            found.is_none(),
            "\u{201c}{word}\u{201d} is in the log: {}",
            found.cloned().unwrap_or_default()
        );
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The secrets of every test: the master key, the server's working key, the authenticator's secret.
fn secrets() -> Vec<String> {
    let mut master = [0; 32];
    // As `record::testing` makes it.
    SeededRandomness::new(0).fill(&mut master);
    let mut found = Vec::new();
    for secret in [&master[..], &crate::harness::SECRET, &TOTP_SECRET] {
        found.extend([
            hex(secret),
            html::base64(secret),
            format!("{secret:?}"),
            String::from_utf8_lossy(secret).into_owned(),
        ]);
    }
    let app = Totp::from_bytes(&TOTP_SECRET).expect("twenty bytes").typed_by_hand();
    found.push(app.replace(' ', ""));
    found
}

/// Fills every field of every form with every kind of word, and puts them into addresses too.
async fn type_everywhere(browser: &mut Browser<'_>, fixture: &Fixture) {
    for (method, route) in web::route_list() {
        let path = fill(route, fixture, None);
        let kept = browser.clone();
        let mut fields = html::field_names(&browser.get(&path).await.body);
        fields.extend(["q", "reason", "note", "email"].map(str::to_owned));
        if method == "POST" {
            for typed in TYPED {
                let pairs: Vec<(&str, &str)> = fields.iter().map(|field| (field.as_str(), typed)).collect();
                browser.post(&path, &pairs).await;
                *browser = kept.clone();
            }
        } else {
            let typed = html::form_encoded(&TYPED.join(" "));
            browser.get(&format!("{path}?q={typed}&then={typed}&page={typed}")).await;
            browser.get(&format!("{path}/{typed}")).await;
            *browser = kept;
        }
    }
}

/// The names, sign-in names and addresses of everybody who works here.
async fn cast(site: &Site) -> Vec<String> {
    let accounts =
        "select display_name || '|' || sign_in_name || '|' || coalesce(email, '') from access.account";
    let rows = site.record.sql(accounts).await.expect("they are there");
    assert!(rows.len() > 5);
    rows.iter().flat_map(|row| row.split('|')).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Without how long things took: six of its digits are somebody's six-digit code now and then.
fn without_times(log: &str) -> String {
    let told = |line: &str| {
        line.split(' ').filter(|word| !word.starts_with("elapsed")).collect::<Vec<_>>().join(" ")
    };
    log.lines().map(told).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn nothing_personal_and_nothing_secret_is_ever_logged() {
    let log = log::listen();
    let panics = Arc::new(AtomicBool::new(false));
    let clock = {
        let panics = Arc::clone(&panics);
        move || {
            assert!(!panics.swap(false, Ordering::Relaxed), "the clock of {} has stopped", TYPED[0]);
            NOW
        }
    };
    let site = Site::with_clock(clock).await;
    let fixture = Fixture::make(&site).await;
    let mut never: Vec<String> = CANARIES.iter().chain(&WRONG).map(|word| (*word).to_owned()).collect();
    never.extend(NAMES.iter().flat_map(|(_, first, last)| [(*first).to_owned(), (*last).to_owned()]));
    never.extend(cast(&site).await);
    never.extend(secrets());
    never.push(PASSWORD.to_owned());

    // Signing in, wrongly and rightly.
    site.set_password("dora.duty").await;
    let mut browser = site.browser();
    for (name, password) in [(TYPED[0], PASSWORD), ("dora.duty", WRONG[0]), ("dora.duty", PASSWORD)] {
        browser.post("/sign-in", &[("sign_in_name", name), ("password", password)]).await;
    }
    let code = Totp::from_bytes(&TOTP_SECRET).expect("twenty bytes").code_at(NOW).to_string();
    for typed in [WRONG[1], &code] {
        browser.post("/sign-in/code", &[("sign_in_name", "dora.duty"), ("code", typed)]).await;
    }
    browser.get("/home").await.expect(200);
    never.push(code);
    never.extend(browser.secrets());

    // Searching and opening somebody, with a reason.
    for typed in TYPED.into_iter().chain([NAMES[0].1, "Charliename Bankssurname 10 07 2012"]) {
        browser.post("/people", &[("q", typed)]).await.expect(200);
    }
    browser.get(&fill("/people/{person}", &fixture, None)).await;
    browser.post(&fill("/people/{person}", &fixture, None), &[("reason", TYPED[6])]).await;
    // A pasted file name and a form that cannot be read.
    browser.post_bytes("/people", format!("q=%FF{}", TYPED[0]).into_bytes()).await;
    for name in ["maeve.manager", "felix.family"] {
        let mut browser = site.signed_in(name).await;
        never.extend(browser.secrets());
        type_everywhere(&mut browser, &fixture).await;
    }
    let mut public = site.browser();
    type_everywhere(&mut public, &fixture).await;
    never.extend(public.secrets());
    public.ask(Method::DELETE, &format!("/people/{}", TYPED[1])).await;

    // A database that refuses: in a sentence of its own, and in one that repeats what was typed. The words are spelt in
    // digits, because the statements of this test are logged too.
    let says = format!(
        "create or replace function testing.says() returns trigger language plpgsql as
             $$ begin raise exception '%', convert_from('\\x{}', 'UTF8') using detail = convert_from('\\x{}', 'UTF8'); end $$;
         create or replace trigger says before insert on audit.event for each row execute function testing.says()",
        hex(TYPED[0].as_bytes()),
        hex(TYPED[6].as_bytes())
    );
    let mut statuses = Vec::new();
    for (breaks, mends) in [
        (
            "alter table audit.event add constraint broken check (at < '2000-01-01') not valid",
            "alter table audit.event drop constraint broken",
        ),
        (says.as_str(), "drop trigger says on audit.event"),
    ] {
        // Mended before anything is judged: the database is another test's afterwards.
        site.record.sql(breaks).await.expect("it breaks");
        statuses.push(browser.post("/people", &[("q", "Charliename Bankssurname")]).await.status.as_u16());
        site.record.sql(mends).await.expect("it is whole again");
    }
    assert_eq!(statuses, [500, 500]);
    panics.store(true, Ordering::Relaxed);
    browser.get("/home").await.expect(500);
    assert!(!panics.load(Ordering::Relaxed), "the clock was looked at");
    browser.get("/home").await.expect(200);
    site.record.store.close().await;
    browser.get("/home").await.expect(503);
    browser.post("/people", &[("q", TYPED[0])]).await.expect(503);

    let logged = without_times(&log.text());
    for heard in ["a page broke", "panicked", "23514", "P0001", "sqlx"] {
        assert!(logged.contains(heard), "the log does not hear of {heard}");
    }
    assert_unsaid(&logged, &never);
}
