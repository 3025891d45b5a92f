//! Part of `cargo xtask assets`: fills `crates/letters/fonts/dist` with the typefaces that letters and prints are set in, and
//! their licence (SIL Open Font License 1.1). Nothing there is committed.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

const PACKAGES: &str = "node_modules/@expo-google-fonts";

/// The few that are needed, of the dozens that the packages hold.
const FILES: &[&str] = &[
    "noto-sans/400Regular/NotoSans_400Regular.ttf",
    "noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf",
    "noto-sans/700Bold/NotoSans_700Bold.ttf",
    "noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf",
    "noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf",
];

/// Are they all there?
pub fn there(root: &Path) -> bool {
    FILES.iter().all(|file| target(root, file).is_some_and(|target| target.is_file()))
}

/// Copies them from where npm put them.
pub fn copy(root: &Path) -> Result<()> {
    let folder = root.join("crates/letters/fonts/dist");
    fs::create_dir_all(&folder)?;
    for file in FILES {
        let target = target(root, file).context("a typeface has a name")?;
        fs::copy(root.join(PACKAGES).join(file), target).with_context(|| format!("the typeface {file}"))?;
    }
    for package in ["noto-sans", "noto-sans-arabic"] {
        let licence = root.join(PACKAGES).join(package).join("LICENSE_FONT");
        fs::copy(licence, folder.join(format!("{package}.txt"))).context("the licence of a typeface")?;
    }
    Ok(())
}

fn target(root: &Path, file: &str) -> Option<std::path::PathBuf> {
    Some(root.join("crates/letters/fonts/dist").join(Path::new(file).file_name()?))
}
