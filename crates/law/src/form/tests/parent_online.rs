//! A mother asks for help online for a son and a baby not yet born (journey J1).

use super::super::*;
use super::{TODAY, messages, pack, post};

const MOTHER: Audience = Audience::Public;

fn begun(form: &Form) -> Answers {
    let mut answers = Answers::new();
    let pages: &[(&str, &[(&str, &str)])] = &[
        ("who", &[("requester_kind", "parent_or_carer"), ("urgent_today", "no")]),
        (
            "your-details",
            &[
                ("your_first_name", "Nadia"),
                ("your_last_name", "Hussain"),
                ("your_phone", "01632 960 555"),
                ("your_address-line1", "4 Mill Lane"),
                ("your_address-postcode", "ME14 1XQ"),
            ],
        ),
        ("contact-safely", &[("reply_by", "call"), ("reply_by", "text"), ("safe_times", "In school hours")]),
        ("help", &[("help_wanted", "advice"), ("help_wanted", "family_help")]),
        (
            "child-name/1",
            &[
                ("first_name", "Yusuf"),
                ("last_name", "Hussain"),
                ("born", "born"),
                ("date_of_birth-day", "3"),
                ("date_of_birth-month", "11"),
                ("date_of_birth-year", "2019"),
            ],
        ),
        ("child-home/1", &[("lives_where", "with-me")]),
        ("child-school/1", &[("school", "Castle Street Primary School")]),
        ("child-needs/1", &[]),
        ("child-background/1", &[]),
        (
            "child-name/2",
            &[
                ("first_name", "Baby"),
                ("last_name", "Hussain"),
                ("born", "unborn"),
                ("due_date-day", "14"),
                ("due_date-month", "9"),
                ("due_date-year", "2026"),
            ],
        ),
        ("child-home/2", &[("lives_where", "with-first")]),
        ("child-needs/2", &[]),
        ("child-background/2", &[]),
        ("other-people", &[("separated_parent", "no")]),
        ("child-voice/1", &[("child_words", "I want mum to be less tired")]),
        (
            "sharing",
            &[("do_not_share_with", "schools"), ("do_not_tell_school", "Castle Street Primary School")],
        ),
        ("worries", &[("happening", "I am not sleeping and we are behind with the rent")]),
        ("strengths", &[]),
        ("change", &[("help_asked", "Someone to talk to about money")]),
        ("safety", &[("domestic_abuse", "not-said")]),
        ("attachments", &[]),
        ("declaration", &[("declared", "true-as-far-as-known")]),
    ];
    for (address, fields) in pages {
        let problems = post(form, MOTHER, &mut answers, address, fields);
        assert!(problems.is_empty(), "{address}: {:?}", messages(&problems));
    }
    answers
}

#[test]
fn her_request_is_whole() {
    let pack = pack();
    let form = pack.request_form();
    let answers = begun(form);
    assert_eq!(form.audience_for(Audience::Public, &answers), Audience::Public);
    assert_eq!(validate_whole(form, MOTHER, &answers, TODAY), []);
    assert_eq!(answers.item_name(form, "children", 2), "Baby Hussain");
    assert!(answers.is_chosen("do_not_share_with", "schools"));
}

#[test]
fn a_birthday_in_the_future_leads_to_its_field_and_keeps_the_rest() {
    let pack = pack();
    let form = pack.request_form();
    let mut answers = begun(form);
    let fields = [
        ("first_name", "Yusuf"),
        ("last_name", "Hussain"),
        ("born", "born"),
        ("date_of_birth-day", "3"),
        ("date_of_birth-month", "11"),
        ("date_of_birth-year", "2029"),
    ];
    let problems = post(form, MOTHER, &mut answers, "child-name/1", &fields);
    assert_eq!(
        messages(&problems),
        [
            "Date of birth must be today or in the past. If the baby is not born yet, give the date it is due instead"
        ]
    );
    assert_eq!(problems[0].field, "children-1-date_of_birth-day");
    let section = form.section("child-name").expect("a section");
    let page = view(form, section, Some(1), MOTHER, &answers, &problems);
    assert_eq!(page.errors[0].href, "#children-1-date_of_birth-day");
    assert_eq!(page.caption.as_deref(), Some("Child 1"));
    let field = |id: &str| page.fields.iter().find(|field| field.name.ends_with(id)).expect("a field");
    assert_eq!(field("first_name").value, "Yusuf");
    assert!(!field("first_name").attributes.spellcheck);
    let born = &field("born").options[0];
    assert!(born.checked);
    assert_eq!(born.reveals[0].parts[2].value, "2029");
    assert!(born.reveals[0].error.is_some());
    assert!(
        !field("born").options[1].reveals.is_empty(),
        "what is not chosen is on the page too, for scripts to show"
    );
}

#[test]
fn a_saved_draft_comes_back_the_same() {
    let pack = pack();
    let answers = begun(pack.request_form());
    let saved = serde_json::to_string(&answers).expect("answers are plain data");
    assert_eq!(serde_json::from_str::<Answers>(&saved).expect("as saved"), answers);
}

#[test]
fn check_your_answers_reads_well_and_leads_back() {
    let pack = pack();
    let form = pack.request_form();
    let rows = summary(form, MOTHER, &begun(form));
    let find = |path: &str| rows.iter().find(|row| row.path == path).expect(path);
    assert_eq!(find("children.2.due_date").lines, ["14 September 2026"]);
    assert_eq!(find("children.2.due_date").change, "child-name/2#children-2-due_date-day");
    assert_eq!(find("children.2.due_date").item_name.as_deref(), Some("Baby Hussain"));
    assert_eq!(find("reply_by").lines, ["Ring me", "Send a text"]);
    assert_eq!(find("do_not_share_with").lines, ["Nursery, school or college"]);
    assert_eq!(find("your_address").lines, ["4 Mill Lane", "ME14 1XQ"]);
    assert_eq!(find("your_email").lines, ["Not given"]);
}

#[test]
fn a_professional_who_starts_at_the_public_door_gets_their_own_questions() {
    let pack = pack();
    let form = pack.request_form();
    let mut answers = Answers::new();
    post(
        form,
        Audience::Public,
        &mut answers,
        "who",
        &[("requester_kind", "professional"), ("urgent_today", "no")],
    );
    let audience = form.audience_for(Audience::Public, &answers);
    assert_eq!(audience, Audience::Professional);
    let addresses: Vec<String> = steps(form, audience, &answers).iter().map(Step::address).collect();
    assert!(addresses.contains(&"your-work".to_owned()) && addresses.contains(&"categories".to_owned()));
}

#[test]
fn a_second_child_may_live_with_the_first_but_the_first_may_not() {
    let pack = pack();
    let form = pack.request_form();
    let section = form.section("child-home").expect("a section");
    let offered = |item| -> Vec<String> {
        let page = view(form, section, Some(item), MOTHER, &begun(form), &[]);
        page.fields[0].options.iter().map(|option| option.value.clone()).collect()
    };
    assert_eq!(offered(1), ["with-me", "elsewhere", "not-known"]);
    assert_eq!(offered(2), ["with-me", "with-first", "elsewhere", "not-known"]);
}

#[test]
fn the_public_are_asked_less_and_the_desk_can_write_down_everything() {
    let pack = pack();
    let form = pack.request_form();
    let asked = |audience: Audience| -> Vec<&str> {
        let sections = form.section.iter().filter(|section| is_for(&section.audience, audience));
        sections
            .flat_map(|s| &s.question)
            .filter(|q| is_for(&q.audience, audience))
            .map(|q| q.id.as_str())
            .collect()
    };
    let (public, professional, desk) =
        (asked(Audience::Public), asked(Audience::Professional), asked(Audience::Desk));
    assert!(public.len() * 4 < professional.len() * 3, "{} of {}", public.len(), professional.len());
    // The desk answers `immediate_safety` instead of "urgent today", and does not declare for others.
    let only_online = ["urgent_today", "declared"];
    for question in public.iter().chain(&professional).filter(|id| !only_online.contains(id)) {
        assert!(desk.contains(question), "{question} cannot be written down at the desk");
    }
    for section in &form.section {
        for audience in Audience::ALL {
            let on_page = section.question.iter().filter(|q| is_for(&q.audience, audience)).count();
            assert!(on_page <= 8, "{} asks {on_page} questions", section.id);
        }
    }
    for question in form.section.iter().flat_map(|section| &section.question) {
        let silent = question.required != Required::No && question.missing.is_none();
        assert!(!silent, "{} is required but does not say what to enter", question.id);
    }
}
