//! Feeds saved as files, and files that are no feed.

use serde_json::{Value, json};

use super::*;

fn service(number: u8, name: &str) -> Value {
    json!({ "id": format!("5f0c2a52-6a0e-4a3f-9c33-0a8f3b1c7d{number:02}"), "name": name, "status": "active" })
}

fn page(name: &str, number: u64, of: u64, total: u64, services: &[Value]) -> File {
    let page = json!({
        "total_items": total, "total_pages": of, "page_number": number, "size": services.len(),
        "first_page": number == 1, "last_page": number == of, "empty": services.is_empty(), "contents": services,
    });
    (name.to_owned(), page.to_string().into_bytes())
}

fn one(name: &str, value: &Value) -> File {
    (name.to_owned(), value.to_string().into_bytes())
}

fn names(whole: &Whole) -> Vec<&str> {
    whole.services.iter().map(|service| service.name.as_str()).collect()
}

#[test]
fn pages_and_whole_services_in_any_order_of_files() {
    let mut debt = service(2, "Debt desk");
    debt["description"] = json!("Sorts out letters.");
    let given = [
        one("debt.json", &debt),
        page("services-10.json", 2, 2, 3, &[service(3, "Toddlers")]),
        page("services-9.json", 1, 2, 3, &[service(1, "Advice"), service(2, "Debt desk")]),
    ];
    let whole = files(&given).expect("a feed");
    assert_eq!(names(&whole), ["Advice", "Debt desk", "Toddlers"]);
    assert_eq!(whole.services[1].description.as_deref(), Some("Sorts out letters."));
    assert!(
        whole.is_whole && !whole.breaks_the_schema() && whole.unread.is_empty() && whole.twice.is_empty()
    );
}

#[test]
fn a_page_that_is_missing_leaves_it_open_what_is_gone() {
    let first = page("1.json", 1, 2, 3, &[service(1, "Advice"), service(2, "Debt desk")]);
    assert!(!files(std::slice::from_ref(&first)).expect("a feed").is_whole);
    assert!(files(&[page("1.json", 1, 1, 1, &[service(1, "Advice")])]).expect("a feed").is_whole);
    // A page that counts nothing, alone, is all there is.
    let bare = one("1.json", &json!({ "contents": [service(1, "Advice")] }));
    assert!(files(&[bare]).expect("a feed").is_whole);
    let alone = one("advice.json", &service(1, "Advice"));
    assert!(!files(&[alone]).expect("one service").is_whole);
}

#[test]
fn an_entry_that_cannot_be_read_is_still_in_the_feed() {
    let mut nameless = service(2, "");
    nameless["minimum_age"] = json!("five");
    let whole = files(&[page("1.json", 1, 1, 3, &[service(1, "A"), nameless, service(1, "A again")])])
        .expect("a feed");
    assert_eq!((names(&whole), whole.unread.len(), whole.twice.len()), (vec!["A"], 1, 1));
    assert!(whole.breaks_the_schema());
    assert!(whole.problems.iter().all(|(file, _)| file == "1.json"));
}

#[test]
fn what_is_no_feed_says_which_file_and_why() {
    let said = |given: &[File]| files(given).expect_err("no feed").to_string();
    assert!(said(&[]).starts_with("there is no file whose name ends in .json"));
    let web_page = ("index.json".to_owned(), b"<html>".to_vec());
    let sound = page("1.json", 1, 1, 1, &[service(1, "A")]);
    assert!(said(&[sound.clone(), web_page]).starts_with("index.json: the answer is a web page"));
    let taxonomies = json!({ "contents": [{ "id": "1", "name": "Needs", "description": "x" }] });
    assert!(
        said(&[one("taxonomies.json", &taxonomies)])
            .starts_with("taxonomies.json: none of its entries has a")
    );
    let both = [
        sound.clone(),
        one("taxonomies.json", &json!({ "page_number": 1, "contents": [{ "id": "1", "name": "x" }] })),
    ];
    assert!(said(&both).starts_with("taxonomies.json: none of its entries"), "before the pages are followed");
    assert!(said(&[sound.clone(), page("2.json", 3, 3, 9, &[service(2, "B")])]).starts_with("2.json: "));
    assert!(said(&[one("a", &service(1, "A")), one("b", &service(2, "B"))]).contains("no page of /services"));
}
