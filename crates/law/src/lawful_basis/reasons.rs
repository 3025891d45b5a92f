//! "We stop using your data after we no longer have a reason": which reasons remain, and when the last one ends.

use jiff::civil::Date;

/// One reason to use somebody's information: an involvement, a duty, a consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What it is, in words: "Early Help, opened 3 March 2026".
    pub what: String,
    /// Its first day.
    pub from: Date,
    /// Its last day; absent while it goes on.
    pub until: Option<Date>,
}

/// What remains on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remains {
    /// Reasons that go on.
    Reasons(Vec<String>),
    /// Nothing: use ended with the last reason, on this day. The record is kept until its retention date and not used.
    EndedOn(Date),
    /// There never was one.
    Never,
}

/// Which reasons remain on `day`.
pub fn remains(reasons: &[Reason], day: Date) -> Remains {
    let going_on = |reason: &&Reason| reason.from <= day && reason.until.is_none_or(|last| day <= last);
    let remaining: Vec<String> = reasons.iter().filter(going_on).map(|reason| reason.what.clone()).collect();
    if !remaining.is_empty() {
        return Remains::Reasons(remaining);
    }
    let ended = reasons.iter().filter(|reason| reason.from <= day).filter_map(|reason| reason.until).max();
    ended.map_or(Remains::Never, Remains::EndedOn)
}
