//! Rubbish in every field of every form, and in every address: told, never a broken page.

use crate::harness::{Browser, Page, Site, html};
use crate::matrix::{Fixture, fill};

/// What people and programs type by mistake or on purpose, already encoded for a form.
const RUBBISH: [(&str, &str); 12] = [
    ("a NUL", "a%00b"),
    ("bytes that are not UTF-8", "%FF%FE%80abc"),
    ("half an escape", "%zz%4"),
    ("markup", "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27"),
    ("SQL", "%27+or+1%3D1%3B+drop+table+x--"),
    ("a negative number", "-1"),
    ("a huge number", "99999999999999999999999999"),
    ("no such day", "31%2F02%2F2026"),
    ("an id of nobody", "00000000-0000-0000-0000-000000000000"),
    ("another script, right to left", "%D7%A9%D7%9C%D7%95%D7%9D+%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7%E2%80%AE"),
    ("only spaces and line breaks", "+%0D%0A%09+"),
    ("a code with a capital", "Early_Help"),
];

/// Fields that forms have in common, for routes whose page cannot be looked at first.
const COMMON: [&str; 12] =
    ["reason", "note", "id", "person", "subject", "outcome", "code", "email", "q", "then", "version", "day"];

/// Those who may do most, and somebody from outside.
const SENDERS: [Option<&str>; 4] = [Some("maeve.manager"), Some("dora.duty"), Some("felix.family"), None];

async fn as_sender<'a>(site: &'a Site, sender: Option<&str>) -> Browser<'a> {
    match sender {
        Some(name) => site.signed_in(name).await,
        None => site.browser(),
    }
}

fn broken(page: &Page, what: &str) -> Option<String> {
    page.status.is_server_error().then(|| format!("{} with {what}: {}", page.asked, page.status))
}

#[tokio::test]
async fn rubbish_in_every_field_breaks_nothing() {
    let site = Site::new().await;
    let fixture = Fixture::make(&site).await;
    let mut complaints = Vec::new();
    for sender in SENDERS {
        let mut browser = as_sender(&site, sender).await;
        let token = browser.token().await;
        site.record.remember().await;
        for (_, route) in web::route_list().into_iter().filter(|(method, _)| *method == "POST") {
            let path = fill(route, &fixture, None);
            let fields = fields_of(&mut browser, &path).await;
            for (what, typed) in RUBBISH {
                let mut body = format!("csrf={}", html::form_encoded(&token));
                fields
                    .iter()
                    .for_each(|field| body.push_str(&format!("&{}={typed}", html::form_encoded(field))));
                let kept = browser.clone();
                let page = browser.post_bytes(&path, body.into_bytes()).await;
                browser = kept;
                complaints.extend(broken(&page, what));
                if !page.status.is_client_error() {
                    site.record.go_back().await;
                }
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// The fields of the page at an address, or those forms have in common.
async fn fields_of(browser: &mut Browser<'_>, path: &str) -> Vec<String> {
    let kept = browser.clone();
    let page = browser.get(path).await;
    *browser = kept;
    let mut fields = html::field_names(&page.body);
    fields.extend(COMMON.map(str::to_owned));
    fields.sort();
    fields.dedup();
    fields
}

#[tokio::test]
async fn a_paste_of_ten_million_characters_is_answered_with_a_page() {
    let site = Site::new().await;
    let fixture = Fixture::make(&site).await;
    let mut browser = site.signed_in("maeve.manager").await;
    let token = browser.token().await;
    let paste = "x".repeat(10_000_000);
    for route in ["/requests/new/{draft}/{step}", "/requests/{request}/urgency", "/sign-in"] {
        let path = fill(route, &fixture, None);
        let field = fields_of(&mut browser, &path).await.into_iter().next().unwrap_or_default();
        let body = format!("csrf={}&{}={paste}", html::form_encoded(&token), html::form_encoded(&field));
        let page = browser.post_bytes(&path, body.into_bytes()).await;
        assert!(!page.status.is_server_error(), "{}: {}", page.asked, page.status);
    }
    let body = format!("csrf={token}&note={}", "x".repeat(17 * 1024 * 1024));
    browser.post_bytes("/requests/new", body.into_bytes()).await.expect(413);
}

#[tokio::test]
async fn rubbish_in_an_address_is_not_found() {
    let site = Site::new().await;
    let fixture = Fixture::make(&site).await;
    let mut complaints = Vec::new();
    for sender in SENDERS {
        let mut browser = as_sender(&site, sender).await;
        for (_, route) in web::route_list().into_iter().filter(|(method, _)| *method == "GET") {
            let good = fill(route, &fixture, None);
            for rubbish in
                ["%FF%FE", "a%00b", "-1", "..%2F..%2Fetc%2Fpasswd", &"x".repeat(3_000), "%F0%9F%91%A7"]
            {
                // Each brace in turn, so that what comes after it is still reached.
                for (at, _) in route.split('/').enumerate().filter(|(_, part)| part.starts_with('{')) {
                    let mut parts: Vec<&str> = good.split('/').collect();
                    parts[at] = rubbish;
                    let page = browser.get(&parts.join("/")).await;
                    complaints.extend(broken(&page, "rubbish in its address"));
                }
                let page = browser
                    .get(&format!("{good}?{rubbish}={rubbish}&page={rubbish}&before={rubbish}&q={rubbish}"))
                    .await;
                complaints.extend(broken(&page, "rubbish in its query"));
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[tokio::test]
async fn a_form_of_another_site_or_of_nobodys_page_is_refused() {
    let site = Site::new().await;
    let fixture = Fixture::make(&site).await;
    // The council's directory sends no forms and has no session to misuse: without its token nothing is open to it.
    let forms = |(method, route): &(&str, &str)| *method == "POST" && !route.starts_with("/scim/");
    for (_, route) in web::route_list().into_iter().filter(forms) {
        for token in ["", "forged", &"A".repeat(64)] {
            let mut browser = site.signed_in("maeve.manager").await;
            let page = browser
                .post_bytes(&fill(route, &fixture, None), format!("csrf={token}&a=b").into_bytes())
                .await;
            assert_eq!(page.status.as_u16(), 400, "{}", page.asked);
        }
    }
}
