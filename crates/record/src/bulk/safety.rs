//! Warning notes and restrictions, each sealed under a key of its own.

use marlshire::Rows;

use super::batch::{Batch, Sealer};
use super::stamp::Stamp;
use super::table::Table;
use super::{day, moment};
use crate::Result;

/// Writes them.
pub(super) fn write(batch: &mut Batch, sealer: &mut Sealer, rows: &Rows, stamp: &Stamp) -> Result<()> {
    for note in &rows.warning_notes {
        let (table, id) = ("warning_note", note.id);
        let key = sealer.key(batch, table, id);
        let detail = sealer.seal(&key, table, "detail_sealed", id, note.detail)?;
        let because = sealer.seal_some(&key, table, "not_told_because_sealed", id, note.not_told_because)?;
        drop(
            batch
                .line(Table::WarningNote)
                .id(id)
                .id(note.person_id)
                .text(note.kind)
                .date(note.starts_on)
                .date(note.review_on)
                .id(key.id())
                .bytes(&detail)
                .maybe_date(note.told_person_on)
                .maybe_text(note.told_person_how)
                .maybe_bytes(because.as_deref())
                .text(&note.discussed_with)
                .date(note.discussed_on)
                .at(stamp.not_later(day(note.starts_on)?)),
        );
    }
    for restriction in &rows.restrictions {
        let (table, id) = ("restriction", restriction.id);
        let key = sealer.key(batch, table, id);
        let reason = sealer.seal(&key, table, "reason_sealed", id, restriction.reason)?;
        let line = batch.line(Table::Restriction).id(id).id(restriction.person_id).text(restriction.category);
        let line = line.text(&restriction.contact).at(stamp.not_later(moment(restriction.starts_at)?));
        drop(line.date(restriction.review_on).id(key.id()).bytes(&reason).id(restriction.restricted_by));
        // Whoever restricts a record is always among those named on it.
        let grant = batch.line(Table::AccessGrant).id(sealer.id()).id(restriction.restricted_by).null();
        let grant = grant.id(restriction.person_id).text("named").text("restriction").id(id);
        drop(grant.at(stamp.not_later(moment(restriction.starts_at)?)).null().null().null());
    }
    Ok(())
}
