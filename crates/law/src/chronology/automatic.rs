//! Rows that casework writes by itself.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::row::{Category, Origin, Row};
use super::{ApproximateDate, MOST_HEADLINE};
use crate::codes::code_enum;

code_enum! {
    /// Events of casework that belong in a chronology.
    pub enum CaseEventKind {
        /// A child was born.
        Born = "born", "Born";
        /// Somebody died.
        Died = "died", "Died";
        /// Somebody joined or left the household.
        HouseholdChanged = "household_changed", "Household changed";
        /// Moved.
        Moved = "moved", "Moved";
        /// A request was received.
        RequestReceived = "request_received", "Request received";
        /// A manager decided.
        Decided = "decided", "Decision";
        /// An involvement was opened.
        InvolvementOpened = "involvement_opened", "Work started";
        /// An assessment was completed.
        AssessmentCompleted = "assessment_completed", "Assessment completed";
        /// A plan began.
        PlanStarted = "plan_started", "Plan started";
        /// A plan ended.
        PlanEnded = "plan_ended", "Plan ended";
        /// A review was held.
        ReviewHeld = "review_held", "Review";
        /// A visit. Only those that mattered.
        Visited = "visited", "Visit";
        /// A case note that somebody marked for the chronology.
        Noted = "noted", "Note";
        /// To social care.
        SteppedUp = "stepped_up", "Stepped up to children's social care";
        /// Back to Early Help.
        SteppedDown = "stepped_down", "Stepped down to Early Help";
        /// Somebody else leads.
        WorkerChanged = "worker_changed", "Lead practitioner changed";
        /// Work ended.
        Closed = "closed", "Work ended";
    }
}

impl CaseEventKind {
    /// What the row is about.
    pub const fn category(self) -> Category {
        match self {
            Self::Born | Self::Died | Self::HouseholdChanged => Category::Household,
            Self::Moved => Category::Address,
            Self::RequestReceived | Self::Decided | Self::Visited | Self::Noted => Category::Contact,
            Self::AssessmentCompleted => Category::Assessment,
            Self::PlanStarted | Self::PlanEnded | Self::ReviewHeld => Category::Plan,
            Self::InvolvementOpened | Self::SteppedUp | Self::SteppedDown | Self::Closed => Category::Service,
            Self::WorkerChanged => Category::Worker,
        }
    }

    /// Whether it mattered without anybody saying so. A review that carries on and a visit like the others did not.
    pub const fn matters(self) -> bool {
        !matches!(self, Self::ReviewHeld | Self::Visited | Self::Noted | Self::WorkerChanged)
    }
}

/// Something casework recorded.
#[derive(Debug, Clone)]
pub struct CaseEvent {
    /// Its id.
    pub id: String,
    /// What.
    pub kind: CaseEventKind,
    /// When.
    pub on: Date,
    /// The children it is about, by id.
    pub subjects: Vec<String>,
    /// More in a few words: the outcome, the school that asked. May be empty.
    pub detail: String,
    /// The agency.
    pub agency: String,
    /// What somebody decided: that it mattered, or that it did not. `None` leaves it to the kind.
    pub is_significant: Option<bool>,
}

/// The row an event makes. A visit makes one only if somebody said that it mattered.
pub fn row_of(event: &CaseEvent) -> Option<Row> {
    let is_significant = event.is_significant.unwrap_or(event.kind.matters());
    if event.kind == CaseEventKind::Visited && !is_significant {
        return None;
    }
    let detail = event.detail.split_whitespace().collect::<Vec<_>>().join(" ");
    let headline = match detail.as_str() {
        "" => event.kind.label().to_owned(),
        detail => format!("{}: {detail}", event.kind.label()),
    };
    Some(Row {
        when: ApproximateDate::Day { date: event.on },
        category: event.kind.category(),
        headline: shortened(&headline),
        subjects: event
            .subjects
            .iter()
            .map(|child| (child.clone(), String::new()))
            .collect::<BTreeMap<_, _>>(),
        source: String::new(),
        agency: event.agency.clone(),
        action: String::new(),
        is_significant,
        origin: Origin::Automatic,
        events: vec![event.id.clone()],
    })
}

/// The headline, cut to what a headline may have.
fn shortened(headline: &str) -> String {
    if headline.chars().count() <= MOST_HEADLINE {
        return headline.to_owned();
    }
    let mut short: String = headline.chars().take(MOST_HEADLINE - 1).collect();
    short.push('…');
    short
}
