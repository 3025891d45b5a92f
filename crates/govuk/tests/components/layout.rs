//! The page every page extends, rendered strictly with each macro and many components, as the server would.

use crate::packages::components;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use serde_json::json;
use std::path::Path;

const PAGE: &str = include_str!("layout_sample.html");

/// The sample page; `user` as the layout wants it.
fn sample(user: Value) -> Option<String> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().expect("valid"));
    env.set_loader(|name| {
        if name == "sample.html" {
            return Ok(Some(govuk::page_source(PAGE)));
        }
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/templates").join(name);
        Ok(std::fs::read_to_string(file).ok().map(|source| govuk::page_source(&source)))
    });
    components()?.install(&mut env);
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/assets/dist/manifest.json");
    let manifest: serde_json::Value = std::fs::read_to_string(assets)
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    env.add_function("asset", move |name: &str| {
        format!("/assets/{}", manifest.get(name).and_then(|file| file.as_str()).unwrap_or(name))
    });
    let nav = json!([{"text": "Inbox", "href": "/inbox", "active": true}, {"text": "People", "href": "/people", "active": false}]);
    // Whoever is signed in has a session that ends.
    let session = user.is_true().then(|| context! { until => "10:30am", seconds => 900 });
    let context = context! {
        session,
        council_name => "Marlshire County Council", nav => Value::from(Serde(nav)), user, csrf => "token",
        nonce => "n0nce", flash => context! { kind => "success", text => "The request is saved" },
    };
    let html = env.get_template("sample.html").and_then(|page| page.render(context));
    Some(html.unwrap_or_else(|error| panic!("{error:#}")))
}

#[test]
fn the_layout_renders_strictly() {
    let Some(html) = sample(context! { name => "R. Okafor", role => "duty officer" }) else { return };
    for expected in [
        r##"<a href="#main-content" class="govuk-skip-link""##,
        r#"<main class="govuk-main-wrapper" id="main-content">"#,
        "<title>Requests for support – Kith – Marlshire County Council</title>",
        "R. Okafor, duty officer",
        r#"<input type="hidden" name="csrf" value="token">"#,
        r#"<strong class="kith-rag kith-rag--amber">Due soon</strong>"#,
        r#"<html lang="en""#,
        "OFFICIAL-SENSITIVE",
        "You will be signed out at 10:30am",
    ] {
        assert!(html.contains(expected), "{expected} is missing from {html}");
    }
    // For looking at it in a browser.
    let _ = std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample.html"), html);
}

#[test]
fn nothing_is_inline_that_a_strict_policy_forbids() {
    let Some(html) = sample(context! { name => "R. Okafor", role => "duty officer" }) else { return };
    assert!(!html.contains(" style=\"") && !html.contains("<style") && !html.contains(" onclick="), "{html}");
    assert_eq!(
        html.matches("<script").count(),
        html.matches("<script type=\"module\" src=").count(),
        "{html}"
    );
}

#[test]
fn nobody_signed_in_cannot_sign_out() {
    let Some(html) = sample(Value::from(())) else { return };
    assert!(!html.contains("/sign-out") && !html.contains("signed out"), "{html}");
}
