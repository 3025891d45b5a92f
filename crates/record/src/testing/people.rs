//! People for tests, written straight into the tables: how they came to be on file is not what a test is about.

use ::access::GrantKind;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::date_of_birth::DateOfBirth;
use sqlx::types::Json;
use uuid::Uuid;

use super::{NOW, TestRecord};
use crate::access::grant::{self, Holder, NewGrant};
use crate::birth::BirthColumns;
use crate::{Work, reference};

/// What a test's records are kept for, as Marlshire's notice names it.
pub const SERVICE: &str = "front-door";
/// See [`SERVICE`].
pub const PURPOSE: &str = "decide-on-requests";

/// A person being put on file; finish with [`NewTestPerson::save`].
#[must_use = "nobody is on file until `save`"]
pub struct NewTestPerson<'a> {
    record: &'a TestRecord,
    id: Option<Uuid>,
    first_name: &'a str,
    last_name: &'a str,
    known_as: Option<&'a str>,
    birth: DateOfBirth,
    address: Option<(&'a str, &'a str)>,
}

/// A date of birth known to the day.
pub fn born(date: &str) -> DateOfBirth {
    DateOfBirth::Exact { date: date.parse::<Date>().expect("a date such as 2012-07-10") }
}

impl<'a> NewTestPerson<'a> {
    /// With an id of the cast's (`marlshire::cast::ids`), for instance Bea Lindqvist's own record.
    pub fn id(mut self, id: Uuid) -> Self {
        self.id = Some(id);
        self
    }

    /// Born on a day.
    pub fn born(mut self, date: &str) -> Self {
        self.birth = born(date);
        self
    }

    /// Usually called something else.
    pub fn known_as(mut self, name: &'a str) -> Self {
        self.known_as = Some(name);
        self
    }

    /// Lives at a first line and a postcode.
    pub fn at(mut self, line_1: &'a str, postcode: &'a str) -> Self {
        self.address = Some((line_1, postcode));
        self
    }

    /// Puts the person on file.
    pub async fn save(self) -> Uuid {
        let mut work = self.record.system_work().await;
        let id = self.id.unwrap_or_else(|| work.new_id());
        self.write(&mut work, id).await.expect("the person is kept");
        work.found_by_changed(id);
        work.commit().await.expect("it is kept");
        id
    }

    async fn write(&self, work: &mut Work, id: Uuid) -> sqlx::Result<()> {
        let key = work.new_key("person", id);
        let (child_id, public_ref) =
            (reference::child_id(work.store()), reference::generate(work.store(), 'P'));
        sqlx::query(
            "insert into casework.person (id, child_id, public_ref, key_id, pack_version_id, service, purpose, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id)
        .bind(child_id)
        .bind(public_ref)
        .bind(key.id())
        .bind(self.record.pack_version)
        .bind(SERVICE)
        .bind(PURPOSE)
        .bind(NOW.to_sqlx())
        .execute(work.sql())
        .await?;
        self.name(work, id, "legal", self.first_name).await?;
        if let Some(known_as) = self.known_as {
            self.name(work, id, "known-as", known_as).await?;
        }
        let birth = BirthColumns::of(&self.birth);
        sqlx::query(
            "insert into lookup.birth (id, person_id, stated, earliest_on, latest_on, recorded_at) values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(work.new_id())
        .bind(id)
        .bind(Json(birth.stated))
        .bind(birth.earliest_on.map(|date| date.to_sqlx()))
        .bind(birth.latest_on.map(|date| date.to_sqlx()))
        .bind(NOW.to_sqlx())
        .execute(work.sql())
        .await?;
        let Some((line_1, postcode)) = self.address else { return Ok(()) };
        sqlx::query(
            "insert into lookup.address (id, person_id, kind, line_1, postcode, postcode_key, recorded_at)
             values ($1, $2, 'home', $3, $4, $5, $6)",
        )
        .bind(work.new_id())
        .bind(id)
        .bind(line_1)
        .bind(postcode)
        .bind(postcode.replace(' ', ""))
        .bind(NOW.to_sqlx())
        .execute(work.sql())
        .await
        .map(drop)
    }

    async fn name(&self, work: &mut Work, person: Uuid, kind: &str, first_name: &str) -> sqlx::Result<()> {
        let known_as = self.known_as.unwrap_or_default();
        sqlx::query(
            "insert into lookup.person_name (id, person_id, kind, first_name, last_name, keys, recorded_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(work.new_id())
        .bind(person)
        .bind(kind)
        .bind(first_name)
        .bind(self.last_name)
        .bind(link::name_keys::keys_for_name(first_name, "", self.last_name, known_as))
        .bind(NOW.to_sqlx())
        .execute(work.sql())
        .await
        .map(drop)
    }
}

impl TestRecord {
    /// Somebody to put on file: `record.person("Charlie", "Banks").born("2012-07-10").save().await`.
    pub fn person<'a>(&'a self, first_name: &'a str, last_name: &'a str) -> NewTestPerson<'a> {
        let birth = DateOfBirth::Unknown;
        NewTestPerson { record: self, id: None, first_name, last_name, known_as: None, birth, address: None }
    }

    /// Restricts somebody. `category` is one of `law`'s (`staff`, `high_risk` …) or `sealed`.
    pub async fn restrict(&self, person: Uuid, category: &str, contact: &str) -> Uuid {
        let mut work = self.system_work().await;
        let id = work.new_id();
        let key = work.new_key("restriction", id);
        let reason = work.seal(&key, "restriction", "reason_sealed", id, "for a test").expect("it seals");
        sqlx::query(
            "insert into casework.restriction (id, person_id, category, contact, starts_at, review_on, key_id, reason_sealed)
             values ($1, $2, $3, $4, $5, '2027-01-04', $6, $7)",
        )
        .bind(id)
        .bind(person)
        .bind(category)
        .bind(contact)
        .bind(NOW.to_sqlx())
        .bind(key.id())
        .bind(reason)
        .execute(work.sql())
        .await
        .expect("the restriction is kept");
        work.commit().await.expect("it is kept");
        id
    }

    /// "`person` is the `kind` of `other`": `record.relate(rachel, "parent", charlie)`.
    pub async fn relate(&self, person: Uuid, kind: &str, other: Uuid) {
        let mut work = self.system_work().await;
        sqlx::query("insert into casework.relationship (id, person_id, kind, other_id, recorded_at) values ($1, $2, $3, $4, $5)")
            .bind(work.new_id())
            .bind(person)
            .bind(kind)
            .bind(other)
            .bind(NOW.to_sqlx())
            .execute(work.sql())
            .await
            .expect("the relationship is kept");
        work.commit().await.expect("it is kept");
    }

    /// Opens early help with a team of the pack and, if named, a worker of the cast; both may open the person from now on.
    pub async fn open_early_help(&self, person: Uuid, team: &str, worker: Option<&str>) -> Uuid {
        let (team, worker) = (self.team(team), worker.map(|name| self.account(name)));
        let mut work = self.system_work().await;
        let (involvement, allocation) = (work.new_id(), work.new_id());
        sqlx::query(
            "insert into casework.involvement (id, person_id, kind, service, purpose, pack_version_id, opened_at)
             values ($1, $2, 'early_help', $3, $4, $5, $6)",
        )
        .bind(involvement)
        .bind(person)
        .bind("early-help")
        .bind("support-families")
        .bind(self.pack_version)
        .bind(NOW.to_sqlx())
        .execute(work.sql())
        .await
        .expect("the involvement is kept");
        sqlx::query(
            "insert into casework.allocation (id, involvement_id, team_id, account_id, allocated_at) values ($1, $2, $3, $4, $5)",
        )
        .bind(allocation)
        .bind(involvement)
        .bind(team)
        .bind(worker)
        .bind(NOW.to_sqlx())
        .execute(work.sql())
        .await
        .expect("the allocation is kept");
        let source = ("allocation", allocation);
        let mut holders = vec![(Holder::Team(team), GrantKind::Team)];
        holders.extend(worker.map(|account| (Holder::Account(account), GrantKind::Allocation)));
        for (holder, kind) in holders {
            let grant = NewGrant { holder, person, kind, source, valid_until: None };
            grant::give(&mut work, &grant).await.expect("the grant is kept");
        }
        work.commit().await.expect("it is kept");
        involvement
    }

    /// Lets one of the cast open somebody, as if a manager had named them.
    pub async fn name_on(&self, person: Uuid, sign_in_name: &str) {
        let mut work = self.system_work().await;
        let holder = Holder::Account(self.account(sign_in_name));
        let new = NewGrant {
            holder,
            person,
            kind: GrantKind::Named,
            source: ("person", person),
            valid_until: None,
        };
        grant::give(&mut work, &new).await.expect("the grant is kept");
        work.commit().await.expect("it is kept");
    }
}

impl TestRecord {
    /// So many finished visits to the same people of a family, one a day back from [`NOW`], each with ten answers: for
    /// measuring. Nothing in them opens.
    pub async fn finished_visits(&self, family: Uuid, about: &[Uuid], count: usize) {
        let people = about.iter().map(|person| format!("'{person}'::uuid")).collect::<Vec<_>>().join(", ");
        let (pack, felix) = (self.pack_version, self.account("felix.family"));
        for statement in [
            format!(
                "create temporary table made as select gen_random_uuid() as id, '{NOW}'::timestamptz - number * interval '1 day' as at
                 from generate_series(1, {count}) number;
                 insert into casework.entry (id, family_id, kind, form_id, form_version, pack_version_id, key_id, begun_at, begun_by)
                     select id, '{family}', 'visit', 'visit', 1, '{pack}', gen_random_uuid(), at, '{felix}' from made;
                 insert into casework.entry_subject (entry_id, number, person_id, added_at)
                     select made.id, who.number, who.person, made.at
                     from made, unnest(array[{people}]) with ordinality as who (person, number);
                 insert into casework.entry_answer (id, entry_id, path, value_sealed, version, saved_at, saved_by)
                     select gen_random_uuid(), made.id, 'answer_' || number, decode(repeat('00', 200), 'hex'), 1, made.at, '{felix}'
                     from made, generate_series(1, 10) number;
                 insert into casework.entry_finish (entry_id, finished_at, finished_by) select id, at, '{felix}' from made;
                 drop table made;"
            ),
            "analyze casework.entry, casework.entry_subject, casework.entry_answer, casework.entry_finish".to_owned(),
        ] {
            self.sql(&statement).await.expect("they are kept");
        }
    }
}
