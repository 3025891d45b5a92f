//! Mistakes of people who fill in a form, and of people who write one.

use super::super::*;
use super::{TODAY, messages, pack, post};
use crate::pack::{Problems, read};

fn desk(address: &str, fields: &[(&str, &str)]) -> Vec<String> {
    let pack = pack();
    let problems = post(pack.request_form(), Audience::Desk, &mut Answers::new(), address, fields);
    messages(&problems).iter().map(|message| (*message).to_owned()).collect()
}

#[test]
fn what_is_missing_is_asked_for_by_name() {
    assert_eq!(
        desk("child-name/1", &[]),
        [
            "Enter the child's first name",
            "Enter the child's last name, or select that you do not know",
            "Select whether the child has been born",
            "Select whether the request is about this child",
        ]
    );
}

#[test]
fn dates_and_times_that_are_none() {
    let typed = |day, month, year, time| {
        desk(
            "arrival",
            &[
                ("method", "letter"),
                ("source_code", "9"),
                ("received_on-day", day),
                ("received_on-month", month),
                ("received_on-year", year),
                ("received_time", time),
            ],
        )
    };
    assert_eq!(typed("31", "2", "2026", "10am"), ["Day it was received must be a real date"]);
    assert_eq!(typed("1", "", "2026", "10am"), ["Day it was received must include a month"]);
    assert_eq!(typed("21", "5", "2026", "10am"), ["Day it was received must be today or in the past"]);
    assert_eq!(
        typed("20", "5", "26", "10am"),
        ["Day it was received must have a year of 4 figures, like 2019"]
    );
    assert_eq!(typed("20", "5", "2026", "half ten"), ["Enter a time, like 9:30am or 14:05"]);
}

#[test]
fn numbers_that_other_services_know_are_checked() {
    let typed = |name, value| desk("child-background/1", &[(name, value)]).len();
    assert_eq!(typed("nhs_number", "943 476 5919"), 0);
    assert_eq!(typed("nhs_number", "943 476 5918"), 1);
    assert_eq!(typed("upn", "A8234567"), 1);
}

#[test]
fn a_long_answer_is_kept_and_told_how_much_too_long() {
    let pack = pack();
    let form = pack.request_form();
    let mut answers = Answers::new();
    let long = "é".repeat(10_532);
    let problems = post(form, Audience::Desk, &mut answers, "worries", &[("happening", &long)]);
    assert_eq!(
        messages(&problems),
        ["What is happening must be 10,000 characters or fewer. Take out 532; we have kept what you typed"]
    );
    assert_eq!(answers.text("happening"), long);
}

#[test]
fn a_form_that_is_too_large_is_refused_kindly() {
    let pack = pack();
    let form = pack.request_form();
    let mut answers = Answers::new();
    let huge = "a".repeat(MAX_BYTES + 1);
    let problems = post(form, Audience::Desk, &mut answers, "worries", &[("happening", &huge)]);
    assert!(answers.too_large());
    assert!(messages(&problems)[0].starts_with("Your answers are too long to send together."));
}

#[test]
fn control_characters_are_taken_out_and_nul_is_told() {
    let pack = pack();
    let form = pack.request_form();
    let mut answers = Answers::new();
    let problems = post(form, Audience::Desk, &mut answers, "worries", &[("happening", "Lou\0d\u{7} music")]);
    assert_eq!(messages(&problems), ["We took out a character that cannot be kept. Check this answer"]);
    assert_eq!(answers.text("happening"), "Loud music");
}

#[test]
fn choices_that_are_not_offered_are_not_taken() {
    let pack = pack();
    let form = pack.request_form();
    let mut answers = Answers::new();
    let problems = post(
        form,
        Audience::Public,
        &mut answers,
        "help",
        &[("help_wanted", "social_work"), ("help_wanted", "<b>")],
    );
    assert_eq!(
        messages(&problems),
        ["Select what you would like help with"],
        "the public are not offered it"
    );
    let both = [("do_not_share_with", "schools"), ("do_not_share_with", "none")];
    let problems = post(form, Audience::Public, &mut answers, "sharing", &both);
    assert_eq!(messages(&problems), ["Select ‘No, there is nobody’ or the other choices, not both"]);
}

#[test]
fn not_knowing_is_an_answer_where_the_form_allows_it() {
    let known = [
        ("first_name", "Sam"),
        ("last_name-not-known", "yes"),
        ("born", "born"),
        ("part_of_request", "referred"),
    ];
    assert_eq!(
        desk("child-name/1", &known),
        ["Enter the child's date of birth, or select that you do not know"]
    );
    let fields = [&known[..], &[("date_of_birth-not-known", "yes"), ("estimated_age", "6")]].concat();
    assert_eq!(desk("child-name/1", &fields), [""; 0]);
}

#[test]
fn an_empty_form_says_where_to_begin() {
    let pack = pack();
    let missing = validate_whole(pack.request_form(), Audience::Public, &Answers::new(), TODAY);
    assert_eq!(missing[0].problems[0].message, "Tell us about at least one child");
    assert_eq!(missing[0].step.address(), "child-name/1");
    assert_eq!(missing[1].step.address(), "who");
}

#[test]
fn more_children_than_the_form_takes_are_told_not_dropped_in_silence() {
    let pack = pack();
    let form = pack.request_form();
    let mut answers = Answers::new();
    for item in 1..=13 {
        answers.set_text(format!("children.{item}.first_name"), "Sam");
    }
    let told = validate_whole(form, Audience::Desk, &answers, TODAY);
    assert_eq!(
        told[0].problems[0].message,
        "You can tell us about 12 children at most. Put the others in the notes"
    );
    assert_eq!(told[0].step.address(), "children");
    assert_eq!(add_item(form, Audience::Desk, &answers, "children"), None);
    assert_eq!(Step::from_address(form, "child-name/13"), None);
}

/// Reads a form and says what is wrong with it.
fn told(text: &str) -> Vec<String> {
    let form: Form = match read("forms/f.toml", text) {
        Ok(form) => form,
        Err(problem) => return vec![problem.to_string()],
    };
    let mut problems = Problems::of("forms/f.toml", text);
    check::check(&form, None, &mut problems);
    problems.into_found().iter().map(ToString::to_string).collect()
}

const HEAD: &str = "id = \"f\"\nversion = 1\ntitle = \"F\"\nclassification = { category = \"c\", purpose = \"p\", retention = \"r\" }\n";

#[test]
fn a_form_writer_is_told_the_line_and_what_would_be_right() {
    let form = format!(
        "{HEAD}[[section]]
id = \"one\"
title = \"One\"
show_when = [{{ question = \"later\", is = [\"a\"] }}]
[[section.question]]
id = \"pick\"
kind = \"radios\"
label = \"Pick\"
option = [
  {{ value = \"a\", label = \"A\", reveals = [\"nothing\"] }},
  {{ value = \"a\", label = \"B\" }},
]
[[section.question]]
id = \"name-of\"
kind = \"name\"
label = \"Name\"
typed = \"child.shoe_size\"
[[section]]
id = \"two\"
title = \"Two\"
repeat = \"pets\"
[[section.question]]
id = \"later\"
kind = \"select\"
label = \"Later\"
"
    );
    let told = told(&form);
    let starts = [
        "forms/f.toml:8:27: there is no question called ‘later’ to look at",
        "forms/f.toml:14:42: there is no question on the same page called ‘nothing’ (use one of: pick, name-of)",
        "forms/f.toml:15:13: there are two choices called ‘a’ (the first is on line 14; give this one another id)",
        "forms/f.toml:18:6: the question ‘name-of’ has a dash in its id (use _, because - marks the parts of an answer)",
        "forms/f.toml:21:9: there is no typed column ‘child.shoe_size’ (columns of child are: part_of_request, born,",
        "forms/f.toml:25:10: there is no group called ‘pets’ (none is written yet)",
        "forms/f.toml:27:6: ‘later’ has no choices (add option = [ … ] or codes = \"…\")",
    ];
    assert_eq!(told.len(), starts.len(), "{told:#?}");
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told}\n{start}");
    }
}

#[test]
fn conditions_look_backwards_and_at_real_choices() {
    let form = |condition: &str| {
        format!(
            "{HEAD}[[section]]\nid = \"one\"\ntitle = \"One\"\n[[section.question]]\nid = \"pick\"\nkind = \"radios\"\nlabel = \"Pick\"\noption = [{{ value = \"a\", label = \"A\" }}]\n[[section.question]]\nid = \"same_page\"\nkind = \"text\"\nlabel = \"T\"\n[[section]]\nid = \"two\"\ntitle = \"Two\"\nshow_when = [{{ {condition} }}]\n[[section.question]]\nid = \"last\"\nkind = \"text\"\nlabel = \"L\"\n"
        )
    };
    assert_eq!(told(&form("question = \"pick\", is = [\"a\"]")), [""; 0]);
    assert_eq!(
        told(&form("question = \"pick\", is = [\"b\"]")),
        ["forms/f.toml:20:41: there is no choice called ‘b’ (use one of: a)"]
    );
    assert_eq!(
        told(&form("question = \"pick\"")),
        [
            "forms/f.toml:20:27: the condition on ‘pick’ must say one thing (give one of is, is_not and answered)"
        ]
    );
    assert_eq!(
        told(&form("question = \"last\", answered = true")),
        [
            "forms/f.toml:20:27: ‘last’ is asked on the same page or later (a condition looks at an earlier page; on the same page use reveals)"
        ]
    );
}

#[test]
fn required_is_true_false_or_a_word() {
    let form = format!(
        "{HEAD}[[section]]\nid = \"one\"\ntitle = \"One\"\n[[section.question]]\nid = \"q\"\nkind = \"text\"\nlabel = \"Q\"\nrequired = \"sometimes\"\n"
    );
    assert_eq!(
        told(&form),
        [
            "forms/f.toml:12:12: invalid value: string \"sometimes\" (expected true, false, \"or_not_known\" or \"or_not_yet\")"
        ]
    );
}

#[test]
fn a_question_classified_outside_its_purpose_is_refused() {
    let marlshire = pack();
    let text = marlshire.files()["forms/request-for-support.toml"].replacen(
        "classification = { category = \"origin-and-language\", purpose = \"national-figures\" }",
        "classification = { category = \"origin-and-language\", purpose = \"hub-news\" }",
        1,
    );
    let form: Form = read("forms/f.toml", &text).expect("a form");
    let mut problems = Problems::of("forms/f.toml", &text);
    check::check(&form, Some(marlshire.notice()), &mut problems);
    let found = problems.into_found();
    assert!(found.iter().any(|p| p.message
        == "‘ethnicity’ collects ‘origin-and-language’ for ‘hub-news’, which the notice does not say"));
}

#[test]
fn the_example_in_the_reference_is_a_form() {
    let page = include_str!("../../../../../docs/reference/forms.md");
    let example =
        page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let form: Form = read("forms/holiday-club.toml", example).unwrap_or_else(|problem| panic!("{problem}"));
    let mut problems = Problems::of("forms/holiday-club.toml", example);
    check::check(&form, Some(pack().notice()), &mut problems);
    assert_eq!(problems.into_found(), []);
    for name in code_sets::NAMES {
        assert!(page.contains(&format!("`{name}`")), "the reference does not mention the code set {name}");
    }
}
