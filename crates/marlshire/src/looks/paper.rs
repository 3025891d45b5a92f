//! Writing lines.

use std::io::{self, Write};

use jiff::Timestamp;

use super::world::START;

/// Seconds from the first midnight of the year.
pub(super) type Moment = i64;

pub(super) const HOUR: Moment = 3_600;
pub(super) const DAY: Moment = 24 * HOUR;

/// A file of lines. Ids are numbers in the world: officers `s12`, people `p345`, teams `t6`.
pub(super) struct Paper<W: Write> {
    out: W,
}

/// A moment as it is written.
pub(super) fn stamp(at: Moment) -> String {
    Timestamp::from_second(START + at).map(|at| at.to_string()).unwrap_or_default()
}

impl<W: Write> Paper<W> {
    pub fn new(out: W) -> Self {
        Self { out }
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// A line as it is.
    pub fn raw(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{line}")
    }

    pub fn read(
        &mut self,
        at: Moment,
        staff: usize,
        person: usize,
        basis: &str,
        reason: &str,
    ) -> io::Result<()> {
        let at = stamp(at);
        let reason = if reason.is_empty() { String::new() } else { format!(r#","reason":"{reason}""#) };
        writeln!(
            self.out,
            r#"{{"type":"read","at":"{at}","staff":"s{staff}","person":"p{person}","action":"open_person","basis":"{basis}"{reason}}}"#
        )
    }

    pub fn work(&mut self, at: Moment, staff: usize, person: usize, kind: &str) -> io::Result<()> {
        let at = stamp(at);
        writeln!(
            self.out,
            r#"{{"type":"work","at":"{at}","staff":"s{staff}","person":"p{person}","kind":"{kind}"}}"#
        )
    }

    pub fn refused(&mut self, at: Moment, staff: usize, person: usize) -> io::Result<()> {
        let at = stamp(at);
        writeln!(
            self.out,
            r#"{{"type":"refused","at":"{at}","staff":"s{staff}","person":"p{person}","why":"no_grant"}}"#
        )
    }

    pub fn search(&mut self, at: Moment, staff: usize, terms: &str, results: &[usize]) -> io::Result<()> {
        let at = stamp(at);
        let results: Vec<String> = results.iter().map(|person| format!(r#""p{person}""#)).collect();
        let results = results.join(",");
        writeln!(
            self.out,
            r#"{{"type":"search","at":"{at}","staff":"s{staff}","terms":"{terms}","results":[{results}]}}"#
        )
    }

    /// A tie of an officer ("s3"), a team ("t4") or nobody in particular ("") to a person.
    pub fn tie(
        &mut self,
        kind: &str,
        holder: &str,
        person: usize,
        from: Moment,
        until: Option<Moment>,
    ) -> io::Result<()> {
        let holder = match holder.chars().next() {
            Some('s') => format!(r#","staff":"{holder}""#),
            Some(_) => format!(r#","team":"{holder}""#),
            None => String::new(),
        };
        let until = until.map(|at| format!(r#","until":"{}""#, stamp(at))).unwrap_or_default();
        let from = stamp(from);
        writeln!(
            self.out,
            r#"{{"type":"relationship","kind":"{kind}"{holder},"person":"p{person}","from":"{from}"{until}}}"#
        )
    }

    /// Something about an officer for a time: `rest` is further fields.
    pub fn about(
        &mut self,
        kind: &str,
        staff: usize,
        rest: &str,
        from: Moment,
        until: Moment,
    ) -> io::Result<()> {
        let (from, until) = (stamp(from), stamp(until));
        writeln!(
            self.out,
            r#"{{"type":"relationship","kind":"{kind}","staff":"s{staff}"{rest},"from":"{from}","until":"{until}"}}"#
        )
    }
}
