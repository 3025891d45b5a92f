//! The services that a plan or a meeting lists, one item each: read from the answers of whatever form the council gives it, by
//! what its questions are filled in from.

use law::form::{Answers, Form, Question, Section, Value as Answer, items, path};
use law::plan::Preference;

/// Somebody whom an entry lists.
pub struct Listed {
    /// The page of the form that lists them.
    pub section: String,
    /// Which item of it.
    pub item: usize,
    /// Their name.
    pub name: String,
    /// What they do.
    pub role: String,
    /// Whom they work for.
    pub organisation: String,
    /// Their address at work.
    pub email: String,
    /// Whether they have a copy, where the form asks for that.
    pub preference: Preference,
    /// Whether the form says that they were not invited.
    pub is_left_out: bool,
}

/// Everybody listed by name, in the order of the form. A form that lists nobody by name and organisation has none.
pub fn all(form: &Form, answers: &Answers) -> Vec<Listed> {
    let mut listed = Vec::new();
    for section in &form.section {
        let group = section.repeat.as_deref().and_then(|group| form.group(group));
        let (Some(group), true) = (group, named(section, "network.organisation").is_some()) else { continue };
        let Some(name) = named(section, "network.name") else { continue };
        for item in 1..=items(group, answers) {
            let said = |question: Option<&Question>| {
                let question = question.map(|question| path(Some(&group.id), Some(item), &question.id));
                question.map(|at| answers.text(&at).trim().to_owned()).unwrap_or_default()
            };
            let who = said(Some(name));
            if who.is_empty() {
                continue;
            }
            let chosen = |code: &str| {
                section.question.iter().any(|question| offers(question, code) && said(Some(question)) == code)
            };
            let word =
                section.question.iter().find(|question| asks_for_a_copy(question)).map(|one| said(Some(one)));
            listed.push(Listed {
                section: section.id.to_string(),
                item,
                name: who,
                role: said(named(section, "network.role")),
                organisation: said(named(section, "network.organisation")),
                email: said(named(section, "network.email")),
                // "All of it" is no word of the family's: the plan goes to its team unless they say no.
                preference: match word.as_deref() {
                    Some("no") => Preference::No,
                    Some("own-part") => Preference::OwnActions,
                    _ => Preference::NotSaid,
                },
                is_left_out: chosen("not-invited"),
            });
        }
    }
    listed
}

/// Copies that the plan says of itself that they went: to whom and when, in words.
pub fn copies(form: &Form, answers: &Answers) -> Vec<String> {
    let mut copies = Vec::new();
    for section in &form.section {
        let group = section.repeat.as_deref().and_then(|group| form.group(group));
        let sent =
            section.question.iter().find(|question| is(question.typed.as_deref(), "plan_copy.sent_on"));
        let (Some(group), Some(sent), Some(to)) = (group, sent, named(section, "network.name")) else {
            continue;
        };
        for item in 1..=items(group, answers) {
            let at = |question: &Question| path(Some(&group.id), Some(item), &question.id);
            let day = answers.get(&at(sent)).and_then(Answer::date);
            let who = answers.text(&at(to));
            if let Some(day) = day.filter(|_| !who.is_empty()) {
                copies.push(format!("{who}, on {}", crate::words::day(day)));
            }
        }
    }
    copies
}

/// Whether a question is the family's word about a copy. Forms from before it had a name are known by the part that only it offers.
fn asks_for_a_copy(question: &Question) -> bool {
    is(question.prefill.as_deref(), "network.copy") || offers(question, "own-part")
}

fn named<'a>(section: &'a Section, filled_from: &str) -> Option<&'a Question> {
    section.question.iter().find(|question| is(question.prefill.as_deref(), filled_from))
}

fn is(known: Option<&str>, name: &str) -> bool {
    known == Some(name)
}

fn offers(question: &Question, code: &str) -> bool {
    question.option.iter().any(|choice| choice.value.as_str() == code)
}

#[cfg(test)]
mod tests {
    use law::form::{KindOfRecord, Value};
    use record::testing::marlshire_pack;

    use super::*;

    /// Marlshire's team, asked as well whether they came to the first meeting: that no is none of the family's.
    #[test]
    fn only_the_word_about_a_copy_is_the_family_s() {
        let pack = marlshire_pack();
        let mut form = pack.forms_for(KindOfRecord::Plan).next().expect("Marlshire has one").clone();
        let team = form.section.iter_mut().find(|section| section.id.as_str() == "member").expect("a team");
        let at =
            |team: &Section, id: &str| team.question.iter().position(|it| it.id.as_str() == id).expect(id);
        let (copy, phone) = (at(team, "team_copy"), at(team, "team_phone"));
        // A council that knows no parts says what its question is by what it is filled in from.
        team.question[copy].option.retain(|choice| choice.value.as_str() != "own-part");
        let came =
            Question { id: team.question[phone].id.clone(), prefill: None, ..team.question[copy].clone() };
        team.question[phone] = came;
        let of = |came: &str, copy: &str| {
            let mut answers = Answers::new();
            for (path, text) in [("team_name", "Mrs Okafor"), ("team_phone", came), ("team_copy", copy)] {
                answers.set(format!("team.1.{path}"), Value::Text(text.to_owned()));
            }
            all(&form, &answers).remove(0).preference
        };
        assert_eq!(of("no", "whole"), Preference::NotSaid);
        assert_eq!(of("whole", "no"), Preference::No);
    }
}
