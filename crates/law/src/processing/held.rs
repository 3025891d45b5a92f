//! Where the running record holds what an activity uses: tables and columns as the register classifies them, and questions.

use serde::Serialize;

use crate::form::{Form, classification};
use crate::pack::{Notice, People, Purpose};

/// What a running Kith holds.
#[derive(Debug, Clone, Copy)]
pub struct Running<'r> {
    /// The register of columns.
    pub tables: &'r [Table],
    /// The council's forms; they speak the first notice's words.
    pub forms: &'r [&'r Form],
}

/// A table as the register classifies it.
#[derive(Debug, Clone)]
pub struct Table {
    /// Schema and name: `casework.person`.
    pub place: String,
    /// The purpose it is collected for; none where no notice speaks of it.
    pub purpose: Option<String>,
    /// Its retention class; none where no notice speaks of it.
    pub retention: Option<String>,
    /// What it is for and when it goes, where no notice speaks of it.
    pub because: Option<String>,
    /// Whom it is about.
    pub people: Vec<People>,
    /// Recipients who may be told of it.
    pub may_leave_to: Vec<String>,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// A column as the register classifies it.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it says about people.
    pub says: Says,
    /// Whether it is about the people who work here.
    pub about_staff: bool,
    /// Whether it says who looked at what.
    pub access_log: bool,
    /// Whether it stays here, whoever may be told of its table.
    pub stays: bool,
}

/// What a column says about people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// Information of this category of the notice.
    Category(String),
    /// Answers, each of its question's category.
    ByQuestion,
    /// Nothing: it joins rows, says when a row was made, or is a key.
    Nothing,
}

/// Where an activity's information is.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Held {
    /// Tables that are collected for it.
    pub collected: Vec<Place>,
    /// Columns that are collected for another purpose and are of a kind that this one needs too.
    pub needed: Vec<Place>,
    /// Questions whose answers are for it.
    pub questions: Vec<AskedIn>,
}

/// A table and those of its columns that say something.
#[derive(Debug, Clone, Serialize)]
pub struct Place {
    /// The table.
    pub table: String,
    /// The columns, each with its category's id.
    pub columns: Vec<String>,
    /// The retention class.
    pub retention: Option<String>,
    /// Who may be told of it, by name where the notice names them.
    pub may_leave_to: Vec<String>,
    /// Columns that stay here even so.
    pub stays: Vec<String>,
    /// Whom it is about.
    pub people: Vec<People>,
    /// What it is for and when it goes, where no notice speaks of it.
    pub because: Option<String>,
}

/// A question of a form.
#[derive(Debug, Clone, Serialize)]
pub struct AskedIn {
    /// The form.
    pub form: String,
    /// The question's id, with its group: `children.first_name`.
    pub question: String,
    /// The question.
    pub label: String,
    /// Category of the notice.
    pub category: String,
    /// Retention class of the notice.
    pub retention: String,
}

impl Table {
    /// The table with the columns that `pick` lets through.
    pub(super) fn place(&self, pick: impl Fn(&Column) -> bool) -> Place {
        let picked = || self.columns.iter().filter(|column| pick(column));
        let names =
            |columns: &mut dyn Iterator<Item = &Column>| columns.map(|column| column.name.clone()).collect();
        Place {
            table: self.place.clone(),
            columns: names(&mut picked()),
            retention: self.retention.clone(),
            may_leave_to: self.may_leave_to.clone(),
            stays: names(&mut picked().filter(|column| column.stays)),
            people: self.people.clone(),
            because: self.because.clone(),
        }
    }
}

impl Place {
    /// "casework.death: died_on".
    pub fn words(&self) -> String {
        if self.columns.is_empty() {
            return format!("{} (keys, ids and times only)", self.table);
        }
        format!("{}: {}", self.table, self.columns.join(", "))
    }
}

/// Where the information of a purpose of the notice at `place` is.
pub(super) fn of(running: &Running<'_>, notices: &[&Notice], place: usize, purpose: &Purpose) -> Held {
    let notice = notices[place];
    let questions = if place == 0 { questions(running.forms, purpose) } else { Vec::new() };
    let is_ours = |id: &str| notices.iter().position(|one| one.purpose(id).is_some()) == Some(place);
    let mut held = Held { questions, ..Held::default() };
    for table in running.tables {
        let Some(collected_for) = table.purpose.as_deref().filter(|id| is_ours(id)) else { continue };
        if purpose.id == *collected_for {
            held.collected.push(table.place(|column| column.says != Says::Nothing));
            continue;
        }
        let needed = table.place(|column| match &column.says {
            Says::Category(id) => purpose.categories.iter().any(|needed| needed == id.as_str()),
            Says::ByQuestion => place == 0 && asked_together(running.forms, collected_for, &purpose.id),
            Says::Nothing => false,
        });
        if !needed.columns.is_empty() && notice.purpose(collected_for).is_some() {
            held.needed.push(needed);
        }
    }
    held.collected.iter_mut().chain(&mut held.needed).for_each(|place| name_recipients(place, notice));
    held
}

fn name_recipients(place: &mut Place, notice: &Notice) {
    for recipient in &mut place.may_leave_to {
        if let Some(known) = notice.recipient(recipient) {
            *recipient = known.name.clone();
        }
    }
}

/// Tables whose purpose no notice names.
pub(super) fn unplaced(running: &Running<'_>, notices: &[&Notice]) -> Vec<Place> {
    let named = |id: &String| notices.iter().any(|notice| notice.purpose(id).is_some());
    let unplaced = running.tables.iter().filter(|table| table.purpose.as_ref().is_some_and(|id| !named(id)));
    unplaced.map(|table| table.place(|column| column.says != Says::Nothing)).collect()
}

/// Whether one form asks for both purposes. A form's answers are kept together in the table of what it is mainly for:
/// what casework asks is not among the answers of a request.
fn asked_together(forms: &[&Form], one: &str, other: &str) -> bool {
    forms.iter().any(|form| {
        let asks = |purpose: &str| {
            form.section.iter().any(|section| {
                section
                    .question
                    .iter()
                    .any(|question| classification(form, section, question).purpose == purpose)
            })
        };
        asks(one) && asks(other)
    })
}

fn questions(forms: &[&Form], purpose: &Purpose) -> Vec<AskedIn> {
    let mut asked = Vec::new();
    for form in forms {
        for section in &form.section {
            for question in &section.question {
                let what = classification(form, section, question);
                if purpose.id == *what.purpose.as_str() {
                    let group = section.repeat.as_ref().map(|group| format!("{group}.")).unwrap_or_default();
                    asked.push(AskedIn {
                        form: form.id.to_string(),
                        question: format!("{group}{}", question.id),
                        label: question.label.clone(),
                        category: what.category,
                        retention: what.retention,
                    });
                }
            }
        }
    }
    asked
}
