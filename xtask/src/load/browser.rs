//! One browser: cookies, pages, forms. Follows no redirect by itself, so that a timing is of one answer.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use ureq::Agent;

use super::html::{self, Form};

/// A browser on one server.
pub struct Browser {
    agent: Agent,
    server: String,
}

/// An answer.
pub struct Page {
    /// Status.
    pub status: u16,
    /// Where a redirect leads, as a path.
    pub location: String,
    /// The body.
    pub body: String,
    /// From sending to the last byte.
    pub took: Duration,
}

impl Browser {
    /// A browser with no cookies.
    pub fn new(server: &str) -> Browser {
        let config = Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .build();
        Browser { agent: config.into(), server: server.trim_end_matches('/').to_owned() }
    }

    /// Gets a page.
    pub fn get(&self, path: &str) -> Result<Page> {
        let started = Instant::now();
        let answer = self.agent.get(self.address(path)).call().with_context(|| format!("GET {path}"))?;
        read(answer, started)
    }

    /// Sends a form.
    pub fn post(&self, path: &str, fields: &[(String, String)]) -> Result<Page> {
        let pairs = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let started = Instant::now();
        let answer =
            self.agent.post(self.address(path)).send_form(pairs).with_context(|| format!("POST {path}"))?;
        read(answer, started)
    }

    /// Sends a form and goes where it leads.
    pub fn post_and_follow(&self, path: &str, fields: &[(String, String)]) -> Result<(String, Page)> {
        let mut at = path.to_owned();
        let mut page = self.post(path, fields)?;
        while (300..400).contains(&page.status) {
            at = page.location.clone();
            page = self.get(&at)?;
        }
        Ok((at, page))
    }

    /// Signs in as one of the demo's cast, whose password and code the demo shows. A code works once: after an earlier run
    /// it waits for the next.
    pub fn sign_in(&self, name: &str, password: &str) -> Result<()> {
        for _ in 0..3 {
            let page = self.get("/sign-in")?;
            let mut form = form_with(&page.body, "sign_in_name")?;
            set(&mut form, "sign_in_name", name);
            set(&mut form, "password", password);
            let page = self.post("/sign-in", &pairs(&form))?;
            let code = html::text_after(&page.body, "The code is ").context("the demo shows no code")?;
            let code = code.trim_end_matches('.').to_owned();
            let mut form = form_with(&page.body, "code")?;
            set(&mut form, "code", &code);
            if self.post("/sign-in/code", &pairs(&form))?.status == 303 {
                return Ok(());
            }
            std::thread::sleep(Duration::from_secs(15));
        }
        bail!("{name} cannot sign in")
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.server)
    }
}

fn read(mut answer: ureq::http::Response<ureq::Body>, started: Instant) -> Result<Page> {
    let location =
        answer.headers().get("location").and_then(|to| to.to_str().ok()).unwrap_or_default().to_owned();
    let status = answer.status().as_u16();
    let body = answer.body_mut().read_to_string()?;
    Ok(Page { status, location, body, took: started.elapsed() })
}

/// The first form of a page that is not for signing out.
pub fn first_form(page: &str) -> Result<Form> {
    html::forms(page).into_iter().next().context("the page has no form")
}

/// The form of a page in which one types this: a sign-in page has one for each way in.
fn form_with(page: &str, field: &str) -> Result<Form> {
    let mut forms = html::forms(page).into_iter();
    forms
        .find(|form| form.fields.iter().any(|known| known.name == field))
        .context("the page has no such form")
}

/// Types into a field.
pub fn set(form: &mut Form, name: &str, value: &str) {
    if let Some(field) = form.fields.iter_mut().find(|field| field.name == name) {
        field.values = vec![value.to_owned()];
    }
}

/// What a browser would send: no button, no box that is off.
pub fn pairs(form: &Form) -> Vec<(String, String)> {
    form.fields
        .iter()
        .filter(|field| !field.name.is_empty() && field.kind != "button" && field.kind != "file")
        .filter(|field| field.checked || !matches!(field.kind.as_str(), "radio" | "checkbox"))
        .map(|field| (field.name.clone(), field.values.first().cloned().unwrap_or_default()))
        .collect()
}
