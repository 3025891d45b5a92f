//! Returns checked in the browser: SSDA903 as the library checks it, notes that go out and come back, every wrong file told beside its field, and nothing of it
//! stored anywhere.

use std::io::{Cursor, Write};
use std::path::Path;
use std::time::SystemTime;

use returns::cin;
use returns::report::grouped;
use returns::report::notes::Notes;
use returns::rule::Kind;
use returns::ssda903::{self, Context, File, sample};
use returns::year::CollectionYear;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::harness::{Browser, Page, Site, html, log};

/// Stands in cells, names of files and notes; nothing else is spelt so.
const WORD: &str = "pumpernickel";

fn invented(children: u32, errors: u32, year: i16) -> sample::Invented {
    sample::invent(&sample::Sample { year: CollectionYear::of(year), children, seed: 3, errors })
}

fn files(of: &ssda903::Return) -> Vec<File> {
    sample::files(of).expect("they can be written")
}

/// Under a field, as they are handed in.
fn under<'a>(field: &'a str, files: &'a [File]) -> Vec<(&'a str, &'a str, &'a [u8])> {
    files.iter().map(|it| (field, it.name.as_str(), it.bytes.as_slice())).collect()
}

fn zipped(files: &[File]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        zip.start_file(&file.name, SimpleFileOptions::default()).expect("it begins");
        zip.write_all(&file.bytes).expect("it is written");
    }
    zip.finish().expect("it ends").into_inner()
}

fn census(children: u32, errors: u32, year: i16) -> Vec<u8> {
    let mut file = Vec::new();
    let sample = cin::sample::Sample { year: CollectionYear::of(year), children, seed: 3, errors };
    cin::sample::write(&sample, &mut file).expect("it is written");
    file
}

async fn check(browser: &mut Browser<'_>, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Page {
    browser.post_files("/returns", fields, files).await
}

/// Is a figure on one of the report's tiles?
fn has_tile(page: &Page, number: usize, label: &str) -> bool {
    let tile = format!("__number\">{}</span><span class=\"kith-dashboard__label\">{label}", grouped(number));
    page.body.contains(&tile)
}

#[tokio::test]
async fn the_browser_finds_what_the_library_finds() {
    let site = Site::new().await;
    let mut browser = site.signed_in("ana.analyst").await;
    let made = invented(300, 100, 2026);
    let (now, last) = (files(&made.now), files(&made.last));
    let context = Context { year: Some(CollectionYear::of(2026)), ..Context::default() };
    let (read, complaints) = ssda903::read_files(&now);
    let (before, _) = ssda903::read_files(&last);
    let findings = ssda903::validate(&read, Some(&before), &context);
    let report = ssda903::report(&read, findings, &complaints, Some(&before), &context, &Notes::default());
    assert!(report.open(Kind::Error) > 10);

    let mut both = under("files", &now);
    both.extend(under("last_files", &last));
    let page = check(&mut browser, &[("collection", "903")], &both).await.expect(200);
    assert!(page.body.contains("SSDA903, children looked after 2026-27"));
    assert!(has_tile(&page, report.open(Kind::Error), "error"), "{}", page.body);
    for rule in &report.rules {
        assert!(page.body.contains(&format!("id=\"rule-{}\"", rule.code)), "{}", rule.code);
    }
    assert!(!page.body.contains("Last year\u{2019}s return was not given"));
    assert!(page.body.contains("Ofsted\u{2019}s list of providers was not given: 7 rules"));

    // The same as one zip, and as a spreadsheet; the year that was chosen is the one that counts.
    let archive = zipped(&now);
    let one = [("files", "return.zip", archive.as_slice())];
    let page = check(&mut browser, &[("year", "2025-26")], &one).await.expect(200);
    assert!(page.body.contains("SSDA903, children looked after 2025-26"));
    assert!(page.body.contains("Last year\u{2019}s return was not given"));
    let page = check(&mut browser, &[("collection", "903"), ("as", "csv")], &both).await.expect(200);
    assert_eq!(page.header("content-disposition"), "attachment; filename=\"ssda903-report.csv\"");
    let numbers = page.body.lines().filter_map(|it| it.split(',').next()?.parse::<usize>().ok());
    assert_eq!(numbers.max(), Some(report.findings.len()));
    let page = check(&mut browser, &[("collection", "903"), ("as", "html")], &both).await.expect(200);
    assert!(page.body.starts_with("<!doctype html>") && page.body.contains("Rules that were not asked"));
}

#[tokio::test]
async fn postcodes_and_providers_make_more_rules_run() {
    let site = Site::new().await;
    let mut browser = site.signed_in("ana.analyst").await;
    let made = invented(50, 0, 2026);
    let now = files(&made.now);
    let mut list = "pcd,oseast1m,osnrth1m,laua\n".to_owned();
    for (at, episode) in made.now.episodes.iter().enumerate() {
        for post in [episode.home_post, episode.pl_post] {
            list.push_str(&format!("{},{},200000,E10000016\n", post.short().as_str(), 500_000 + at));
        }
    }
    let providers = b"URN,Placement code,Setting address postcode\n9999999,K2,ZZ1 1AA\n";
    let archive = zipped(&[File { name: "postcodes.csv".into(), bytes: list.into_bytes() }]);
    let mut all = under("files", &now);
    all.push(("postcodes", "postcodes.zip", &archive));
    all.push(("providers", "ofsted.csv", providers));
    let fields = [("collection", "903"), ("authority", "e10000016")];
    let page = check(&mut browser, &fields, &all).await.expect(200);
    let missing: Vec<&str> = page.body.split(" was not given").collect();
    assert_eq!(missing.len(), 2, "last year alone was not given");
    assert!(page.body.contains("id=\"rule-1008\""), "the numbers are on no list");
}

#[tokio::test]
async fn notes_go_out_and_come_back() {
    let site = Site::new().await;
    let mut browser = site.signed_in("ana.analyst").await;
    let file = census(400, 200, 2026);
    let read = cin::read::census(&file[..], None, |_| {}).expect("it is read");
    let of =
        |notes: &Notes| cin::report::report(&read.cin, cin::check(&read.cin), &read.complaints, None, notes);
    let report = of(&Notes::default());
    let query = report.findings.iter().find(|it| it.kind == Kind::Query && it.child.is_some());
    let (rule, child) =
        query.map(|it| (it.rule, it.child.clone().unwrap_or_default())).expect("there is one");
    let other =
        report.rules.iter().find(|it| it.kind == Kind::Query && it.code != rule).expect("another").code;

    let mut notes = Notes::default();
    notes.write(other, None, "Line one\nline \"two\" <b>");
    notes.write("8585Q", Some("NOBODY"), "Of a child who is not in this return");
    let handed_in = notes.text().into_bytes();
    let all = [("file", "census.xml", file.as_slice()), ("notes", "a.notes.toml", handed_in.as_slice())];
    let page = check(&mut browser, &[("collection", "cin")], &all).await.expect(200);
    let first = of(&notes);
    assert!(first.noted() > 0);
    assert!(has_tile(&page, first.noted(), if first.noted() == 1 { "query with" } else { "queries with" }));

    // The page sends back what it was given, and what was typed.
    let named = format!("child|{rule}|{child}");
    assert!(page.body.contains(&html_escaped(&named)), "there is a field for {named}");
    let hidden = html::hidden(&page.body);
    let hidden =
        |name: &str| hidden.iter().find(|it| it.0 == name).map(|it| unescaped(&it.1)).expect("it is there");
    let same = format!("return|{other}");
    let typed = [
        ("handed_in", hidden("handed_in").replace('\n', "\r\n")),
        ("name", hidden("name")),
        (&*named, "Looked at".to_owned()),
        (&*same, "Line one\r\nline \"two\" <b>".to_owned()),
    ];
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let saved = browser.post("/returns/notes", &typed).await.expect(200);
    assert_eq!(saved.header("content-disposition"), "attachment; filename=\"census.xml.notes.toml\"");
    notes.write(rule, Some(&child), "Looked at");
    assert_eq!(saved.body, notes.text(), "as the command writes it, and nothing is lost");

    let again = [("file", "census.xml", file.as_slice()), ("notes", "a.notes.toml", saved.bytes.as_slice())];
    let page = check(&mut browser, &[("collection", "cin")], &again).await.expect(200);
    let second = of(&notes);
    assert!(second.noted() > first.noted());
    assert!(has_tile(&page, second.noted(), "queries with"));
}

fn html_escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#34;", "\"");
    text.replace("&#x27;", "'").replace("&#39;", "'").replace("&#x2f;", "/").replace("&amp;", "&")
}

#[tokio::test]
async fn a_wrong_file_is_told_beside_its_field() {
    let site = Site::new().await;
    let mut browser = site.signed_in("ana.analyst").await;
    let made = invented(30, 0, 2026);
    let (now, last) = (files(&made.now), files(&made.last));
    let census = census(5, 0, 2026);
    let bomb = zipped(&[File { name: "Header.csv".into(), bytes: vec![b' '; 201_000_000] }]);
    let good: (&str, &str, &[u8]) = ("files", "Header.csv", &now[0].bytes);
    let good_census: (&str, &str, &[u8]) = ("file", "census.xml", &census);
    type Case<'a> = (&'a str, &'a str, Vec<(&'a str, &'a str, &'a [u8])>, &'a str, &'a str);
    let mut reversed = under("files", &last);
    reversed.extend(under("last_files", &now));
    let cases: Vec<Case<'_>> = vec![
        ("", "", vec![], "collection", "Choose which return to check"),
        ("cin", "", vec![], "file", "Choose the census file to check"),
        ("903", "", vec![], "files", "Choose the files of the return"),
        ("cin", "", vec![("file", "a.xml", b"")], "file", "The file is empty"),
        ("cin", "", vec![("file", "a.xml", b"\x89PNG")], "file", "Choose the XML file that goes to COLLECT"),
        ("cin", "", vec![("file", "a.csv", &now[0].bytes)], "file", "it is of SSDA903"),
        ("cin", "", vec![good_census, ("last", "b.xml", &census)], "last", "Choose the one of 2025-26"),
        ("cin", "", vec![good_census, ("notes", "n.toml", b"[retrun]")], "notes", "is not a file of notes"),
        ("cin", "", vec![good_census, ("notes", "n.toml", b"\xff\xfe\0")], "notes", "it is not text"),
        ("903", "", vec![("files", "census.xml", &census)], "files", "is a children in need census"),
        ("903", "", vec![("files", "a.csv", b"")], "files", "a.csv: The file is empty"),
        ("903", "", vec![("files", "a.csv", b"name,age\nA,3\n")], "files", "has these columns: NAME, AGE"),
        ("903", "", vec![("files", "a.pdf", b"%PDF")], "files", "neither CSV nor XML nor a workbook"),
        ("903", "", vec![("files", "a.xlsx", b"CHILD")], "files", "The workbook could not be read"),
        ("903", "", vec![("files", "a.zip", b"CHILD")], "files", "The zip could not be read"),
        ("903", "", vec![("files", "a.zip", &bomb)], "files", "larger than 200 MB when it is unpacked"),
        ("903", "", vec![good], "year", "no dates in the files"),
        ("903", "", reversed, "last_files", "in each other\u{2019}s place"),
        ("903", "E1", under("files", &now), "authority", "a letter and eight digits"),
    ];
    for (collection, authority, files, field, words) in cases {
        let fields = [("collection", collection), ("authority", authority)];
        let page = check(&mut browser, &fields, &files).await.expect(422);
        let told = unescaped(&page.body);
        assert!(told.contains(words), "{words:?} is not told: {told}");
        assert!(told.contains(&format!("href=\"#{field}\"")), "{words:?} is not beside {field}");
        assert!(told.contains(&format!("id=\"{field}-error\"")), "{words:?} is not beside {field}");
    }
    let mut more = under("files", &now);
    more.push(("providers", "list.csv", b"name\nA\n"));
    more.push(("postcodes", "post.csv", b"pcd,laua\n"));
    let page =
        check(&mut browser, &[("collection", "903"), ("authority", "E10000016")], &more).await.expect(422);
    assert!(page.body.contains("a list has a column URN") && page.body.contains("oseast1m is missing"));
}

#[tokio::test]
async fn what_can_be_read_is_checked_whatever_comes_with_it() {
    let site = Site::new().await;
    let mut browser = site.signed_in("ana.analyst").await;
    let now = files(&invented(30, 0, 2026).now);
    let mut all = under("files", &now);
    all.push(("files", "Header.csv", &now[0].bytes));
    all.push(("files", "broken.xlsx", b"CHILD"));
    let page = check(&mut browser, &[], &all).await.expect(200);
    assert!(page.body.contains("Header was in "), "two files of one table");
    assert!(page.body.contains("broken.xlsx: The workbook could not be read"));
    // Rubbish under every name is told, and breaks nothing.
    for name in ["a.csv", "a.tsv", "a.xml", "a.xlsx", "a.zip"] {
        for start in [
            "",
            "PK\u{3}\u{4}",
            "<Message><Children><Child>",
            "<EXPSSDA903><CHILD>",
            "CHILD,DOB,REVIEW\n\"",
            "\u{feff}",
        ] {
            let mut bytes = start.as_bytes().to_vec();
            bytes.extend((0..2_000u32).map(|it| (it.wrapping_mul(2_654_435_761) >> 13) as u8));
            for field in ["files", "file", "last_files", "providers", "postcodes", "counties", "notes"] {
                let mut files = under("files", &now[..2]);
                files.push((field, name, &bytes));
                for collection in ["cin", "903"] {
                    let page = check(
                        &mut browser,
                        &[("collection", collection), ("authority", "E10000016")],
                        &files,
                    )
                    .await;
                    assert!(
                        [200, 422].contains(&page.status.as_u16()),
                        "{name} {start:?} as {field}: {}",
                        page.status
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn nothing_of_a_return_is_stored() {
    let log = log::listen();
    let kept = std::env::temp_dir().join(format!("kith-test-{}", std::process::id()));
    std::fs::write(&kept, "").expect("it is written");
    let began = kept.metadata().and_then(|it| it.modified()).expect("a moment");
    let site = Site::new().await;
    let mut browser = site.signed_in("ana.analyst").await;
    let text =
        format!("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n{WORD},1,01/02/2010,{WORD},{WORD},0,{WORD}\n");
    let name = format!("{WORD}.csv");
    let notes = format!("[return]\n\"454\" = \"{WORD}\"\n");
    let files = [("files", name.as_str(), text.as_bytes()), ("notes", "a.notes.toml", notes.as_bytes())];
    let fields = [("collection", "903"), ("year", "2026-27")];
    let page = check(&mut browser, &fields, &files).await.expect(200);
    assert!(page.body.contains(WORD), "the report shows it");
    let typed = [("handed_in", notes.as_str()), ("child|454|K1", WORD), ("name", name.as_str())];
    let page = browser.post("/returns/notes", &typed).await.expect(200);
    assert_eq!(page.body.matches(WORD).count(), 2);
    // What cannot be read is not stored either.
    check(&mut browser, &[("collection", "cin"), ("authority", WORD)], &[("file", &name, WORD.as_bytes())])
        .await
        .expect(422);

    // The log first: what looks through the record is logged too.
    assert!(!log.text().to_lowercase().contains(WORD), "it is in the log");
    assert_eq!(in_the_record(&site, WORD).await, Vec::<String>::new());
    assert_eq!(in_new_files(&std::env::temp_dir(), began, 0), Vec::<String>::new());

    // Whoever looks like this finds what is there.
    assert!(!in_the_record(&site, "ana.analyst").await.is_empty());
    std::fs::write(&kept, WORD).expect("it is written");
    let found = in_new_files(&std::env::temp_dir(), began, 0);
    std::fs::remove_file(&kept).expect("it goes");
    assert_eq!(found, [kept.display().to_string()]);
}

/// Every column of the record that has the word, whatever its kind.
async fn in_the_record(site: &Site, word: &str) -> Vec<String> {
    let columns = site
        .record
        .sql(
            "select table_schema || '.' || table_name || ' ' || column_name || ' ' || udt_name from information_schema.columns
             where table_schema not in ('pg_catalog', 'information_schema')",
        )
        .await
        .expect("it answers");
    assert!(columns.len() > 300);
    let mut found = Vec::new();
    for column in columns {
        let words: Vec<&str> = column.split(' ').collect();
        let [table, name, kind] = words[..] else { panic!("{column}") };
        let text =
            if kind == "bytea" { format!("encode({name}, 'escape')") } else { format!("{name}::text") };
        if site.record.count(&format!("{table} where {text} ilike '%{word}%'")).await > 0 {
            found.push(format!("{table}.{name}"));
        }
    }
    found
}

/// Files that were written since, below this folder, with the word in their name or in what they hold.
fn in_new_files(folder: &Path, since: SystemTime, depth: usize) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, Ok(about)) = (entry.path(), entry.metadata()) else { continue };
        if about.is_dir() && depth < 3 {
            found.extend(in_new_files(&path, since, depth + 1));
        } else if about.is_file() && about.modified().is_ok_and(|it| it >= since) && about.len() < 50_000_000
        {
            let bytes = std::fs::read(&path).unwrap_or_default();
            let holds = bytes.windows(WORD.len()).any(|it| it == WORD.as_bytes());
            if holds || path.to_string_lossy().contains(WORD) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}
