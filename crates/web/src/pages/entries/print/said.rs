//! What a plan says, found by what the council's form keeps its answers as. Answers that any reader is not shown are not found:
//! a plan goes to people outside.

use std::collections::BTreeMap;

use law::form::{Answers, Audience, Form, Kind, Section, SummaryRow, items, path, summary};

use super::super::plan::{group_of, is};
use super::super::word;

/// The answers of a plan in words.
pub struct Said<'a> {
    form: &'a Form,
    answers: &'a Answers,
    rows: BTreeMap<String, SummaryRow>,
}

impl<'a> Said<'a> {
    /// The answers of a plan by its form.
    pub fn of(form: &'a Form, answers: &'a Answers) -> Self {
        let rows = summary(form, Audience::Worker, answers);
        let open = rows.into_iter().filter(|row| row.answered && row.not_for.is_empty());
        let rows = open.map(|row| (row.path.clone(), row)).collect();
        Self { form, answers, rows }
    }

    /// The items of the group whose question is kept as, or filled in from, this name.
    pub fn items(&self, name: &str) -> impl Iterator<Item = usize> + use<> {
        let group = group_of(self.form, name).and_then(|group| self.form.group(group));
        1..=group.map_or(0, |group| items(group, self.answers))
    }

    /// The answer kept under a name, in words; empty where there is none.
    pub fn text(&self, name: &str, item: usize) -> String {
        let group = group_of(self.form, name);
        let section = self.form.section.iter().find(|it| it.question.iter().any(|one| is(one, name)));
        let question = section.and_then(|it| it.question.iter().find(|one| is(one, name)));
        question.map_or(String::new(), |it| self.at(&path(group, group.map(|_| item), &it.id)))
    }

    /// What is answered in one item of the question that is kept as `name`: the id of the item that it was picked from.
    pub fn picked(&self, name: &str, item: usize) -> Vec<String> {
        let group = group_of(self.form, name);
        let question = self.form.section.iter().flat_map(|it| &it.question).find(|it| is(it, name));
        let answer = question.and_then(|it| self.answers.get(&path(group, group.map(|_| item), &it.id)));
        answer.map(|answer| answer.chosen().to_vec()).unwrap_or_default()
    }

    /// Who of the family does an action: picked on the page that asks whether it is the family's.
    pub fn of_the_family(&self, item: usize) -> String {
        const ASKED_WITH: &str = "plan_action.owner_kind";
        let section = self.form.section.iter().find(|it| it.question.iter().any(|one| is(one, ASKED_WITH)));
        let people = |it: &&law::form::Question| it.kind == Kind::People && it.typed.is_none();
        let question = section.and_then(|it| it.question.iter().find(people));
        let group = group_of(self.form, ASKED_WITH);
        let names = question.map_or(String::new(), |it| self.at(&path(group, group.map(|_| item), &it.id)));
        names.replace('\n', ", ")
    }

    /// Sections that are asked once, before the outcomes or after them. That which says who must not have the plan is left out.
    pub fn sections(&self, before: bool) -> impl Iterator<Item = (&'a Section, Vec<&SummaryRow>)> {
        let is_outcome = |it: &Section| it.question.iter().any(|one| is(one, "plan_outcome.wanted"));
        let outcomes = self.form.section.iter().position(is_outcome).unwrap_or(self.form.section.len());
        let all = self.form.section.iter().enumerate();
        all.filter(move |(at, section)| {
            section.repeat.is_none() && (*at < outcomes) == before && !word::is_asked_in(section)
        })
        .map(|(_, section)| {
            let rows = section.question.iter().filter_map(|it| self.rows.get(it.id.as_str()));
            (section, rows.collect::<Vec<_>>())
        })
        .filter(|(_, rows)| !rows.is_empty())
    }

    fn at(&self, path: &str) -> String {
        self.rows.get(path).map_or(String::new(), |row| row.lines.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use law::form::{Reader, Value};
    use record::testing::marlshire_pack;

    use super::*;

    /// Marlshire's plan with one more answer that is kept from a reader: a plan goes to people of all kinds.
    #[test]
    fn what_any_reader_is_not_shown_is_not_found() {
        let pack = marlshire_pack();
        let mut form =
            pack.forms_for(law::form::KindOfRecord::Plan).next().expect("Marlshire has one").clone();
        let mut answers = Answers::new();
        answers.set("contingency", Value::Text("We ring Priya".to_owned()));
        answers.set("next_place", Value::Text("At the Family Hub".to_owned()));
        let found = |form: &Form| {
            let said = Said::of(form, &answers);
            let rows: Vec<String> = [true, false]
                .into_iter()
                .flat_map(|before| said.sections(before))
                .flat_map(|(_, rows)| rows.into_iter().flat_map(|row| row.lines.clone()))
                .collect();
            rows
        };
        assert_eq!(found(&form), ["We ring Priya", "At the Family Hub"]);
        for reader in [Reader::Family, Reader::Partners, Reader::Colleagues] {
            for question in form.section.iter_mut().flat_map(|section| &mut section.question) {
                if question.id.as_str() == "next_place" {
                    question.not_for = vec![reader];
                }
            }
            assert_eq!(found(&form), ["We ring Priya"], "{reader:?}");
        }
    }
}
