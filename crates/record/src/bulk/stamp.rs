//! What every row is stamped with, and the clocks the council sets.

use jiff::Timestamp;
use law::clocks::Clock;
use law::form::Form;
use law::pack::Pack;
use uuid::Uuid;

use super::not_met;
use crate::Result;

/// The pack's part in what is written.
pub(super) struct Stamp {
    pub pack_version: Uuid,
    /// The service of the front door.
    pub service: String,
    /// The purpose of the request form.
    pub purpose: String,
    /// The form that requests are made with.
    pub form: Form,
    decision: Clock,
    rag: [(&'static str, Clock); 3],
    now: Timestamp,
}

impl Stamp {
    pub fn new(pack: &Pack, pack_version: Uuid, now: Timestamp) -> Result<Stamp> {
        let clock = |id: &str| {
            let clock = pack.clocks.get(id).ok_or_else(|| not_met("a clock of the pack"))?;
            Ok::<_, crate::Error>(clock.rule(&pack.council))
        };
        let form = pack.request_form().clone();
        Ok(Stamp {
            pack_version,
            service: pack.notice().service.first().map_or_else(String::new, |service| service.id.to_string()),
            purpose: form.classification.purpose.as_ref().map_or_else(String::new, ToString::to_string),
            form,
            decision: clock("request-decision")?,
            rag: [("red", clock("rag-red")?), ("amber", clock("rag-amber")?), ("green", clock("rag-green")?)],
            now,
        })
    }

    /// A moment of the past, or now: nothing in the record is from tomorrow.
    pub fn not_later(&self, at: Timestamp) -> Timestamp {
        at.min(self.now)
    }

    /// The moment of seeding.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// When a decision on a request is due, and the arithmetic in words.
    pub fn decide_by(&self, received: Timestamp) -> (Option<Timestamp>, String) {
        match self.decision.start(received) {
            Ok(due) => (Some(due.at), due.explanation().to_owned()),
            Err(why) => (None, format!("No date could be worked out: {why}")),
        }
    }

    /// When somebody must act on a rating.
    pub fn act_by(&self, rag: &str, set_at: Timestamp) -> Option<Timestamp> {
        let (_, clock) = self.rag.iter().find(|(name, _)| *name == rag)?;
        clock.start(set_at).ok().map(|due| due.at)
    }

    /// The service that does a kind of work.
    pub fn service_for(&self, kind: &str) -> &'static str {
        match kind {
            "early_help" => "early-help",
            "child_in_need" => "family-help",
            _ => "social-care",
        }
    }
}
