//! The report as one HTML page that needs nothing else. It can be kept beside the return, and mailed as safely as the return itself.

use minijinja::{Environment, Value, context};
use pictures::Table;

use super::{Report, Shown, Standing, grouped, picture};
use crate::rule::Kind;

const PAGE: &str = include_str!("../../templates/report.html");

/// What is said of figures without a tolerance of the Department's.
const NOT_JUDGED: &str = "The Department's own tolerances for this return are not known here. A change of 25% or more, and of five or more, is marked so \
    that somebody looks at it. It need not be confirmed, and holds nothing up.";

/// So many findings are written out of each rule, and so many children: the whole list is the CSV.
const FINDINGS: usize = 25;
const CHILDREN: usize = 200;

/// The page.
///
/// # Errors
/// The template engine's.
pub fn page(report: &Report, file: &str) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.add_template("report.html", PAGE)?;
    environment.get_template("report.html")?.render(context! { file, ..parts(report) })
}

/// What a page shows of a report: the same for the page that stands alone and for one of Kith's own.
pub fn parts(report: &Report) -> Value {
    let picture = picture::of_rules(report);
    let children = report.by_child();
    context! {
        collection => report.collection,
        year => report.year.as_str(),
        standing => standing(report),
        children => grouped(report.children),
        errors => grouped(report.open(Kind::Error)),
        queries => grouped(report.open(Kind::Query)),
        noted => grouped(report.noted()),
        touched => grouped(children.len()),
        rules => report.rules.iter().map(|it| rule(report, it)).collect::<Vec<_>>(),
        plot => picture.as_ref().map(|it| it.0.as_str()),
        plot_table => picture.as_ref().map(|it| shown(&it.1)),
        by_child => children.iter().take(CHILDREN).map(|(child, findings)| of_child(child, findings)).collect::<Vec<_>>(),
        children_left => children.len().saturating_sub(CHILDREN),
        unreadable => report.unreadable.iter().map(|it| context! { file => it.file.clone(), line => it.line, what => it.what.clone() }).collect::<Vec<_>>(),
        more_unreadable => report.more_unreadable,
        year_on_year => (!report.year_on_year.is_empty()).then(|| shown(&year_on_year(report))),
        year_on_year_note => (!report.year_on_year.is_empty() && !judged(report)).then_some(NOT_JUDGED),
        confirmations => report.year_on_year.iter().filter(|it| it.unconfirmed())
            .map(|it| context! { code => it.code, sentence => it.fixed_note }).collect::<Vec<_>>(),
        not_asked => report.not_asked.iter()
            .map(|it| context! { missing => it.missing, count => it.rules.len(), rules => it.rules.join(", ") }).collect::<Vec<_>>(),
        tables => shown(&tables(report)),
    }
}

fn standing(report: &Report) -> &'static str {
    match report.standing() {
        Standing::Ready => "Ready to send: nothing is left to put right or to explain.",
        Standing::Queries => {
            "No errors. Some queries are left: put them right, or write a note why they stand."
        }
        Standing::Errors if report.open(Kind::Error) == 0 => {
            "Some of it could not be read, and was not checked. Put that right first."
        }
        Standing::Errors => "Errors have to be put right before this return is sent.",
    }
}

fn rule(report: &Report, rule: &super::OfRule) -> Value {
    let findings = report.findings.iter().filter(|it| it.rule == rule.code);
    context! {
        code => rule.code,
        kind => word(rule.kind),
        message => rule.message.trim(),
        findings => grouped(rule.findings),
        children => if rule.children == 0 { "the whole return".to_owned() } else { grouped(rule.children) },
        noted => grouped(rule.noted),
        note => rule.note.clone(),
        fixed_note => rule.fixed_note.filter(|_| rule.noted < rule.findings),
        listed => findings.filter(|it| !it.cells.is_empty()).take(FINDINGS).map(finding).collect::<Vec<_>>(),
        left => rule.findings.saturating_sub(FINDINGS),
    }
}

fn finding(finding: &Shown) -> Value {
    let cell = |it: &super::ShownCell| context! { table => it.table, column => it.column, line => it.line, value => it.value.clone() };
    context! {
        rule => finding.rule,
        child => finding.child.clone(),
        note => finding.note.clone(),
        cells => finding.cells.iter().map(cell).collect::<Vec<_>>(),
    }
}

fn of_child(child: &str, findings: &[&Shown]) -> Value {
    let mut rules: Vec<(&str, usize)> = Vec::new();
    for it in findings {
        match rules.iter_mut().find(|(code, _)| *code == it.rule) {
            Some((_, count)) => *count += 1,
            None => rules.push((it.rule, 1)),
        }
    }
    let rules: Vec<String> = rules
        .iter()
        .map(|(code, count)| if *count == 1 { (*code).to_owned() } else { format!("{code} ({count} times)") })
        .collect();
    context! { child, findings => grouped(findings.len()), rules => rules.join(", ") }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Error => "Error",
        Kind::Query => "Query",
    }
}

fn tables(report: &Report) -> Table {
    let mut table = Table::new("What was read", &["Table", "Rows"]);
    table.rows.extend(report.tables.iter().map(|(name, rows)| vec![(*name).to_owned(), grouped(*rows)]));
    table
}

/// Does the Department ask that changes are confirmed?
fn judged(report: &Report) -> bool {
    report.year_on_year.iter().any(|it| it.fixed_note.is_some())
}

fn year_on_year(report: &Report) -> Table {
    let last = if judged(report) { "To confirm" } else { "Look at it" };
    let mut table = Table::new(
        "Compared with last year",
        &["Check", "What is counted", "Last year", "This year", "Change", last],
    );
    table.rows.extend(report.year_on_year.iter().map(|it| {
        let change = match it.change() {
            Some(_) if it.this == it.last => "the same".to_owned(),
            Some(change) => format!("{change:+.1}%"),
            None if it.this == 0 => "none in either year".to_owned(),
            None => "none last year".to_owned(),
        };
        let confirm = match (it.appears(), &it.note) {
            (_, Some(note)) if it.fixed_note.is_none() => format!("note: {note}"),
            (false, _) if it.fixed_note.is_none() => "no".to_owned(),
            (false, _) => format!("no: less than {}%", it.threshold),
            (true, None) => "yes".to_owned(),
            (true, Some(note)) => format!("confirmed: {note}"),
        };
        vec![
            it.code.to_owned(),
            it.what.to_owned(),
            grouped(it.last as usize),
            grouped(it.this as usize),
            change,
            confirm,
        ]
    }));
    table
}

/// A table as the page's macro takes it.
fn shown(table: &Table) -> Value {
    context! { caption => table.caption.as_str(), head => table.head.clone(), rows => table.rows.clone() }
}
