//! The typefaces that documents are printed in.
//!
//! Noto Sans (regular, bold, italic) and Noto Sans Arabic, under the SIL Open Font License, from npm. `cargo xtask assets` puts
//! them into `fonts/dist`; nothing there is committed.

use std::sync::LazyLock;

use rust_embed::RustEmbed;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Read from disk in a debug build, inside the program in a release build.
#[derive(RustEmbed)]
#[folder = "fonts/dist"]
#[allow_missing = true]
struct Files;

/// The typefaces, in order of their file names, and what Typst wants to know of each.
pub struct Fonts {
    pub book: LazyHash<FontBook>,
    pub fonts: Vec<Font>,
}

/// Read once: they are half a megabyte each and the same for every document.
pub static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let mut names: Vec<_> = Files::iter().filter(|name| name.ends_with(".ttf")).collect();
    names.sort();
    let files = names.iter().filter_map(|name| Files::get(name));
    let fonts: Vec<Font> = files.flat_map(|file| Font::iter(Bytes::new(file.data))).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
});

impl Fonts {
    /// Has any of them this character?
    pub fn has(&self, c: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(c)))
    }
}
