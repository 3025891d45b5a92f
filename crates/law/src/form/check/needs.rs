//! Headings of need: numbered once and for all, under real dimensions, and asked about.

use super::super::definition::Form;
use super::super::need::{MOST_NEEDS, dimensions};
use crate::pack::{PackProblem, Problems};

pub(super) fn check(form: &Form, problems: &mut Problems<'_>) {
    problems.no_twins("need", form.need.iter().map(|need| &need.id));
    for (index, need) in form.need.iter().enumerate() {
        if need.number == 0 || need.number > 999 {
            let message = format!("the need ‘{}’ has the number {}", need.id, need.number);
            problems.at(&need.id, message, "number needs from 1 to 999");
        }
        if let Some(earlier) = form.need[..index].iter().find(|earlier| earlier.number == need.number) {
            let message = format!("the needs ‘{}’ and ‘{}’ have the same number", earlier.id, need.id);
            problems.at(
                &need.id,
                message,
                "give the newer one a number that no version of the form has used",
            );
        }
        problems.only_one_each("dimension", &need.triangle);
        for dimension in &need.triangle {
            problems.must_exist("dimension of the triangle", dimension, dimensions());
        }
    }
    if let Some(one) = form.need.get(MOST_NEEDS) {
        let message = format!("the form has {} needs", form.need.len());
        problems.at(&one.id, message, format!("{MOST_NEEDS} at most: each is a run of pages"));
    }
    let over = || form.section.iter().filter_map(|section| section.repeat.as_ref());
    let picked =
        form.section.iter().flat_map(|section| &section.question).flat_map(|question| &question.pick_from);
    let uses = over().chain(picked).find(|word| ***word == *"need");
    match (form.need.first(), uses) {
        (None, Some(word)) if form.kind_of_record.is_casework() => {
            problems.at(
                word,
                "the form has no needs",
                "add a [[need]] for each heading, with number, id and label",
            );
        }
        (Some(need), None) => {
            problems.at(
                &need.id,
                "no section asks about the needs",
                "add each = \"need\" to one, or take the needs out",
            );
        }
        _ => {}
    }
}

/// Needs mean the same in all forms of a council: an assessment's need 3 is the plan's need 3. `forms` are path, text
/// and form.
pub(crate) fn across(forms: &[(&str, &str, &Form)]) -> Vec<PackProblem> {
    let mut found = Vec::new();
    for (index, (path, text, form)) in forms.iter().enumerate() {
        let mut problems = Problems::of(path, text);
        for need in &form.need {
            let mut others = forms[..index]
                .iter()
                .flat_map(|(other, _, form)| form.need.iter().map(move |need| (*other, need)));
            let clash = others.find(|(_, other)| (other.number == need.number) != (other.id == need.id));
            if let Some((other, known)) = clash {
                let message = format!(
                    "the need ‘{}’ is number {} here, and ‘{}’ is number {} in {other}",
                    need.id, need.number, known.id, known.number
                );
                problems.at(&need.id, message, "the same need has the same number and id in every form");
            }
        }
        found.extend(problems.into_found());
    }
    found
}
