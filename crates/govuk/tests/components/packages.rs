//! Finds the npm packages the tests need.

use govuk::Components;
use std::path::{Path, PathBuf};

/// `node_modules` at the root of the repository, or nothing if `npm ci` has not been run. Says so, and fails where
/// the environment insists (`KITH_NEEDS_NODE=1`).
pub fn node_modules() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../node_modules");
    if folder.join("govuk-frontend/dist/govuk").is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("KITH_NEEDS_NODE").is_none(), "node_modules is missing: run `npm ci`");
    println!("skipped: node_modules is missing, run `npm ci`");
    None
}

/// All components, loaded from the packages.
pub fn components() -> Option<Components> {
    let modules = node_modules()?;
    let loaded =
        Components::load(&modules.join("govuk-frontend/dist"), &modules.join("@ministryofjustice/frontend"));
    Some(loaded.expect("the components load"))
}

/// Folds runs of white space into one space, and drops it beside tags, where HTML components have it for layout.
pub fn folded(html: &str) -> String {
    let words = html.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace("> ", ">").replace(" <", "<").replace(" >", ">")
}
