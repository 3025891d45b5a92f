//! What holds for any answers, sensible or not.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::super::*;
use super::TODAY;
use crate::pack::Pack;

static PACK: LazyLock<Pack> = LazyLock::new(super::pack);

fn form() -> &'static Form {
    PACK.request_form()
}

fn audience() -> impl Strategy<Value = Audience> {
    prop_oneof![Just(Audience::Public), Just(Audience::Professional), Just(Audience::Desk)]
}

/// A path of the form, or nonsense.
fn any_path() -> impl Strategy<Value = String> {
    let real: Vec<(Option<String>, String)> = form()
        .section
        .iter()
        .flat_map(|s| {
            s.question.iter().map(|q| (s.repeat.as_ref().map(ToString::to_string), q.id.to_string()))
        })
        .collect();
    let real = (prop::sample::select(real), 1usize..5).prop_map(|((group, question), item)| {
        path(group.as_deref(), group.as_ref().map(|_| item), &question)
    });
    prop_oneof![9 => real, 1 => "[a-z.0-9-]{0,20}", 1 => Just("children.999999999999.first_name".to_owned())]
}

fn any_text() -> impl Strategy<Value = String> {
    let choices: Vec<String> = form()
        .section
        .iter()
        .flat_map(|s| &s.question)
        .flat_map(|q| &q.option)
        .map(|c| c.value.to_string())
        .collect();
    prop_oneof![
        6 => prop::sample::select(choices),
        2 => prop::sample::select(vec!["yes", "no", "not-known", "children.1", "adults.2", "12", "2019", "7"]).prop_map(str::to_owned),
        3 => any::<String>(),
    ]
}

fn any_value() -> impl Strategy<Value = Value> {
    let parts = prop::collection::btree_map(
        prop::sample::select(vec!["day", "month", "year", "line1", "postcode", "x"]).prop_map(str::to_owned),
        prop_oneof![any_text(), "[0-9]{0,4}"],
        0..4,
    );
    prop_oneof![
        6 => any_text().prop_map(Value::Text),
        2 => prop::collection::vec(any_text(), 0..4).prop_map(Value::Chosen),
        2 => parts.prop_map(Value::Parts),
        1 => Just(Value::NotKnown),
    ]
}

fn any_answers() -> impl Strategy<Value = Answers> {
    prop::collection::vec((any_path(), any_value()), 0..60).prop_map(|pairs| {
        let mut answers = Answers::new();
        pairs.into_iter().for_each(|(path, value)| answers.set(path, value));
        answers
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Nothing a person can store makes any function panic, and every page can be shown.
    #[test]
    fn nothing_panics(audience in audience(), answers in any_answers()) {
        let form = form();
        let whole = validate_whole(form, audience, &answers, TODAY);
        for problem in &whole {
            prop_assert!(Step::from_address(form, &problem.step.address()).is_some());
        }
        for step in steps(form, audience, &answers) {
            prop_assert_eq!(Step::from_address(form, &step.address()), Some(step.clone()));
            if let Step::Page { section, item } = step {
                let section = form.section(&section).expect("a step of the form");
                let problems = validate_section(form, section, item, audience, &answers, TODAY);
                let page = view(form, section, item, audience, &answers, &problems);
                prop_assert_eq!(page.errors.len(), problems.len());
                prop_assert!(!page.fields.is_empty());
            }
        }
    }

    /// Pruning once is pruning for ever, and adds or changes nothing.
    #[test]
    fn pruning_is_settled(audience in audience(), answers in any_answers()) {
        let form = form();
        let once = prune(form, audience, &answers);
        prop_assert_eq!(&prune(form, audience, &once), &once);
        for (path, value) in once.iter() {
            prop_assert_eq!(answers.get(path), Some(value));
        }
    }

    /// Every question that is asked stands in the summary once, and so does every answer that counts.
    #[test]
    fn the_summary_mentions_everything_once(audience in audience(), answers in any_answers()) {
        let form = form();
        let rows = summary(form, audience, &answers);
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        rows.iter().for_each(|row| *times.entry(&row.path).or_default() += 1);
        prop_assert!(times.values().all(|count| *count == 1));
        for (path, _) in prune(form, audience, &answers).iter() {
            prop_assert!(rows.iter().any(|row| row.path == path && row.answered), "{}", path);
        }
        prop_assert_eq!(rows.iter().filter(|row| row.answered).count(), prune(form, audience, &answers).iter().count());
        prop_assert_eq!(answered(form, audience, &answers).len(), prune(form, audience, &answers).iter().count());
    }

    /// The way through ends, visits each stop once, and can be walked backwards.
    #[test]
    fn the_way_through_ends(audience in audience(), answers in any_answers()) {
        let form = form();
        let all = steps(form, audience, &answers);
        let mut here = all[0].clone();
        let mut walked = vec![here.clone()];
        while here != Step::Check {
            let next = next_step(form, audience, &answers, &here);
            prop_assert_eq!(previous_step(form, audience, &answers, &next), Some(here));
            walked.push(next.clone());
            prop_assert!(walked.len() <= all.len());
            here = next;
        }
        prop_assert_eq!(walked, all);
    }

    /// Whatever is posted, what is kept is clean, and showing and posting it again changes nothing.
    #[test]
    fn posting_what_is_shown_changes_nothing(
        audience in audience(),
        posted in prop::collection::vec((any_path(), any_text()), 0..30),
        section in 0usize..200,
    ) {
        let form = form();
        let section = &form.section[section % form.section.len()];
        let item = section.repeat.as_ref().map(|_| 1);
        let mut answers = Answers::new();
        fill(form, section, item, audience, &mut answers, &posted);
        for (_, value) in answers.iter() {
            let text = value.text().unwrap_or_default();
            prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
        }
        let mut again = answers.clone();
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
        fill(form, section, item, audience, &mut again, &shown);
        prop_assert_eq!(again, answers);
    }

    /// Taking one person out leaves one fewer and never mixes people up.
    #[test]
    fn taking_a_person_out_keeps_the_others(count in 2usize..12, out in 1usize..12) {
        let form = form();
        let out = out.min(count);
        let mut answers = Answers::new();
        for item in 1..=count {
            answers.set_text(format!("children.{item}.first_name"), format!("Child{item}"));
            answers.set(format!("adults.{item}.adult_children"), Value::Chosen(vec![format!("children.{item}")]));
        }
        answers.remove_item(form, "children", out);
        prop_assert_eq!(answers.items("children", 12), count - 1);
        for adult in (1..=count).filter(|adult| *adult != out) {
            let picked = answers.get(&format!("adults.{adult}.adult_children")).expect("still picked").chosen()[0].clone();
            prop_assert_eq!(answers.text(&format!("{picked}.first_name")), format!("Child{adult}"));
        }
    }
}
