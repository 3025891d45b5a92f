//! How far the duty desk has come with what waits in the inbox. Which requests are how far follows from their ids, so
//! that the same Marlshire always has the same morning.

use jiff::Timestamp;
use keys::DataKey;
use marlshire::Rows;
use marlshire::rows::{Request, RequestSubject};
use uuid::Uuid;

use super::batch::{Batch, Sealer};
use super::moment;
use super::table::Table;
use crate::Result;

/// What has been done with a request that waits.
pub(super) struct Progress {
    /// Subject and the person it is.
    pub matches: Vec<(Uuid, Uuid)>,
    /// When.
    pub at: Timestamp,
    /// The duty officer.
    pub by: Uuid,
    /// With a manager already?
    pub screened: Option<Screened<'static>>,
}

/// A screening.
pub(super) struct Screened<'a> {
    pub id: Uuid,
    pub immediate_safety: &'a str,
    pub analysis: &'a str,
    pub recommendation: &'a str,
    pub because: &'a str,
    pub at: Timestamp,
    pub by: Uuid,
}

/// The front door's team, which works the inbox.
pub(super) fn front_door() -> Option<Uuid> {
    marlshire::cast::teams().into_iter().find(|team| team.slug == "front-door").map(|team| team.id)
}

/// Half of what was rated has been matched, and half of that waits for a manager. Requests about the cast are left as
/// they arrived: tests and journeys begin there.
pub(super) fn progress(
    rows: &Rows,
    request: &Request,
    subjects: &[&RequestSubject],
) -> Result<Option<Progress>> {
    let rated = rows.request_rags.iter().rev().find(|row| row.request_id == request.id);
    let known: Vec<(Uuid, Uuid)> = subjects
        .iter()
        .filter_map(|row| Some((row.id, row.truly?)))
        .filter(|(_, person)| !is_cast(person))
        .collect();
    let chance = request.id.as_bytes()[15];
    let Some(rated) = rated.filter(|_| known.len() == subjects.len() && chance < 128) else {
        return Ok(None);
    };
    let at = moment(rated.set_at)? + jiff::SignedDuration::from_mins(20);
    let screened = (chance < 64).then(|| screening(chance, at, rated.rag, rated.set_by, request.id));
    Ok(Some(Progress { matches: known, at, by: rated.set_by, screened }))
}

/// Whether somebody is of the cast.
pub(super) fn is_cast(person: &Uuid) -> bool {
    marlshire::cast::ids::PEOPLE.iter().any(|(id, _)| id == person)
}

impl Screened<'_> {
    /// Writes it as the contact of a request.
    pub fn write(&self, batch: &mut Batch, sealer: &mut Sealer, key: &DataKey, request: Uuid) -> Result<()> {
        let analysis = sealer.seal(key, "contact", "analysis_sealed", self.id, self.analysis)?;
        let because = sealer.seal(key, "contact", "recommendation_sealed", self.id, self.because)?;
        let line =
            batch.line(Table::Contact).id(self.id).id(request).text(self.immediate_safety).bytes(&analysis);
        drop(line.text(self.recommendation).bytes(&because).at(self.at).id(self.by));
        Ok(())
    }
}

fn screening(chance: u8, at: Timestamp, rag: &str, by: Uuid, request: Uuid) -> Screened<'static> {
    let views: &[View] = if rag == "red" { &URGENT } else { &ORDINARY };
    let view = &views[usize::from(chance) % views.len()];
    Screened {
        id: contact_id(request),
        immediate_safety: if rag == "red" { "act-now" } else { "safe" },
        analysis: view.analysis,
        recommendation: view.recommendation,
        because: view.because,
        at: at + jiff::SignedDuration::from_mins(25),
        by,
    }
}

/// A request has at most one contact, so its id may follow from the request's.
fn contact_id(request: Uuid) -> Uuid {
    uuid::Builder::from_random_bytes(request.as_bytes().map(|byte| byte ^ 0x5a)).into_uuid()
}

/// What an officer makes of a request.
struct View {
    analysis: &'static str,
    recommendation: &'static str,
    because: &'static str,
}

const URGENT: [View; 2] = [
    View {
        analysis: "The child has said the same thing to two adults on two days. Nobody at home has explained it. School \
                   will keep the child until we ring back.",
        recommendation: "strategy_discussion",
        because: "There is reason to think the child is being harmed; police and health should be asked today.",
    },
    View {
        analysis: "Third report in a month and each is worse than the one before. The adults have not answered the door \
                   or the phone since Monday.",
        recommendation: "assessment",
        because: "We do not know that the children are safe and talking has not worked. A social worker should see them.",
    },
];

const ORDINARY: [View; 4] = [
    View {
        analysis: "Mum is doing this alone and says so. School and the health visitor both describe a warm home and a \
                   tired parent. What she asks for is practical.",
        recommendation: "early_help",
        because: "The family wants help and no single service can give all of it.",
    },
    View {
        analysis: "One event, explained the same way by everybody who saw it. The grandparents stepped in that evening. \
                   Nothing else is known to anyone we asked.",
        recommendation: "no_further_action",
        because: "Nothing here calls for a service now. The family knows how to ask again.",
    },
    View {
        analysis: "The worry is money and the flat, and it is wearing the parents down. The children are well and at \
                   school every day.",
        recommendation: "advice",
        because: "The family hub's money adviser can help this week, sooner than we could.",
    },
    View {
        analysis: "Attendance has fallen since the autumn, when the older brother moved out. Dad would like somebody to \
                   talk with his daughter; she has said yes.",
        recommendation: "early_help",
        because: "Help now is likely to stop this getting worse, and they have both agreed.",
    },
];
