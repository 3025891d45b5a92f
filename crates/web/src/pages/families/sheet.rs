//! The small forms of a family, each on a page of its own.

use axum::http::StatusCode;
use record::family::{Group, Member};
use serde_json::{Value, json};
use uuid::Uuid;

use super::show::frame_at;
use crate::error::Result;
use crate::pages::people::form::{Field, Problems};
use crate::posted::Fields;
use crate::visit::Visit;

/// A form about a family.
pub struct Sheet {
    /// Its heading, and its title.
    pub title: String,
    /// Where it is sent, after the family's own address.
    pub action: String,
    /// The words of its button.
    pub button: &'static str,
    /// The part of the family's pages it belongs to, where "Cancel" leads.
    pub part: &'static str,
    /// A sentence above the questions.
    pub intro: String,
    /// Its questions.
    pub fields: Vec<Field>,
    /// A line for each of some people, after the questions: name of the field, label.
    pub lines: Vec<(String, String)>,
    /// Where the lines have a heading.
    pub lines_heading: &'static str,
}

impl Sheet {
    /// Shows it, with what was typed and what is wrong.
    pub fn show(&self, visit: &Visit, family: &Group, typed: &Fields, problems: &Problems) -> Result {
        let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        self.show_with(status, visit, family, typed, problems)
    }

    /// As [`Sheet::show`], when somebody else saved first.
    pub fn show_stale(&self, visit: &Visit, family: &Group, typed: &Fields, message: &str) -> Result {
        let mut problems = Problems::default();
        problems.add("form", message);
        self.show_with(StatusCode::CONFLICT, visit, family, typed, &problems)
    }

    fn show_with(
        &self,
        status: StatusCode,
        visit: &Visit,
        family: &Group,
        typed: &Fields,
        problems: &Problems,
    ) -> Result {
        let fields: Vec<Value> = self.fields.iter().map(|field| field.context(typed, problems)).collect();
        let lines: Vec<Value> = self
            .lines
            .iter()
            .map(|(id, label)| {
                json!({ "id": id, "label": label, "value": typed.text(id), "error": problems.at(id) })
            })
            .collect();
        let path = format!("/families/{}", family.id);
        let context = json!({
            "family": frame_at(family, self.part), "title": self.title, "action": format!("{path}{}", self.action),
            "button": self.button, "intro": self.intro, "fields": fields, "lines": lines,
            "lines_heading": self.lines_heading, "problems": problems.summary(), "cancel": format!("{path}{}", self.part),
        });
        visit.page_with(status, "families/form.html", context)
    }
}

/// Those who belong to the family now and whose name may be known: id and name, to choose among.
pub fn choices(family: &Group) -> Vec<(String, String)> {
    now(family)
        .filter_map(|one| Some((one.person.id.to_string(), one.person.shown.as_ref()?.name.clone())))
        .collect()
}

/// Those who belong to it now.
pub fn now(family: &Group) -> impl Iterator<Item = &Member> {
    family.members.iter().filter(|member| member.until.is_none())
}

/// The ids ticked under a name, as far as they are of this family.
pub fn ticked(typed: &Fields, name: &str) -> Vec<Uuid> {
    typed.all(name).iter().filter_map(|one| one.parse().ok()).collect()
}
