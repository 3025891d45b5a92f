//! Writes what the fuzzers begin with: `cargo run -p returns --example fuzz_seeds -- FOLDER` makes `corpus/` (small returns, whole and spoilt)
//! and `dictionaries/` (names of elements and columns, and codes). See `crates/returns/fuzz/README.md`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use returns::cin;
use returns::dice::Dice;
use returns::mutate::spoilt;
use returns::ssda903::{self, File, Return, Table, columns};
use returns::year::CollectionYear;

type Anything = Box<dyn std::error::Error>;

/// Seeds of each kind. Few and small: the fuzzer makes the rest.
const SEEDS: u64 = 12;

fn main() -> Result<(), Anything> {
    let folder = std::env::args().nth(1).ok_or("Where to?")?;
    let folder = Path::new(&folder);
    for name in ["cin", "ssda903"] {
        fs::create_dir_all(folder.join("corpus").join(name))?;
    }
    fs::create_dir_all(folder.join("dictionaries"))?;
    let mut words = BTreeSet::new();
    for seed in 0..SEEDS {
        let file = census(seed, 1 + (seed % 3) as u32)?;
        write(&folder.join("corpus/cin"), seed, &file)?;
    }
    of_xml(&census(99, 200)?, &mut words);
    fs::write(folder.join("dictionaries/cin.dict"), dictionary(&words))?;

    let mut words: BTreeSet<String> = ["now", "last", "ofsted", "places", "notes"]
        .into_iter()
        .flat_map(|it| [".csv", ".xml", ".xlsx/"].map(|kind| format!("\n>>>>{it}/a{kind}")))
        .collect();
    for seed in 0..SEEDS {
        write(&folder.join("corpus/ssda903"), seed, &looked_after(seed)?)?;
    }
    for table in Table::ALL {
        words.extend(columns(table).iter().map(|it| it.name.to_owned()));
    }
    of_xml(ssda903::sample::xml(&invented(99, 200).now).as_bytes(), &mut words);
    fs::write(folder.join("dictionaries/ssda903.dict"), dictionary(&words))?;
    Ok(())
}

/// The file as it is, and a spoilt copy.
fn write(folder: &Path, seed: u64, file: &[u8]) -> Result<(), Anything> {
    fs::write(folder.join(format!("seed-{seed}")), file)?;
    fs::write(folder.join(format!("spoilt-{seed}")), spoilt(file, &mut Dice::new(seed, 1)))?;
    Ok(())
}

fn year(seed: u64) -> CollectionYear {
    CollectionYear::of(2022 + (seed % 5) as i16)
}

fn census(seed: u64, children: u32) -> Result<Vec<u8>, Anything> {
    let mut file = Vec::new();
    cin::sample::write(&cin::sample::Sample { year: year(seed), children, seed, errors: 500 }, &mut file)?;
    Ok(file)
}

fn invented(seed: u64, children: u32) -> ssda903::sample::Invented {
    ssda903::sample::invent(&ssda903::sample::Sample { year: year(seed), children, seed, errors: 500 })
}

/// A return as the fuzzer's target takes it apart: in turn CSV, XML and a workbook.
fn looked_after(seed: u64) -> Result<Vec<u8>, Anything> {
    let it = invented(seed, 1 + (seed % 4) as u32);
    let mut out = vec![b'0' + ((seed + 2) % 5) as u8, b'\n'];
    let now = ssda903::sample::files(&it.now)?;
    match seed % 3 {
        0 => now.iter().for_each(|file| add(&mut out, &format!("now/{}", file.name), &file.bytes)),
        1 => add(&mut out, "now/a.xml", ssda903::sample::xml(&it.now).as_bytes()),
        _ => workbook(&mut out, &now),
    }
    for file in ssda903::sample::files(&it.last)? {
        if file.bytes.iter().filter(|byte| **byte == b'\n').count() > 1 {
            add(&mut out, &format!("last/{}", file.name), &file.bytes);
        }
    }
    if seed.is_multiple_of(2) {
        lists(&mut out, &it.now)?;
    }
    Ok(out)
}

fn add(out: &mut Vec<u8>, path: &str, bytes: &[u8]) {
    out.extend_from_slice(format!(">>>>{path}\n").as_bytes());
    out.extend_from_slice(bytes);
    out.push(b'\n');
}

/// Ofsted's list and a list of postcodes with what the episodes name; a note.
fn lists(out: &mut Vec<u8>, read: &Return) -> Result<(), Anything> {
    let mut providers = "URN,Placement code,Provider code,Setting postcode,Deregistration date\n".to_owned();
    let mut places = "pcd,oseast1m,osnrth1m,laua\n".to_owned();
    for row in 0..u32::try_from(read.episodes.len())? {
        let cell = |column| read.cell(Table::Episodes, row, column);
        writeln!(
            providers,
            "{},{},{},{},01/05/2026",
            cell("URN"),
            cell("PLACE"),
            cell("PLACE_PROVIDER"),
            cell("PL_POST")
        )?;
        writeln!(places, "{},53{row}000,18{row}000,E10000016", cell("PL_POST"))?;
        writeln!(places, "{},54{row}000,18{row}000,E06000035", cell("HOME_POST"))?;
    }
    add(out, "ofsted/a.csv", providers.as_bytes());
    add(out, "places/a.csv", places.as_bytes());
    add(out, "notes/a.toml", b"[return]\nINT01 = \"Looked at\"\n[child.S0000001]\n115 = \"So it was\"\n");
    Ok(())
}

/// The parts of a workbook with one sheet for each file.
fn workbook(out: &mut Vec<u8>, files: &[File]) {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let documents = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let packages = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut sheets, mut relations, mut parts) = (String::new(), String::new(), Vec::new());
    for (at, file) in files.iter().enumerate() {
        let number = at + 1;
        let _ = write!(sheets, "<sheet name='{}' sheetId='{number}' r:id='r{number}'/>", file.name);
        let _ = write!(
            relations,
            "<Relationship Id='r{number}' Type='{documents}/worksheet' Target='worksheets/sheet{number}.xml'/>"
        );
        let mut rows = String::new();
        for (row, line) in String::from_utf8_lossy(&file.bytes).lines().enumerate() {
            let _ = write!(rows, "<row r='{}'>", row + 1);
            for cell in line.split(',') {
                // A number where it is one, a text where not.
                let _ = match cell.parse::<u32>() {
                    Ok(cell) => write!(rows, "<c><v>{cell}</v></c>"),
                    Err(_) => write!(rows, "<c t='inlineStr'><is><t>{cell}</t></is></c>"),
                };
            }
            rows.push_str("</row>");
        }
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!("<worksheet xmlns='{main}'><sheetData>{rows}</sheetData></worksheet>"),
        ));
    }
    parts.push(("_rels/.rels".to_owned(), format!("<Relationships xmlns='{packages}'><Relationship Id='r1' Type='{documents}/officeDocument' Target='xl/workbook.xml'/></Relationships>")));
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!("<workbook xmlns='{main}' xmlns:r='{documents}'><sheets>{sheets}</sheets></workbook>"),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships xmlns='{packages}'>{relations}</Relationships>"),
    ));
    for (name, part) in parts {
        add(out, &format!("now/a.xlsx/{name}"), part.as_bytes());
    }
}

/// The tags of an XML file, and the short texts between them.
fn of_xml(file: &[u8], words: &mut BTreeSet<String>) {
    for part in String::from_utf8_lossy(file).split('<') {
        let (tag, text) = part.split_once('>').unwrap_or_default();
        if !tag.is_empty() && tag.len() < 60 {
            words.insert(format!("<{tag}>"));
        }
        // Codes, not numbers of children.
        let text = text.trim();
        if (1..=5).contains(&text.len()) {
            words.insert(text.to_owned());
        }
    }
    words.extend(
        [
            "2026-03-31",
            "2027-03-31",
            "31/03/2027",
            "2024-02-29",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "&#0;",
            "&amp;",
        ]
        .map(str::to_owned),
    );
}

/// As libFuzzer reads it.
fn dictionary(words: &BTreeSet<String>) -> String {
    let mut out = String::new();
    for word in words {
        let word = word.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\x0A");
        let _ = writeln!(out, "\"{word}\"");
    }
    out
}
