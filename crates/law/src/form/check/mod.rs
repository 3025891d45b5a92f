//! Whether a form hangs together: ids, references, conditions, classification.

mod calculated;
mod casework;
mod columns;
mod needs;
mod prefilled;

pub(crate) use needs::across as needs_across;

use super::choices::INSTEAD_OF_A_NUMBER;
use super::definition::{Classification, Condition, Form, Question, Section};
use super::kind::{Kind, Required};
use super::{EACH, classification, code_sets};
use crate::pack::{Key, Notice, Problems};

/// Addresses beside those of the sections, so that no section may be called so.
const RESERVED: [&str; 6] = ["check", "copy", "remove", "return", "save", "sent"];
/// Most questions on one page. More is a page nobody finishes on a phone.
const MOST_QUESTIONS: usize = 12;

/// Looks for mistakes that TOML cannot see.
pub(crate) fn check(form: &Form, notice: Option<&Notice>, problems: &mut Problems<'_>) {
    problems.no_twins("form", [&form.id]);
    problems.no_twins(
        "group or section",
        form.group.iter().map(|g| &g.id).chain(form.section.iter().map(|s| &s.id)),
    );
    if form.section.is_empty() {
        problems.at(&form.id, "the form has no sections", "add a [[section]] with a question");
    }
    groups(form, problems);
    casework::check(form, problems);
    needs::check(form, problems);
    let groups_and_none = form.group.iter().map(|g| g.id.as_str()).chain(EACH).map(Some).chain([None]);
    for group in groups_and_none {
        let sections = form.section.iter().filter(|section| section.repeat.as_deref() == group);
        problems.no_twins("question", sections.flat_map(|section| section.question.iter().map(|q| &q.id)));
    }
    for (index, section) in form.section.iter().enumerate() {
        check_section(form, index, section, problems);
        for (place, question) in section.question.iter().enumerate() {
            check_question(form, index, place, question, problems);
            check_classification(form, section, question, notice, problems);
            calculated::check(form, index, question, problems);
            prefilled::check(form, section, question, problems);
            columns::check(form, section, question, problems);
        }
    }
}

/// What a section may be asked for once each, and people picked from: the form's groups, and in casework [`EACH`].
fn overs(form: &Form) -> Vec<&str> {
    let each = if form.kind_of_record.is_casework() { EACH.as_slice() } else { &[] };
    form.group.iter().map(|group| group.id.as_str()).chain(each.iter().copied()).collect()
}

fn groups(form: &Form, problems: &mut Problems<'_>) {
    for group in &form.group {
        if group.id.contains('-') {
            problems.at(&group.id, format!("the group ‘{}’ has a dash in its id", group.id), "use _");
        }
        if EACH.contains(&group.id.as_str()) {
            let message = format!("a group cannot be called ‘{}’", group.id);
            problems.at(&group.id, message, "that word means the people or needs of the record; use another");
        }
        if group.max == 0 || group.max > 50 || group.min > group.max {
            let message = format!("the group ‘{}’ allows {} to {} items", group.id, group.min, group.max);
            problems.at(&group.id, message, "max is from 1 to 50 and not less than min");
        }
        let questions: Vec<&str> = form
            .section
            .iter()
            .filter(|section| section.repeat.as_ref() == Some(&group.id))
            .flat_map(|section| section.question.iter().map(|q| q.id.as_str()))
            .collect();
        if questions.is_empty() {
            problems.at(
                &group.id,
                format!("no section asks about the group ‘{}’", group.id),
                "add repeat = \"…\" to one",
            );
        }
        for name in &group.named_by {
            problems.must_exist("question in the group", name, questions.iter().copied());
        }
    }
}

fn check_section(form: &Form, index: usize, section: &Section, problems: &mut Problems<'_>) {
    if RESERVED.contains(&section.id.as_str()) {
        let message = format!("‘{}’ is the address of another page of the form", section.id);
        problems.at(&section.id, message, "give the section another id");
    }
    if let Some(group) = &section.repeat {
        problems.must_exist("group", group, overs(form));
    }
    if section.question.is_empty() || section.question.len() > MOST_QUESTIONS {
        let message = format!("the section ‘{}’ has {} questions", section.id, section.question.len());
        problems.at(&section.id, message, format!("a page has 1 to {MOST_QUESTIONS}; split it"));
    }
    for condition in &section.show_when {
        check_condition(form, index, section, condition, problems);
    }
}

fn check_question(form: &Form, index: usize, place: usize, question: &Question, problems: &mut Problems<'_>) {
    let section = &form.section[index];
    let id = &question.id;
    if question.id.contains('-') {
        problems.at(
            id,
            format!("the question ‘{id}’ has a dash in its id"),
            "use _, because - marks the parts of an answer",
        );
    }
    for condition in &question.show_when {
        check_condition(form, index, section, condition, problems);
    }
    check_choices(section, place, question, problems);
    if question.kind == Kind::People {
        if question.pick_from.is_empty() {
            problems.at(id, format!("‘{id}’ does not say which people"), "add pick_from = [\"children\"]");
        }
        for group in &question.pick_from {
            problems.must_exist("group", group, overs(form));
        }
    }
    if question.required == Required::No && !question.required_for.is_empty() {
        let message = format!("‘{id}’ says for whom it is required, but it is not");
        problems.at(id, message, "add required = true or take required_for out");
    }
}

fn check_choices(section: &Section, place: usize, question: &Question, problems: &mut Problems<'_>) {
    let id = &question.id;
    problems.only_one_each("choice", question.option.iter().map(|choice| &choice.value));
    match (question.kind.has_options(), question.option.is_empty(), &question.codes) {
        (true, true, None) => {
            problems.at(id, format!("‘{id}’ has no choices"), "add option = [ … ] or codes = \"…\"")
        }
        (true, false, Some(codes)) => {
            problems.at(codes, format!("‘{id}’ has both option and codes"), "keep one of them");
        }
        (_, _, Some(codes)) => problems.must_exist("code set", codes, code_sets::NAMES),
        (false, false, None) if question.kind == Kind::Scale => check_scale(question, problems),
        (false, false, None) if !matches!(question.kind, Kind::YesNo | Kind::YesNoUnknown) => {
            problems.at(
                id,
                format!("‘{id}’ has choices, but its kind takes none"),
                "use radios, checkboxes or select",
            );
        }
        _ => {}
    }
    if matches!(question.kind, Kind::YesNo | Kind::YesNoUnknown) {
        for choice in question
            .option
            .iter()
            .filter(|choice| !["yes", "no", "not-known"].contains(&choice.value.as_str()))
        {
            problems.at(
                &choice.value,
                format!("‘{id}’ takes yes or no, not ‘{}’", choice.value),
                "use radios for other choices",
            );
        }
    }
    for revealed in question.option.iter().flat_map(|choice| &choice.reveals) {
        check_revealed(section, place, question, revealed, problems);
    }
}

/// A scale's numbers are given; a form may word them, and say what may be chosen instead.
fn check_scale(question: &Question, problems: &mut Problems<'_>) {
    let is_number = |value: &str| matches!(value.parse::<u8>(), Ok(n) if n <= 10);
    for choice in &question.option {
        if !is_number(&choice.value) && !INSTEAD_OF_A_NUMBER.contains(&choice.value.as_str()) {
            let message = format!("the scale ‘{}’ cannot offer ‘{}’", question.id, choice.value);
            let words = INSTEAD_OF_A_NUMBER.join(", ");
            problems.at(
                &choice.value,
                message,
                format!("word a number from 0 to 10, or offer one of: {words}"),
            );
        }
        if let Some(revealed) = choice.reveals.first() {
            problems.at(revealed, "a scale cannot reveal questions", "use radios");
        }
    }
}

fn check_revealed(
    section: &Section,
    place: usize,
    by: &Question,
    revealed: &Key,
    problems: &mut Problems<'_>,
) {
    match section.question.iter().position(|question| question.id == *revealed) {
        None => problems.must_exist(
            "question on the same page",
            revealed,
            section.question.iter().map(|q| q.id.as_str()),
        ),
        Some(at) if at <= place => {
            let message = format!("‘{revealed}’ comes before ‘{}’, which reveals it", by.id);
            problems.at(revealed, message, "move it after");
        }
        Some(_) => {
            let all = section.question.iter().flat_map(|q| &q.option).flat_map(|choice| &choice.reveals);
            if all.filter(|other| *other == revealed).count() > 1 {
                let message = format!("‘{revealed}’ is revealed by more than one choice");
                problems.at(
                    revealed,
                    message,
                    "one choice reveals it; for several, use show_when on a later page",
                );
            }
        }
    }
    if by.kind == Kind::Select {
        problems.at(revealed, "a select cannot reveal questions", "use radios");
    }
}

/// Conditions look backwards to an earlier page, and at choices that exist.
fn check_condition(
    form: &Form,
    index: usize,
    section: &Section,
    condition: &Condition,
    problems: &mut Problems<'_>,
) {
    let key = &condition.question;
    let ways = [!condition.is.is_empty(), !condition.is_not.is_empty(), condition.answered.is_some()];
    if ways.iter().filter(|way| **way).count() != 1 {
        problems.at(
            key,
            format!("the condition on ‘{key}’ must say one thing"),
            "give one of is, is_not and answered",
        );
    }
    let (group, id) = match key.split_once('.') {
        Some((group, id)) => (Some(group), id),
        None => (section.repeat.as_deref(), key.as_str()),
    };
    let find = |group: Option<&str>| {
        let here = |section: &Section| {
            section.repeat.as_deref() == group && section.question.iter().any(|question| question.id == *id)
        };
        form.section.iter().position(here)
    };
    let found = if key.contains('.') { find(group) } else { find(group).or_else(|| find(None)) };
    let Some(at) = found else {
        let message = format!("there is no question called ‘{key}’ to look at");
        problems.at(key, message, "name a question of this group, one outside groups, or group.question");
        return;
    };
    if key.contains('.') && section.repeat.as_deref() == group {
        let message = format!("‘{key}’ is in the same group as this section");
        problems.at(key, message, format!("write ‘{id}’ to look at the same item"));
    }
    if at >= index {
        let message = format!("‘{key}’ is asked on the same page or later");
        problems.at(key, message, "a condition looks at an earlier page; on the same page use reveals");
    }
    let Some(looked_at) = form.section[at].question.iter().find(|question| question.id == *id) else {
        return;
    };
    if looked_at.kind.has_options() && looked_at.codes.is_none() {
        for value in condition.is.iter().chain(&condition.is_not).filter(|value| **value != "not-known") {
            problems.must_exist("choice", value, looked_at.option.iter().map(|choice| choice.value.as_str()));
        }
    }
}

fn check_classification(
    form: &Form,
    section: &Section,
    question: &Question,
    notice: Option<&Notice>,
    problems: &mut Problems<'_>,
) {
    let found = classification(form, section, question);
    let levels = [&question.classification, &section.classification, &form.classification];
    let written = |pick: fn(&Classification) -> Option<&Key>| levels.iter().find_map(|level| pick(level));
    let parts = [
        ("category", written(|c| c.category.as_ref())),
        ("purpose", written(|c| c.purpose.as_ref())),
        ("retention", written(|c| c.retention.as_ref())),
    ];
    for (what, key) in parts {
        let Some(key) = key else {
            let message = format!("‘{}’ has no {what}", question.id);
            let instead =
                format!("add classification = {{ {what} = \"…\" }} here, in the section or the form");
            problems.at(&question.id, message, instead);
            continue;
        };
        let Some(notice) = notice else { continue };
        let known: Vec<&str> = match what {
            "category" => notice.category.iter().map(|c| c.id.as_str()).collect(),
            "purpose" => notice.purpose.iter().map(|p| p.id.as_str()).collect(),
            _ => notice.retention.iter().map(|r| r.class.as_str()).collect(),
        };
        problems.must_exist(&format!("{what} in the notice"), key, known);
    }
    // What a purpose collects must be among what the notice says it needs (UK GDPR Article 5(1)(b) and (c)).
    if let Some(purpose) = notice.and_then(|notice| notice.purpose(&found.purpose))
        && !purpose.categories.iter().any(|category| *category == found.category.as_str())
        && notice.is_some_and(|notice| notice.category(&found.category).is_some())
    {
        let message = format!(
            "‘{}’ collects ‘{}’ for ‘{}’, which the notice does not say",
            question.id, found.category, found.purpose
        );
        problems.at(
            &question.id,
            message,
            "add the category to the purpose in the notice, or classify the question otherwise",
        );
    }
    if question.typed.as_ref().is_some_and(|column| column.ends_with(".do_not_share_with")) {
        let free = ["other", "none"];
        for choice in question.option.iter().filter(|choice| !free.contains(&choice.value.as_str())) {
            if let Some(notice) = notice {
                problems.must_exist(
                    "recipient in the notice",
                    &choice.value,
                    notice.recipient.iter().map(|r| r.id.as_str()),
                );
            }
        }
    }
}
