//! What changed, from rows that took the place of one another: a name that was corrected twice is one change.

use jiff::Timestamp;
use uuid::Uuid;

use super::FactKind;

/// A row that was recorded or ended while two records were one.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub kind: FactKind,
    pub id: Uuid,
    /// What a correction keeps.
    pub slot: String,
    pub person: Uuid,
    pub other: Uuid,
    pub recorded_at: Timestamp,
    /// When it was recorded first, where it repeats another row.
    pub first_at: Timestamp,
    pub recorded_by: Option<Uuid>,
    pub superseded_at: Option<Timestamp>,
    pub superseded_by: Option<Uuid>,
    /// Recorded while they were one.
    pub is_new: bool,
    /// Ended while they were one, by somebody who changed the record.
    pub is_ended: bool,
}

/// Something to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub kind: FactKind,
    pub what: What,
    pub row: Uuid,
    /// What it took the place of when the records became one.
    pub before: Option<Uuid>,
    pub person: Uuid,
    pub other: Uuid,
    pub at: Timestamp,
    pub by: Option<Uuid>,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Something new.
    Added,
    /// Something took the place of what stood there.
    Changed,
    /// Something was ended, and nothing took its place.
    Ended,
}

impl What {
    /// As the database has it.
    pub const fn code(self) -> &'static str {
        match self {
            What::Added => "added",
            What::Changed => "changed",
            What::Ended => "ended",
        }
    }

    /// Reads a code.
    pub fn of(code: &str) -> Option<What> {
        [What::Added, What::Changed, What::Ended].into_iter().find(|what| what.code() == code)
    }
}

/// The changes among these rows, the earliest first. A tie between the records themselves is none: it is not theirs who else could have it.
pub(super) fn changes(rows: &[Row]) -> Vec<Change> {
    let ties_them =
        |row: &Row| row.kind.is_tie() && rows.iter().any(|one| one.person.to_string() == row.slot);
    let before = before_each(rows);
    let has_next = |at: usize| before.contains(&Some(at));
    let mut all = Vec::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| !ties_them(row)) {
        let mut first = at;
        while let Some(earlier) = before[first].filter(|_| rows[first].is_new) {
            first = earlier;
        }
        let root = &rows[first];
        let change = |what: What, row_id: Uuid, before: Option<Uuid>, at: Timestamp, by: Option<Uuid>| {
            Change { kind: row.kind, what, row: row_id, before, person: row.person, other: row.other, at, by }
        };
        if row.is_new && row.superseded_at.is_none() {
            let took_the_place = (!root.is_new).then_some(root.id);
            let what =
                if took_the_place.is_some() || row.kind.is_single() { What::Changed } else { What::Added };
            all.push(change(what, row.id, took_the_place, row.first_at, row.recorded_by));
        } else if row.is_ended && !has_next(at) && !root.is_new {
            let ended = row.superseded_at.unwrap_or(row.recorded_at);
            all.push(change(What::Ended, root.id, None, ended, row.superseded_by));
        }
    }
    all.sort_by_key(|change| (change.at, change.row));
    all
}

/// Which row each took the place of. What was ended and recorded at the same moment belongs together: the same slot first, then what is
/// left in order, because a correction may change the kind of a name.
fn before_each(rows: &[Row]) -> Vec<Option<usize>> {
    let mut before = vec![None; rows.len()];
    for same_slot in [true, false] {
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.is_new && !row.kind.is_single()) {
            if before[at].is_some() || (!same_slot && row.kind.is_tie()) {
                continue;
            }
            before[at] = (0..rows.len()).find(|old| {
                let one = &rows[*old];
                one.kind == row.kind
                    && one.person == row.person
                    && one.is_ended
                    && one.superseded_at == Some(row.recorded_at)
                    && (!same_slot || one.slot == row.slot)
                    && !before.contains(&Some(*old))
            });
        }
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_780_000_000 + minute * 60).expect("a moment")
    }

    /// A row of one record: when it was recorded and when it was ended, in minutes; the records were one from the tenth to the
    /// hundredth.
    fn row(id: u128, slot: &str, recorded: i64, ended: Option<i64>) -> Row {
        let meanwhile = |minute: i64| (10..=100).contains(&minute);
        Row {
            kind: FactKind::Name,
            id: Uuid::from_u128(id),
            slot: slot.into(),
            person: Uuid::from_u128(100),
            other: Uuid::from_u128(200),
            recorded_at: at(recorded),
            first_at: at(recorded),
            recorded_by: None,
            superseded_at: ended.map(at),
            superseded_by: None,
            is_new: meanwhile(recorded),
            is_ended: ended.is_some_and(meanwhile),
        }
    }

    fn told(rows: &[Row]) -> Vec<(What, u128, Option<u128>)> {
        changes(rows)
            .into_iter()
            .map(|one| (one.what, one.row.as_u128(), one.before.map(|id| id.as_u128())))
            .collect()
    }

    #[test]
    fn two_corrections_are_one_change_of_what_stood_before() {
        let rows = [row(1, "legal", 1, Some(20)), row(2, "legal", 20, Some(30)), row(3, "legal", 30, None)];
        assert_eq!(told(&rows), [(What::Changed, 3, Some(1))]);
    }

    #[test]
    fn what_is_new_and_what_was_ended_are_told_apart() {
        assert_eq!(told(&[row(1, "alias", 20, None)]), [(What::Added, 1, None)]);
        assert_eq!(told(&[row(1, "alias", 1, Some(20))]), [(What::Ended, 1, None)]);
        let corrected_then_ended = [row(1, "alias", 1, Some(20)), row(2, "alias", 20, Some(30))];
        assert_eq!(
            told(&corrected_then_ended),
            [(What::Ended, 1, None)],
            "what stood before is what was ended"
        );
        assert_eq!(told(&[row(1, "alias", 20, Some(30))]), [], "nothing is left of it");
    }

    #[test]
    fn a_name_in_the_place_of_another_and_one_beside_it_are_two_changes() {
        let rows = [row(1, "legal", 1, Some(20)), row(2, "former", 20, None), row(3, "legal", 20, None)];
        assert_eq!(told(&rows), [(What::Added, 2, None), (What::Changed, 3, Some(1))]);
    }

    #[test]
    fn a_correction_may_change_the_kind_of_a_name_and_not_whom_a_tie_leads_to() {
        let mut rows = [row(1, "legal", 1, Some(20)), row(2, "former", 20, None)];
        assert_eq!(told(&rows), [(What::Changed, 2, Some(1))]);
        for row in &mut rows {
            row.kind = FactKind::Relationship;
        }
        assert_eq!(told(&rows), [(What::Ended, 1, None), (What::Added, 2, None)]);
    }

    #[test]
    fn a_tie_between_the_records_themselves_is_nobody_elses() {
        let mut tie = row(1, &Uuid::from_u128(200).to_string(), 20, None);
        tie.kind = FactKind::Relationship;
        let mut end = tie.clone();
        (end.person, end.other, end.slot) = (tie.other, tie.person, tie.person.to_string());
        assert_eq!(told(&[tie, end]), []);
    }
}
