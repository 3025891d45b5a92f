//! A duty officer writes down a school's email about Charlie Banks (journey J2).

use super::super::*;
use super::{TODAY, messages, pack, post};

fn filled(form: &Form) -> Answers {
    let mut answers = Answers::new();
    let pages: &[(&str, &[(&str, &str)])] = &[
        (
            "arrival",
            &[
                ("method", "email"),
                ("received_on-day", "19"),
                ("received_on-month", "5"),
                ("received_on-year", "2026"),
                ("received_time", "11:42"),
                ("source_code", "2A"),
            ],
        ),
        (
            "record",
            &[("record_kind", "verbatim"), ("knowledge_kind", "reported"), ("immediate_safety", "not-known")],
        ),
        ("who", &[("requester_kind", "professional")]),
        (
            "anonymity",
            &[("wants_anonymity", "not-to-family"), ("anonymity_reason", "A neighbour told the school")],
        ),
        (
            "your-details",
            &[
                ("your_first_name", "Asha"),
                ("your_last_name", "Mistry"),
                ("your_email", "dsl@barncroft.school.example"),
            ],
        ),
        (
            "your-work",
            &[("your_role", "Safeguarding lead"), ("your_organisation", "Barncroft Primary School")],
        ),
        ("how-you-know", &[("your_relationship", "School"), ("seen_how_often", "daily")]),
        ("help", &[("help_wanted", "safeguarding"), ("level_of_need", "3")]),
        (
            "child-name/1",
            &[
                ("first_name", "Charlie"),
                ("last_name", "Banks"),
                ("born", "born"),
                ("date_of_birth-day", "10"),
                ("date_of_birth-month", "July"),
                ("date_of_birth-year", "2012"),
                ("part_of_request", "referred"),
            ],
        ),
        (
            "child-home/1",
            &[
                ("lives_where", "elsewhere"),
                ("child_address-line1", "270 Barncroft Drive"),
                ("child_address-town", "Northwold"),
                ("child_address-postcode", "me14 1xq"),
            ],
        ),
        ("child-school/1", &[("school", "Barncroft Primary School"), ("attendance_worry", "not-known")]),
        ("child-needs/1", &[("disability", "not-known")]),
        ("child-background/1", &[("sex", "M"), ("ethnicity", "WBRI")]),
        (
            "adult-name/1",
            &[
                ("adult_first_name", "Rachel"),
                ("adult_last_name", "Banks"),
                ("adult_relationship", "parent"),
                ("adult_children", "children.1"),
                ("lives_in_home", "yes"),
                ("parental_responsibility", "yes"),
            ],
        ),
        ("adult-contact/1", &[]),
        (
            "adult-name/2",
            &[
                ("adult_first_name", "John"),
                ("adult_last_name", "Banks"),
                ("adult_relationship", "grandparent"),
            ],
        ),
        ("adult-contact/2", &[]),
        ("other-people", &[("others_who_matter", "Kate, a babysitter")]),
        ("conversation", &[("discussed_with_parents", "no"), ("not_discussed_reason", "could_not_reach")]),
        ("not-told", &[("not_discussed_detail", "The school rang three times")]),
        ("child-voice/1", &[("child_knows", "not-known")]),
        ("sharing", &[("may_share_with", "not-asked")]),
        (
            "worries",
            &[
                ("happening", "“Loud music and banging” all weekend.\r\nNobody came out."),
                ("worry_scale", "7"),
            ],
        ),
        ("strengths", &[("working_well", "Grandpa collects Charlie from school")]),
        ("change", &[("help_asked", "Find out what is happening at home")]),
        ("categories", &[("categories", "alcohol_parent"), ("categories", "antisocial_behaviour")]),
        ("safety", &[("domestic_abuse", "not-known"), ("visit_risks", "violence")]),
        ("attachments", &[]),
    ];
    for (address, fields) in pages {
        let problems = post(form, Audience::Desk, &mut answers, address, fields);
        assert!(problems.is_empty(), "{address}: {:?}", messages(&problems));
    }
    answers
}

#[test]
fn the_whole_email_is_taken_down_without_a_problem() {
    let pack = pack();
    let form = pack.request_form();
    let answers = filled(form);
    assert_eq!(validate_whole(form, Audience::Desk, &answers, TODAY), []);
    assert_eq!(prune(form, Audience::Desk, &answers), answers, "nothing the officer typed is dropped");
    assert_eq!(answers.item_name(form, "children", 1), "Charlie Banks");
    assert_eq!(answers.date("children.1.date_of_birth"), Some(jiff::civil::date(2012, 7, 10)));
    assert_eq!(answers.text("happening"), "“Loud music and banging” all weekend.\nNobody came out.");
}

#[test]
fn the_way_through_follows_the_answers() {
    let pack = pack();
    let form = pack.request_form();
    let answers = filled(form);
    let addresses: Vec<String> = steps(form, Audience::Desk, &answers).iter().map(Step::address).collect();
    let expected = "arrival record who anonymity your-details your-work how-you-know help \
                    child-name/1 child-home/1 child-school/1 child-needs/1 child-background/1 children \
                    adult-name/1 adult-contact/1 adult-name/2 adult-contact/2 adults other-people \
                    conversation not-told child-voice/1 sharing worries strengths change categories safety \
                    agencies attachments check";
    assert_eq!(addresses.join(" "), expected);
    let who = Step::from_address(form, "who").expect("a page");
    assert_eq!(next_step(form, Audience::Desk, &answers, &who).address(), "anonymity");
    let adults = Step::from_address(form, "adults").expect("a list");
    assert_eq!(
        previous_step(form, Audience::Desk, &answers, &adults).expect("a page").address(),
        "adult-contact/2"
    );
    assert_eq!(add_item(form, Audience::Desk, &answers, "adults").expect("room").address(), "adult-name/3");
    assert_eq!(add_item(form, Audience::Desk, &answers, "agencies").expect("room").address(), "agency/1");
}

#[test]
fn what_law_reads_is_typed_and_the_rest_is_sealed() {
    let pack = pack();
    let form = pack.request_form();
    let all = answered(form, Audience::Desk, &filled(form));
    let find = |path: &str| all.iter().find(|answer| answer.path == path).expect(path);
    assert_eq!(find("children.1.first_name").typed.as_deref(), Some("child.first_name"));
    assert_eq!(find("children.1.first_name").item, Some(1));
    assert!(!find("children.1.first_name").classified.sensitive);
    let ethnicity = find("children.1.ethnicity");
    assert_eq!(ethnicity.classified.purpose, "national-figures");
    assert!(ethnicity.classified.sensitive, "the notice says the law protects it");
    let happening = find("happening");
    assert_eq!((happening.typed.as_deref(), happening.classified.sensitive), (None, true));
    assert_eq!(find("source_code").value, Value::Text("2A".to_owned()));
}

#[test]
fn an_anonymous_caller_is_asked_for_no_name() {
    let pack = pack();
    let form = pack.request_form();
    let mut answers = filled(form);
    post(form, Audience::Desk, &mut answers, "anonymity", &[("wants_anonymity", "anonymous")]);
    let addresses: Vec<String> = steps(form, Audience::Desk, &answers).iter().map(Step::address).collect();
    assert!(!addresses.iter().any(|address| address == "your-details" || address == "your-work"));
    assert_eq!(
        prune(form, Audience::Desk, &answers).get("your_first_name"),
        None,
        "the name does not reach the record"
    );
    assert_eq!(answers.text("your_first_name"), "Asha", "but a change of mind loses nothing");
}

#[test]
fn a_person_taken_out_is_taken_out_of_every_choice() {
    let pack = pack();
    let form = pack.request_form();
    let mut answers = filled(form);
    post(
        form,
        Audience::Desk,
        &mut answers,
        "child-name/2",
        &[
            ("first_name", "Mia"),
            ("last_name", "Banks"),
            ("born", "born"),
            ("date_of_birth-not-known", "yes"),
            ("part_of_request", "information-only"),
        ],
    );
    answers.set(
        "adults.1.adult_children",
        Value::Chosen(vec!["children.1".to_owned(), "children.2".to_owned()]),
    );
    answers.remove_item(form, "children", 1);
    assert_eq!(answers.item_name(form, "children", 1), "Mia Banks");
    assert_eq!(answers.items("children", 12), 1);
    assert_eq!(answers.get("adults.1.adult_children"), Some(&Value::Chosen(vec!["children.1".to_owned()])));
    answers.remove_item(form, "children", 1);
    assert_eq!(answers.get("adults.1.adult_children"), None);
    assert_eq!(answers.items("adults", 12), 2, "adults stay");
}
