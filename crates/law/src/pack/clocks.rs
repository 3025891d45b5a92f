//! `clocks.toml`: how long the council gives itself.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Amount, Council, Key, Unit, problem::Problems};
use crate::clocks as rule;
use crate::clocks::{Due, Fact};
use crate::codes::code_enum;
use crate::working_days::CalendarName;

/// The clocks that Kith's own pages cannot do without. A pack without one of them is refused.
pub const NEEDED: [&str; 7] = [
    "request-decision",
    "rag-red",
    "rag-amber",
    "rag-green",
    "warning-note-review",
    "draft-expiry",
    "return-code-expiry",
];

/// The clocks of Early Help that Kith's pages ask for by name. A council that leaves one out does not count it.
pub const CASEWORK: [&str; 12] = [
    "existing-plan",
    "assessment",
    "plan-shared",
    "review",
    "reassess",
    "visit",
    "case-note",
    "visit-record",
    "supervision",
    "closure-read",
    "closure-record",
    "sustained-check",
];

code_enum! {
    /// For whom a clock is counted.
    pub enum Scope {
        /// Once for the family.
        Family = "family", "the family";
        /// Once for each child of the family.
        Child = "child", "each child";
        /// Once for each request, case note or visit.
        Record = "record", "each record";
    }
}

code_enum! {
    /// Where a clock's limit comes from.
    pub enum ClockSource {
        /// An Act or regulations: a council may give itself less time, never more.
        Statute = "statute", "Statute";
        /// Guidance that councils must follow unless they have a good reason.
        StatutoryGuidance = "statutory guidance", "Statutory guidance";
        /// The council's own choice.
        LocalPractice = "local practice", "Local practice";
    }
}

code_enum! {
    /// Whose worklist a clock is on.
    pub enum Responsible {
        /// Whoever is on duty at the front door.
        DutyOfficer = "duty officer", "Duty officer";
        /// The manager who decides there.
        DutyManager = "duty manager", "Duty manager";
        /// Who leads the work with the family.
        LeadPractitioner = "lead practitioner", "Lead practitioner";
        /// Who wrote the note or made the visit.
        Writer = "writer", "Whoever wrote it";
        /// The manager of the team.
        TeamManager = "team manager", "Team manager";
        /// The office.
        BusinessSupport = "business support", "Business support";
        /// Another agency.
        Agency = "agency", "The agency asked";
    }
}

/// All clocks of the council.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    /// Each clock.
    pub clock: Vec<Clock>,
    /// Why a clock may stand still.
    #[serde(default)]
    pub pause: Vec<PauseReason>,
}

/// A reason for which clocks stand still.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PauseReason {
    /// The reason's id.
    pub id: Key,
    /// The reason as it reads in brackets: "the family asked to wait".
    pub name: String,
}

/// One clock: from an event, so long, until another event.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// The clock's id.
    pub id: Key,
    /// What must be done, in words for a worklist.
    pub name: String,
    /// How long there is.
    pub limit: Amount,
    /// How long there is each time after the first, counted from what stopped it. Without it the clock runs once.
    #[serde(default)]
    pub then_every: Option<Amount>,
    /// The event that starts it.
    pub starts: Fact,
    /// The event that stops it.
    pub until: Fact,
    /// True when the day of the event is day one, false when it is day nought. Councils differ.
    pub counts_start_day: bool,
    /// For whom it is counted.
    #[serde(default = "each_record")]
    pub applies_to: Scope,
    /// The pauses, by id, on whose days it does not count.
    #[serde(default)]
    pub pauses: Vec<Key>,
    /// How long before the end it is shown as due soon.
    #[serde(default)]
    pub warn_before: Option<Amount>,
    /// Who has to act.
    #[serde(default)]
    pub responsible: Option<Responsible>,
    /// Whose bank holidays, where not the council's own.
    #[serde(default)]
    pub calendar: Option<CalendarName>,
    /// Whether a late finish must be explained.
    #[serde(default)]
    pub late_reason: bool,
    /// Where the limit comes from.
    #[serde(default = "local_practice")]
    pub source: ClockSource,
    /// Why the limit is what it is: the section, the guidance or the council's reason.
    pub why: String,
}

fn each_record() -> Scope {
    Scope::Record
}

fn local_practice() -> ClockSource {
    ClockSource::LocalPractice
}

impl Clock {
    /// The clock as [`crate::clocks`] runs it, in this council's office hours.
    pub fn rule(&self, council: &Council) -> rule::Clock {
        self.rule_of(self.limit, council)
    }

    /// The same with another limit: [`Clock::then_every`].
    pub fn rule_of(&self, limit: Amount, council: &Council) -> rule::Clock {
        let (amount, unit) = match limit.unit {
            Unit::WorkingDays => (limit.count, rule::Unit::WorkingDays),
            Unit::WorkingHours => (limit.count, rule::Unit::WorkingHours),
            Unit::Hours => (limit.count, rule::Unit::CalendarHours),
            // A part of an hour counts as an hour: the engine counts whole ones. Codes are timed by `seconds`.
            Unit::Minutes => (limit.count.div_ceil(60), rule::Unit::CalendarHours),
            Unit::Days => (limit.count, rule::Unit::CalendarDays),
            Unit::Weeks => (limit.count, rule::Unit::Weeks),
            Unit::Months => (limit.count, rule::Unit::Months),
            Unit::Years => (limit.count * 12, rule::Unit::Months),
        };
        let office = council.hours();
        let hours = rule::OfficeHours { opens: office.opens, closes: office.closes };
        rule::Clock {
            start_inclusive: self.counts_start_day,
            calendar: self.calendar.unwrap_or(office.bank_holidays),
            office_hours: hours,
            ..rule::Clock::of(amount, unit)
        }
    }

    /// The limit in seconds, for limits in minutes, hours, days and weeks that nobody counts on a calendar.
    pub fn seconds(&self) -> Option<u64> {
        let each = match self.limit.unit {
            Unit::Minutes => 60,
            Unit::Hours => 3_600,
            Unit::Days => 86_400,
            Unit::Weeks => 604_800,
            Unit::WorkingHours | Unit::WorkingDays | Unit::Months | Unit::Years => return None,
        };
        Some(u64::from(self.limit.count) * each)
    }

    /// Whether so little time is left at `now` that the council wants to be reminded.
    pub fn is_soon(&self, due: &Due, now: Timestamp) -> bool {
        let Some(before) = self.warn_before else { return false };
        if before.unit == Unit::WorkingDays {
            return due.working_days_left(now).is_some_and(|left| left <= before.count);
        }
        let minutes_left = (due.at.as_second() - now.as_second()) / 60;
        u64::try_from(minutes_left).is_ok_and(|left| left <= before.rough_minutes())
    }

    fn check(&self, problems: &mut Problems<'_>) {
        let id = &self.id;
        if self.starts == self.until && self.then_every.is_none() {
            let message = format!("‘{id}’ starts and stops with the same event: {}", self.starts.code());
            problems.at(id, message, "say how often with then_every, or name another event");
        }
        if self.limit.is_in_hours() && !self.pauses.is_empty() {
            let message = format!("‘{id}’ is counted in {}s and has pauses", self.limit.unit.singular());
            problems.at(
                id,
                message,
                "only days can be paused: give the limit in days, or take the pauses out",
            );
        }
        if self.then_every.is_some_and(|every| every.is_in_hours() != self.limit.is_in_hours()) {
            let message = format!("‘{id}’ is counted in hours at one time and in days at another");
            problems.at(id, message, "give limit and then_every both in hours, or neither");
        }
        let shortest = self.then_every.map_or(self.limit.rough_minutes(), |every| {
            every.rough_minutes().min(self.limit.rough_minutes())
        });
        if let Some(before) = self.warn_before.filter(|before| before.rough_minutes() >= shortest) {
            let message = format!("‘{id}’ would warn {before} before, which is all the time there is");
            problems.at(id, message, "make warn_before shorter than the limit");
        }
    }
}

impl Clocks {
    /// The clock `id`, if there is one. Every clock in [`NEEDED`] is there once a pack has loaded.
    pub fn get(&self, id: &str) -> Option<&Clock> {
        self.clock.iter().find(|clock| clock.id == *id)
    }

    /// A pause's reason in words; the id itself where the pack, changed since, no longer has it.
    pub fn why_paused(&self, id: &str) -> String {
        self.pause.iter().find(|reason| reason.id == *id).map_or(id, |reason| &reason.name).to_owned()
    }

    pub(super) fn check(&self, problems: &mut Problems<'_>) {
        problems.no_twins("clock", self.clock.iter().map(|clock| &clock.id));
        problems.no_twins("pause", self.pause.iter().map(|reason| &reason.id));
        for clock in &self.clock {
            clock.check(problems);
            for pause in &clock.pauses {
                problems.must_exist("pause", pause, self.pause.iter().map(|reason| reason.id.as_str()));
            }
        }
        for wanted in ["draft-expiry", "return-code-expiry"] {
            if let Some(clock) = self.get(wanted)
                && clock.seconds().is_none()
            {
                let message = format!("‘{wanted}’ is given in {}s", clock.limit.unit.singular());
                problems.at(&clock.id, message, "give it in minutes, hours, days or weeks");
            }
        }
        for wanted in NEEDED {
            if self.get(wanted).is_none() {
                problems.at_byte(
                    0,
                    format!("there is no clock ‘{wanted}’"),
                    "Kith needs it; add a [[clock]]",
                );
            }
        }
    }
}
