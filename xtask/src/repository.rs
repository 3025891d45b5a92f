//! Where things are in this repository.

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    root.expect("xtask is a folder of the repository").to_owned()
}

/// Where downloads for developers go; not committed.
pub fn dev_dir() -> PathBuf {
    root().join(".dev")
}
