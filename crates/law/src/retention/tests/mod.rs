//! Retention against cases worked by hand, against properties, and over a hundred years.

mod by_hand;
mod hundred_years;
mod properties;

use crate::pack::{Checked, Severity};
use crate::retention::Schedule;

/// The schedule of a council in `councils/`.
fn schedule(council: &str) -> Schedule {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../councils").join(council);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            files.push((name, std::fs::read_to_string(&path).expect("a file of a pack")));
        }
    }
    let checked = Checked::from_files(files);
    let errors: Vec<_> = checked.problems.iter().filter(|one| one.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{council}: {errors:?}");
    Schedule::of(checked.notices.iter().map(|(_, notice)| notice))
}
