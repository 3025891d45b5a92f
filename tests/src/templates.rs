//! Every template can be read: a mistake in one that no other test shows is still a mistake.

use minijinja::ErrorKind;
use web::templates::Templates;

#[test]
fn every_template_can_be_read() {
    let names = Templates::names();
    assert!(names.iter().any(|name| name == "layout.html"), "{names:?}");
    let templates = Templates::load().expect("the components load");
    let unreadable: Vec<String> = names
        .iter()
        .filter_map(|name| {
            // Without a context a page that can be read still fails, but not for its syntax or for what it extends.
            let error = templates.render(name, ()).err()?;
            let unreadable = matches!(
                error.kind(),
                ErrorKind::SyntaxError | ErrorKind::TemplateNotFound | ErrorKind::BadInclude
            );
            unreadable.then(|| format!("{name}: {error:#}"))
        })
        .collect();
    assert!(unreadable.is_empty(), "\n{}\n", unreadable.join("\n"));
}
