//! Any bytes as the files of an SSDA903 return: read, checked as a whole and child by child, reported in every form.
//!
//! The first byte chooses the year. Then come files, each after a line `>>>>FOLDER/NAME`. The folder is `now`, `last`, `ofsted` (lists of
//! providers), `places` (a list of postcodes) or `notes`. A name with a folder in it (`return.xlsx/xl/workbook.xml`) is a part of a
//! workbook: the parts are packed here, because no chance change survives compression and its checksum.

#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use returns::report::{csv, html, notes::Notes};
use returns::ssda903::{self, Context, Counties, File, read_files, read_providers, work_out_places};
use returns::year::CollectionYear;
use zip::write::{SimpleFileOptions, ZipWriter};

/// What stands before the name of each file.
const MARK: &[u8] = b">>>>";

#[derive(Default)]
struct Input {
    now: Vec<File>,
    last: Vec<File>,
    ofsted: Vec<File>,
    places: Vec<File>,
    notes: Vec<File>,
}

fuzz_target!(init: let_the_workbook_library_panic(), |bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let input = input(rest);
    let (mut now, complaints) = read_files(&input.now);
    let (mut last, _) = read_files(&input.last);
    let mut context =
        Context { year: Some(CollectionYear::of(2022 + i16::from(first % 5))), ..Context::default() };
    if !input.ofsted.is_empty() {
        context.providers = Some(read_providers(&input.ofsted).0);
    }
    if let Some(places) = input.places.first() {
        context.authority = Some("E10000016".to_owned());
        let both = &mut [&mut now, &mut last];
        let _ = work_out_places(both, &places.bytes[..], &Counties::default(), &mut context);
    }
    let notes = input.notes.first().and_then(|it| std::str::from_utf8(&it.bytes).ok());
    let notes = notes.and_then(|it| Notes::read(it).ok()).unwrap_or_default();

    let findings = ssda903::validate(&now, Some(&last), &context);
    if let Some(row) = now.header.first() {
        let child = now.cell(ssda903::Table::Header, 0, "CHILD");
        let _ = (row, ssda903::check_child(&child, &now, Some(&last), &context));
    }
    let report = ssda903::report(&now, findings, &complaints, Some(&last), &context, &notes);
    serde_json::to_vec(&report).expect("a report becomes JSON");
    csv::write(&report, std::io::sink()).expect("a report becomes a spreadsheet");
    // The page takes longer than all the rest.
    if bytes.len().is_multiple_of(16) {
        html::page(&report, "return").expect("a report becomes a page");
    }
});

/// The reader catches what that library panics at, and says that the workbook is damaged. Any other panic ends the run.
fn let_the_workbook_library_panic() {
    std::panic::set_hook(Box::new(|panic| {
        if !panic.location().is_some_and(|at| at.file().contains("/calamine-")) {
            eprintln!("{panic}");
            std::process::abort();
        }
    }));
}

fn input(bytes: &[u8]) -> Input {
    let mut input = Input::default();
    let mut open: Option<(String, ZipWriter<Cursor<Vec<u8>>>, String)> = None;
    for (path, bytes) in files(bytes) {
        let Some((folder, name)) = path.split_once('/') else { continue };
        match name.split_once('/') {
            Some((book, part)) => {
                if open.as_ref().is_some_and(|(of, _, name)| (of.as_str(), name.as_str()) != (folder, book)) {
                    close(open.take(), &mut input);
                }
                let new = || (folder.to_owned(), ZipWriter::new(Cursor::new(Vec::new())), book.to_owned());
                let (_, zip, _) = open.get_or_insert_with(new);
                // A part of the same name twice is refused, which is nothing to us.
                if zip.start_file(part, SimpleFileOptions::default()).is_ok() {
                    let _ = zip.write_all(bytes);
                }
            }
            None => add(folder, File { name: name.to_owned(), bytes: bytes.to_vec() }, &mut input),
        }
    }
    close(open, &mut input);
    input
}

/// Each file's path and what is in it.
fn files(bytes: &[u8]) -> Vec<(String, &[u8])> {
    let starts: Vec<usize> =
        bytes.windows(MARK.len()).enumerate().filter(|it| it.1 == MARK).map(|it| it.0).collect();
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| {
            let file = bytes.get(start + MARK.len()..end).unwrap_or_default();
            let line = file.iter().position(|byte| *byte == b'\n').unwrap_or(file.len());
            let (name, rest) = file.split_at(line);
            (String::from_utf8_lossy(name).into_owned(), rest.get(1..).unwrap_or_default())
        })
        .collect()
}

fn close(open: Option<(String, ZipWriter<Cursor<Vec<u8>>>, String)>, input: &mut Input) {
    if let Some((folder, zip, name)) = open
        && let Ok(bytes) = zip.finish()
    {
        add(&folder, File { name, bytes: bytes.into_inner() }, input);
    }
}

fn add(folder: &str, file: File, input: &mut Input) {
    match folder {
        "now" => input.now.push(file),
        "last" => input.last.push(file),
        "ofsted" => input.ofsted.push(file),
        "places" => input.places.push(file),
        "notes" => input.notes.push(file),
        _ => {}
    }
}
