//! Reading a council's folder. Marlshire's is built into the program, so that the demo runs from anywhere.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use anyhow::{Context, Result, bail};
use law::pack::{Pack, PackProblem};
use rust_embed::RustEmbed;

/// The invented council: read from disk in a debug build, inside the program in a release build.
#[derive(RustEmbed)]
#[folder = "../../councils/marlshire"]
struct Marlshire;

/// Largest file a pack may hold, in bytes. A folder chosen by mistake is noticed before it is read.
const LARGEST: u64 = 1 << 20;

/// A folder whose files are not a pack, with every mistake.
#[derive(Debug)]
pub struct NotAPack(pub Vec<PackProblem>);

impl fmt::Display for NotAPack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.0 {
            write!(f, "{}:{}: {}", problem.file, problem.line, problem.message)?;
            if !problem.instead.is_empty() {
                write!(f, " – {}", problem.instead)?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for NotAPack {}

/// The pack in `folder`, or Marlshire's.
pub fn load(folder: Option<&Path>) -> Result<Pack> {
    Pack::from_files(files(folder)?).map_err(|problems| NotAPack(problems).into())
}

/// The files in `folder`, or Marlshire's: path inside it and text.
pub fn files(folder: Option<&Path>) -> Result<BTreeMap<String, String>> {
    match folder {
        Some(folder) => from_folder(folder),
        None => marlshire(),
    }
}

fn marlshire() -> Result<BTreeMap<String, String>> {
    Marlshire::iter()
        .map(|path| {
            let file = Marlshire::get(&path).context("a file of Marlshire went away")?;
            Ok((path.to_string(), String::from_utf8(file.data.into_owned())?))
        })
        .collect()
}

/// The files of a council's folder: path inside it and text.
pub fn from_folder(folder: &Path) -> Result<BTreeMap<String, String>> {
    if !folder.is_dir() {
        bail!("{} is not a folder: give the folder that holds a council's council.toml", folder.display());
    }
    let mut files = BTreeMap::new();
    read_into(&mut files, folder, "")?;
    Ok(files)
}

fn read_into(files: &mut BTreeMap<String, String>, folder: &Path, inside: &str) -> Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("reading {}", folder.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{inside}{name}");
        if entry.file_type()?.is_dir() {
            read_into(files, &entry.path(), &format!("{path}/"))?;
            continue;
        }
        if entry.metadata()?.len() > LARGEST {
            bail!("{} is larger than 1 MB: is this a council's folder?", entry.path().display());
        }
        let text = std::fs::read_to_string(entry.path())
            .with_context(|| format!("reading {} as UTF-8 text", entry.path().display()))?;
        files.insert(path, text);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marlshire_is_inside_and_the_same_as_its_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../councils/marlshire");
        let (inside, read) = (load(None).unwrap(), load(Some(&folder)).unwrap());
        assert_eq!(inside.digest_input(), read.digest_input());
        assert_eq!(inside.council.name, "Marlshire County Council");
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_what_would_be_right() {
        let folder = std::env::temp_dir().join(format!("kith-pack-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("teams.toml"), "[[team]]\nid = \"a\"\nkindd = \"b\"\n").unwrap();
        let said = load(Some(&folder)).unwrap_err().to_string();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(said.contains("teams.toml:3: "), "{said}");
        assert!(said.contains("council.toml:1: this file is missing – every pack has one"), "{said}");
    }
}
