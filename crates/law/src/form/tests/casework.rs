//! Marlshire's casework forms, asked about the invented Banks family.

use super::super::*;
use super::{TODAY, messages, pack, post};

/// Two children and two adults. Number 2 was somebody who has left.
pub(super) fn banks() -> Vec<Subject> {
    let one = |number, name: &str, who| Subject { number, name: name.to_owned(), who };
    vec![
        one(1, "Rachel Banks", Who::Adult),
        one(3, "Charlie Banks", Who::Child),
        one(4, "Ellie Banks", Who::Child),
        one(5, "John Banks", Who::Adult),
    ]
}

/// A form of Marlshire's about the Banks family.
pub(super) fn about_banks(id: &str) -> Form {
    pack().form(id).expect("a form of Marlshire").about(&banks())
}

fn worker(form: &Form, answers: &mut Answers, address: &str, fields: &[(&str, &str)]) -> Vec<String> {
    let problems = post(form, Audience::Worker, answers, address, fields);
    messages(&problems).iter().map(|message| (*message).to_owned()).collect()
}

fn addresses(form: &Form, answers: &Answers) -> Vec<String> {
    steps(form, Audience::Worker, answers).iter().map(Step::address).collect()
}

#[test]
fn marlshire_has_a_form_for_every_kind_of_record() {
    let pack = pack();
    for kind in KindOfRecord::ALL {
        assert_eq!(pack.forms_for(kind).count(), 1, "{}", kind.word());
    }
    assert_eq!(pack.forms.len(), 9);
    assert_eq!(pack.request_form().kind_of_record, KindOfRecord::Request);
}

#[test]
fn every_page_is_short_and_every_required_answer_says_what_to_do() {
    for form in pack().forms.values() {
        for section in &form.section {
            let revealed = |question: &&Question| {
                section
                    .question
                    .iter()
                    .flat_map(|q| &q.option)
                    .all(|choice| !choice.reveals.contains(&question.id))
            };
            let at_once = section.question.iter().filter(revealed).count();
            assert!(at_once <= 8, "{}: {} shows {at_once} questions", form.id, section.id);
            for question in &section.question {
                let silent = question.required != Required::No && question.missing.is_none();
                assert!(!silent, "{}: {} does not say what to enter", form.id, question.id);
                let begins = |message: &String| {
                    ["Enter", "Select", "Tell", "Confirm"].iter().any(|v| message.starts_with(v))
                };
                assert!(question.missing.iter().all(begins), "{}: {}", form.id, question.id);
            }
        }
    }
}

#[test]
fn needs_are_the_same_ten_wherever_they_are_asked() {
    let pack = pack();
    let needs = |id: &str| -> Vec<(usize, String)> {
        pack.form(id).expect("a form").need.iter().map(|need| (need.number, need.id.to_string())).collect()
    };
    let assessed = needs("early-help-assessment");
    assert_eq!(assessed.len(), 10);
    assert_eq!(needs("early-help-plan"), assessed);
    assert_eq!(needs("early-help-closure"), assessed);
    let asked: std::collections::BTreeSet<&str> = pack
        .form("early-help-assessment")
        .expect("a form")
        .need
        .iter()
        .flat_map(|n| &n.triangle)
        .map(|t| t.as_str())
        .collect();
    assert!(
        dimensions().all(|dimension| asked.contains(dimension)),
        "every dimension of the triangle is under a heading"
    );
}

#[test]
fn each_child_is_asked_about_under_a_number_of_their_own() {
    let form = about_banks("visit");
    let mut answers = Answers::new();
    let at = addresses(&form, &answers);
    assert!(at.contains(&"child/3".to_owned()) && at.contains(&"child/4".to_owned()), "{at:?}");
    assert!(!at.iter().any(|at| at == "child/1" || at == "child/2" || at == "child/5"), "{at:?}");
    assert_eq!(Step::from_address(&form, "child/2"), None, "nobody has this number now");

    assert_eq!(
        worker(
            &form,
            &mut answers,
            "child/3",
            &[("seen", "yes"), ("seen_alone", "no"), ("bedroom_seen", "yes")]
        ),
        ["Enter why you did not see this child alone", "Select whether you talked with this child"]
    );
    assert!(
        addresses(&form, &answers).contains(&"child-says/3".to_owned()),
        "a child who was seen has words"
    );
    assert!(!addresses(&form, &answers).contains(&"child-says/4".to_owned()));

    let section = form.section("child").expect("a page");
    let page = view(&form, section, Some(4), Audience::Worker, &answers, &[]);
    assert_eq!((page.caption.as_deref(), page.item_name.as_deref()), (Some("Child 2"), Some("Ellie Banks")));
    assert_eq!(page.fields[0].name, "child.4.seen");

    let rows = summary(&form, Audience::Worker, &answers);
    let charlie = rows.iter().find(|row| row.path == "child.3.seen").expect("asked");
    assert_eq!(
        (charlie.item_name.as_deref(), charlie.lines.as_slice()),
        (Some("Charlie Banks"), &["Yes".to_owned()][..])
    );
    assert_eq!(charlie.change, "child/3#child-3-seen");
}

#[test]
fn nothing_about_a_child_who_has_left_is_asked_or_given_to_another() {
    let both = about_banks("visit");
    let mut answers = Answers::new();
    worker(&both, &mut answers, "child/3", &[("seen", "no"), ("not_seen_why", "At his grandfather’s")]);
    let without: Vec<Subject> = banks().into_iter().filter(|subject| subject.number != 3).collect();
    let later = pack().form("visit").expect("a form").about(&without);
    assert_eq!(answers.text("child.3.not_seen_why"), "At his grandfather’s", "the draft keeps it");
    assert_eq!(prune(&later, Audience::Worker, &answers), Answers::new());
    assert_eq!(later.subject(4).map(|subject| subject.name.as_str()), Some("Ellie Banks"));
}

#[test]
fn somebody_without_a_number_of_their_own_is_not_asked_about() {
    let one = |number, name: &str| Subject { number, name: name.to_owned(), who: Who::Child };
    let form = pack().form("visit").expect("a form").about(&[
        one(7, "Sam"),
        one(0, "Nobody"),
        one(7, "Twin"),
        one(2, ""),
    ]);
    let known: Vec<(usize, &str)> =
        form.subjects.iter().map(|subject| (subject.number, subject.name.as_str())).collect();
    assert_eq!(known, [(2, ""), (7, "Sam")]);
    assert_eq!(
        Answers::new().item_name(&form, "child", 2),
        "Child 1",
        "without a name, their place among the children"
    );
    assert_eq!(Answers::new().item_name(&form, "child", 7), "Sam");
    assert_eq!(Answers::new().item_name(&form, "child", 5), "Child 5", "somebody who has left");
}

#[test]
fn a_visit_that_did_not_work_asks_what_was_tried_and_about_no_child() {
    let form = about_banks("visit");
    let mut answers = Answers::new();
    worker(&form, &mut answers, "visit", &[("visit_how", "unsuccessful")]);
    let at = addresses(&form, &answers);
    assert!(at.contains(&"not-met".to_owned()));
    assert!(!at.iter().any(|at| at.starts_with("child") || at == "home" || at == "others"), "{at:?}");
}

#[test]
fn a_childs_voice_is_given_or_waits_with_a_reason() {
    let form = about_banks("early-help-assessment");
    let mut answers = Answers::new();
    let asked = worker(&form, &mut answers, "child-voice/3", &[]);
    assert_eq!(
        asked,
        [
            "Enter what a day is like for this child, or why not yet",
            "Enter what this child would change, or why you have not asked yet"
        ]
    );
    let told = worker(
        &form,
        &mut answers,
        "child-voice/3",
        &[
            ("voice_day", "Up at 7, toast, school with grandpa"),
            ("voice_wish-not-yet", "He was ill\r\nNext Monday"),
        ],
    );
    assert_eq!(told, [""; 0]);
    assert_eq!(answers.get("child.3.voice_wish"), Some(&Value::NotYet("He was ill\nNext Monday".to_owned())));
    let rows = summary(&form, Audience::Worker, &answers);
    let wish = rows.iter().find(|row| row.path == "child.3.voice_wish").expect("asked");
    assert_eq!(wish.lines, ["Not yet, because: He was ill", "Next Monday"]);

    let section = form.section("child-voice").expect("a page");
    let page = view(&form, section, Some(3), Audience::Worker, &answers, &[]);
    let field = page.fields.iter().find(|field| field.name == "child.3.voice_wish").expect("a field");
    let box_ = field.not_yet.as_ref().expect("it may wait");
    assert_eq!(
        (box_.name.as_str(), box_.value.as_str()),
        ("child.3.voice_wish-not-yet", "He was ill\nNext Monday")
    );
    assert_eq!(field.value, "");

    assert_eq!(
        worker(&form, &mut answers, "child-voice/3", &[("voice_day", "x"), ("voice_wish-not-yet", "…")]),
        ["Enter why not yet, in words"]
    );
    let both = [("voice_day", "x"), ("voice_wish", "A dog"), ("voice_wish-not-yet", "ill")];
    assert_eq!(
        worker(&form, &mut answers, "child-voice/3", &both),
        ["You gave an answer, so we left out why not yet: ‘ill’"]
    );
    assert_eq!(answers.text("child.3.voice_wish"), "A dog");
    assert_eq!(
        worker(
            &form,
            &mut answers,
            "safety",
            &[("domestic_abuse-not-yet", "Never alone"), ("risks", "none")]
        ),
        [""; 0]
    );
    assert_eq!(
        worker(&form, &mut answers, "outcome", &[("outcome-not-yet", "later")]),
        ["Select what you and the family have decided"],
        "what may not wait does not"
    );
}

#[test]
fn why_not_yet_is_sealed_and_never_in_a_typed_column() {
    let form = about_banks("early-help-assessment");
    let mut answers = Answers::new();
    worker(&form, &mut answers, "child-seen/3", &[("child_seen-not-yet", "With his father until Friday")]);
    let kept = answered(&form, Audience::Worker, &answers);
    assert_eq!((kept[0].path.as_str(), kept[0].typed.as_deref()), ("child.3.child_seen", None));
    worker(&form, &mut answers, "child-seen/3", &[("child_seen", "no"), ("child_not_seen_why", "Away")]);
    let kept = answered(&form, Audience::Worker, &answers);
    assert_eq!(kept[0].typed.as_deref(), Some("assessment_child.seen"));
}

#[test]
fn a_reason_to_wait_is_no_answer_to_a_condition() {
    let form = about_banks("visit");
    let mut answers = Answers::new();
    answers.set("child.3.seen", Value::NotYet("x".to_owned()));
    assert!(!addresses(&form, &answers).contains(&"child-says/3".to_owned()));
    let whole = validate_whole(&form, Audience::Worker, &answers, TODAY);
    let page = whole.iter().find(|page| page.step.address() == "child/3").expect("something is wrong");
    assert_eq!(
        page.problems[0].message, "Select whether you saw this child",
        "a visit's children cannot wait"
    );
    assert_eq!(page.item_name.as_deref(), Some("Charlie Banks"));
}

#[test]
fn needs_are_asked_one_by_one_and_picked_by_their_names() {
    let form = about_banks("early-help-assessment");
    let mut answers = Answers::new();
    let told = worker(
        &form,
        &mut answers,
        "need/9",
        &[("identified", "yes"), ("affects", "person.3"), ("affects", "person.9")],
    );
    assert_eq!(told, ["Select how soon"], "nobody is person 9");
    assert_eq!(answers.get("need.9.affects"), Some(&Value::Chosen(vec!["person.3".to_owned()])));
    let row = summary(&form, Audience::Worker, &answers).into_iter().find(|row| row.path == "need.9.affects");
    let row = row.expect("asked");
    assert_eq!(
        (row.item_name.as_deref(), row.lines.as_slice()),
        (Some("Home"), &["Charlie Banks".to_owned()][..])
    );
    let sealed = answered(&form, Audience::Worker, &answers);
    let affects = sealed.iter().find(|one| one.path == "need.9.affects").expect("kept");
    assert_eq!((affects.typed.as_deref(), affects.item), (Some("need.affects"), Some(9)));

    let plan = about_banks("early-help-plan");
    let section = plan.section("outcome").expect("a page");
    let question = section.question.iter().find(|question| question.id == "outcome_needs").expect("asked");
    let asked = Asked { section, item: Some(1), question };
    let offered = offers(&plan, &asked, Audience::Worker, &Answers::new());
    assert_eq!((offered.len(), offered[8].value.as_str(), offered[8].label.as_str()), (10, "need.9", "Home"));
}

#[test]
fn a_scale_may_be_worded_and_not_asked() {
    let form = about_banks("early-help-assessment");
    let mut answers = Answers::new();
    assert_eq!(
        worker(&form, &mut answers, "need-scores/2", &[("family_score", "not-asked"), ("worker_score", "4")]),
        [""; 0]
    );
    assert_eq!(answers.text("need.2.family_score"), "not-asked");
    worker(&form, &mut answers, "need-scores/2", &[("family_score", "11"), ("worker_score", "not-asked")]);
    assert_eq!((answers.text("need.2.family_score"), answers.text("need.2.worker_score")), ("", ""));
}

#[test]
fn the_task_list_says_how_far_each_page_is() {
    let form = about_banks("early-help-assessment");
    let mut answers = Answers::new();
    let state = |answers: &Answers, at: &str| {
        let all = tasks(&form, Audience::Worker, answers, TODAY);
        let task = all.into_iter().find(|task| task.step.address() == at).expect("a page");
        (task.state, task.answered, task.needed)
    };
    assert_eq!(state(&answers, "child-voice/4"), (TaskState::NotBegun, 0, 2));
    assert_eq!(state(&answers, "others-voice"), (TaskState::MayBeLeft, 0, 0));
    worker(&form, &mut answers, "child-voice/4", &[("voice_day", "Plays with her cat")]);
    assert_eq!(state(&answers, "child-voice/4"), (TaskState::Begun, 1, 2));
    let fields =
        [("voice_day", "Plays with her cat"), ("voice_wish-not-yet", "She does not talk with me yet")];
    worker(&form, &mut answers, "child-voice/4", &fields);
    assert_eq!(state(&answers, "child-voice/4"), (TaskState::NotYet, 1, 2));
    worker(
        &form,
        &mut answers,
        "child-voice/4",
        &[("voice_day", "Plays with her cat"), ("voice_wish", "A cat of her own")],
    );
    assert_eq!(state(&answers, "child-voice/4"), (TaskState::Done, 2, 2));
    let list = tasks(&form, Audience::Worker, &answers, TODAY);
    assert_eq!(
        list.len(),
        steps(&form, Audience::Worker, &answers).len() - 2,
        "all but the list of sessions and the check"
    );
}

#[test]
fn what_is_private_is_shown_to_those_it_is_for() {
    let form = about_banks("supervision");
    let mut answers = Answers::new();
    worker(&form, &mut answers, "personal", &[("worker_impact", "I dream of it")]);
    worker(&form, &mut answers, "worker-comment", &[("worker_comment", "I agree")]);
    let has = |rows: &[SummaryRow], path: &str| rows.iter().any(|row| row.path == path);
    assert!(has(&summary(&form, Audience::Worker, &answers), "worker_impact"));
    for reader in [Reader::Family, Reader::Partners, Reader::Colleagues] {
        let rows = summary_for(&form, Audience::Worker, &answers, reader);
        assert!(!has(&rows, "worker_impact") && has(&rows, "worker_comment"), "{reader:?}");
    }
    let kept = answered(&form, Audience::Worker, &answers);
    let impact = kept.iter().find(|one| one.path == "worker_impact").expect("kept");
    assert_eq!(impact.not_for, [Reader::Family, Reader::Partners, Reader::Colleagues]);
    assert!(impact.classified.sensitive);

    let note = about_banks("case-note");
    let rows = summary_for(&note, Audience::Worker, &answers, Reader::Family);
    assert!(!has(&rows, "only_for_workers") && has(&rows, "happened"));
}

#[test]
fn when_a_child_has_died_nobody_is_asked_what_the_child_thinks() {
    let form = about_banks("early-help-closure");
    let mut answers = Answers::new();
    assert!(addresses(&form, &answers).contains(&"child-voice/3".to_owned()));
    worker(&form, &mut answers, "why", &[("reason", "died")]);
    assert!(
        !addresses(&form, &answers).iter().any(|at| at.starts_with("child-voice") || at.starts_with("need"))
    );
}
