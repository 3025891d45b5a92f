//! A form on a page of its own.

use axum::http::StatusCode;
use jiff::civil::Date;
use record::person::Identity;
use serde_json::{Value, json};

use super::{Field, Problems};
use crate::error::Result;
use crate::pages::people::bar;
use crate::posted::Fields;
use crate::visit::Visit;

/// The boxes of a date on file.
pub fn date_boxes(id: &str, date: Option<Date>) -> Vec<(String, String)> {
    let Some(date) = date else { return Vec::new() };
    let parts = [
        ("day", date.day().to_string()),
        ("month", date.month().to_string()),
        ("year", date.year().to_string()),
    ];
    parts.into_iter().map(|(part, number)| (format!("{id}_{part}"), number)).collect()
}

/// The fields of what is on file.
pub fn on_file<const N: usize>(pairs: [(&str, Option<&str>); N]) -> Vec<(String, String)> {
    pairs.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))).collect()
}

/// A form on a page of its own.
pub struct Sheet {
    /// Its heading, and without names its title.
    pub title: String,
    /// Where it is sent.
    pub action: String,
    /// The words of its button.
    pub button: &'static str,
    /// The section of the person it belongs to, where "Cancel" leads.
    pub section: &'static str,
    /// A sentence above the questions.
    pub intro: String,
    /// Its questions.
    pub fields: Vec<Field>,
    /// Carried along unseen: the row its reader saw.
    pub hidden: Vec<(&'static str, String)>,
}

impl Sheet {
    /// Whether a question offers this answer.
    pub fn offers(&self, id: &str, value: &str) -> bool {
        self.fields.iter().any(|field| field.offers(id, value))
    }

    /// Shows it, with what was typed and what is wrong.
    pub fn show(&self, visit: &Visit, who: &Identity, typed: &Fields, problems: &Problems) -> Result {
        let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        self.show_with(status, visit, who, typed, problems)
    }

    /// As [`Sheet::show`], when somebody else saved first.
    pub fn show_stale(&self, visit: &Visit, who: &Identity, typed: &Fields, message: &str) -> Result {
        let mut problems = Problems::default();
        problems.add("form", message);
        self.show_with(StatusCode::CONFLICT, visit, who, typed, &problems)
    }

    fn show_with(
        &self,
        status: StatusCode,
        visit: &Visit,
        who: &Identity,
        typed: &Fields,
        problems: &Problems,
    ) -> Result {
        let fields: Vec<Value> = self.fields.iter().map(|field| field.context(typed, problems)).collect();
        let own = json!({
            "title": self.title, "action": self.action, "button": self.button, "intro": self.intro, "fields": fields,
            "hidden": self.hidden, "problems": problems.summary(), "cancel": bar::path(who.id, self.section),
        });
        visit.page_with(status, "people/form.html", bar::frame(visit, who, self.section, own))
    }
}
