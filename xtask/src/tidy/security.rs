//! The table of security requirements: none left out, no test named that is not there, no status without its reason.

use std::collections::BTreeMap;

use super::files::File;

/// The table.
pub const PATH: &str = "docs/reference/security.md";

/// How many requirements of levels 1 and 2 each chapter of OWASP ASVS 5.0.0 has, in the order of its chapters.
const WANTED: [[usize; 2]; 17] = [
    [8, 19],
    [4, 7],
    [8, 11],
    [2, 8],
    [4, 5],
    [13, 22],
    [6, 12],
    [4, 3],
    [4, 3],
    [5, 24],
    [3, 11],
    [3, 6],
    [1, 12],
    [2, 7],
    [3, 10],
    [0, 16],
    [0, 7],
];

const STATUSES: [&str; 4] = ["met", "partly", "not applicable", "not yet"];

/// One row of the table.
struct Row<'a> {
    id: &'a str,
    level: &'a str,
    status: &'a str,
    tests: Vec<(&'a str, &'a str)>,
    reason: String,
}

/// What is wrong with the table. `source` gives the text of a file of the repository.
pub fn complaints(file: &File, source: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    if file.path != PATH {
        return Vec::new();
    }
    let rows: Vec<Row> = file.text.lines().filter_map(row).collect();
    let mut complaints: Vec<String> = rows.iter().flat_map(|row| wrong_with(row, source)).collect();
    complaints.extend(miscounted(&rows));
    let total = |status: &str| rows.iter().filter(|row| row.status == status).count();
    let sum = STATUSES.map(|status| format!("{} {status}", total(status))).join(", ");
    if !file.text.contains(&format!("**{sum}.**")) {
        complaints.push(format!("it should say: **{sum}.**"));
    }
    complaints.into_iter().map(|complaint| format!("{PATH}: {complaint}")).collect()
}

/// A line such as `| 1.2.3 | 2 | words | met | evidence |`.
fn row(line: &str) -> Option<Row<'_>> {
    let cells: Vec<&str> = line.strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
    let [id, level, _, status, evidence] = cells[..] else { return None };
    if id.split('.').filter(|part| part.parse::<u8>().is_ok()).count() != 3 {
        return None;
    }
    let mut tests = Vec::new();
    let mut reason = String::new();
    for part in evidence.split("<br>") {
        match part
            .strip_prefix('`')
            .and_then(|rest| rest.strip_suffix('`'))
            .and_then(|test| test.split_once("::"))
        {
            Some(test) => tests.push(test),
            None => reason.push_str(part),
        }
    }
    Some(Row { id, level, status, tests, reason })
}

fn wrong_with(row: &Row, source: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    let id = row.id;
    if !STATUSES.contains(&row.status) {
        wrong.push(format!("{id}: \u{201c}{}\u{201d} is no status", row.status));
    }
    if row.reason.trim().len() < 10 && (row.status != "met" || row.tests.is_empty()) {
        wrong.push(format!("{id}: {} needs a reason", row.status));
    }
    for (path, name) in &row.tests {
        let there = source(path).is_some_and(|text| is_test(&text, name));
        if !there {
            wrong.push(format!("{id}: there is no test {name} in {path}"));
        }
    }
    wrong
}

/// Whether a function of this name follows an attribute that makes it a test.
fn is_test(text: &str, name: &str) -> bool {
    let starts = [format!("fn {name}("), format!("async fn {name}(")];
    let mut is_marked = false;
    text.lines().map(str::trim_start).any(|line| {
        let found = is_marked && starts.iter().any(|start| line.starts_with(start));
        let is_attribute = line.starts_with("#[") || line.starts_with("//");
        is_marked =
            line.starts_with("#[test]") || line.starts_with("#[tokio::test") || is_marked && is_attribute;
        found
    })
}

fn miscounted(rows: &[Row]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    rows.iter().for_each(|row| *seen.entry(row.id).or_default() += 1);
    wrong.extend(seen.iter().filter(|(_, count)| **count > 1).map(|(id, _)| format!("{id} comes twice")));
    for (chapter, wanted) in (1..).zip(WANTED) {
        let start = format!("{chapter}.");
        for (level, wanted) in ["1", "2"].into_iter().zip(wanted) {
            let found = rows.iter().filter(|row| row.id.starts_with(&start) && row.level == level).count();
            if found != wanted {
                wrong.push(format!(
                    "chapter {chapter} has {found} rows of level {level}, the standard {wanted}"
                ));
            }
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seventy_and_a_hundred_and_eighty_three() {
        let sum = |level: usize| WANTED.iter().map(|chapter| chapter[level]).sum::<usize>();
        assert_eq!((sum(0), sum(1)), (70, 183));
    }

    #[test]
    fn a_row_left_out_a_test_that_is_gone_and_a_status_without_reason_are_found() {
        let file = |text: &str| File { path: PATH.to_owned(), text: text.to_owned(), bytes: text.len() };
        let source =
            |path: &str| (path == "a.rs").then(|| "#[test]\nfn there() {}\nfn helper() {}\n".to_owned());
        let about = |text: &str| complaints(&file(text), &source).join("\n");
        assert!(!about("| 1.1.1 | 2 | x | met | `a.rs::there` |").contains("1.1.1:"));
        assert!(about("| 1.1.1 | 2 | x | met | `a.rs::gone` |").contains("no test gone in a.rs"));
        assert!(about("| 1.1.1 | 2 | x | met | `a.rs::helper` |").contains("no test helper"));
        assert!(about("| 1.1.1 | 2 | x | met | `b.rs::there` |").contains("no test there in b.rs"));
        assert!(about("| 1.1.1 | 2 | x | not yet | `a.rs::there` |").contains("not yet needs a reason"));
        assert!(about("| 1.1.1 | 2 | x | met | |").contains("met needs a reason"));
        assert!(about("| 1.1.1 | 2 | x | maybe | because of something |").contains("no status"));
        assert!(
            about("| 1.1.1 | 2 | x | met | `a.rs::there` |\n| 1.1.1 | 2 | x | met | `a.rs::there` |")
                .contains("twice")
        );
        assert!(about("").contains("chapter 17 has 0 rows of level 2, the standard 7"));
        assert!(about("").contains("it should say: **0 met, 0 partly, 0 not applicable, 0 not yet.**"));
    }
}
