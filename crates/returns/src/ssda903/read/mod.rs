//! Reads a return as councils have it: a folder of CSV files, a workbook, or one XML file.

mod archive;
mod providers;
mod rows;
mod sheet;
mod workbook;
mod xml;

use std::path::Path;

pub use archive::with_csv_of_zip;
pub use providers::read_providers;
pub use sheet::is_headings;

use super::returned::{Return, each_table};
use super::table::{Row, Table};
use crate::read::Complaints;

/// A file that was handed in.
#[derive(Debug, Clone)]
pub struct File {
    /// Its name, for what is said of it and to know its kind.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A CSV or XML file that is larger is not read. The largest council's is under 20 MB.
pub const LARGEST: u64 = 200_000_000;

/// A workbook that is larger is not read.
pub const LARGEST_WORKBOOK: u64 = 50_000_000;

/// More files than a return has are not read.
const MOST_FILES: usize = 60;

/// Reads every file of a folder. `Err` when the folder itself cannot be read.
pub fn read_directory(folder: &Path) -> std::io::Result<(Return, Complaints)> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    paths.sort_by_key(std::fs::DirEntry::path);
    let mut complaints = Complaints::default();
    let mut reading = Reading::default();
    let mut count = 0;
    for entry in paths {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(kind) = Kind::of(&name) else { continue };
        let metadata = std::fs::metadata(entry.path())?;
        if !metadata.is_file() {
            continue;
        }
        count += 1;
        if count > MOST_FILES {
            complaints.add_in(
                &name,
                0,
                format!("A return has twelve files. This is one beyond {MOST_FILES}, and is not read"),
            );
            break;
        }
        if let Some(refusal) = kind.too_large(metadata.len()) {
            complaints.add_in(&name, 0, refusal);
            continue;
        }
        match std::fs::read(entry.path()) {
            Ok(bytes) => reading.file(&File { name, bytes }, &mut complaints),
            Err(error) => complaints.add_in(&name, 0, format!("The file could not be read: {error}")),
        }
    }
    Ok((reading.finish(&mut complaints), complaints))
}

/// Reads files that were handed in. A zip stands for the files in it.
pub fn read_files(files: &[File]) -> (Return, Complaints) {
    let mut complaints = Complaints::default();
    let mut reading = Reading::default();
    let mut count = 0;
    for file in files {
        if archive::is_archive(&file.name) {
            for inside in archive::unpack(file, &mut complaints) {
                reading.handed_in(&inside, &mut count, &mut complaints);
            }
        } else {
            reading.handed_in(file, &mut count, &mut complaints);
        }
    }
    let read = reading.finish(&mut complaints);
    (read, complaints)
}

/// What is being read.
#[derive(Default)]
struct Reading {
    read: Return,
    /// From which file each table came.
    from: [Option<String>; 12],
}

/// Kinds of files, by how their names end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Csv,
    Xml,
    Workbook,
}

impl Kind {
    fn of(name: &str) -> Option<Kind> {
        let name = name.to_ascii_lowercase();
        let ends = |with: &[&str]| with.iter().any(|it| name.ends_with(it));
        if ends(&[".csv", ".txt", ".tsv"]) {
            Some(Kind::Csv)
        } else if ends(&[".xml"]) {
            Some(Kind::Xml)
        } else if ends(&[".xlsx", ".xlsm"]) {
            Some(Kind::Workbook)
        } else {
            None
        }
    }

    fn too_large(self, bytes: u64) -> Option<String> {
        let most = if self == Kind::Workbook { LARGEST_WORKBOOK } else { LARGEST };
        (bytes > most).then(|| format!("The file is larger than {} MB, and is not read", most / 1_000_000))
    }
}

impl Reading {
    /// One of several files; too many, too large and unknown ones are not read.
    fn handed_in(&mut self, file: &File, count: &mut usize, complaints: &mut Complaints) {
        *count += 1;
        if *count > MOST_FILES {
            if *count == MOST_FILES + 1 {
                complaints.add_in(
                    &file.name,
                    0,
                    format!("A return has twelve files. Those beyond {MOST_FILES} are not read"),
                );
            }
            return;
        }
        match Kind::of(&file.name).map(|kind| kind.too_large(file.bytes.len() as u64)) {
            Some(None) => self.file(file, complaints),
            Some(Some(refusal)) => complaints.add_in(&file.name, 0, refusal),
            None => complaints.add_in(
                &file.name,
                0,
                "This is neither CSV nor XML nor a workbook, and is not read",
            ),
        }
    }

    fn file(&mut self, file: &File, complaints: &mut Complaints) {
        match Kind::of(&file.name) {
            Some(Kind::Csv) => sheet::csv(self, file, complaints),
            Some(Kind::Xml) => xml::read(self, file, complaints),
            Some(Kind::Workbook) => workbook::read(self, file, complaints),
            None => {}
        }
    }

    /// Notes that a table came from this file, and says when another had it before.
    fn submitted(&mut self, table: Table, file: &str, complaints: &mut Complaints) {
        self.read.submitted[table as usize] = true;
        match &mut self.from[table as usize] {
            Some(before) if before != file => complaints.add_in(
                file,
                1,
                format!("{} was in {before} already. The rows of both are checked together", table.name()),
            ),
            from => *from = Some(file.to_owned()),
        }
    }

    fn finish(mut self, complaints: &mut Complaints) -> Return {
        self.read.work_out_uasc();
        self.say_who_is_crowded(complaints);
        if !self.read.submitted.contains(&true) {
            complaints.add(0, "No table of an SSDA903 return was found");
        }
        self.read
    }

    fn say_who_is_crowded(&self, complaints: &mut Complaints) {
        fn of<T: Row>(rows: &[T], read: &Return, complaints: &mut Complaints) {
            let mut counts = rustc_hash::FxHashMap::<_, (usize, u32)>::default();
            if rows.len() <= super::index::CROWDED {
                return;
            }
            for (at, row) in rows.iter().enumerate() {
                counts.entry(row.child()).or_insert((0, at as u32)).0 += 1;
            }
            for (count, first) in counts.into_values().filter(|(count, _)| *count > super::index::CROWDED) {
                let child = read.cell(T::TABLE, first, "CHILD");
                let whose = if child.is_empty() {
                    "Rows without a child's number".to_owned()
                } else {
                    format!("Rows of child {child}")
                };
                let what = format!(
                    "{whose} in {}: {count}. They are looked at one by one, and not compared",
                    T::TABLE.name()
                );
                complaints.add(0, what);
            }
        }
        each_table!(&self.read, rows => of(rows, &self.read, complaints));
    }
}
