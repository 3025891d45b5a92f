//! Answers that are worked out.

use jiff::civil::date;

use super::super::*;
use super::TODAY;
use super::casework::about_banks;

fn parts(day: &str, month: &str, year: &str) -> Value {
    let parts = [("day", day), ("month", month), ("year", year)];
    Value::Parts(parts.map(|(part, text)| (part.to_owned(), text.to_owned())).into())
}

fn worked_out(form: &Form, answers: &Answers) -> Answers {
    with_calculated(form, Audience::Worker, answers, When { today: TODAY, begun_on: Some(date(2026, 5, 1)) })
}

fn words(form: &Form, answers: &Answers, path: &str) -> String {
    let rows = summary(form, Audience::Worker, &worked_out(form, answers));
    rows.iter().find(|row| row.path == path).expect("asked").lines.join(" ")
}

#[test]
fn days_are_counted_from_one_date_to_another() {
    let form = about_banks("early-help-assessment");
    let mut answers = Answers::new();
    assert_eq!(words(&form, &answers, "days_so_far"), "Not given", "nothing to count from");
    answers.set("started_on", parts("19", "May", "2026"));
    assert_eq!(words(&form, &answers, "days_so_far"), "1 day");
    answers.set("started_on", parts("1", "5", "2026"));
    assert_eq!(words(&form, &answers, "days_so_far"), "19 days");
    answers.set("completed_on", parts("30", "4", "2026"));
    assert_eq!(words(&form, &answers, "days_taken"), "Not given", "it cannot end before it began");
}

#[test]
fn working_days_leave_out_weekends_and_bank_holidays() {
    let form = about_banks("case-note");
    let mut answers = Answers::new();
    // Friday 1 May to Wednesday 20 May 2026: 13 weekdays, and Monday 4 May is a bank holiday.
    answers.set("happened_on", parts("1", "5", "2026"));
    assert_eq!(words(&form, &answers, "working_days_later"), "12 working days");
    answers.set("happened_on", parts("1", "1", "0001"));
    assert_eq!(words(&form, &answers, "working_days_later"), "Not given", "no bank holidays are known then");
}

#[test]
fn scores_are_averaged_compared_and_counted() {
    let form = about_banks("early-help-assessment");
    let mut answers = Answers::new();
    assert_eq!(words(&form, &answers, "family_mean"), "Not given");
    assert_eq!(words(&form, &answers, "needs_found"), "0");
    for (number, family, worker) in [(1, "7", "4"), (2, "8", "8"), (9, "not-asked", "3"), (10, "5", "6")] {
        answers.set_text(format!("need.{number}.family_score"), family);
        answers.set_text(format!("need.{number}.worker_score"), worker);
        answers.set_text(format!("need.{number}.identified"), if number > 2 { "yes" } else { "no" });
    }
    assert_eq!(words(&form, &answers, "family_mean"), "6.7", "of 7, 8 and 5");
    assert_eq!(words(&form, &answers, "worker_mean"), "5.3", "of 4, 8, 3 and 6: 5.25 is rounded up");
    assert_eq!(words(&form, &answers, "needs_found"), "2");
    assert_eq!(words(&form, &answers, "need.1.score_gap"), "3 lower");
    assert_eq!(words(&form, &answers, "need.2.score_gap"), "No change");
    assert_eq!(words(&form, &answers, "need.9.score_gap"), "Not given");
    assert_eq!(words(&form, &answers, "need.10.score_gap"), "1 higher");
}

#[test]
fn children_whose_wish_is_known_are_counted() {
    let form = about_banks("early-help-assessment");
    let mut answers = Answers::new();
    answers.set_text("child.3.voice_wish", "A dog");
    answers.set("child.4.voice_wish", Value::NotYet("She was asleep".to_owned()));
    answers.set_text("child.7.voice_wish", "Nobody has this number");
    assert_eq!(words(&form, &answers, "voices_given"), "1");
    assert_eq!(words(&form, &answers, "children_count"), "2");
}

#[test]
fn how_much_is_filled_in_counts_what_must_be() {
    let form = about_banks("case-note");
    let mut answers = Answers::new();
    let text = super::super::super::pack::read::<Form>(
        "f.toml",
        "id = \"f\"\nversion = 1\ntitle = \"F\"\nkind_of_record = \"case-note\"\nclassification = {}\n[[section]]\nid = \"s\"\ntitle = \"S\"\n\
         [[section.question]]\nid = \"a\"\nkind = \"text\"\nlabel = \"A\"\nrequired = true\n\
         [[section.question]]\nid = \"b\"\nkind = \"text\"\nlabel = \"B\"\nrequired = \"or_not_yet\"\n\
         [[section.question]]\nid = \"c\"\nkind = \"text\"\nlabel = \"C\"\n\
         [[section.question]]\nid = \"much\"\nkind = \"calculated\"\nlabel = \"Much\"\ncalculate = { complete = true }\n",
    );
    let small = text.expect("a form");
    assert_eq!(words(&small, &answers, "much"), "0%");
    answers.set_text("c", "not needed");
    answers.set("b", Value::NotYet("waiting".to_owned()));
    assert_eq!(words(&small, &answers, "much"), "0%");
    answers.set_text("a", "x");
    assert_eq!(words(&small, &answers, "much"), "50%");
    answers.set_text("b", "x");
    assert_eq!(words(&small, &answers, "much"), "100%");
    assert!(form.section.len() > 1);
}

#[test]
fn what_is_worked_out_is_never_taken_from_the_page() {
    let form = about_banks("early-help-assessment");
    let mut answers = Answers::new();
    answers.set_text("need.1.worker_score", "4");
    answers.set_text("need.1.family_score", "4");
    let mut answers = worked_out(&form, &answers);
    let section = form.section("need-scores").expect("a page");
    let posted: Vec<(String, String)> =
        [("need.1.family_score", "2"), ("need.1.worker_score", "4"), ("need.1.score_gap", "99")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
    fill(&form, section, Some(1), Audience::Worker, &mut answers, &posted);
    let answers = worked_out(&form, &answers);
    assert_eq!(answers.text("need.1.score_gap"), "2");
    let page = view(&form, section, Some(1), Audience::Worker, &answers, &[]);
    let field = page.fields.last().expect("a field");
    assert!(field.read_only && !field.required);
    assert_eq!(
        (field.value.as_str(), field.label.as_str()),
        ("2 higher", "Your number compared with theirs")
    );
    // Gone again when there is nothing to work with.
    let mut emptied = answers.clone();
    emptied.remove("need.1.family_score");
    assert_eq!(worked_out(&form, &emptied).get("need.1.score_gap"), None);
}
