//! All components, ready to be called from pages.

use crate::check::check;
use crate::nunjucks::translate::translate;
use crate::shape::Shape;
use crate::{Error, filters, inferred, js, sources};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Kwargs;
use minijinja::{AutoEscape, Environment, ErrorKind, State, UndefinedBehavior, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// The components of GOV.UK Frontend and MOJ Frontend. Cheap to clone.
#[derive(Clone)]
pub struct Components {
    inner: Arc<Inner>,
}

struct Inner {
    env: Environment<'static>,
    /// Macro name (`govukInput`) → its template.
    templates: BTreeMap<String, String>,
    /// Macro name → the parameters it takes.
    shapes: BTreeMap<String, Shape>,
}

impl Components {
    /// Loads the components from the packages as npm installs them: `node_modules/govuk-frontend/dist` and
    /// `node_modules/@ministryofjustice/frontend`.
    pub fn load(govuk_dist: &Path, moj_dist: &Path) -> Result<Components, Error> {
        let mut all = sources::read(govuk_dist, "govuk")?;
        all.extend(sources::read(moj_dist, "moj")?);
        if all.is_empty() {
            let source =
                std::io::Error::new(std::io::ErrorKind::NotFound, "no components here; run `npm ci`");
            return Err(Error::Read { path: govuk_dist.to_owned(), source });
        }
        Components::from_sources(all)
    }

    /// Loads the components from files already read: pairs of a name such as `govuk/components/input/template.njk`
    /// and the text. Other files among them do no harm.
    pub fn from_sources(files: impl IntoIterator<Item = (String, String)>) -> Result<Components, Error> {
        let files: BTreeMap<String, String> =
            files.into_iter().filter(|(name, _)| sources::is_source(name)).collect();
        let mut templates = BTreeMap::new();
        let mut helpers = BTreeMap::new();
        for (name, source) in &files {
            if let Some(folder) = name.strip_suffix("/macro.njk") {
                for macro_name in macro_names(source) {
                    templates.insert(macro_name, format!("{folder}/template.njk"));
                }
            } else if name.contains("/macros/") {
                for macro_name in macro_names(source) {
                    helpers.insert(macro_name, name.clone());
                }
            }
        }
        let shapes = shapes(&files, &templates)?;
        let globals: BTreeSet<String> = templates.keys().chain(helpers.keys()).cloned().collect();

        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Chainable);
        env.set_auto_escape_callback(|_| AutoEscape::Html);
        // As GOV.UK renders its own fixtures.
        env.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
        env.set_path_join_callback(join_path);
        env.set_formatter(|out, _, value| {
            let text = js::printed(value);
            let text = if value.is_safe() { text } else { js::escape(&text) };
            out.write_str(&text).map_err(|_| minijinja::Error::new(ErrorKind::WriteFailure, "cannot write"))
        });
        filters::install(&mut env);
        for (name, source) in
            files.iter().filter(|(name, _)| name.ends_with(".njk") && !name.ends_with("/macro.njk"))
        {
            env.add_template_owned(
                name.clone(),
                translate(name, source, &|import| globals.contains(import))?,
            )?;
        }
        for (name, template) in &templates {
            let template = template.clone();
            env.add_function(
                name.clone(),
                move |state: &mut State, params: Option<Value>, kwargs: Kwargs| {
                    let caller = caller_html(state, &kwargs)?;
                    render(state.env(), &template, params.unwrap_or_default(), caller)
                },
            );
        }
        for (name, template) in helpers {
            let macro_name = name.clone();
            env.add_function(name, move |state: &mut State, params: Option<Value>| {
                let helper = state.env().get_template(&template)?;
                let html = helper.render_captured(())?.with_state_mut(|state| {
                    state.call_macro(&macro_name, &[params.clone().unwrap_or_default()])
                })?;
                Ok::<_, minijinja::Error>(Value::from_safe_string(html))
            });
        }
        Ok(Components { inner: Arc::new(Inner { env, templates, shapes }) })
    }

    /// Makes every component callable by its macro name in the templates of `env`.
    ///
    /// Set `env` to strict undefined behaviour and pass its sources through [`crate::page_source`].
    pub fn install(&self, env: &mut Environment<'_>) {
        for name in self.names() {
            let (inner, name) = (Arc::clone(&self.inner), name.to_owned());
            env.add_function(
                name.clone(),
                move |state: &mut State, params: Option<Value>, kwargs: Kwargs| {
                    let caller = caller_html(state, &kwargs)?;
                    kwargs.assert_all_used()?;
                    inner.call(&name, params, caller)
                },
            );
        }
    }

    /// Renders one component, its parameters checked. Gives HTML marked safe.
    pub fn render(&self, name: &str, params: Value) -> Result<Value, minijinja::Error> {
        self.inner.call(name, Some(params), None)
    }

    /// The macro names of all components, e.g. `govukInput` and `mojTimeline`.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.inner.templates.keys().map(String::as_str)
    }

    /// The parameters a component takes.
    pub fn shape(&self, name: &str) -> Option<&Shape> {
        self.inner.shapes.get(name)
    }
}

impl Inner {
    fn call(
        &self,
        name: &str,
        params: Option<Value>,
        caller: Option<Value>,
    ) -> Result<Value, minijinja::Error> {
        let Some(template) = self.templates.get(name) else {
            return Err(minijinja::Error::new(
                ErrorKind::UnknownFunction,
                format!("no component is called {name}"),
            ));
        };
        let params = params.unwrap_or_else(|| Value::from_pairs(Vec::<(Value, Value)>::new()));
        let params = check(name, &self.shapes, &params)?;
        render(&self.env, template, params, caller).map_err(|error| {
            let problem = format!("{name} could not be rendered with these parameters");
            minijinja::Error::new(ErrorKind::InvalidOperation, problem).with_source(error)
        })
    }
}

fn render(
    env: &Environment,
    template: &str,
    params: Value,
    caller: Option<Value>,
) -> Result<Value, minijinja::Error> {
    let mut context = vec![("params", params)];
    if let Some(html) = caller {
        context.push(("caller", Value::from_function(move || html.clone())));
    }
    let html = env.get_template(template)?.render(Value::from_pairs(context))?;
    Ok(Value::from_safe_string(html))
}

/// The HTML between `{% call … %}` and `{% endcall %}`, if the component is called that way.
fn caller_html(state: &mut State, kwargs: &Kwargs) -> Result<Option<Value>, minijinja::Error> {
    match kwargs.get::<Option<Value>>("caller")? {
        Some(caller) => caller.call(state, &[]).map(Some),
        None => Ok(None),
    }
}

/// The parameters of every component: from its list if there is one, otherwise found in its template.
fn shapes(
    files: &BTreeMap<String, String>,
    templates: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, Shape>, Error> {
    let mut shapes = BTreeMap::new();
    for (name, template) in templates {
        let options = template.replace("/template.njk", "/macro-options.json");
        let shape = match (files.get(&options), files.get(template)) {
            (Some(source), _) => Shape::from_options(&options, source)?,
            (None, Some(source)) => inferred::shape(
                template,
                source,
                &|include| files.get(join_path(include, template).as_ref()).cloned(),
                &|function| templates.contains_key(function),
            )?,
            (None, None) => Shape::named(),
        };
        shapes.insert(name.clone(), shape);
    }
    Ok(shapes)
}

/// The names of the public macros a file defines.
fn macro_names(source: &str) -> Vec<String> {
    source
        .split("{%")
        .filter_map(|tag| tag.trim_start_matches('-').trim_start().strip_prefix("macro "))
        .filter_map(|rest| rest.split_once('(').map(|(name, _)| name.trim().to_owned()))
        .filter(|name| !name.starts_with('_'))
        .collect()
}

/// Resolves `../label/macro.njk` against the template it stands in.
fn join_path<'a>(name: &'a str, parent: &str) -> Cow<'a, str> {
    if !name.starts_with("./") && !name.starts_with("../") {
        return Cow::Borrowed(name);
    }
    let mut parts: Vec<&str> = parent.split('/').collect();
    parts.pop();
    for part in name.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Cow::Owned(parts.join("/"))
}
