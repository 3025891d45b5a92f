//! The lines of a worklist: every clock that runs for some families, the most urgent first.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use law::clocks::{CaseFacts, ClockState, Of, Reading, readings};
use law::pack::Responsible;
use record::caseload::Case;
use record::sustained::{self, Waiting};
use record::{Work, happened};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::error::Result;
use crate::pages::families::due::{self, Names};
use crate::visit::Visit;

/// A clock that runs for one of the families.
pub struct Line {
    /// The family.
    pub family: Uuid,
    /// What it is called.
    pub name: String,
    /// The worker, where the work is allocated.
    pub worker: Option<(Uuid, String)>,
    /// The clock.
    pub reading: Reading,
    /// Who has to act, where the council says so.
    pub responsible: Option<Responsible>,
}

impl Line {
    /// Whether it is for whoever works with the family. What nobody is named for is theirs, too.
    pub fn is_for_worker(&self) -> bool {
        !matches!(
            self.responsible,
            Some(
                Responsible::TeamManager
                    | Responsible::DutyOfficer
                    | Responsible::DutyManager
                    | Responsible::Agency
            )
        )
    }

    /// What comes first on a list.
    pub fn urgency(&self) -> (u8, Option<jiff::civil::Date>, String) {
        let (kind, day) = due::urgency(&self.reading);
        (kind, day, self.name.clone())
    }

    /// Whether it is for the manager of the team.
    pub fn is_for_manager(&self) -> bool {
        self.responsible == Some(Responsible::TeamManager)
    }
}

/// What a tab shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Time is up.
    Overdue,
    /// Due today.
    Today,
    /// Due within seven days.
    Week,
    /// Everything that runs.
    All,
}

impl Tab {
    /// All of them, with the word in the address and on the tab.
    pub const ALL: [(Tab, &'static str, &'static str); 4] = [
        (Tab::Overdue, "overdue", "Overdue"),
        (Tab::Today, "today", "Today"),
        (Tab::Week, "week", "Due in 7 days"),
        (Tab::All, "all", "Everything"),
    ];

    /// Whether time is up, or nobody can say when it is.
    pub fn is_late(reading: &Reading) -> bool {
        matches!(reading.state, ClockState::Overdue | ClockState::CannotTell(_))
    }

    /// Whether a line belongs on it.
    pub fn has(self, visit: &Visit, reading: &Reading) -> bool {
        let day = reading.due.as_ref().map(law::clocks::Due::date);
        let week = visit.today().saturating_add(7.days());
        match self {
            Tab::Overdue => Tab::is_late(reading),
            Tab::Today => matches!(reading.state, ClockState::DueToday),
            Tab::Week => {
                matches!(reading.state, ClockState::Running { .. }) && day.is_some_and(|day| day <= week)
            }
            Tab::All => true,
        }
    }
}

/// The families of some work, and what is known of each by its people's records that the officer may name.
pub fn families(cases: &[Case]) -> Vec<Uuid> {
    cases.iter().filter_map(|case| case.family_id).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Every clock that runs for the families of this work.
pub async fn lines(visit: &Visit, work: &mut Work, cases: &[Case]) -> Result<Vec<Line>> {
    let pack = &visit.app.council.pack;
    let facts: BTreeMap<Uuid, CaseFacts> = happened::of_families(work, &families(cases)).await?;
    let mut all = Vec::new();
    for (family, facts) in facts {
        let mut of_family = cases.iter().filter(|case| case.family_id == Some(family));
        let Some(first) = of_family.next() else { continue };
        let name = first.family.as_ref().map_or_else(|| "Family".to_owned(), |name| format!("{name} family"));
        let running = readings(&pack.clocks, &pack.council, &facts, visit.now);
        all.extend(running.into_iter().filter(|one| one.state.is_open()).map(|reading| {
            let of_child = cases.iter().find(|case| reading.of == Of::Child(case.person.to_string()));
            let worker = of_child.unwrap_or(first).worker.clone();
            let responsible = pack.clocks.get(&reading.clock).and_then(|clock| clock.responsible);
            Line { family, name: name.clone(), worker, reading, responsible }
        }));
    }
    all.sort_by_key(Line::urgency);
    Ok(all)
}

/// The line of each family whose work has ended and who should be asked now whether the change has lasted. `of` says which of
/// them.
pub async fn to_ask(visit: &Visit, work: &mut Work, of: impl Fn(&Waiting) -> bool) -> Result<Vec<Line>> {
    let mut waiting = sustained::waiting(work).await?;
    waiting.retain(of);
    let families: Vec<Uuid> = waiting.iter().map(|one| one.family).collect();
    if families.is_empty() {
        return Ok(Vec::new());
    }
    let pack = &visit.app.council.pack;
    let mut facts = happened::of_families(work, &families).await?;
    let mut all = Vec::new();
    for one in waiting {
        let facts = facts.remove(&one.family).unwrap_or_default();
        let running = readings(&pack.clocks, &pack.council, &facts, visit.now);
        let asked =
            running.into_iter().find(|reading| reading.clock == due::SUSTAINED && reading.state.is_open());
        let Some(reading) = asked else { continue };
        let name = one.name.map_or_else(|| "Family".to_owned(), |name| format!("{name} family"));
        let responsible = pack.clocks.get(&reading.clock).and_then(|clock| clock.responsible);
        all.push(Line { family: one.family, name, worker: one.worker, reading, responsible });
    }
    Ok(all)
}

/// The names of the people worked with, where they may be shown.
pub fn names(cases: &[Case]) -> Names {
    cases.iter().filter_map(|case| Some((case.person, case.name.clone()?))).collect()
}

/// For the page.
pub fn context(lines: &[&Line], names: &Names) -> Vec<Value> {
    let one = |line: &&Line| {
        let path = format!("/families/{}", line.family);
        let mut value = due::line(&line.reading, names, &path);
        value["family"] = json!({ "name": line.name, "href": path });
        value["worker"] = json!(line.worker.as_ref().map(|(_, name)| name));
        value
    };
    lines.iter().map(one).collect()
}

/// The tabs with how many lines each has.
pub fn tabs(visit: &Visit, all: &[Line], chosen: Tab, address: &str) -> Vec<Value> {
    Tab::ALL
        .iter()
        .map(|(tab, word, label)| {
            let count = all.iter().filter(|line| tab.has(visit, &line.reading)).count();
            json!({ "text": label, "count": count, "href": format!("{address}show={word}"), "current": *tab == chosen })
        })
        .collect()
}

/// The tab of the address; without one, the first that has something.
pub fn chosen(visit: &Visit, all: &[Line]) -> Tab {
    let asked = Tab::ALL.iter().find(|(_, word, _)| *word == visit.query("show"));
    let first = || Tab::ALL.iter().find(|(tab, ..)| all.iter().any(|line| tab.has(visit, &line.reading)));
    asked.or_else(first).map_or(Tab::All, |(tab, ..)| *tab)
}
