//! Work that is or was open, who does it, and whom it lets open a record.

use std::collections::HashMap;

use ::access::{INVOLVEMENT_DAYS, REVIEW_DAYS};
use jiff::SignedDuration;
use marlshire::Rows;
use uuid::Uuid;

use super::batch::{Batch, Sealer};
use super::stamp::Stamp;
use super::table::Table;
use super::{moment, not_met};
use crate::Result;

/// Writes involvements, closures, allocations and the grants that follow from them.
pub(super) fn write(batch: &mut Batch, sealer: &mut Sealer, rows: &Rows, stamp: &Stamp) -> Result<()> {
    let mut about: HashMap<Uuid, Uuid> = HashMap::with_capacity(rows.involvements.len());
    for work in &rows.involvements {
        about.insert(work.id, work.person_id);
        drop(
            batch
                .line(Table::Involvement)
                .id(work.id)
                .id(work.person_id)
                .maybe_id(work.family_id)
                .text(work.kind)
                .text(stamp.service_for(work.kind))
                .text(SUPPORT)
                .id(stamp.pack_version)
                .at(moment(work.opened_at)?)
                .maybe_id(work.decision_id)
                .id(work.opened_by),
        );
    }
    for closure in &rows.closures {
        let line = batch.line(Table::Closure).id(closure.involvement_id).at(moment(closure.closed_at)?);
        drop(line.text(closure.reason).id(closure.closed_by));
    }
    for given in &rows.allocations {
        let (from, until) = (moment(given.allocated_at)?, given.ended_at.map(moment).transpose()?);
        let line = batch.line(Table::Allocation).id(given.id).id(given.involvement_id).id(given.team_id);
        drop(line.id(given.account_id).at(from).id(given.allocated_by).maybe_at(until));
        // A manager looked every ninety days whether it is still needed.
        let rounds = stamp.now().duration_since(from).as_hours().max(0) / (24 * REVIEW_DAYS);
        let looked_at = from + SignedDuration::from_hours(24 * REVIEW_DAYS * rounds);
        let reviewed_at = (looked_at > from).then_some(looked_at);
        let person = *about.get(&given.involvement_id).ok_or_else(|| not_met("an involvement"))?;
        for (account, team, kind) in
            [(Some(given.account_id), None, "allocation"), (None, Some(given.team_id), "team")]
        {
            let line =
                batch.line(Table::AccessGrant).id(sealer.id()).maybe_id(account).maybe_id(team).id(person);
            let line = line.text(kind).text("allocation").id(given.id).at(from);
            drop(
                line.at(looked_at + SignedDuration::from_hours(24 * INVOLVEMENT_DAYS))
                    .maybe_at(until)
                    .maybe_at(reviewed_at),
            );
        }
    }
    Ok(())
}

/// The purpose support is given for, as the notice names it.
const SUPPORT: &str = "support-families";
