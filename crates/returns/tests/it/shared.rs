//! Data beside the repository.

use std::path::PathBuf;

/// A path under `../shared/data/returns`, or `None` where there is none, which is said.
pub fn shared(path: &str) -> Option<PathBuf> {
    let file = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/returns")).join(path);
    if file.exists() {
        return Some(file);
    }
    assert!(std::env::var_os("KITH_NEEDS_SHARED").is_none(), "../shared/data/returns/{path} is missing");
    eprintln!("skipped: there is no ../shared/data/returns/{path}");
    None
}
