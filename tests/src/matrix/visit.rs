//! Visiting every route as everybody.

use super::fixture::NAMES;
use super::places::{fill, is_about_a_record};
use super::{Cell, Fixture, READERS, STATES, State};
use crate::harness::{Browser, Page, Site, html};

/// Pages that ask nobody to sign in.
pub fn is_public(route: &str) -> bool {
    const PUBLIC: [&str; 8] = [
        "/sign-in",
        "/sign-out",
        "/request-support",
        "/privacy",
        "/accessibility",
        "/contact",
        "/services",
        "/oruk",
    ];
    route == "/" || route == "/outbox" || PUBLIC.iter().any(|start| route.starts_with(start))
}

/// Asks for every route, as everybody, about every kind of record.
pub(super) async fn every_route() -> Vec<Cell> {
    let log = crate::harness::log::listen();
    let site = Site::new().await;
    let fixture = Fixture::make(&site).await;
    let mut cells = Vec::new();
    for (reader, sign_in_name) in READERS {
        let mut browser = match sign_in_name {
            Some(name) => site.signed_in(name).await,
            None => site.browser(),
        };
        browser.token().await;
        site.record.remember().await;
        for (method, route) in web::route_list() {
            let states: Vec<Option<State>> =
                if is_about_a_record(route) { STATES.map(Some).to_vec() } else { vec![None] };
            for state in states {
                let page = ask(&mut browser, method, &fill(route, &fixture, state)).await;
                if method == "POST" && !page.status.is_client_error() {
                    site.record.go_back().await;
                }
                let faults = faults(&page, state);
                let (status, location) = (page.status.as_u16(), page.location().to_owned());
                cells.push(Cell { method, route, state, reader, status, location, faults });
            }
        }
    }
    let logged = log.text();
    assert!(logged.contains("page"), "the log listens");
    for name in all_names() {
        assert!(!logged.contains(name), "{name} is in the log");
    }
    cells
}

async fn ask(browser: &mut Browser<'_>, method: &str, path: &str) -> Page {
    let kept = browser.clone();
    let page = match method {
        "GET" => browser.get(path).await,
        "POST" => browser.post(path, &[]).await,
        "PUT" | "PATCH" | "DELETE" => browser.without_form(method, path).await,
        other => panic!("the matrix does not know how to {other}"),
    };
    // Signing out or beginning a form must not change who asks for the next page.
    *browser = kept;
    page
}

fn all_names() -> impl Iterator<Item = &'static str> {
    NAMES.into_iter().flat_map(|(_, first, last)| [first, last])
}

/// What no page may do, whoever asks.
fn faults(page: &Page, about: Option<State>) -> Vec<String> {
    let mut faults = Vec::new();
    if page.status.is_server_error() {
        faults.push("the server broke".to_owned());
    }
    for name in all_names() {
        if html::title(&page.body).contains(name) {
            faults.push(format!("{name} is in the title"));
        }
        if page.location().contains(name) {
            faults.push(format!("{name} is in the address it leads to"));
        }
    }
    for (state, first, last) in NAMES {
        let hidden = matches!(state, State::Restricted | State::Sealed)
            || about == Some(state) && matches!(state, State::Own | State::Kin);
        for name in [first, last].into_iter().filter(|_| hidden) {
            if page.body.contains(name) {
                faults.push(format!("{name}, whose record is {state:?}, is on the page"));
            }
        }
    }
    faults.extend(headers(page));
    if page.is_html() {
        faults
            .extend(html::inline(&page.body).into_iter().map(|tag| format!("inline script or style: {tag}")));
        // What a script puts into a page that is open already has no title of its own.
        if page.body.trim_start().starts_with("<!doctype") && html::title(&page.body).trim().is_empty() {
            faults.push("the page has no title".to_owned());
        }
    }
    faults
}

fn headers(page: &Page) -> Vec<String> {
    let mut faults = Vec::new();
    let policy = page.header("content-security-policy");
    if !policy.contains("default-src 'none'") || policy.contains("unsafe") {
        faults.push(format!("content security policy: {policy:?}"));
    }
    if page.header("cache-control") != "no-store" {
        faults.push(format!("cache-control: {:?}", page.header("cache-control")));
    }
    for (name, wanted) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
    ] {
        if page.header(name) != wanted {
            faults.push(format!("{name}: {:?}", page.header(name)));
        }
    }
    for cookie in page.headers.get_all("set-cookie") {
        let cookie = cookie.to_str().unwrap_or_default();
        if !["__Host-", "HttpOnly", "SameSite", "Secure"].iter().all(|part| cookie.contains(part)) {
            faults.push(format!("cookie: {cookie}"));
        }
    }
    faults
}
