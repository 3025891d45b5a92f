//! `cargo xtask tidy`: what no compiler checks. Also a test, so that it cannot be forgotten.
//!
//! Each check is a function from files or crates to complaints. A new one is a function and a line in [`complaints`].

mod crates;
mod docs;
mod files;
mod security;

use std::process::Command;

use anyhow::{bail, ensure};

use crate::repository::root;
use files::File;

/// Prints every complaint and fails if there is one.
pub fn run() -> anyhow::Result<()> {
    let complaints = complaints()?;
    for complaint in &complaints {
        eprintln!("{complaint}");
    }
    if !complaints.is_empty() {
        bail!("{} things are untidy", complaints.len());
    }
    println!("tidy");
    Ok(())
}

/// Everything that is wrong, each as "path: what".
fn complaints() -> anyhow::Result<Vec<String>> {
    let files = committed_files()?;
    let crates = crates::workspace()?;
    let mut complaints = Vec::new();
    for file in &files {
        complaints.extend(files::too_long(file));
        complaints.extend(files::without_module_doc(file));
        complaints.extend(files::generated_or_too_big(file));
        complaints.extend(files::banned_words(file));
        complaints
            .extend(security::complaints(file, &|path| std::fs::read_to_string(root().join(path)).ok()));
        complaints.extend(docs::broken_links(file, &|path| root().join(path).exists()));
    }
    if !files.iter().any(|file| file.path == security::PATH) {
        complaints.push(format!("{}: it is gone", security::PATH));
    }
    complaints.extend(crates::without_description(&crates));
    complaints.extend(crates::sqlx_outside_record(&crates));
    complaints.extend(crates::impure_law(&crates));
    complaints.extend(crates::casework_in_general_crates(&crates));
    complaints.extend(crates::more_than_a_leaf(&crates));
    Ok(complaints)
}

/// The files that are committed, or would be by `git add --all`.
fn committed_files() -> anyhow::Result<Vec<File>> {
    let listing = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"])
        .current_dir(root())
        .output()?;
    ensure!(
        listing.status.success(),
        "git could not list the files: {}",
        String::from_utf8_lossy(&listing.stderr)
    );
    let names = String::from_utf8(listing.stdout)?;
    let names = names.split('\0').filter(|name| !name.is_empty());
    // A file that has just been removed is still listed.
    Ok(names.filter_map(|name| File::read(&root(), name)).collect())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_repository_is_tidy() {
        let complaints = super::complaints().unwrap();
        assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    }
}
