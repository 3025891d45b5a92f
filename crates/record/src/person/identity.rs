//! Who a page is about: what the bar across its top says, in one question to the database.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::date_of_birth::DateOfBirth;
use uuid::Uuid;

use crate::access::{Permit, may::NamesPerson, of_same_person};
use crate::{Error, Result, Work, birth, event};

/// What the identity bar says.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The person.
    pub id: Uuid,
    /// Their reference.
    pub public_ref: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Usually known as.
    pub known_as: Option<String>,
    /// Date of birth, or what is known of it.
    pub birth: DateOfBirth,
    /// The day they died.
    pub died_on: Option<Date>,
    /// Where they live, in one line; nothing while a confidential address is on file.
    pub address: Option<String>,
    /// Whether a confidential address is on file.
    pub address_confidential: bool,
    /// The category of restriction, if the record is restricted.
    pub restricted: Option<String>,
    /// The kinds of warning notes that stand, as codes.
    pub warnings: Vec<String>,
    /// Whether they are on file as somebody's parent or carer.
    pub raises_somebody: bool,
    /// Whether any parent is recorded.
    pub has_parent: bool,
    /// Until when the record is kept, as a sentence that begins "kept". Nothing while it has not been worked out.
    pub kept: Option<String>,
    /// Records said to be the same person, as far as this reader may open them: their ids and references.
    pub same_as: Vec<(Uuid, String)>,
    /// How much of what was written while two records were one waits for somebody to say whose it is.
    pub to_decide: i64,
    /// What each of those says of the person.
    pub others: Vec<Identity>,
    /// The record that is shown first: this one, or one of those.
    pub first: Uuid,
}

impl Identity {
    /// "Charlie Banks": first and last name.
    pub fn name(&self) -> String {
        match &self.last_name {
            Some(last) => format!("{} {last}", self.first_name),
            None => self.first_name.clone(),
        }
    }

    /// What the record that is shown first says.
    pub fn shown_first(&self) -> &Identity {
        self.others.iter().find(|other| other.id == self.first).unwrap_or(self)
    }

    /// Every record of the person, the one that is shown first first.
    pub fn records(&self) -> Vec<&Identity> {
        let first = self.shown_first();
        std::iter::once(first)
            .chain(std::iter::once(self).chain(&self.others).filter(|one| one.id != first.id))
            .collect()
    }

    /// This record and those said to be the same person.
    pub fn ids(&self) -> Vec<Uuid> {
        std::iter::once(self.id).chain(self.same_as.iter().map(|(id, _)| *id)).collect()
    }
}

/// Reads who the permit is for. Records linked as the same person open with it, so each has the look on its own record.
pub async fn of(work: &mut Work, permit: &Permit<impl NamesPerson>) -> Result<Identity> {
    let person = permit.person();
    let mut who = read(work, person).await?;
    let linked = sqlx::query_scalar!(
        r#"select id as "id!" from unnest(access.same_person($1)) s (id) where id <> $1"#,
        person
    );
    for other in linked.fetch_all(work.sql()).await? {
        // Both locks: row-level security has answered, and the policies ask more of a restricted record.
        if of_same_person(work, permit, other).await?.is_none() {
            continue;
        }
        let note = event::note(ledger::Action::Opened).about("person", other).id("through", person);
        event::record(work, note).await?;
        who.others.push(read(work, other).await?);
    }
    who.others.sort_by(|one, other| one.public_ref.cmp(&other.public_ref));
    who.same_as = who.others.iter().map(|other| (other.id, other.public_ref.clone())).collect();
    if !who.others.is_empty() {
        let first = sqlx::query_scalar!("select casework.shown_first($1)", &who.ids());
        who.first = first.fetch_one(work.sql()).await?.unwrap_or(person);
    }
    Ok(who)
}

/// What one record says.
async fn read(work: &mut Work, person: Uuid) -> Result<Identity> {
    let now = work.now();
    let today = law::clocks::to_london(now).date();
    let row = sqlx::query!(
        r#"select p.public_ref, n.first_name as "first_name?", n.last_name, k.first_name as "known_as?", b.stated as "stated?",
               d.died_on as "died_on?", a.words as "address?",
               exists (select 1 from casework.confidential_address c where c.person_id = p.id and c.superseded_at is null
                   and (c.lived_until is null or c.lived_until > $2)) as "confidential!",
               (select r.category from casework.restriction r where r.person_id = p.id and r.starts_at <= $3
                   and not exists (select 1 from casework.restriction_lift l where l.restriction_id = r.id)
                   order by r.starts_at desc limit 1) as "restricted?",
               array(select w.kind from casework.warning_note w join casework.note_about() a on a.note_id = w.id
                   where a.person_id = p.id and w.starts_on <= $2
                   and not exists (select 1 from casework.warning_note_review v
                                   where v.warning_note_id = w.id and v.outcome = 'ended')
                   order by w.starts_on, w.id) as "warnings!",
               exists (select 1 from casework.relationship r where r.superseded_at is null
                   and ((r.other_id = p.id and r.kind in ('parent', 'parent_of_unborn', 'adoptive_parent'))
                     or (r.person_id = p.id and r.kind in ('child', 'unborn_child', 'adopted_child')))) as "has_parent!",
               casework.raises_somebody(p.id) as "raises_somebody!",
               (select count(*) from casework.unmerged_row u where (u.person_id = p.id or u.other_id = p.id)
                and not exists (select 1 from casework.belonging w where w.question_id = u.id))
               + (select count(*) from casework.unmerged_fact u where (u.person_id = p.id or u.other_id = p.id)
                  and not exists (select 1 from casework.fact_decision w where w.fact_id = u.id)) as "to_decide!",
               t.sentence as "kept?"
           from casework.person p
           left join lateral (select n.first_name, n.last_name from lookup.person_name n
               where n.person_id = p.id and n.superseded_at is null and n.kind <> 'known-as'
               order by (n.kind = 'legal') desc, n.used_until desc nulls first, n.used_from desc nulls last,
                   n.recorded_at desc limit 1) n on true
           left join lateral (select k.first_name from lookup.person_name k
               where k.person_id = p.id and k.superseded_at is null and k.kind = 'known-as' and k.used_until is null
               order by k.recorded_at desc limit 1) k on true
           left join lookup.birth b on b.person_id = p.id and b.superseded_at is null
           left join casework.death d on d.person_id = p.id and d.superseded_at is null
           left join casework.retention_due t on t.person_id = p.id
           left join lateral (select concat_ws(', ', a.line_1, a.line_2, a.town, a.postcode) as words from lookup.address a
               where a.person_id = p.id and a.superseded_at is null and a.kind in ('home', 'placement')
                 and (a.lived_until is null or a.lived_until > $2)
               order by a.lived_from desc nulls last, a.recorded_at desc limit 1) a on true
           where p.id = $1"#,
        person,
        today.to_sqlx(),
        now.to_sqlx()
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Identity {
        id: person,
        public_ref: row.public_ref,
        first_name: row.first_name.unwrap_or_else(|| "Name not known".into()),
        last_name: row.last_name,
        known_as: row.known_as,
        birth: row.stated.map_or(Ok(DateOfBirth::Unknown), birth::read)?,
        died_on: row.died_on.map(|on| on.to_jiff()),
        address: row.address.filter(|words| !words.is_empty() && !row.confidential),
        address_confidential: row.confidential,
        restricted: row.restricted,
        warnings: row.warnings,
        has_parent: row.has_parent,
        raises_somebody: row.raises_somebody,
        kept: row.kept,
        same_as: Vec::new(),
        to_decide: row.to_decide,
        others: Vec::new(),
        first: person,
    })
}
