//! A zip of the return's files, as people send them to one another.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{File, Kind, MOST_FILES};
use crate::read::Complaints;

/// What all files of a zip may be together when they are unpacked. A small zip can be made that unpacks to a disc full.
const UNPACKED: u64 = 200_000_000;

/// Whether a file is a zip of others, by its name.
pub(super) fn is_archive(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".zip")
}

/// The files of a return in a zip, each with its folder in front of its name. What is no such file is passed over, as it is in a folder.
pub(super) fn unpack(file: &File, complaints: &mut Complaints) -> Vec<File> {
    let mut files = Vec::new();
    if let Err(what) = unpack_into(&mut files, file, complaints) {
        complaints.add_in(&file.name, 0, what);
    } else if files.is_empty() {
        complaints.add_in(&file.name, 0, "There is no CSV, no XML and no workbook in this zip");
    }
    files
}

fn unpack_into(files: &mut Vec<File>, file: &File, complaints: &mut Complaints) -> Result<(), String> {
    let mut archive = ZipArchive::new(Cursor::new(file.bytes.as_slice())).map_err(|it| in_words(&it))?;
    let mut left = UNPACKED;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|it| in_words(&it))?;
        let name = part.name().to_owned();
        if is_archive(&name) {
            complaints.add_in(&name, 0, "This is a zip within a zip, and is not read. Unpack it first");
        }
        if !part.is_file() || hidden(&name) || Kind::of(&name).is_none() {
            continue;
        }
        if files.len() >= MOST_FILES {
            return Err(format!("A return has twelve files. Those beyond {MOST_FILES} are not read"));
        }
        let mut bytes = Vec::new();
        part.take(left + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| format!("{name} could not be unpacked: {error}"))?;
        left = left.checked_sub(bytes.len() as u64).ok_or_else(|| {
            format!(
                "The zip is larger than {} MB when it is unpacked, and is not read further",
                UNPACKED / 1_000_000
            )
        })?;
        files.push(File { name, bytes });
    }
    Ok(())
}

/// A list of all postcodes there are has three million lines.
const LARGEST_LIST: u64 = 2_000_000_000;

/// Reads the first CSV file of a zip bit by bit, for a list that is too large to be handed in as it is.
///
/// # Errors
/// In words, where there is none.
pub fn with_csv_of_zip<T>(bytes: &[u8], then: impl FnOnce(&mut dyn Read) -> T) -> Result<T, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|it| in_words(&it))?;
    let csv = |it: &str| !hidden(it) && it.to_ascii_lowercase().ends_with(".csv");
    let name = archive.file_names().find(|it| csv(it)).map(str::to_owned);
    let name = name.ok_or("There is no CSV file in this zip")?;
    let part = archive.by_name(&name).map_err(|it| in_words(&it))?;
    Ok(then(&mut part.take(LARGEST_LIST)))
}

/// What the computers of some people add to every zip.
fn hidden(name: &str) -> bool {
    name.split(['/', '\\']).any(|part| part.starts_with('.') || part == "__MACOSX")
}

fn in_words(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            "The zip is locked with a password. Unpack it, and hand in the files themselves".to_owned()
        }
        other => format!("The zip could not be read: {other}"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    fn zipped(files: &[(&str, &[u8])]) -> File {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        File { name: "return.ZIP".into(), bytes: zip.finish().unwrap().into_inner() }
    }

    fn unpacked(file: &File) -> (Vec<String>, Vec<String>) {
        let mut complaints = Complaints::default();
        let files = unpack(file, &mut complaints);
        let said = complaints.first().iter().map(|it| it.what.clone()).collect();
        (files.into_iter().map(|it| it.name).collect(), said)
    }

    #[test]
    fn what_belongs_to_the_return_is_unpacked() {
        let file = zipped(&[
            ("this/Header.csv", b"CHILD"),
            ("__MACOSX/this/._Header.csv", b"x"),
            ("this/Read me.pdf", b"x"),
            ("older.zip", b"x"),
        ]);
        let (names, said) = unpacked(&file);
        assert_eq!(names, ["this/Header.csv"]);
        assert!(said.len() == 1 && said[0].starts_with("This is a zip within a zip"));
    }

    #[test]
    fn a_zip_that_is_none_or_unpacks_without_end_is_refused() {
        let (names, said) = unpacked(&File { name: "a.zip".into(), bytes: b"CHILD,SEX".to_vec() });
        assert!(names.is_empty() && said[0].starts_with("The zip could not be read"), "{said:?}");
        let (_, said) = unpacked(&zipped(&[("notes.pdf", b"x")]));
        assert!(said[0].starts_with("There is no CSV"));
        let list = with_csv_of_zip(&zipped(&[("a.txt", b"x"), ("list.csv", b"pcd")]).bytes, |it| {
            std::io::read_to_string(it).unwrap()
        });
        assert_eq!(list, Ok("pcd".to_owned()));
        let bomb = zipped(&[
            ("Header.csv", &vec![b' '; UNPACKED as usize / 2]),
            ("Episodes.csv", &vec![b' '; UNPACKED as usize / 2 + 1]),
        ]);
        assert!(bomb.bytes.len() < 1_000_000);
        let (names, said) = unpacked(&bomb);
        assert_eq!(names, ["Header.csv"]);
        assert!(said[0].contains("larger than 200 MB when it is unpacked"), "{said:?}");
    }
}
