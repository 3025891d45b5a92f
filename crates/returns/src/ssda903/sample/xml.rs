//! A return in the XML form.

use std::fmt::Write;

use quick_xml::escape::escape;

use crate::ssda903::child::{Records, Rows};
use crate::ssda903::index::Index;
use crate::ssda903::returned::Return;
use crate::ssda903::table::Row;
use crate::ssda903::text::{Longer, is};

/// The return as one XML document, child by child. Children without a header are left out, as the form has no place for them.
pub fn xml(read: &Return) -> String {
    let index = Index::of(read, None);
    let mut out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<EXPSSDA903>\n".to_owned();
    for child in 0..index.children.len() {
        let (records, _) = index.records(child);
        if !records.header.is_empty() {
            one(&mut out, records, &read.longer);
        }
    }
    out.push_str("</EXPSSDA903>\n");
    out
}

fn one(out: &mut String, records: Records<'_>, longer: &Longer) {
    out.push_str("<CHILD>\n<HEADER>\n");
    if let Some(header) = records.header.first() {
        cells(out, header.row, longer, |name| !matches!(name, "MOTHER" | "MC_DOB" | "UASC"));
        let uasc = records.uasc.first();
        element(out, "UASC", if uasc.is_some() || is!(header.uasc, "1") { "1" } else { "0" });
        if let Some(row) = uasc {
            cells(out, row.row, longer, |name| name == "DUC");
        }
        if let Some(row) = records.ad1.first() {
            cells(out, row.row, longer, own);
        }
        if let Some(row) = records.oc3.first() {
            cells(out, row.row, longer, own);
        }
        groups(out, "AMISSING", records.missing, longer);
        groups(out, "AREVIEW", records.reviews, longer);
        cells(out, header.row, longer, |name| matches!(name, "MOTHER" | "MC_DOB"));
        groups(out, "PERMANENCE", records.prev_perm, longer);
        groups(out, "OC2", records.oc2, longer);
        groups(out, "AD_PLACED", records.placed_adoption, longer);
        groups(out, "SWEPISODE", records.sw_episodes, longer);
        groups(out, "DOLO", records.dolo, longer);
    }
    out.push_str("</HEADER>\n");
    groups(out, "EPISODE", records.episodes, longer);
    out.push_str("</CHILD>\n");
}

/// What the header says once for the child.
fn own(name: &str) -> bool {
    !matches!(name, "CHILD" | "DOB" | "SEX")
}

fn groups<T: Row>(out: &mut String, name: &str, rows: Rows<'_, T>, longer: &Longer) {
    for row in rows.iter() {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "<{name}>");
        cells(out, row.row, longer, own);
        let _ = writeln!(out, "</{name}>");
    }
}

fn cells<T: Row>(out: &mut String, row: &T, longer: &Longer, wanted: impl Fn(&str) -> bool) {
    for (place, column) in T::COLUMNS.iter().enumerate() {
        let cell = row.show(place, longer);
        if wanted(column.name) && !cell.is_empty() {
            let name = match column.name {
                "CHILD" => "CHILDID",
                "PLACE" => "PL",
                other => other,
            };
            element(out, name, &cell);
        }
    }
}

fn element(out: &mut String, name: &str, cell: &str) {
    let _ = writeln!(out, "<{name}>{}</{name}>", escape(cell));
}
