//! The packs of real councils: whole, at odds with the law only where somebody answers for it, and answering for every sentence
//! of the notices they were written from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Checked, Severity, coverage};

const COUNCILS: [&str; 5] =
    ["cambridgeshire", "kensington-and-chelsea", "kent", "marlshire", "northamptonshire"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn council(name: &str) -> Checked {
    let mut files = Vec::new();
    read_into(&mut files, &root().join("councils").join(name), "");
    Checked::from_files(files)
}

fn read_into(files: &mut Vec<(String, String)>, folder: &Path, inside: &str) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("an entry").path();
        let name = format!("{inside}{}", path.file_name().expect("a name").to_string_lossy());
        match path.is_dir() {
            true => read_into(files, &path, &format!("{name}/")),
            false => files.push((name, std::fs::read_to_string(&path).expect("text"))),
        }
    }
}

/// What the checker says, as lines.
fn told(checked: &Checked, severity: Severity) -> String {
    let of = checked.problems.iter().filter(|problem| problem.severity == severity);
    of.map(|problem| format!("{problem}\n")).collect()
}

#[test]
fn no_pack_has_an_error() {
    for name in COUNCILS {
        assert_eq!(told(&council(name), Severity::Error), "", "{name}");
    }
}

/// The faults that are known of each notice are found, each with the words that matter.
#[test]
fn the_faults_of_each_notice_are_surfaced() {
    for (name, words) in [
        ("kent", "‘adoption’ runs 100 years from birth, the law 100 years from the court's order"),
        ("kent", "‘or’ is read as the later of the two"),
        ("kent", "has no period"),
        ("kent", "rests on consent, which the notice does not list"),
        ("kent", "is no longer law"),
        ("northamptonshire", "is no longer law: repealed by the Local Audit and Accountability Act 2014"),
        ("northamptonshire", "rests both on consent and on the law or a public task"),
        ("northamptonshire", "was dissolved on 2021-04-01"),
        ("kensington-and-chelsea", "goes ahead unless the family says no"),
        ("kensington-and-chelsea", "waits until the family agrees"),
        ("cambridgeshire", "bears no date"),
    ] {
        let warned = told(&council(name), Severity::Warning);
        assert!(warned.contains(words), "{name}: nothing says “{words}” in\n{warned}");
    }
}

#[test]
fn a_conflict_that_nobody_answers_for_is_an_error() {
    for (name, conflict) in [
        ("kent", "retention-below-statute"),
        ("northamptonshire", "act-repealed"),
        ("kensington-and-chelsea", "no-act"),
    ] {
        let mut files = Vec::new();
        read_into(&mut files, &root().join("councils").join(name), "");
        for (_, text) in &mut files {
            *text = text.replace(&format!("conflict = \"{conflict}\""), "conflict = \"nothing\"");
        }
        let errors = told(&Checked::from_files(files), Severity::Error);
        assert!(errors.contains(&format!("conflict = \"{conflict}\"")), "{name}: {errors}");
    }
}

#[test]
fn every_sentence_of_every_notice_is_kept_or_listed_with_a_reason() {
    let folder = root().join("../shared/notices");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        assert!(
            std::env::var_os("KITH_NEEDS_SHARED").is_none(),
            "the notices are not at {}",
            folder.display()
        );
        eprintln!("skipped: the published notices are not beside the repository");
        return;
    };
    let texts: BTreeMap<String, String> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("text"))
        })
        .collect();
    let mut found = 0;
    for name in COUNCILS {
        let checked = council(name);
        found += checked.notices.iter().filter(|(_, notice)| notice.published.is_some()).count();
        let problems = coverage(&checked, &texts);
        assert!(
            problems.is_empty(),
            "{name}: {}",
            problems.iter().map(|one| format!("{one}\n")).collect::<String>()
        );
    }
    assert_eq!(found, texts.len(), "every notice at hand has a pack");
    // A sentence more, and the same packs no longer answer for everything.
    let longer =
        texts.into_iter().map(|(name, text)| (name, format!("{text}\nWe promise one thing more."))).collect();
    assert!(
        coverage(&council("kent"), &longer).iter().any(|problem| problem.message.contains("one thing more"))
    );
}
