//! GOV.UK Frontend and MOJ Frontend components for Rust.
//!
//! The components are the Nunjucks templates the two projects ship, used unchanged and held to GOV.UK's own
//! fixtures. They are translated once, when loaded, and run by minijinja. Pages are a separate minijinja environment
//! in which the examples of the Design System can be pasted:
//!
//! ```no_run
//! use minijinja::{Environment, UndefinedBehavior, context};
//! # use std::path::Path;
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let components = govuk::Components::load(
//!     Path::new("node_modules/govuk-frontend/dist"),
//!     Path::new("node_modules/@ministryofjustice/frontend"),
//! )?;
//! let mut pages = Environment::new();
//! pages.set_undefined_behavior(UndefinedBehavior::Strict);
//! components.install(&mut pages);
//! let page = r#"{{ govukInput({label: {text: "NHS number"}, name: "nhs-number", value: nhs_number}) }}"#;
//! pages.add_template_owned("new.html", govuk::page_source(page))?;
//! let html = pages.get_template("new.html")?.render(context! { nhs_number => "999 000 0018" })?;
//! # Ok(())
//! # }
//! ```
//!
//! A parameter the component does not know, or a value that is undefined, is an error naming the component, the
//! parameter, the page and the line.

mod check;
mod components;
mod dates;
mod error;
mod filters;
mod inferred;
mod js;
mod nunjucks;
mod page;
mod shape;
pub mod sources;

pub use components::Components;
pub use error::Error;
pub use page::page_source;
pub use shape::Shape;
