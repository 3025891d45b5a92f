//! Somebody who writes about a family: several entries are open, and each is saved as its script saves it.

use anyhow::{Context, Result};

use super::browser::{Browser, Page, pairs};
use super::html;

/// How many entries are written at once, by as many pages of one worker.
const ENTRIES: usize = 20;

/// A worker at their entries.
pub struct Writer {
    browser: Browser,
    family: String,
    pages: Vec<(String, Vec<(String, String)>)>,
}

impl Writer {
    /// Signs in, goes to the first family on the home page and begins case notes about it.
    pub fn new(address: &str, name: &str, password: &str) -> Result<Writer> {
        let browser = Browser::new(address);
        browser.sign_in(name, password)?;
        let home = browser.get("/home")?.body;
        let family =
            html::links(&home, "/families/").into_iter().next().context("the worker has no family")?;
        let mut pages = Vec::new();
        for _ in 0..ENTRIES {
            let begin = format!("{family}/begin/case-note");
            let form = form_of(&browser.get(&begin)?.body, &begin)?;
            let entry = browser.post(&begin, &pairs(&form))?.location;
            let page = format!("{entry}/pages/note");
            let form = form_of(&browser.get(&page)?.body, &page)?;
            pages.push((page, pairs(&form)));
        }
        Ok(Writer { browser, family, pages })
    }

    /// Sends a page with other words than before.
    pub fn save(&self, number: usize) -> Result<Page> {
        let (page, fields) = &self.pages[number % self.pages.len()];
        let words = format!("Mornings are calmer since the clock was moved. {number}");
        let mut typed: Vec<(String, String)> =
            fields.iter().filter(|(name, _)| name != "happened" && name != "action").cloned().collect();
        typed.extend([("happened".to_owned(), words), ("action".to_owned(), "autosave".to_owned())]);
        self.browser.post(page, &typed)
    }

    /// Opens the family's page.
    pub fn open_family(&self) -> Result<Page> {
        self.browser.get(&self.family)
    }
}

fn form_of(page: &str, action: &str) -> Result<html::Form> {
    html::forms(page)
        .into_iter()
        .find(|form| form.action == action)
        .with_context(|| format!("no form at {action}"))
}
