//! What is worked out names answers that can be worked with.

use super::super::EACH;
use super::super::calculate::{BEGUN, Calculate, TODAY};
use super::super::definition::{Form, Question, Section};
use super::super::kind::{Kind, Required};
use crate::pack::{Key, Problems};

pub(super) fn check(form: &Form, index: usize, question: &Question, problems: &mut Problems<'_>) {
    let id = &question.id;
    let how = match (&question.calculate, question.kind == Kind::Calculated) {
        (None, false) => return,
        (None, true) => {
            let instead =
                "add calculate = { … } with days, working_days, count, sum, mean, difference or complete";
            return problems.at(id, format!("‘{id}’ does not say what it is worked out from"), instead);
        }
        (Some(_), false) => {
            let message = format!("‘{id}’ has calculate, but its kind is typed or picked");
            return problems.at(id, message, "use kind = \"calculated\"");
        }
        (Some(how), true) => how,
    };
    if question.required != Required::No {
        problems.at(id, format!("‘{id}’ is worked out, so nobody can be asked for it"), "take required out");
    }
    one_way(id, how, problems);
    let look = Look { form, section: &form.section[index] };
    for place in how.days.iter().chain(&how.working_days) {
        look.day(place, problems);
    }
    for place in how.sum.iter().chain(&how.mean).chain(&how.difference) {
        look.number(place, problems);
    }
    if let Some(place) = &how.count {
        look.count(place, how, problems);
    }
}

fn one_way(id: &Key, how: &Calculate, problems: &mut Problems<'_>) {
    let lists = [&how.days, &how.working_days, &how.sum, &how.mean, &how.difference];
    let ways = lists.iter().filter(|list| !list.is_empty()).count()
        + usize::from(how.count.is_some())
        + usize::from(how.complete);
    if ways != 1 {
        let message = format!("‘{id}’ is worked out in {ways} ways");
        let instead = "give one of days, working_days, count, sum, mean, difference and complete";
        problems.at(id, message, instead);
    }
    for (list, what) in [
        (&how.days, "from one day to another"),
        (&how.working_days, "from one day to another"),
        (&how.difference, "from one number to another"),
    ] {
        if list.len() == 1 || list.len() > 2 {
            problems.at(
                id,
                format!("‘{id}’ counts {what}, but names {}", list.len()),
                "name two, the earlier first",
            );
        }
    }
    if let Some(value) = how.is.first().filter(|_| how.count.is_none()) {
        problems.at(value, format!("‘{id}’ says which answers count, but not of what"), "add count = \"…\"");
    }
}

/// Looks for what a place names, from where the calculated question stands.
struct Look<'a> {
    form: &'a Form,
    section: &'a Section,
}

impl Look<'_> {
    /// The question; nothing, and a mistake told, when there is none.
    fn find(&self, place: &Key, problems: &mut Problems<'_>) -> Option<&Question> {
        let over = self.section.repeat.as_deref();
        let found = match place.split_once('.') {
            Some((over, id)) => self.form.question(Some(over), id),
            None => self.form.question(over, place).or_else(|| self.form.question(None, place)),
        };
        if found.is_none() {
            let message = format!("there is no question called ‘{place}’ to work with");
            let instead = "name a question of this group, one outside groups, or group.question";
            problems.at(place, message, instead);
        }
        found.map(|(_, question)| question)
    }

    fn day(&self, place: &Key, problems: &mut Problems<'_>) {
        if [BEGUN, TODAY].contains(&place.as_str()) {
            return;
        }
        if let Some(question) = self.find(place, problems)
            && !question.kind.is_date()
        {
            let instead = format!("name a date, \"{BEGUN}\" or \"{TODAY}\"");
            problems.at(place, format!("‘{place}’ is not a date"), instead);
        }
    }

    fn number(&self, place: &Key, problems: &mut Problems<'_>) {
        if let Some(question) = self.find(place, problems)
            && !question.kind.is_number()
        {
            problems.at(place, format!("‘{place}’ is not a number"), "name a scale_0_10 or a number");
        }
    }

    fn count(&self, place: &Key, how: &Calculate, problems: &mut Problems<'_>) {
        if self.form.group(place).is_some() || EACH.contains(&place.as_str()) {
            if let Some(value) = how.is.first() {
                let message = format!("‘{place}’ is no question, so it has no answer ‘{value}’");
                problems.at(value, message, "count a question of it: group.question");
            }
            return;
        }
        let Some(question) = self.find(place, problems) else { return };
        if !place.contains('.') {
            let message = format!("‘{place}’ is one answer, so there is nothing to count");
            problems.at(place, message, "name a group, or a question of it: group.question");
        }
        let written: Vec<&str> = if question.kind.has_options() && question.codes.is_none() {
            question.option.iter().map(|choice| choice.value.as_str()).collect()
        } else if matches!(question.kind, Kind::YesNo | Kind::YesNoUnknown) {
            vec!["yes", "no", super::super::NOT_KNOWN]
        } else {
            return;
        };
        for value in &how.is {
            problems.must_exist("choice", value, written.iter().copied());
        }
    }
}
