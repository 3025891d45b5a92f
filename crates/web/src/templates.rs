//! The pages' templates. A debug build reads them from disk at each request, so an edit is seen by reloading; a
//! release build carries them inside.

use govuk::Components;
use minijinja::value::{Rest, Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use rust_embed::RustEmbed;
use serde::Serialize;

use crate::assets::Assets;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Files;

/// Every template, with the components of the Design System at hand.
pub struct Templates {
    fixed: Option<Environment<'static>>,
    components: Components,
}

impl Templates {
    /// Loads the components and, in a release build, every template, so that a mistake stops the start and not a page.
    pub fn load() -> Result<Templates, govuk::Error> {
        let components = Components::from_sources(crate::assets::component_sources())?;
        let fixed = (!cfg!(debug_assertions)).then(|| environment(&components));
        Ok(Templates { fixed, components })
    }

    /// As [`Templates::load`], reading each template once even in a debug build: for tests that render thousands of pages.
    pub fn load_once() -> Result<Templates, govuk::Error> {
        let loaded = Templates::load()?;
        Ok(Templates { fixed: Some(environment(&loaded.components)), ..loaded })
    }

    /// Renders a page.
    pub fn render(&self, name: &str, context: impl Serialize) -> Result<String, Error> {
        let context = Value::from(Serde(context));
        match &self.fixed {
            Some(environment) => environment.get_template(name)?.render(context),
            None => environment(&self.components).get_template(name)?.render(context),
        }
    }

    /// The name of every template, for the test that renders them all.
    pub fn names() -> Vec<String> {
        Files::iter().map(|name| name.to_string()).collect()
    }
}

fn environment(components: &Components) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_loader(|name| {
        let Some(file) = Files::get(name) else { return Ok(None) };
        let source = std::str::from_utf8(&file.data)
            .map_err(|_| Error::new(ErrorKind::SyntaxError, format!("{name} is not UTF-8")))?;
        Ok(Some(govuk::page_source(source)))
    });
    components.install(&mut environment);
    environment.add_function("asset", |name: &str| {
        Assets::path_of(name).ok_or_else(|| {
            Error::new(ErrorKind::InvalidOperation, format!("no asset {name}: run `cargo xtask assets`"))
        })
    });
    environment.add_filter("plural", plural);
    environment
}

/// The address of an asset by its plain name, for tests that fetch one.
///
/// # Panics
/// If there is none: `cargo xtask assets` was not run.
pub fn asset(name: &str) -> String {
    Assets::path_of(name).expect("cargo xtask assets gathers it")
}

/// `{{ 3 | plural("child", "children") }}` gives "3 children".
fn plural(count: i64, one: &str, many: &str, _: Rest<Value>) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
