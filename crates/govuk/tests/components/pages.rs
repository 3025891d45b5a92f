//! What a page author can paste, and what is refused.

use crate::packages::components;
use minijinja::{Environment, UndefinedBehavior, context};

fn page(source: &str, context: minijinja::Value) -> Option<Result<String, minijinja::Error>> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    components()?.install(&mut env);
    let added = env.add_template_owned("requests/new.html", govuk::page_source(source));
    Some(added.and_then(|()| env.get_template("requests/new.html")?.render(context)))
}

fn rendered(source: &str, context: minijinja::Value) -> Option<String> {
    page(source, context).map(|outcome| outcome.unwrap_or_else(|error| panic!("{error:#}")))
}

fn refused(source: &str, context: minijinja::Value) -> Option<(String, usize)> {
    let error = page(source, context)?.expect_err("the page is refused");
    assert_eq!(error.name(), Some("requests/new.html"));
    Some((error.detail().unwrap_or_default().to_owned(), error.line().unwrap_or_default()))
}

#[test]
fn an_example_works_as_pasted() {
    let example = r#"
{% from "govuk/components/date-input/macro.njk" import govukDateInput %}
{% from "govuk/components/fieldset/macro.njk" import govukFieldset %}

{% call govukFieldset({
  legend: {
    text: "About the child",
    classes: "govuk-fieldset__legend--l",
    isPageHeading: true
  }
}) %}
  {{ govukDateInput({
    id: "dob",
    namePrefix: "dob",
    fieldset: { legend: { text: "When was the child born?" } },
    hint: { text: "For example, 27 3 2019" },
    items: [
      { classes: "govuk-input--width-2", name: "day" },
      { classes: "govuk-input--width-4", name: "year", value: null }
    ]
  }) }}
{% endcall %}"#;
    let Some(html) = rendered(example, context! {}) else { return };
    assert!(html.contains("About the child"), "{html}");
    assert!(html.contains(r#"<div id="dob-hint" class="govuk-hint">"#), "{html}");
    assert!(html.contains(r#"name="dob-year""#), "{html}");
    assert!(!html.contains("&lt;"), "what a block holds is not escaped again: {html}");
}

#[test]
fn captured_html_goes_into_html_and_is_not_escaped_again() {
    let source = r#"{% set email %}{{ govukInput({id: "e", name: "e", label: {text: "Tom & Jo"}}) }}{% endset -%}
{{ govukRadios({name: "how", items: [{value: "email", text: "Email", conditional: {html: email}}]}) }}"#;
    let Some(html) = rendered(source, context! {}) else { return };
    assert!(html.contains("Tom &amp; Jo"), "{html}");
    assert!(html.contains(r#"<input class="govuk-input" id="e""#), "{html}");
}

#[test]
fn what_people_typed_is_escaped_exactly_once() {
    let source = r#"{{ govukInput({id: "n", name: "n", value: typed, label: {text: typed}}) }}
{{ govukButton({text: typed, attributes: {"data-name": typed}}) }}
{{ mojIdentityBar({title: {text: typed}}) }}"#;
    let typed = r#"<script>alert("O'Hara & co")</script>"#;
    let Some(html) = rendered(source, context! { typed }) else { return };
    let once = "&lt;script&gt;alert(&quot;O&#39;Hara &amp; co&quot;)&lt;/script&gt;";
    assert_eq!(html.matches(once).count(), 5, "{html}");
    assert!(!html.contains("<script") && !html.contains("&amp;lt;") && !html.contains("&amp;amp;"), "{html}");
}

#[test]
fn none_leaves_a_parameter_out() {
    let source = r#"{{ govukInput({id: "n", name: "n", label: {text: "Name"}, errorMessage: error, hint: {text: "x"} if no else none}) }}"#;
    let Some(html) = rendered(source, context! { error => (), no => false }) else { return };
    assert!(!html.contains("error") && !html.contains("hint"), "{html}");
}

#[test]
fn an_unknown_parameter_is_an_error_with_its_line() {
    let source = "<h1>New</h1>\n{{ govukInput({\n  id: \"n\",\n  nmae: \"n\"\n}) }}";
    let Some((detail, line)) = refused(source, context! {}) else { return };
    assert!(
        detail.contains("govukInput") && detail.contains("`nmae`") && detail.contains("name"),
        "{detail}"
    );
    assert_eq!(line, 2);
}

#[test]
fn an_unknown_parameter_is_found_however_deep() {
    for (source, path) in [
        (r#"{{ govukInput({label: {txt: "Name"}}) }}"#, "label.txt"),
        (r#"{{ govukRadios({items: [{text: "a"}, {hint: {tekst: "b"}}]}) }}"#, "items[1].hint.tekst"),
        (r#"{{ govukTable({rows: [[{text: "a"}, {colour: "red"}]]}) }}"#, "rows[0][1].colour"),
        (r#"{{ mojSubNavigation({items: [{text: "a", url: "/"}]}) }}"#, "items[0].url"),
        (r#"{{ mojTimeline({items: [{lable: {text: "a"}}]}) }}"#, "items[0].lable"),
        (r#"{{ mojBadge({txt: "a"}) }}"#, "txt"),
        (r#"{{ mojIdentityBar({menus: [{itmes: []}]}) }}"#, "menus[0].itmes"),
    ] {
        let Some((detail, _)) = refused(source, context! {}) else { return };
        assert!(detail.contains(&format!("`{path}`")), "{source}: {detail}");
    }
}

#[test]
fn an_undefined_value_is_an_error() {
    let Some((detail, line)) = refused("\n{{ govukInput({label: {text: nobody}}) }}", context! {}) else {
        return;
    };
    assert!(detail.contains("govukInput") && detail.contains("`label.text` is undefined"), "{detail}");
    assert_eq!(line, 2);
}

#[test]
fn attributes_may_hold_anything() {
    let source = r#"{{ govukButton({text: "Go", attributes: {"data-anything": 1, id: "x"}}) }}"#;
    let Some(html) = rendered(source, context! {}) else { return };
    assert!(html.contains(r#"data-anything="1" id="x""#), "{html}");
}

#[test]
fn lines_stay_where_they_were() {
    let source = "{%- from \"govuk/components/input/macro.njk\"\n  import govukInput -%}\n{# {{ a: b }} #}{% raw %}{{ {a: 1} }}{% endraw %}\n{{ {a: {b: 1}}.a.b if 1 === 1 }}";
    let prepared = govuk::page_source(source);
    assert_eq!(prepared.lines().count(), source.lines().count());
    assert!(
        prepared.contains("{% raw %}{{ {a: 1} }}{% endraw %}") && prepared.contains("{# {{ a: b }} #}"),
        "{prepared}"
    );
    assert!(prepared.contains(r#"{{ {"a": {"b": 1}}.a.b if 1 == 1 }}"#), "{prepared}");
}
