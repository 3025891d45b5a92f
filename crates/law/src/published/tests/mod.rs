//! What is published, held to snapshots and to what must be so whatever the council.

mod languages;
mod rules;
mod snapshots;

use std::path::{Path, PathBuf};

use crate::pack::{Checked, Council, Notice};

/// The councils' folders.
const COUNCILS: [&str; 5] =
    ["cambridgeshire", "kensington-and-chelsea", "kent", "marlshire", "northamptonshire"];

/// A council with its notices, read from its folder.
struct Read {
    checked: Checked,
}

impl Read {
    fn of(council: &str) -> Read {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../councils").join(council);
        let mut files = Vec::new();
        add(&root, &root, &mut files);
        Read { checked: Checked::from_files(files) }
    }

    fn council(&self) -> &Council {
        self.checked.council.as_ref().expect("a council")
    }

    fn notices(&self) -> impl Iterator<Item = &Notice> {
        self.checked.notices.iter().map(|(_, notice)| notice)
    }
}

fn add(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    let entries = std::fs::read_dir(folder).expect("a folder of the repository").flatten();
    let paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    for path in paths {
        if path.is_dir() {
            add(root, &path, files);
        } else {
            let inside = path.strip_prefix(root).expect("inside").to_string_lossy().into_owned();
            files.push((inside, std::fs::read_to_string(&path).expect("text")));
        }
    }
}
