//! The templates, and a council's own in their place.

use std::collections::BTreeMap;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Files;

/// Templates by file name. `base.typ` has what the others share; each [`crate::Kind`] names the one it begins with.
///
/// Whoever prints may put others in their place, or beside them for these to import ([`Templates::with`]). Where a council's own
/// would come from is not settled: its pack has no place for them.
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
