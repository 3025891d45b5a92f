//! `datasources.csv`: where each service's data comes from, what it covers and how current it is.

use jiff::Timestamp;
use law::involvement_rules::Service;

use super::cells::{date, moment, read_date};
use super::services::{file_of, service_of};
use super::table::{Reading, Row, plain};
use super::{Line, NewFeed};
use crate::source::feed::Coverage;

/// The file.
pub(super) const FILE: &str = "datasources.csv";

const UNTIL: &str = "Coverage End Date";

/// Reads it. Gives each source with its line.
pub(super) fn read(reading: &mut Reading<'_>, now: Timestamp) -> Vec<(u64, Coverage)> {
    if !reading.has(FILE) {
        reading.wrong(FILE, 1, "this file is missing: it says where each service’s data comes from");
    }
    let mut sources = Vec::new();
    for row in reading.table(FILE, &["Id", "DataSource", "Last Synchronised"]).rows {
        let Some(service) =
            Service::ALL.iter().copied().find(|service| plain(service.code()) == plain(row.cell("Id")))
        else {
            reading.wrong(FILE, row.line, "Id must be School, AdultSocialCare, Housing or Police");
            continue;
        };
        let coverage = coverage(reading, &row, service);
        if coverage.system_name.is_empty() {
            reading.wrong(FILE, row.line, "DataSource is empty: say what the service calls its system");
        }
        if coverage.current_as_of.is_none() && coverage.not_supplied_since.is_none() {
            reading.wrong(
                FILE,
                row.line,
                "Last Synchronised is empty: nobody could tell how current this is",
            );
        }
        if coverage.current_as_of.is_some_and(|at| at > now) {
            reading.wrong(FILE, row.line, "Last Synchronised is in the future");
        }
        if matches!((coverage.from, coverage.until), (Some(from), Some(until)) if until < from) {
            reading.wrong(FILE, row.line, "Coverage End Date is before Coverage Start Date");
        }
        sources.push((row.line, coverage));
    }
    sources
}

fn coverage(reading: &mut Reading<'_>, row: &Row, service: Service) -> Coverage {
    let (mut until, mut note) = (None, row.some("Coverage Explanation"));
    // An explanation typed without quotation marks falls apart at its commas and begins one column too early.
    if row.cell(UNTIL).starts_with(char::is_alphabetic) && read_date(row.cell(UNTIL)).is_none() {
        note = Some(row.rest_from(UNTIL));
        reading.note(
            FILE,
            row.line,
            format!("words in {UNTIL} were taken as the beginning of Coverage Explanation"),
        );
    } else {
        until = date(reading, row, UNTIL);
    }
    Coverage {
        service,
        system_name: row.cell("DataSource").to_owned(),
        area: row.some("Coverage Area"),
        from: date(reading, row, "Coverage Start Date"),
        until,
        note,
        current_as_of: moment(reading, row, "Last Synchronised"),
        not_supplied_since: date(reading, row, "Not Supplied Since"),
    }
}

/// Puts lines and sources together. A service has one system with data; others may only be named as not supplied.
pub(super) fn with_lines(
    reading: &mut Reading<'_>,
    sources: Vec<(u64, Coverage)>,
    lines: Vec<Line>,
) -> Vec<NewFeed> {
    let mut feeds: Vec<NewFeed> = Vec::new();
    for service in Service::ALL {
        let supplied: Vec<_> = sources
            .iter()
            .filter(|(_, one)| one.service == *service && one.not_supplied_since.is_none())
            .collect();
        match (supplied.as_slice(), reading.has(file_of(*service))) {
            ([(line, _)], false) => {
                reading.wrong(FILE, *line, format!("there is no file {}", file_of(*service)))
            }
            ([], true) => {
                reading.wrong(file_of(*service), 1, "datasources.csv does not say where this comes from")
            }
            ([_, (line, _), ..], _) => reading.wrong(FILE, *line, "another line supplies the same service"),
            _ => {}
        }
    }
    for (line, coverage) in sources {
        let same = |feed: &NewFeed| {
            (feed.coverage.service, &feed.coverage.system_name) == (coverage.service, &coverage.system_name)
        };
        if feeds.iter().any(same) {
            reading.wrong(FILE, line, "another line names the same system");
        }
        feeds.push(NewFeed { coverage, lines: Vec::new() });
    }
    for line in lines {
        let service = service_of(line.file);
        let feed = feeds.iter_mut().find(|feed| {
            Some(feed.coverage.service) == service && feed.coverage.not_supplied_since.is_none()
        });
        if let Some(feed) = feed {
            feed.lines.push(line);
        }
    }
    feeds
}
