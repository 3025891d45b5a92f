//! How soon a red, amber or green contact must be dealt with.

use super::definition::{Clock, Unit};
use crate::codes::Rag;

/// The clocks of a council's front door by urgency. Local practice, so every one of them can be set.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RagClocks {
    /// A child may be in immediate danger.
    pub red: Clock,
    /// Serious.
    pub amber: Clock,
    /// Help is wanted.
    pub green: Clock,
}

impl Default for RagClocks {
    /// Red 4 working hours, amber 24 hours, green 72 hours: the times a published multi-agency hub works to.
    fn default() -> Self {
        Self {
            red: Clock::of(4, Unit::WorkingHours),
            amber: Clock::of(24, Unit::CalendarHours),
            green: Clock::of(72, Unit::CalendarHours),
        }
    }
}

impl RagClocks {
    /// The clock for this urgency.
    pub fn for_rag(&self, rag: Rag) -> &Clock {
        match rag {
            Rag::Red => &self.red,
            Rag::Amber => &self.amber,
            Rag::Green => &self.green,
        }
    }

    /// "Red – 4 working hours": never a colour alone.
    pub fn label(&self, rag: Rag) -> String {
        format!("{} – {}", rag.label(), self.for_rag(rag).length())
    }
}
