//! Putting right that an entry was written about the wrong child.

use uuid::Uuid;

use crate::access::{Permit, may, readers};
use crate::belonging::{self, Belonging};
use crate::{Error, Result, Work, event};

/// Says that a finished entry, as far as it is about the person of the first permit, is about the person of the second: a sister, a
/// twin, somebody of the same name. The entry stays as it was finished, on the record it was written on; a row says whose it is, by
/// whom and why. On the wrong record it is from now on no more than that something was there ([`super::mistakes`]).
///
/// What it let others read of the wrong child ends.
pub async fn about_another<A: may::WritesEntries>(
    work: &mut Work,
    wrong: &Permit<A>,
    right: &Permit<A>,
    entry: Uuid,
    because: &str,
) -> Result<()> {
    if because.trim().is_empty() {
        return Err(Error::Rule("Enter how you know whom it is about".into()));
    }
    let row = sqlx::query!(
        r#"select s.recorded_for_id as "recorded_for_id!", e.family_id,
               exists (select 1 from casework.entry_finish f where f.entry_id = e.id) as "finished!",
               exists (select 1 from casework.entry_removal r where r.entry_id = e.id) as "removed!",
               exists (select 1 from casework.entry_about() o where o.entry_id = e.id and o.person_id = $3) as "is_about!",
               (select count(*) from casework.entry_about() o
                where o.entry_id = e.id and o.recorded_for_id = s.recorded_for_id) as "whose!",
               casework.family_instead($3, e.family_id) as family
           from casework.entry e join casework.entry_about() s on s.entry_id = e.id and s.person_id = $2 and s.left_at is null
           where e.id = $1"#,
        entry,
        wrong.person(),
        right.person()
    );
    let row = row.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    let refused = match row.whose {
        _ if row.removed => return Err(Error::NotFound),
        _ if !row.finished => Some("It is not finished. Change whom it is about instead"),
        _ if row.is_about => Some("It is about them already"),
        2.. => Some("It is about one of two records, or about both. Decide whose it is first"),
        _ => None,
    };
    if let Some(why) = refused {
        return Err(Error::Rule(why.into()));
    }
    let now = belonging::of_entry(work, entry, row.recorded_for_id).await?;
    let family = row.family.filter(|family| *family != row.family_id);
    let then = Belonging { family, ..now.instead(wrong.person(), right.person()) };
    belonging::keep(work, &then, None, because).await?;
    readers::end_for(work, entry, wrong.person()).await?;
    for (here, there, moved) in
        [(wrong.person(), right.person(), "moved_to"), (right.person(), wrong.person(), "moved_from")]
    {
        event::record(work, event::amended("person", here).id("entry", entry).id(moved, there)).await?;
    }
    Ok(())
}
