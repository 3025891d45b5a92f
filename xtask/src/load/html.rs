//! As much of HTML as filling in our own forms needs.

/// A form on a page.
#[derive(Debug, Default)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// Its fields, in order.
    pub fields: Vec<Field>,
}

/// A field.
#[derive(Debug, Default, Clone)]
pub struct Field {
    /// Name.
    pub name: String,
    /// `text`, `radio`, `checkbox`, `hidden`, `textarea`, `select`, …
    pub kind: String,
    /// Value, or the options of a select.
    pub values: Vec<String>,
    /// Whether a radio or checkbox is on.
    pub checked: bool,
}

/// The forms of a page whose action is not signing out.
pub fn forms(page: &str) -> Vec<Form> {
    let mut forms = Vec::new();
    let mut current: Option<Form> = None;
    let mut select: Option<Field> = None;
    for (tag, after) in tags(page) {
        match tag.split_whitespace().next().unwrap_or_default() {
            "form" => current = Some(Form { action: attribute(tag, "action"), fields: Vec::new() }),
            "/form" => forms.extend(current.take()),
            "input" => push(&mut current, field(tag, &attribute(tag, "type"))),
            "button" if !attribute(tag, "name").is_empty() => push(&mut current, field(tag, "button")),
            "textarea" => {
                let mut area = field(tag, "textarea");
                area.values = vec![unescape(after.split('<').next().unwrap_or_default())];
                push(&mut current, area);
            }
            "select" => select = Some(Field { values: Vec::new(), ..field(tag, "select") }),
            "option" => {
                if let Some(select) = &mut select {
                    select.values.push(attribute(tag, "value"));
                }
            }
            "/select" => {
                if let Some(done) = select.take() {
                    push(&mut current, done);
                }
            }
            _ => {}
        }
    }
    forms.retain(|form| form.action != "/sign-out");
    forms
}

/// The targets of links that start with `prefix`.
pub fn links(page: &str, prefix: &str) -> Vec<String> {
    tags(page)
        .filter(|(tag, _)| tag.starts_with("a "))
        .map(|(tag, _)| attribute(tag, "href"))
        .filter(|href| href.starts_with(prefix))
        .collect()
}

/// The words between a marker and the next tag.
pub fn text_after<'a>(page: &'a str, marker: &str) -> Option<&'a str> {
    let rest = page.split_once(marker)?.1;
    Some(rest.split('<').next()?.trim())
}

/// What the error summary of a page says.
pub fn problems(page: &str) -> String {
    let list = page.split_once("govuk-error-summary__list").map_or("", |(_, rest)| rest);
    let list = list.split("</ul>").next().unwrap_or_default();
    let words = list.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text.trim());
    words.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
}

fn push(form: &mut Option<Form>, field: Field) {
    if let Some(form) = form {
        form.fields.push(field);
    }
}

fn field(tag: &str, kind: &str) -> Field {
    Field {
        name: attribute(tag, "name"),
        kind: if kind.is_empty() { "text".to_owned() } else { kind.to_owned() },
        values: vec![attribute(tag, "value")],
        checked: tag.contains(" checked"),
    }
}

/// Every tag without its angle brackets, with what follows it.
fn tags(page: &str) -> impl Iterator<Item = (&str, &str)> {
    page.split('<').skip(1).filter_map(move |piece| {
        let (tag, _) = piece.split_once('>')?;
        let start = piece.as_ptr() as usize - page.as_ptr() as usize + tag.len() + 1;
        Some((tag.trim_end_matches('/'), &page[start..]))
    })
}

fn attribute(tag: &str, name: &str) -> String {
    let marker = format!(" {name}=\"");
    let spaced = tag.replace('\n', " ");
    spaced
        .split_once(&marker)
        .map(|(_, rest)| unescape(rest.split('"').next().unwrap_or_default()))
        .unwrap_or_default()
}

fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&#x2f;", "/")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_form() {
        let page = r#"<form method="post" action="/a&amp;b"><input type="hidden" name="csrf" value="x&quot;y">
            <input class="r" name="who" type="radio" value="me" checked><textarea name="t">one
two</textarea><select name="s"><option value="">-</option><option value="1">1</option></select></form>
            <form action="/sign-out"><input name="csrf"></form>"#;
        let forms = forms(page);
        assert_eq!(forms.len(), 1);
        assert_eq!(forms[0].action, "/a&b");
        let names: Vec<_> =
            forms[0].fields.iter().map(|f| (f.name.as_str(), f.kind.as_str(), f.checked)).collect();
        assert_eq!(
            names,
            [
                ("csrf", "hidden", false),
                ("who", "radio", true),
                ("t", "textarea", false),
                ("s", "select", false)
            ]
        );
        assert_eq!(forms[0].fields[0].values, ["x\"y"]);
        assert_eq!(forms[0].fields[2].values, ["one\ntwo"]);
        assert_eq!(forms[0].fields[3].values, ["", "1"]);
    }
}
