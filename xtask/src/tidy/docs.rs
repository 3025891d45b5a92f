//! Links in the documentation lead somewhere.

use std::path::{Component, Path, PathBuf};

use super::files::File;

/// Links in a Markdown file to files of the repository that are not there. `exists` takes a path from the root.
pub fn broken_links(file: &File, exists: &dyn Fn(&Path) -> bool) -> Vec<String> {
    if !file.path.ends_with(".md") {
        return Vec::new();
    }
    let folder = Path::new(&file.path).parent().unwrap_or(Path::new(""));
    let mut complaints = Vec::new();
    let mut in_code = false;
    for (number, line) in file.text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        for target in targets(line) {
            let place = if let Some(from_root) = target.strip_prefix('/') {
                from_root.into()
            } else {
                folder.join(target)
            };
            if !exists(&without_dots(&place)) {
                complaints.push(format!("{}:{}: the link to {target} leads nowhere", file.path, number + 1));
            }
        }
    }
    complaints
}

/// What the links in `line` point to, without `#section`; addresses on the web and links within the page are left out.
fn targets(line: &str) -> Vec<&str> {
    let after_brackets = line.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    let without_section = after_brackets.map(|target| target.split('#').next().unwrap_or(target));
    without_section.filter(|target| !target.is_empty() && !target.contains(':')).collect()
}

/// `docs/reference/../how-to` as `docs/how-to`.
fn without_dots(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(clean.pop()),
            Component::CurDir => {}
            other => clean.push(other),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_that_lead_nowhere_are_reported() {
        let text = "[a](../how-to/a.md#top) and [b](b.md)\n[web](https://example.org) [here](#here)\n```\n[c](c.md)\n```\n";
        let file = File { path: "docs/reference/x.md".to_owned(), text: text.to_owned(), bytes: text.len() };
        let found = broken_links(&file, &|path| path == Path::new("docs/how-to/a.md"));
        assert_eq!(found, ["docs/reference/x.md:1: the link to b.md leads nowhere"]);
    }
}
