//! Held against GOV.UK's own fixtures, against nunjucks itself, and against the mistakes a page author makes.

mod fixtures;
mod layout;
mod moj;
mod packages;
mod pages;
