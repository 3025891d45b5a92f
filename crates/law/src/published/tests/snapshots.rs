//! The notice, its Easy Read version and the retention schedule of every council, as committed.
//!
//! To accept a change: `KITH_ACCEPT=1 cargo test -p law published`, then read the difference as families would.

use std::path::Path;

use super::{COUNCILS, Read};
use crate::published::{Printing, easy_read, full, languages, schedule};

#[test]
fn every_council_publishes_what_is_committed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots");
    let mut differ = Vec::new();
    for name in COUNCILS {
        let read = Read::of(name);
        for notice in read.notices() {
            let print = Printing::of(read.council(), notice);
            for (kind, document) in
                [("", full(&print)), ("-easy-read", easy_read(&print)), ("-schedule", schedule(&print))]
            {
                hold(&folder, &format!("{name}-{}{kind}.md", notice.id), &document.markdown(), &mut differ);
            }
        }
    }
    let marlshire = Read::of("marlshire");
    let translations: Vec<_> = marlshire.checked.translations.iter().map(|(_, one)| one.clone()).collect();
    let polish = &languages()[1];
    let notice = marlshire.notices().next().expect("a notice");
    let print = Printing::of(marlshire.council(), notice).in_language(polish, &translations);
    hold(&folder, "marlshire-early-help-pl.md", &full(&print).markdown(), &mut differ);
    hold(&folder, "marlshire-early-help-easy-read-pl.md", &easy_read(&print).markdown(), &mut differ);
    assert!(differ.is_empty(), "{differ:?}: look at the difference; KITH_ACCEPT=1 accepts it");
}

fn hold(folder: &Path, name: &str, found: &str, differ: &mut Vec<String>) {
    let path = folder.join(name);
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    if committed == found {
        return;
    }
    if std::env::var_os("KITH_ACCEPT").is_some() {
        std::fs::create_dir_all(folder).expect("a folder");
        std::fs::write(&path, found).expect("a snapshot");
    } else {
        differ.push(name.to_owned());
    }
}
