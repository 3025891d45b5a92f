//! Who was said to be one person, or to be two: pairs that need nobody to look at them.

use std::collections::{HashMap, HashSet};

use futures_util::TryStreamExt;
use uuid::Uuid;

use super::People;
use crate::{Result, Work};

/// What people have said so far.
#[derive(Default)]
pub(super) struct Settled {
    /// Of everybody with a link, one id for all records of that person.
    one: HashMap<Uuid, Uuid>,
    /// Pairs that were linked and then taken apart again: somebody knew better.
    parted: HashSet<People>,
    /// Pairs that were compared and are two people. They come back where facts have changed enough.
    pub different: HashSet<People>,
}

impl Settled {
    /// Whether two are one person already, or were taken apart.
    pub(super) fn has(&self, people: &People) -> bool {
        let group = |id: &Uuid| self.one.get(id).copied().unwrap_or(*id);
        group(&people[0]) == group(&people[1]) || self.parted.contains(people)
    }
}

/// Reads it.
pub(super) async fn read(work: &mut Work) -> Result<Settled> {
    let mut settled = Settled { one: one(work).await?, ..Settled::default() };
    let parted = sqlx::query!(
        r#"select distinct least(person_id, same_as_id) as "one!", greatest(person_id, same_as_id) as "other!"
           from casework.same_person_link where ended_at is not null"#
    );
    for row in parted.fetch_all(work.sql()).await? {
        settled.parted.insert([row.one, row.other]);
    }
    let mut different = sqlx::query!(
        "select distinct p.one_id, p.other_id from casework.possible_duplicate p
         join casework.duplicate_decision d on d.pair_id = p.id where d.answer = 'different'"
    )
    .fetch(work.sql());
    while let Some(row) = different.try_next().await? {
        settled.different.insert([row.one_id, row.other_id]);
    }
    drop(different);
    Ok(settled)
}

/// Links join records, and what is joined to the same record is one person: each record points at another of its person, the last at itself.
async fn one(work: &mut Work) -> Result<HashMap<Uuid, Uuid>> {
    let links =
        sqlx::query!("select person_id, same_as_id from casework.same_person_link where ended_at is null");
    let mut to: HashMap<Uuid, Uuid> = HashMap::new();
    for link in links.fetch_all(work.sql()).await? {
        join(&mut to, link.person_id, link.same_as_id);
    }
    let ids: Vec<Uuid> = to.keys().copied().collect();
    Ok(ids.into_iter().map(|id| (id, last(&mut to, id))).collect())
}

fn join(to: &mut HashMap<Uuid, Uuid>, one: Uuid, other: Uuid) {
    let (one, other) = (last(to, one), last(to, other));
    to.insert(one, other);
    to.insert(other, other);
}

/// The record at the end of the way from this one. The way is made short for the next who goes it.
fn last(to: &mut HashMap<Uuid, Uuid>, from: Uuid) -> Uuid {
    let (mut here, mut passed) = (from, Vec::new());
    while let Some(next) = to.get(&here).copied().filter(|next| *next != here) {
        passed.push(here);
        here = next;
    }
    for id in passed {
        to.insert(id, here);
    }
    here
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_linked_by_way_of_others_is_one_person() {
        let id = |n: u128| Uuid::from_u128(n);
        let mut to = HashMap::new();
        for (one, other) in [(1, 2), (4, 3), (2, 3), (7, 8)] {
            join(&mut to, id(one), id(other));
        }
        let group: Vec<Uuid> = (1..=4).map(|n| last(&mut to, id(n))).collect();
        assert!(group.iter().all(|one| *one == group[0]), "{group:?}");
        assert_eq!(last(&mut to, id(7)), last(&mut to, id(8)));
        assert_ne!(last(&mut to, id(7)), group[0]);
        assert_eq!(last(&mut to, id(9)), id(9), "nobody's");
    }
}
