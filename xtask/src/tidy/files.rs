//! What may not be in a file.

use std::path::Path;

/// The most lines in a file that somebody has written. Nobody reads further.
const MOST_LINES: usize = 800;
/// The largest file in bytes: whoever clones the repository carries every one for ever.
const MOST_BYTES: usize = 512 * 1024;
const HAND_WRITTEN: [&str; 8] = ["rs", "html", "sql", "mjs", "js", "scss", "sh", "njk"];

/// Words that show that something is unfinished. Taken apart so that this file does not contain them.
const UNFINISHED: [&str; 5] = [
    concat!("FIX", "ME"),
    concat!("XX", "X:"),
    concat!("TO", "DO"),
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
];
/// Places on somebody's own machine.
const MACHINE: [&str; 5] = [
    concat!("/work", "/main"),
    concat!("/work", "/shared"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("C:", "\\Users"),
];
/// Somebody's own folder on a Mac, if a name and more of a path follow. SCIM's addresses of users begin in the same way.
const MAC: &str = concat!("/Us", "ers/");
/// The Crown's logo and the government's typeface are for services on GOV.UK only. A comment may say so.
const BRANDING: [&str; 3] =
    [concat!("GDS ", "Transport"), concat!("govuk-logo", "type"), concat!("crown-copy", "right")];

/// A committed file. `text` is empty if it is not UTF-8.
pub struct File {
    pub path: String,
    pub text: String,
    pub bytes: usize,
}

impl File {
    /// Reads `path`, which starts at `root`; `None` if it is not there.
    pub fn read(root: &Path, path: &str) -> Option<File> {
        let bytes = std::fs::read(root.join(path)).ok()?;
        Some(File {
            path: path.to_owned(),
            bytes: bytes.len(),
            text: String::from_utf8(bytes).unwrap_or_default(),
        })
    }

    fn extension(&self) -> &str {
        Path::new(&self.path).extension().and_then(|it| it.to_str()).unwrap_or_default()
    }

    fn is_hand_written(&self) -> bool {
        HAND_WRITTEN.contains(&self.extension())
    }
}

/// Files too long to be read in one go.
pub fn too_long(file: &File) -> Option<String> {
    let lines = file.text.lines().count();
    (file.is_hand_written() && lines > MOST_LINES)
        .then(|| format!("{}: {lines} lines; split it by noun, {MOST_LINES} are the most", file.path))
}

/// Rust files that do not begin by saying what they are for.
pub fn without_module_doc(file: &File) -> Option<String> {
    (file.extension() == "rs" && !file.text.starts_with("//!"))
        .then(|| format!("{}: begin with `//!` and what this file is for", file.path))
}

/// What can be fetched or built again, and what is too big.
pub fn generated_or_too_big(file: &File) -> Option<String> {
    let generated = ["node_modules", "target", "dist"]
        .iter()
        .find(|name| file.path.split('/').any(|part| part == **name));
    if let Some(name) = generated {
        return Some(format!("{}: `{name}` is made by the build and not committed", file.path));
    }
    (file.bytes > MOST_BYTES)
        .then(|| format!("{}: {} bytes; {MOST_BYTES} are the most", file.path, file.bytes))
}

/// Lines with words that must not be committed.
pub fn banned_words(file: &File) -> Vec<String> {
    // Prose may speak of branding and of what is still to be done; lock files hold hashes.
    let prose = matches!(file.extension(), "md" | "lock");
    let code = |words: &'static [&'static str]| if prose { &[] } else { words };
    let mut complaints = Vec::new();
    for (number, line) in file.text.lines().enumerate() {
        let is_comment =
            ["//", "#", "--", "/*", "*", "{#"].iter().any(|start| line.trim_start().starts_with(start));
        // xtask itself looks for branding, in what it builds.
        let branding = if is_comment || file.path.starts_with("xtask/") { &[] } else { code(&BRANDING) };
        let banned =
            MACHINE.iter().chain(code(&UNFINISHED)).chain(branding).find(|word| line.contains(**word));
        let mac = has_mac_folder(line).then_some(&MAC);
        if let Some(word) = banned.or(mac) {
            complaints.push(format!("{}:{}: `{word}` must not be committed", file.path, number + 1));
        }
    }
    complaints
}

fn has_mac_folder(line: &str) -> bool {
    line.split(MAC).skip(1).any(|after| {
        let (name, _) = after.split_once('/').unwrap_or_default();
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned(), bytes: text.len() }
    }

    #[test]
    fn long_files_are_found() {
        assert!(too_long(&file("a.rs", &"x\n".repeat(MOST_LINES))).is_none());
        assert!(too_long(&file("a.rs", &"x\n".repeat(MOST_LINES + 1))).is_some());
        assert!(
            too_long(&file("a.json", &"x\n".repeat(MOST_LINES + 1))).is_none(),
            "nobody writes that by hand"
        );
    }

    #[test]
    fn a_module_says_what_it_is_for() {
        assert!(without_module_doc(&file("a.rs", "//! A.\n")).is_none());
        assert!(without_module_doc(&file("a.rs", "use b;\n")).is_some());
        assert!(without_module_doc(&file("a.html", "<p>")).is_none());
    }

    #[test]
    fn what_the_build_makes_is_not_committed() {
        assert!(generated_or_too_big(&file("e2e/node_modules/a.js", "")).is_some());
        assert!(generated_or_too_big(&file("distance/a.rs", "")).is_none());
        let big = File { bytes: MOST_BYTES + 1, ..file("a.png", "") };
        assert!(generated_or_too_big(&big).is_some());
    }

    #[test]
    fn banned_words_are_found_with_their_line() {
        let unfinished = format!("// fine\n// {} later\n", UNFINISHED[0]);
        assert_eq!(banned_words(&file("a.rs", &unfinished)).len(), 1);
        assert!(banned_words(&file("a.rs", &unfinished))[0].starts_with("a.rs:2:"));
        assert!(banned_words(&file("a.md", &unfinished)).is_empty(), "prose may say so");
        assert_eq!(banned_words(&file("a.md", &format!("see {}x", MACHINE[0]))).len(), 1);
        assert_eq!(banned_words(&file("a.html", BRANDING[0])).len(), 1);
        assert!(banned_words(&file("a.scss", &format!("// Not {}.", BRANDING[0]))).is_empty());
    }
}
