//! Finds the shipped files the components are made of.

use crate::Error;
use std::path::Path;

/// Reads, below `folder/under`, every template and every list of parameters. Names are paths from `folder` with
/// forward slashes, e.g. `govuk/components/input/template.njk`; a folder without `under` gives nothing.
pub fn read(folder: &Path, under: &str) -> Result<Vec<(String, String)>, Error> {
    let mut found = Vec::new();
    for part in ["components", "macros"] {
        let start = folder.join(under).join(part);
        if start.is_dir() {
            walk(&start, &format!("{under}/{part}"), &mut found)?;
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a file is one the components are made of. MOJ's `domain-specific` headers and footers are left out:
/// they are another service's brand.
pub fn is_source(name: &str) -> bool {
    (name.ends_with(".njk") || name.ends_with("/macro-options.json")) && !name.contains("/domain-specific/")
}

fn walk(folder: &Path, name: &str, found: &mut Vec<(String, String)>) -> Result<(), Error> {
    let failed = |source| Error::Read { path: folder.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let Some(file) = path.file_name().and_then(|file| file.to_str()) else { continue };
        let name = format!("{name}/{file}");
        if path.is_dir() {
            walk(&path, &name, found)?;
        } else if is_source(&name) {
            let source = std::fs::read_to_string(&path)
                .map_err(|source| Error::Read { path: path.clone(), source })?;
            found.push((name, source));
        }
    }
    Ok(())
}
