//! `tests/access-matrix.txt`: one line a route and kind of record, one column a reader.

use std::fmt::Write;
use std::path::Path;

use super::{Cell, READERS, matrix};

const HEAD: &str = "\
Who gets what: every route, asked for by everybody, about every kind of record.
Written by `KITH_ACCEPT=1 cargo test -p tests`; read every change of it.

200 a page   303 goes elsewhere   401 sign in first   403 not for you   404 there is no such thing for you   422 put something right
409 somebody was first   400 not a form of ours
Forms are sent empty. \"own\" and \"kin\" are the reader's own record and a relative's, whoever reads.
";

/// The file's text.
fn written(cells: &[Cell]) -> String {
    let mut text = HEAD.to_owned();
    for (number, (reader, _)) in READERS.iter().enumerate() {
        let _ = writeln!(text, "{:>2} {reader}", number + 1);
    }
    let width = cells.iter().map(|cell| cell.route.len()).max().unwrap_or_default() + 5;
    let _ = write!(text, "\n{:width$} {:10}", "", "");
    for number in 1..=READERS.len() {
        let _ = write!(text, " {number:>3}");
    }
    let mut before = None;
    for cell in cells.iter().filter(|cell| cell.reader == READERS[0].0) {
        let route = format!("{:4} {}", cell.method, cell.route);
        let shown = if before == Some((cell.method, cell.route)) { "" } else { &route };
        let state = cell.state.map(|state| format!("{state:?}").to_lowercase()).unwrap_or_default();
        let _ = write!(text, "\n{shown:width$} {state:10}");
        for (reader, _) in READERS {
            let same = |other: &&Cell| {
                other.reader == reader
                    && (other.method, other.route, other.state) == (cell.method, cell.route, cell.state)
            };
            let status = cells.iter().find(same).map_or(0, |cell| cell.status);
            let _ = write!(text, " {status}");
        }
        before = Some((cell.method, cell.route));
    }
    text + "\n"
}

#[tokio::test]
async fn who_gets_what_is_as_accepted() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("access-matrix.txt");
    let now = written(matrix().await);
    if std::env::var("KITH_ACCEPT").is_ok_and(|set| set == "1") {
        std::fs::write(&path, &now).expect("the file can be written");
    }
    let accepted = std::fs::read_to_string(&path).unwrap_or_default();
    let changed: Vec<String> = now
        .lines()
        .filter(|line| !accepted.lines().any(|old| old == *line))
        .map(|line| format!("+ {line}"))
        .chain(
            accepted
                .lines()
                .filter(|old| !now.lines().any(|line| line == *old))
                .map(|old| format!("- {old}")),
        )
        .collect();
    assert!(
        now == accepted,
        "tests/access-matrix.txt is not what the site does. If this is meant, run `KITH_ACCEPT=1 cargo test -p tests` and \
         review the file.\n{}\n",
        changed.join("\n")
    );
}
