//! Making keyed hashes again. What they are hashes of is opened for it, in memory and nowhere else.

use jiff::Timestamp;
use uuid::Uuid;

use super::Done;
use crate::person::contact_detail;
use crate::{Actor, Result, Store, Work};

/// A hash to make again.
struct Hashed {
    id: Uuid,
    scheme: String,
    sealed: Vec<u8>,
    key: Uuid,
}

/// Makes every hash again that is not known to be the current master's, `rows` at a time.
pub(super) async fn rehash_all(
    store: &Store,
    now: &(dyn Fn() -> Timestamp + Sync),
    rows: i64,
    done: &mut Done,
    told: &mut (dyn FnMut(Done) + Send),
) -> Result<()> {
    for of in [Of::Identifiers, Of::Contacts] {
        let mut after = Uuid::nil();
        loop {
            let mut work = store.begin(Actor::System("keys"), now()).await?;
            let found = of.some(&mut work, after, rows).await?;
            let Some(last) = found.last().map(|hashed| hashed.id) else { break };
            let total = found.len();
            let made = rehash(&mut work, of, found).await?;
            work.commit().await?;
            after = last;
            done.hashes += made;
            done.unreadable += total - made;
            told(*done);
        }
    }
    Ok(())
}

async fn rehash(work: &mut Work, of: Of, found: Vec<Hashed>) -> Result<usize> {
    let wanted: Vec<Uuid> = found.iter().map(|hashed| hashed.key).collect();
    let keys = work.keys(&wanted).await?;
    let (mut ids, mut hashes) = (Vec::new(), Vec::new());
    for hashed in found {
        let Some(key) = keys.get(&hashed.key) else { continue };
        let value = key.open(of.table(), "value_sealed", hashed.id, &hashed.sealed)?;
        let hash = work.store().keyring().blind_index(&hashed.scheme, &value);
        ids.push(hashed.id);
        hashes.push(hash.as_bytes().to_vec());
    }
    of.keep(work, &ids, &hashes).await?;
    Ok(ids.len())
}

/// Whose hashes.
#[derive(Clone, Copy)]
enum Of {
    Identifiers,
    Contacts,
}

impl Of {
    /// The table that what is hashed is sealed for.
    fn table(self) -> &'static str {
        match self {
            Of::Identifiers => "identifier",
            Of::Contacts => "contact_detail",
        }
    }

    /// The next ones after an id, locked.
    async fn some(self, work: &mut Work, after: Uuid, rows: i64) -> Result<Vec<Hashed>> {
        let master = work.store().keyring().current().id().to_string();
        match self {
            Of::Identifiers => Ok(sqlx::query_as!(
                Hashed,
                "select i.id, h.scheme, i.value_sealed as sealed, p.key_id as key from lookup.identifier_hash h
                 join casework.identifier i on i.id = h.identifier_id join casework.person p on p.id = i.person_id
                 where h.identifier_id > $1 and h.master_id is distinct from $2
                 order by h.identifier_id limit $3 for update of h",
                after,
                master,
                rows
            )
            .fetch_all(work.sql())
            .await?),
            Of::Contacts => {
                let found = sqlx::query!(
                    "select d.id, d.kind, d.value_sealed, p.key_id from lookup.contact_hash h
                     join casework.contact_detail d on d.id = h.contact_detail_id
                     join casework.person p on p.id = d.person_id
                     where h.contact_detail_id > $1 and h.master_id is distinct from $2
                     order by h.contact_detail_id limit $3 for update of h",
                    after,
                    master,
                    rows
                )
                .fetch_all(work.sql())
                .await?;
                let found = found.into_iter().map(|row| Hashed {
                    id: row.id,
                    scheme: contact_detail::scheme(&row.kind).to_owned(),
                    sealed: row.value_sealed,
                    key: row.key_id,
                });
                Ok(found.collect())
            }
        }
    }

    async fn keep(self, work: &mut Work, ids: &[Uuid], hashes: &[Vec<u8>]) -> Result<()> {
        let master = work.store().keyring().current().id().to_string();
        match self {
            Of::Identifiers => {
                sqlx::query!(
                    "update lookup.identifier_hash h set hash = n.hash, master_id = $3
                     from unnest($1::uuid[], $2::bytea[]) as n (id, hash) where h.identifier_id = n.id",
                    ids,
                    hashes,
                    master
                )
                .execute(work.sql())
                .await?
            }
            Of::Contacts => {
                sqlx::query!(
                    "update lookup.contact_hash h set hash = n.hash, master_id = $3
                     from unnest($1::uuid[], $2::bytea[]) as n (id, hash) where h.contact_detail_id = n.id",
                    ids,
                    hashes,
                    master
                )
                .execute(work.sql())
                .await?
            }
        };
        Ok(())
    }
}
