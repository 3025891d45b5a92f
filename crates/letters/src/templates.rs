//! The templates, and a council's own in their place.

use std::collections::BTreeMap;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Files;

/// Templates by file name. `base.typ` has what the others share; each [`crate::Kind`] names the one it begins with.
///
/// A council overrides any of them, or adds files that its own import, by a file of the same name in its folder `letters`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Templates {
    own: BTreeMap<String, String>,
}

impl Templates {
    /// Kith's own, with these in their place: file name (`letter.typ`) to text.
    pub fn with(own: BTreeMap<String, String>) -> Self {
        Self { own }
    }

    /// The text of a template. None where there is no such file.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        if let Some(own) = self.own.get(name) {
            return Some(own.clone());
        }
        let file = Files::get(name)?;
        String::from_utf8(file.data.into_owned()).ok()
    }
}
