//! What holds for every form of Marlshire and any answers or posts, sensible or not.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::super::*;
use super::TODAY;
use super::casework::banks;

/// Every form, about the Banks family where it is casework, with an audience that fills it in.
static FORMS: LazyLock<Vec<(Form, Audience)>> = LazyLock::new(|| {
    let about = |form: &Form| match form.kind_of_record {
        KindOfRecord::Request => (form.clone(), Audience::Desk),
        _ => (form.about(&banks()), Audience::Worker),
    };
    super::pack().forms.values().map(about).collect()
});

const WHEN: When = When { today: TODAY, begun_on: Some(TODAY) };

/// Names a browser could post: of real questions with real, missing and absurd items and parts, and rubbish.
fn any_name(form: &'static Form) -> impl Strategy<Value = String> {
    let real: Vec<String> = form
        .section
        .iter()
        .flat_map(|section| section.question.iter().map(move |question| (section, question)))
        .flat_map(|(section, question)| {
            let items: &[usize] = if section.repeat.is_some() { &[1, 2, 3, 4, 9, 50, 999] } else { &[1] };
            items
                .iter()
                .map(|item| path(section.repeat.as_deref(), Some(*item), &question.id))
                .collect::<Vec<_>>()
        })
        .collect();
    let ends = ["", "", "", "-day", "-month", "-year", "-line1", "-postcode", "-not-known", "-not-yet", "-x"];
    let named =
        (prop::sample::select(real), prop::sample::select(ends.to_vec())).prop_map(|(name, end)| name + end);
    let rubbish = prop::sample::select(vec![
        "child.0.seen",
        "need.-1.x",
        "person.99999999999999999999.y",
        "..",
        "",
        "-not-yet",
    ]);
    prop_oneof![12 => named, 1 => rubbish.prop_map(str::to_owned), 1 => "[a-z.0-9_-]{0,24}"]
}

fn any_posted() -> impl Strategy<Value = String> {
    let usual = vec![
        "yes",
        "no",
        "not-known",
        "not-asked",
        "7",
        "11",
        "-3",
        "child.3",
        "person.4",
        "person.2",
        "need.9",
        "need.77",
        "actions.1",
        "outcomes.1",
        "31",
        "2",
        "2026",
        "0001",
        "9999",
        "later",
        "on-track",
        "done",
        "died",
        "unsuccessful",
    ];
    prop_oneof![6 => prop::sample::select(usual).prop_map(str::to_owned), 2 => any::<String>(), 1 => "[0-9]{1,12}"]
}

fn any_post() -> impl Strategy<Value = (usize, Vec<(String, String)>)> {
    (0..9usize).prop_flat_map(|which| {
        let form = &FORMS[which].0;
        (Just(which), prop::collection::vec((any_name(form), any_posted()), 0..60))
    })
}

/// Posts everything to every page there is, and to pages nobody asks for.
fn fill_all(form: &Form, audience: Audience, posted: &[(String, String)]) -> Answers {
    let mut answers = Answers::new();
    for section in &form.section {
        let items: Vec<Option<usize>> = match section.repeat.as_deref() {
            None => vec![None],
            Some(_) => [1, 2, 3, 4, 9, 50].map(Some).into(),
        };
        for item in items {
            let said = fill(form, section, item, audience, &mut answers, posted);
            assert!(said.iter().all(|problem| !problem.message.is_empty()));
        }
    }
    answers
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is posted, every function answers, and every stop that is named can be gone to.
    #[test]
    fn rubbish_never_panics((which, posted) in any_post()) {
        let (form, audience) = &FORMS[which];
        let answers = with_calculated(form, *audience, &fill_all(form, *audience, &posted), WHEN);
        for page in validate_whole(form, *audience, &answers, TODAY) {
            prop_assert!(Step::from_address(form, &page.step.address()).is_some(), "{}", page.step.address());
        }
        let all = steps(form, *audience, &answers);
        for (index, step) in all.iter().enumerate() {
            prop_assert_eq!(Step::from_address(form, &step.address()), Some(step.clone()));
            if index % 7 == posted.len() % 7 {
                let next = next_step(form, *audience, &answers, step);
                prop_assert!(*step == Step::Check || next != *step);
            }
        }
        // Any page can be shown, for an item that exists, for one that does not, and for none.
        for (index, section) in form.section.iter().enumerate() {
            let item = [None, Some(1), Some(3), Some(4), Some(9), Some(999)][(index + posted.len()) % 6];
            let problems = validate_section(form, section, item, *audience, &answers, TODAY);
            let page = view(form, section, item, *audience, &answers, &problems);
            prop_assert_eq!(page.errors.len(), problems.len());
        }
        for task in tasks(form, *audience, &answers, TODAY) {
            prop_assert!(task.answered <= task.needed);
            prop_assert!((task.state == TaskState::Done) <= (task.answered == task.needed));
        }
        prop_assert_eq!(
            beside(form, *audience, &answers, form, &answers).len(),
            summary(form, *audience, &answers).len()
        );
    }

    /// What is kept once is kept for ever, unchanged; and what is asked of this person under these answers is kept.
    #[test]
    fn pruning_never_loses_an_answer_that_counts((which, posted) in any_post()) {
        let (form, audience) = &FORMS[which];
        let answers = fill_all(form, *audience, &posted);
        let kept = prune(form, *audience, &answers);
        prop_assert_eq!(&prune(form, *audience, &kept), &kept);
        for (path, value) in kept.iter() {
            prop_assert_eq!(answers.get(path), Some(value));
        }
        for asked in visible(form, *audience, &answers).questions {
            prop_assert_eq!(kept.get(&asked.path()), answers.get(&asked.path()));
        }
        let all = answered(form, *audience, &answers);
        prop_assert_eq!(all.len(), kept.iter().count());
        prop_assert!(all.iter().all(|one| !one.classified.category.is_empty() && !one.classified.retention.is_empty()));
    }

    /// Showing a page and posting what it shows changes nothing, reasons for "not yet" included.
    #[test]
    fn posting_what_is_shown_changes_nothing((which, posted) in any_post()) {
        let (form, audience) = &FORMS[which];
        let answers = fill_all(form, *audience, &posted);
        for (section, item) in &visible(form, *audience, &answers).pages {
            let shown: Vec<(String, String)> = answers
                .iter()
                .flat_map(|(path, value)| match value {
                    Value::Text(text) => vec![(path.to_owned(), text.clone())],
                    Value::Chosen(many) => many.iter().map(|one| (path.to_owned(), one.clone())).collect(),
                    Value::Parts(parts) => parts.iter().map(|(part, text)| (format!("{path}-{part}"), text.clone())).collect(),
                    Value::NotKnown => vec![(format!("{path}-{NOT_KNOWN}"), "yes".to_owned())],
                    Value::NotYet(reason) => vec![(format!("{path}-{NOT_YET}"), reason.clone())],
                    Value::Files(_) => Vec::new(),
                })
                .collect();
            let mut again = answers.clone();
            fill(form, section, *item, *audience, &mut again, &shown);
            for question in &section.question {
                let at = path(section.repeat.as_deref(), *item, &question.id);
                let (now, then) = (again.get(&at), answers.get(&at));
                // A person or item picked earlier may be gone by now, and then is not picked again.
                let picked = |value: Option<&Value>| value.map_or(0, |value| value.chosen().len());
                prop_assert!(now == then || question.kind == Kind::People && picked(now) < picked(then), "{}", at);
            }
        }
    }

    /// Filling in beforehand touches no answer, fills only what is asked of somebody, and can be repeated.
    #[test]
    fn prefilling_only_adds((which, posted) in any_post(), words in any_posted(), day in 1..32u8) {
        let (form, audience) = &FORMS[which];
        let answers = fill_all(form, *audience, &posted);
        let mut facts = Facts { previous: answers.clone(), ..Facts::default() };
        for (owner, names) in prefill::NAMES {
            for (name, shape) in names {
                let parts = [("day", day.to_string()), ("month", "2".to_owned()), ("year", words.clone())];
                let value = match shape {
                    prefill::Shape::Day => Value::Parts(parts.map(|(part, text)| (part.to_owned(), text)).into()),
                    prefill::Shape::Address => Value::Parts([("line1".to_owned(), words.clone())].into()),
                    _ => Value::Text(words.clone()),
                };
                facts.known.insert(format!("{owner}.{name}"), value.clone());
                for item in 1..6 {
                    facts.known.insert(format!("{owner}.{item}.{name}"), value.clone());
                }
            }
        }
        let mut filled = answers.clone();
        let told = prefill(form, *audience, &facts, &mut filled);
        for (path, value) in answers.iter() {
            prop_assert_eq!(filled.get(path), Some(value));
        }
        prop_assert_eq!(filled.iter().count(), answers.iter().count() + told.len());
        let once = filled.clone();
        prop_assert_eq!(prefill(form, *audience, &facts, &mut filled), Vec::<String>::new());
        prop_assert_eq!(filled, once);
    }

    /// A draft that moves to another form altogether is still all there.
    #[test]
    fn moving_over_loses_nothing((which, posted) in any_post(), other in 0..9usize) {
        let (form, audience) = &FORMS[which];
        let answers = fill_all(form, *audience, &posted);
        let new = &FORMS[other].0;
        let moved = move_over(form, new, &answers);
        let mut both = moved.answers.clone();
        for (path, value) in moved.set_aside.iter() {
            prop_assert_eq!(moved.answers.get(path), None);
            both.set(path, value.clone());
        }
        prop_assert_eq!(&both, &answers);
        no_longer_asked(form, new, *audience, &answers);
        changes(form, new);
    }
}
