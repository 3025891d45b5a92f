//! Reading a feed that was saved as files.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use directory::feed::{File, MOST_BYTES, Weight, Whole, files};

/// The most files of one feed.
const MOST_FILES: usize = 20_000;
/// The most problems that are printed.
const MOST_PRINTED: usize = 50;

/// Reads a file, or every `.json` file of a folder.
pub fn read(path: &Path) -> Result<Whole> {
    files(&texts(path)?).context("nothing was read")
}

fn texts(path: &Path) -> Result<Vec<File>> {
    if !path.is_dir() {
        return Ok(vec![file(path)?]);
    }
    let entries = std::fs::read_dir(path).with_context(|| format!("reading {}", path.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("reading {}", path.display()))?.path();
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
            paths.push(path);
        }
    }
    if paths.len() > MOST_FILES {
        bail!(
            "{} has {} files, more than {MOST_FILES}: is it the right folder?",
            path.display(),
            paths.len()
        );
    }
    paths.sort();
    paths.iter().map(|path| file(path)).collect()
}

fn file(path: &Path) -> Result<File> {
    let told = || format!("reading {}", path.display());
    let size = path.metadata().with_context(told)?.len();
    if size > MOST_BYTES as u64 {
        bail!("{} is larger than {} MB: ask the feed for smaller pages", path.display(), MOST_BYTES >> 20);
    }
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Ok((name, std::fs::read(path).with_context(told)?))
}

/// `kith directory check`
pub fn check(path: &Path) -> Result<ExitCode> {
    let whole = read(path)?;
    print!("{}", problems(&whole, usize::MAX));
    println!("{}", counted(&whole));
    Ok(if whole.breaks_the_schema() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// One sentence or two about what was read.
pub fn counted(whole: &Whole) -> String {
    let count = |weight| whole.problems.iter().filter(|(_, problem)| problem.weight == weight).count();
    let mut said = format!("{} read.", many(whole.services.len(), "service", "services"));
    let found = [
        (count(Weight::Breaks) + whole.more_problems, "against the schema"),
        (count(Weight::Doubt), "doubtful"),
        (count(Weight::LeftOut), "left out"),
        (whole.twice.len(), "there twice"),
    ];
    let found: Vec<String> =
        found.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if !found.is_empty() {
        let _ = write!(said, " {}.", found.join(", "));
    }
    said
}

/// The first problems, a line each, and how many more there are.
pub fn first_problems(whole: &Whole) -> String {
    problems(whole, MOST_PRINTED)
}

fn problems(whole: &Whole, most: usize) -> String {
    let mut said = String::new();
    for (file, problem) in whole.problems.iter().take(most) {
        let _ = writeln!(said, "{file}: {problem}");
    }
    for id in whole.twice.iter().take(most) {
        let _ = writeln!(said, "{id}: more than one service has this id; the first one counts");
    }
    let more = whole.problems.len().saturating_sub(most) + whole.more_problems;
    if more > 0 {
        let _ = writeln!(said, "… and {more} more.");
    }
    said
}

/// "1 service", "2 services".
pub fn many(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_a_feed_is_read_and_what_is_wrong_is_told() {
        let folder = std::env::temp_dir().join(format!("kith-directory-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("notes.txt"), b"no feed").unwrap();
        assert!(format!("{:#}", read(&folder).unwrap_err()).contains("no file whose name ends in .json"));
        let page = br#"{"page_number":1,"total_pages":1,"contents":[{"id":"1502","name":"Debt desk","status":"active"}]}"#;
        std::fs::write(folder.join("page.json"), page).unwrap();
        let whole = read(&folder).unwrap();
        assert_eq!(counted(&whole), "1 service read. 1 against the schema.");
        assert!(first_problems(&whole).starts_with("page.json: Debt desk: /contents/0/id: wrong: "));
        std::fs::write(folder.join("page.json"), b"<html>").unwrap();
        assert!(format!("{:#}", read(&folder).unwrap_err()).contains("page.json: the answer is a web page"));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
