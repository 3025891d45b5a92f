//! Whatever comes, nothing breaks: arbitrary bytes, arbitrary JSON, and JSON that is nearly a feed.

use directory::search::{Question, Ready, search};
use directory::{feed, publish};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Names that a service knows, and some that it does not.
const NAMES: [&str; 36] = [
    "id",
    "name",
    "status",
    "description",
    "url",
    "email",
    "fees",
    "minimum_age",
    "maximum_age",
    "assured_date",
    "last_modified",
    "schedules",
    "service_areas",
    "service_at_locations",
    "location",
    "location_type",
    "latitude",
    "longitude",
    "addresses",
    "postal_code",
    "accessibility",
    "languages",
    "organization",
    "cost_options",
    "amount",
    "contacts",
    "phones",
    "number",
    "attributes",
    "taxonomy_term",
    "freq",
    "interval",
    "byday",
    "bymonthday",
    "opens_at",
    "contents",
];

pub fn any_json() -> impl Strategy<Value = Value> {
    let texts = prop_oneof![
        "\\PC{0,20}",
        Just("5f0c2a52-6a0e-4a3f-9c33-0a8f3b1c7d11".to_owned()),
        Just("active".to_owned()),
        Just("WEEKLY".to_owned()),
        Just("MONTHLY".to_owned()),
        "-?[0-9]{1,2}(MO|TU|é),?[A-Z]{0,3}",
        "[0-9]{1,4}[-/:][0-9é]{1,2}[-/:]?[0-9]{0,4}[TZ+-]?[0-9:]{0,8}",
        "(&#?[a-z0-9]{1,6};|</?[a-z]{1,6}[ />]){0,6}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-1.0..100.0f64).prop_map(Value::from),
        texts.prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 96, 8, |inside| {
        prop_oneof![
            proptest::collection::vec(inside.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((proptest::sample::select(NAMES.to_vec()), inside), 0..8).prop_map(
                |members| members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
            ),
        ]
    })
}

fn read_everything(bytes: &[u8]) {
    let _ = feed::about(bytes);
    let _ = feed::service(bytes);
    let Ok(page) = feed::page(bytes) else { return };
    for problem in page.problems.found() {
        assert!(!problem.what.is_empty() && !problem.right.is_empty() && problem.to_string().len() < 2_000);
    }
    for service in &page.services {
        let _ = directory::schedule::in_words(&service.schedules);
        let _ = service.costs.iter().map(directory::Cost::in_words).count();
        let _ = publish::full(service);
    }
    let question = Question { words: "a play group".to_owned(), ..Question::default() };
    let ready: Vec<Ready> = page.services.into_iter().map(Ready::new).collect();
    let _ = search(&ready, &question);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read_everything(&bytes);
    }

    #[test]
    fn any_json_at_all(value in any_json()) {
        read_everything(value.to_string().as_bytes());
    }

    #[test]
    fn any_entries(entries in proptest::collection::vec(any_json(), 0..4)) {
        read_everything(json!({ "contents": entries }).to_string().as_bytes());
    }

    /// A service that is sound but for one member, at any depth, is still read; only its id and name can lose it.
    #[test]
    fn one_wrong_member(at in 0..crate::services::POINTERS.len(), value in any_json()) {
        let pointer = crate::services::POINTERS[at];
        let mut service = crate::services::whole();
        *service.pointer_mut(pointer).expect(pointer) = value;
        let answer = json!({ "contents": [service, crate::services::whole()] }).to_string();
        read_everything(answer.as_bytes());
        let page = feed::page(answer.as_bytes()).expect("a page");
        let may_be_lost = pointer == "/id" || pointer == "/name";
        prop_assert!(page.services.len() == 2 || (may_be_lost && page.services.len() == 1));
    }

    /// A page that is cut off anywhere has one clear reason.
    #[test]
    fn cut_off_anywhere(part in 0.0..1.0f64) {
        let answer = json!({ "contents": [crate::services::whole()] }).to_string();
        let end = ((answer.len() as f64) * part) as usize;
        let error = feed::page(&answer.as_bytes()[..end]).expect_err("not whole");
        prop_assert!(matches!(error, feed::NotAFeed::CutOff(..) | feed::NotAFeed::Empty), "{error}");
    }
}
