//! Ethnicity as the Department for Education collects it.

use super::set::{Code, CodeSet, grouped};

const WHITE: &str = "White";
const MIXED: &str = "Mixed";
const ASIAN: &str = "Asian or Asian British";
const BLACK: &str = "Black or Black British";
const OTHER: &str = "Other ethnic groups";
const NONE: &str = "No answer";

/// DfE's ethnicity codes. Source: children in need census 2026, `ethnicitytype`.
pub const ETHNICITIES: CodeSet = CodeSet::new("ethnicity", CODES);

const CODES: &[Code] = &[
    grouped(WHITE, "WBRI", "White British"),
    grouped(WHITE, "WIRI", "White Irish"),
    grouped(WHITE, "WIRT", "Traveller of Irish heritage"),
    grouped(WHITE, "WROM", "Gypsy or Roma"),
    grouped(WHITE, "WOTH", "Any other White background"),
    grouped(MIXED, "MWBC", "White and Black Caribbean"),
    grouped(MIXED, "MWBA", "White and Black African"),
    grouped(MIXED, "MWAS", "White and Asian"),
    grouped(MIXED, "MOTH", "Any other mixed background"),
    grouped(ASIAN, "AIND", "Indian"),
    grouped(ASIAN, "APKN", "Pakistani"),
    grouped(ASIAN, "ABAN", "Bangladeshi"),
    grouped(ASIAN, "CHNE", "Chinese"),
    grouped(ASIAN, "AOTH", "Any other Asian background"),
    grouped(BLACK, "BCRB", "Caribbean"),
    grouped(BLACK, "BAFR", "African"),
    grouped(BLACK, "BOTH", "Any other Black background"),
    grouped(OTHER, "OOTH", "Any other ethnic group"),
    grouped(NONE, "REFU", "Prefers not to say"),
    grouped(NONE, "NOBT", "Not yet asked"),
];
