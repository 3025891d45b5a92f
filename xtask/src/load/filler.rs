//! Fills in the public request for support the way a patient parent would, up to the last button.

use anyhow::{Context, Result, bail};

use super::browser::{Browser, Page, pairs};
use super::html::{self, Field, Form};

/// A form that only needs sending.
pub struct Ready {
    browser: Browser,
    action: String,
    fields: Vec<(String, String)>,
}

impl Ready {
    /// Sends it.
    pub fn send(self) -> Result<Page> {
        self.browser.post(&self.action, &self.fields)
    }
}

/// Goes through every page of the form with invented answers.
pub fn fill(address: &str, number: usize) -> Result<Ready> {
    let browser = Browser::new(address);
    let mut at = "/request-support".to_owned();
    let mut page = browser.get(&at)?;
    for _ in 0..60 {
        let mut form = main_form(&page.body).with_context(|| format!("no form at {at}"))?;
        answer(&mut form, number);
        if at.ends_with("/check") {
            return Ok(Ready { browser, action: form.action.clone(), fields: pairs(&form) });
        }
        let action = if form.action.is_empty() { at.clone() } else { form.action.clone() };
        let (next, answered) = browser.post_and_follow(&action, &pairs(&form))?;
        if answered.status >= 400 {
            let words = html::text_after(&answered.body, "govuk-error-summary__list").unwrap_or("no words");
            bail!("{at} refused the answers with {}: {words}", answered.status);
        }
        at = next;
        page = answered;
    }
    bail!("the form did not come to an end")
}

/// The form that goes on, among those of a page (others remove or save).
fn main_form(page: &str) -> Option<Form> {
    let mut forms = html::forms(page);
    forms.retain(|form| !form.action.contains("/remove/") && !form.action.contains("/save"));
    forms.into_iter().max_by_key(|form| form.fields.len())
}

fn answer(form: &mut Form, number: usize) {
    let mut chosen: Vec<String> = Vec::new();
    for field in &mut form.fields {
        match field.kind.as_str() {
            "radio" if !chosen.contains(&field.name) && suits(field) => {
                field.checked = true;
                chosen.push(field.name.clone());
            }
            "radio" => field.checked = false,
            "checkbox" => field.checked = ticked(field),
            "select" => {
                field.values =
                    vec![field.values.iter().find(|value| !value.is_empty()).cloned().unwrap_or_default()]
            }
            "hidden" | "file" | "button" | "submit" => {}
            _ if field.values.first().is_none_or(String::is_empty) => {
                field.values = vec![typed(&field.name, number)]
            }
            _ => {}
        }
    }
}

/// The first option of a question will do, but for these: no second child, no professional, nothing that opens more.
fn suits(field: &Field) -> bool {
    let value = field.values.first().map_or("", String::as_str);
    match field.name.as_str() {
        "who_is_asking" | "requester" => {
            value == "parent" || value == "parent_or_carer" || value == "parent-carer"
        }
        name if name.ends_with("add_another") || name == "another" => value == "no",
        _ => true,
    }
}

fn ticked(field: &Field) -> bool {
    let value = field.values.first().map_or("", String::as_str);
    value == "none"
        || field.name.contains("declaration")
        || field.name.contains("confirm")
        || field.name.contains("help")
}

fn typed(name: &str, number: usize) -> String {
    let given = ["Ada", "Ben", "Cora", "Dev", "Esme", "Finn", "Gita", "Hal"][number % 8];
    let family = ["Marsh", "Fell", "Heath", "Dale", "Brook", "Croft"][number % 6];
    let text = match name {
        name if name.ends_with("-day") => "14",
        name if name.ends_with("-month") => "3",
        name if name.ends_with("-year") => "2016",
        name if name.ends_with("first_name") => given,
        name if name.ends_with("last_name") => family,
        name if name.contains("postcode") => "ZM1 4AB",
        name if name.contains("email") => "somebody@example.org",
        name if name.contains("phone") => "07700 900123",
        name if name.contains("line-1") || name.contains("line_1") => "1 Mill Lane",
        name if name.contains("town") => "Northwold",
        name if name.contains("website") || name.contains("honey") || name.contains("leave") => "",
        _ => "We would like somebody to talk with about mornings and bedtimes.",
    };
    text.to_owned()
}
