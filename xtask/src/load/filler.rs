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
            bail!("{at} refused the answers with {}: {}", answered.status, html::problems(&answered.body));
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

/// Answers what the form asks of everybody and leaves the rest as the page gave it.
fn answer(form: &mut Form, number: usize) {
    for field in &mut form.fields {
        let question = question(&field.name).to_owned();
        match field.kind.as_str() {
            "radio" | "checkbox" => field.checked |= chosen(&question, value(field)),
            "hidden" | "file" | "button" | "submit" | "select" => {}
            _ if value(field).is_empty() => field.values = vec![typed(&question, number).to_owned()],
            _ => {}
        }
    }
}

/// `first_name` of `children.1.first_name`.
fn question(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn value(field: &Field) -> &str {
    field.values.first().map_or("", String::as_str)
}

fn chosen(question: &str, option: &str) -> bool {
    let wanted = match question {
        "requester_kind" => "parent_or_carer",
        "urgent_today" => "no",
        "reply_by" => "call",
        "help_wanted" => "family_help",
        "born" => "born",
        "lives_where" => "with-me",
        "disability" => "no",
        "do_not_share_with" => "none",
        "another" => "no",
        "declared" => "true-as-far-as-known",
        _ => return false,
    };
    option == wanted
}

fn typed(question: &str, number: usize) -> &'static str {
    let given = ["Ada", "Ben", "Cora", "Dev", "Esme", "Finn", "Gita", "Hal"][number % 8];
    let family = ["Marsh", "Fell", "Heath", "Dale", "Brook", "Croft"][number % 6];
    match question {
        "your_first_name" => "Robin",
        "first_name" => given,
        "your_last_name" | "last_name" => family,
        "your_phone" => "07700 900123",
        "date_of_birth-day" => "14",
        "date_of_birth-month" => "3",
        "date_of_birth-year" => "2016",
        "your_address-line1" | "your_address-line_1" => "1 Mill Lane",
        "your_address-town" => "Northwold",
        "your_address-postcode" => "ZM1 4AB",
        "happening" => "Mornings are hard and school has rung twice about lateness.",
        "help_asked" => "We would like somebody to talk with about mornings and bedtimes.",
        _ => "",
    }
}
