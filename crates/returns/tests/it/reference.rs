//! `docs/reference/return-rules.md` says every rule as it is. To write it anew: `KITH_ACCEPT=1 cargo test -p returns --test it reference`.

use std::fmt::Write;
use std::path::Path;

use returns::rule::Kind;
use returns::year::Years;
use returns::{cin, ssda903};

const FAULTS: &str = include_str!("../../data/reference_faults.md");

const BEGINNING: &str = "# Rules of the statutory returns

Every rule that `kith return validate` asks, with the Department for Education's message, what it looks at, and how it is read where the message leaves a choice.
This page is made from the rules themselves. How to use them: [Validate a return](../how-to/validate-a-return.md).

A rule is an *error*, which has to be put right, or a *query* (its code ends in Q in the census), which may stand with a note.

## Children in need census

Source of codes, messages and fields: the Department's validation rules for 2025-26, which 2026-27 keeps, as published with worked cases by
[data-to-insight/csc-validator-be-cin](https://github.com/data-to-insight/csc-validator-be-cin) at 1bf6f22 (MIT); automatic notes, year-on-year checks and what changed in 2023-24: the
Department's *Children in need census 2023 to 2024: guide*, sections 1.0, 1.9 and 1.10; 8617 and 8899Q, which ended with 2022-23: the same validator's folder of that
year. Contains public sector information licensed under the Open Government Licence
v3.0. The readings are ours.

";

const LOOKED_AFTER: &str = "
## SSDA903, children looked after

Source: the Department's validation rules for 2026-27, as published with worked cases by
[data-to-insight/csc-validator-be-903](https://github.com/data-to-insight/csc-validator-be-903) at 10ad07c (MIT). Contains public sector information licensed under the Open
Government Licence v3.0. Rules that ended before are from its folders of 2022-23 to 2024-25 and its list of 2023-24. The list at hand does not say which rule is an error and which a query: those whose message asks to look again are queries here. The readings are ours.

";

fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

fn years(years: Years) -> String {
    match (years.first, years.last) {
        (None, None) => "all".to_owned(),
        (Some(first), None) => format!("from {first}"),
        (None, Some(last)) => format!("until {last}"),
        (Some(first), Some(last)) => format!("{first} to {last}"),
    }
}

fn kind(kind: Kind) -> &'static str {
    if kind == Kind::Error { "error" } else { "query" }
}

fn page() -> String {
    let mut page = BEGINNING.to_owned();
    let mut rules: Vec<_> = cin::rules::all().collect();
    rules.sort_by_key(|it| it.code);
    writeln!(page, "| Rule | Kind | Years | Message | Looks at | Reading |\n|---|---|---|---|---|---|")
        .unwrap();
    for rule in rules {
        let before = cin::rules::kind_in(rule, returns::year::CollectionYear::FIRST);
        let kind = if before == rule.kind {
            kind(rule.kind).to_owned()
        } else {
            "query; error until 2022-23".to_owned()
        };
        let (message, reading) = (cell(rule.message), cell(rule.reading));
        writeln!(
            page,
            "| {} | {kind} | {} | {message} | {} | {reading} |",
            rule.code,
            years(rule.years),
            rule.fields.join(", ")
        )
        .unwrap();
    }
    page.push_str(LOOKED_AFTER);
    let mut rules: Vec<_> = ssda903::rules().iter().collect();
    rules.sort_by_key(|it| it.code);
    writeln!(page, "| Rule | Kind | Years | Message | Looks at | Reading |\n|---|---|---|---|---|---|")
        .unwrap();
    for rule in rules {
        let (message, reading) = (cell(rule.message), cell(rule.reading));
        let fields = rule.fields.join(", ");
        writeln!(
            page,
            "| {} | {} | {} | {message} | {fields} | {reading} |",
            rule.code,
            kind(rule.kind),
            years(rule.years)
        )
        .unwrap();
    }
    page.push('\n');
    page.push_str(FAULTS);
    page
}

#[test]
fn the_reference_is_current() {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/return-rules.md"));
    if std::env::var_os("KITH_ACCEPT").is_some() {
        std::fs::write(path, page()).unwrap();
    }
    assert!(
        std::fs::read_to_string(path).unwrap_or_default() == page(),
        "write it anew: KITH_ACCEPT=1 cargo test -p returns --test it reference"
    );
}
