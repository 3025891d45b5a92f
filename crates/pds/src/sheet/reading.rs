//! A file read into rows, and why one cannot be. Nothing is sent before the whole file was read.

use std::collections::HashMap;

use super::columns::{Kind, Places};
use crate::field::Field;
use crate::hidden::hidden;
use crate::person::Person;
use crate::settings::Columns;

/// The largest file, in bytes.
const LARGEST: usize = 256 << 20;

/// A file. `Debug` shows nothing of it.
pub struct Sheet {
    pub(super) has_bom: bool,
    pub(super) delimiter: u8,
    /// The columns of the file itself, without those an earlier run has added.
    pub(super) header: Vec<String>,
    pub(super) places: Places,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row. `Debug` shows nothing of it.
pub struct Row {
    /// The line it begins on, the header's being 1.
    pub line: u64,
    /// Its fields, as many as the header has; those it does not have are empty.
    pub(super) fields: Vec<String>,
    /// Fields beyond the header's.
    pub(super) beyond: Vec<String>,
    /// What an earlier run has found out about it, if that is settled.
    pub(super) settled: Option<Vec<String>>,
    /// Why it cannot be asked about.
    pub(super) broken: Option<String>,
    /// The line of an earlier row with the same id.
    pub(super) same_id_as: Option<u64>,
}

hidden!(Sheet, Row);

/// Why a file cannot be read. Nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotASheet {
    /// There is nothing in it.
    #[error(
        "the file is empty: it needs a line with the names of its columns, then one line for each person"
    )]
    Empty,
    /// There is a header and nothing else.
    #[error("the file has a header and no rows")]
    NoRows,
    /// It is too large to be meant.
    #[error("the file is larger than 256 MB: is it the right one?")]
    TooLarge,
    /// Another encoding than UTF-8, found on this line.
    #[error(
        "line {0} is not UTF-8, so names with accents would be asked for wrongly: save the file as “CSV UTF-8”"
    )]
    NotUtf8(u64),
    /// It is UTF-16, as some programs save "Unicode text".
    #[error("the file is in UTF-16: save it as “CSV UTF-8”")]
    Utf16,
    /// It is a workbook.
    #[error("this is a workbook, not a CSV: save the sheet as “CSV UTF-8”")]
    Workbook,
    /// Columns that must be there are not.
    #[error("the file has no column for {0}: rename the column, or name yours in [columns] of the settings")]
    Missing(String),
    /// A column comes twice.
    #[error("two columns are called {0}: rename the one that is not meant")]
    Twice(String),
    /// It has columns that another command added.
    #[error(
        "the file has columns of another run ({0}): give the file it was made from, or run the same command again"
    )]
    OtherRun(String),
}

impl Sheet {
    /// Reads a file. One that an earlier run of the same kind wrote is taken up again: what is settled is not asked twice.
    pub fn read(bytes: &[u8], kind: Kind, council: &Columns) -> Result<Sheet, NotASheet> {
        let text = text(bytes)?;
        let has_bom = text.starts_with('\u{feff}');
        let text = text.trim_start_matches('\u{feff}');
        let delimiter = delimiter(text);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        // The text is UTF-8 and rows may have any length, so nothing is left that could fail.
        let mut records = reader.records().filter_map(Result::ok);
        let header = records.next().ok_or(NotASheet::Empty)?;
        let mut header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        let taken_up = take_up(&mut header, kind)?;
        twice(&header)?;
        let places = Places::find(&header, council)
            .map_err(|missing| NotASheet::Missing(missing.join(" and for ")))?;
        let added = if taken_up { kind.added().len() } else { 0 };
        let mut rows: Vec<_> = records.map(|record| row(&record, &header, &places, added, kind)).collect();
        if rows.is_empty() {
            return Err(NotASheet::NoRows);
        }
        let mut seen: HashMap<String, u64> = HashMap::new();
        for row in &mut rows {
            let id = places.id.map(|at| row.fields[at].trim().to_owned()).filter(|id| !id.is_empty());
            if let Some(id) = id {
                row.same_id_as = seen.get(&id).copied();
                seen.entry(id).or_insert(row.line);
            }
        }
        Ok(Sheet { has_bom, delimiter, header, places, rows })
    }

    /// How many rows an earlier run has settled.
    pub fn settled(&self) -> usize {
        self.rows.iter().filter(|row| row.settled.is_some()).count()
    }

    pub(super) fn person(&self, row: &Row) -> Person {
        let get =
            |field| self.places.of(field).map(|at| row.fields[at].trim().to_owned()).unwrap_or_default();
        Person {
            given: get(Field::Given),
            family: get(Field::Family),
            birth_date: get(Field::BirthDate),
            gender: get(Field::Gender),
            postcode: get(Field::Postcode),
            email: get(Field::Email),
            phone: get(Field::Phone),
            nhs_number: get(Field::NhsNumber),
        }
    }
}

fn text(bytes: &[u8]) -> Result<&str, NotASheet> {
    match bytes {
        _ if bytes.len() > LARGEST => return Err(NotASheet::TooLarge),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Err(NotASheet::Utf16),
        [b'P', b'K', 3, 4, ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(NotASheet::Workbook),
        _ if bytes.iter().take(200).any(|byte| *byte == 0) => return Err(NotASheet::Utf16),
        _ => {}
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        NotASheet::NotUtf8(before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1)
    })
}

/// What separates the columns: whatever of comma, semicolon and tab the first line has most of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: &u8| first.bytes().filter(|byte| byte == mark).count();
    // The last of several that come equally often wins, so the comma stands last.
    b"\t;,".iter().copied().max_by_key(|mark| count(mark)).unwrap_or(b',')
}

/// Takes the columns of an earlier run off the header. `true` if there were any.
fn take_up(header: &mut Vec<String>, kind: Kind) -> Result<bool, NotASheet> {
    let added = kind.added();
    let own = header.len().saturating_sub(added.len());
    if header[own..].iter().map(String::as_str).eq(added.iter().copied()) {
        header.truncate(own);
    }
    match header.iter().find(|name| name.starts_with("SUI_")) {
        Some(other) => Err(NotASheet::OtherRun(other.clone())),
        None => Ok(own == header.len() && own > 0),
    }
}

fn twice(header: &[String]) -> Result<(), NotASheet> {
    let mut seen = std::collections::HashSet::new();
    let mut names = header.iter().filter(|name| !name.is_empty());
    match names.find(|name| !seen.insert(name.to_lowercase())) {
        Some(name) => Err(NotASheet::Twice(name.clone())),
        None => Ok(()),
    }
}

fn row(record: &csv::StringRecord, header: &[String], places: &Places, added: usize, kind: Kind) -> Row {
    let line = record.position().map_or(0, csv::Position::line);
    let mut fields: Vec<String> = record.iter().map(str::to_owned).collect();
    let has = fields.len();
    let mut rest = fields.split_off(has.min(header.len()));
    fields.resize(header.len(), String::new());
    let beyond = rest.split_off(rest.len().min(added));
    // What an earlier run could not find out is asked again.
    let settled = Some(rest).filter(|rest| added > 0 && rest.len() == added && kind.is_settled(rest));
    let in_the_way = |at: usize| fields[at].contains(['\n', '\r']);
    let broken = if has < header.len() {
        Some(format!("this row has {has} fields and the header {}: put it right", header.len()))
    } else if beyond.iter().any(|field| !field.trim().is_empty()) {
        let many = header.len() + beyond.len();
        Some(format!(
            "this row has {many} fields and the header {}: a comma may need quotation marks",
            header.len()
        ))
    } else if places.all().any(in_the_way) {
        Some("a name or date holds a line break: a quotation mark may not be closed, and swallow rows".into())
    } else if fields.iter().all(|field| field.trim().is_empty()) {
        Some("this row is empty".into())
    } else {
        None
    };
    Row { line, fields, beyond, settled, broken, same_id_as: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Sheet, NotASheet> {
        Sheet::read(text.as_bytes(), Kind::Match, &Columns::default())
    }

    fn problem(bytes: &[u8]) -> NotASheet {
        Sheet::read(bytes, Kind::Match, &Columns::default()).unwrap_err()
    }

    const HEADER: &str = "Id,GivenName,Surname,DOB";

    #[test]
    fn a_file_that_cannot_be_read_is_refused_before_anything_is_sent() {
        assert_eq!(problem(b""), NotASheet::Empty);
        assert_eq!(problem(b"\xef\xbb\xbf"), NotASheet::Empty);
        assert_eq!(problem(HEADER.as_bytes()), NotASheet::NoRows);
        let cp1252 = [HEADER.as_bytes(), b"\n1,Robin,Quill,2015-06-03\n2,Zo\xeb,Quill,2015-06-03\n"].concat();
        assert_eq!(problem(&cp1252), NotASheet::NotUtf8(3));
        let utf16: Vec<u8> = HEADER.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(problem(&utf16), NotASheet::Utf16);
        assert_eq!(problem(&[b"\xff\xfe", utf16.as_slice()].concat()), NotASheet::Utf16);
        assert_eq!(problem(b"PK\x03\x04rest"), NotASheet::Workbook);
        assert_eq!(problem(b"Id,Surname,surname\n1,a,b\n"), NotASheet::Twice("surname".into()));
        let NotASheet::Missing(which) = problem(b"Id,Forename\n1,a\n") else { panic!("missing") };
        assert!(
            which.starts_with("family name (Surname") && which.contains("and for date of birth (DOB"),
            "{which}"
        );
        assert_eq!(
            problem(b"GivenName,Surname,DOB,SUI_Age\na,b,c,1\n"),
            NotASheet::OtherRun("SUI_Age".into())
        );
    }

    #[test]
    fn a_bom_semicolons_and_windows_line_ends_are_no_trouble() {
        let sheet = read("\u{feff}Id;GivenName;Surname;DOB\r\n1;Zoë;Quill;2015-06-03\r\n").unwrap();
        assert_eq!((sheet.has_bom, sheet.delimiter, sheet.header[0].as_str()), (true, b';', "Id"));
        assert!(sheet.person(&sheet.rows[0]).given == "Zoë");
    }

    #[test]
    fn a_broken_row_stays_a_row_and_says_why() {
        let text = format!(
            "{HEADER}\n1,Robin\n2,Robin,Quill,2015-06-03,,\n3,Robin,Quill, Ash,2015-06-03\n,,,\n4,\"Robin\nX\",Quill,2015-06-03\n"
        );
        let sheet = read(&text).unwrap();
        let broken: Vec<_> = sheet.rows.iter().map(|row| row.broken.as_deref().unwrap_or_default()).collect();
        assert!(broken[0].starts_with("this row has 2 fields and the header 4"), "{broken:?}");
        assert_eq!(broken[1], "", "empty fields at the end are Excel's");
        assert!(broken[2].starts_with("this row has 5 fields"), "{broken:?}");
        assert_eq!(sheet.rows[2].beyond, ["2015-06-03"]);
        assert_eq!(broken[3], "this row is empty");
        assert!(broken[4].contains("line break"), "{broken:?}");
        assert_eq!(sheet.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 4, 5, 6]);
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_breaks_its_row_and_loses_no_text() {
        let sheet = read(&format!("{HEADER}\n1,\"Robin,Quill,2015-06-03\n2,Ash,Thorn,2016-01-01\n")).unwrap();
        assert_eq!(sheet.rows.len(), 1);
        assert!(sheet.rows[0].broken.is_some() && sheet.rows[0].fields[1].contains("2,Ash,Thorn"));
    }

    #[test]
    fn an_id_that_comes_twice_is_told_with_the_first_line() {
        let row = "Robin,Quill,2015-06-03";
        let sheet = read(&format!("{HEADER}\n7,{row}\n8,{row}\n7,{row}\n,{row}\n,{row}\n")).unwrap();
        let same: Vec<_> = sheet.rows.iter().map(|row| row.same_id_as).collect();
        assert_eq!(same, [None, None, Some(2), None, None]);
    }

    #[test]
    fn an_earlier_output_is_taken_up_again() {
        let added = Kind::Match.added().join(",");
        let text = format!(
            "{HEADER},{added}\n1,a,b,2015-06-03,Match,1,9000000009,FuzzyGFD,\n2,a,b,2015-06-03,Error,-,-,-,no\n"
        );
        let sheet = read(&text).unwrap();
        assert_eq!((sheet.header.len(), sheet.settled()), (4, 1));
        assert!(sheet.rows.iter().all(|row| row.broken.is_none()));
        assert_eq!(sheet.rows[0].settled.as_ref().map(|it| it[2].as_str()), Some("9000000009"));
        // A reconciliation with nobody because the search failed is not settled either.
        let cell = |name: &str, search| match name {
            "SUI_Status" => "LocalDemographicsDidNotMatchToAnNhsNumber",
            "SUI_MatchStatus" => search,
            _ => "-",
        };
        let row = |search| {
            Kind::Reconcile.added().iter().map(|name| cell(name, search)).collect::<Vec<_>>().join(",")
        };
        let added = Kind::Reconcile.added().join(",");
        let compared =
            format!("{HEADER},{added}\n1,a,b,2015-06-03,{}\n2,a,b,1/6/15,{}\n", row("NoMatch"), row("Error"));
        let sheet = Sheet::read(compared.as_bytes(), Kind::Reconcile, &Columns::default()).unwrap();
        assert_eq!(sheet.rows.iter().map(|row| row.settled.is_some()).collect::<Vec<_>>(), [true, false]);
        let other = Sheet::read(text.as_bytes(), Kind::Reconcile, &Columns::default());
        assert_eq!(other.unwrap_err(), NotASheet::OtherRun("SUI_Status".into()));
    }
}
