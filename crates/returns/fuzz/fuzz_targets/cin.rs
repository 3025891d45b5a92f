//! Any bytes as a children in need census: read, checked as a whole and child by child, reported in every form.

#![no_main]

use libfuzzer_sys::fuzz_target;
use returns::cin;
use returns::report::{csv, html, notes::Notes};

fuzz_target!(|bytes: &[u8]| {
    let Ok(census) = cin::read::census(bytes, None, |_| {}) else { return };
    let findings = cin::check(&census.cin);
    cin::check_child(&census.cin);
    let last = Some(&census.cin);
    let report = cin::report::report(&census.cin, findings, &census.complaints, last, &Notes::default());
    serde_json::to_vec(&report).expect("a report becomes JSON");
    csv::write(&report, std::io::sink()).expect("a report becomes a spreadsheet");
    // The page takes longer than all the rest.
    if bytes.len().is_multiple_of(16) {
        html::page(&report, "census.xml").expect("a report becomes a page");
    }
});
