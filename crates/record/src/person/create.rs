//! A new person: recorded from a search that found nobody, or from somebody a request names.

use ::access::GrantKind;
use jiff_sqlx::ToSqlx;
use law::date_of_birth::DateOfBirth;
use law::identifiers::Postcode;
use uuid::Uuid;

use super::address::{self, NewAddress};
use super::birth_date;
use super::name::{self, NewName};
use crate::access::grant::{self, Holder, NewGrant};
use crate::access::{Permit, may::ReadsRequest};
use crate::request::subject::{self, Subject};
use crate::{Error, Refusal, Result, Work, event, reference};

/// Somebody to record.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Their names: at least one, and one of kind `legal`.
    pub names: Vec<NewName>,
    /// Date of birth, or what is known of it.
    pub birth: DateOfBirth,
    /// Where they live, if that is known and not confidential.
    pub address: Option<NewAddress>,
    /// The pack in force.
    pub pack_version: Uuid,
    /// The service they are recorded for, as the pack names it.
    pub service: String,
    /// The purpose, as the pack names it.
    pub purpose: String,
}

/// Records somebody new. The officer may open what they recorded for two weeks, as for any task.
pub async fn create(work: &mut Work, new: &NewPerson) -> Result<Uuid> {
    let id = insert(work, new).await?;
    if let Ok(staff) = work.staff() {
        let holder = Holder::Account(staff.account);
        let valid_until = Some(work.now() + grant::TASK);
        let source = ("person", id);
        grant::give(work, &NewGrant { holder, person: id, kind: GrantKind::Task, source, valid_until })
            .await?;
    }
    event::record(work, event::created("person", id)).await?;
    Ok(id)
}

/// Records somebody a request names, with the request's service and purpose. Does not match them: that is
/// [`subject::match_to`], which also opens them to the desk's team. `permit` is the request's.
pub async fn from_subject(
    work: &mut Work,
    permit: &Permit<impl ReadsRequest>,
    subject: &Subject,
) -> Result<Uuid> {
    let request = subject::request_of(work, subject.id).await?;
    permit.covers_request(request)?;
    let stamp =
        sqlx::query!("select service, purpose, pack_version_id from casework.request where id = $1", request)
            .fetch_one(work.sql())
            .await?;
    let new = NewPerson {
        names: names_of(subject),
        birth: subject.birth,
        address: postcode_only(subject),
        pack_version: stamp.pack_version_id,
        service: stamp.service,
        purpose: stamp.purpose,
    };
    let id = insert(work, &new).await?;
    event::record(work, event::created("person", id).id("request", request).id("subject", subject.id))
        .await?;
    Ok(id)
}

async fn insert(work: &mut Work, new: &NewPerson) -> Result<Uuid> {
    if matches!(work.actor(), crate::Actor::Public) {
        return Err(Error::Refused(Refusal::NoNeedToKnow));
    }
    if new.names.iter().all(|name| name.first_name.trim().is_empty()) {
        return Err(Error::Rule("Enter a first name".into()));
    }
    let id = work.new_id();
    let key = work.new_key("person", id);
    let (child_id, public_ref) = (reference::child_id(work.store()), reference::generate(work.store(), 'P'));
    let by = work.staff().ok().map(|staff| staff.account);
    sqlx::query!(
        "insert into casework.person (id, child_id, public_ref, key_id, pack_version_id, service, purpose, created_at,
             created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        child_id,
        public_ref,
        key.id(),
        new.pack_version,
        new.service,
        new.purpose,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    for name in &new.names {
        name::insert(work, id, name).await?;
    }
    birth_date::insert(work, id, &new.birth).await?;
    work.life_changed(id);
    if let Some(address) = &new.address {
        address::insert(work, id, address).await?;
    }
    Ok(id)
}

/// "Unborn" and "Not known" stand where a request gives no first name, so that the person can be found and talked of.
fn names_of(subject: &Subject) -> Vec<NewName> {
    let given = subject
        .first_name
        .as_deref()
        .or(subject.known_as.as_deref())
        .map(str::trim)
        .filter(|n| !n.is_empty());
    let stand_in = if subject.birth.is_expected() { "Unborn" } else { "Not known" };
    let first_name = given.unwrap_or(stand_in).to_owned();
    let mut names = Vec::with_capacity(2);
    let last_name = subject.last_name.clone().filter(|name| !name.trim().is_empty());
    let known_as = subject.known_as.clone().filter(|name| !name.trim().is_empty() && *name != first_name);
    if let Some(known_as) = known_as {
        names.push(NewName {
            kind: "known-as".into(),
            first_name: known_as,
            last_name: last_name.clone(),
            ..NewName::default()
        });
    }
    names.insert(0, NewName { kind: "legal".into(), first_name, last_name, ..NewName::default() });
    names
}

fn postcode_only(subject: &Subject) -> Option<NewAddress> {
    let postcode = Postcode::parse(subject.postcode.as_deref()?).ok()?;
    Some(NewAddress { kind: "home".into(), postcode: Some(postcode), ..NewAddress::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(
        first: Option<&str>,
        last: Option<&str>,
        known_as: Option<&str>,
        birth: DateOfBirth,
    ) -> Subject {
        Subject {
            id: Uuid::nil(),
            part: "child".into(),
            position: 1,
            standing: "referred".into(),
            relation: None,
            first_name: first.map(Into::into),
            last_name: last.map(Into::into),
            known_as: known_as.map(Into::into),
            birth,
            postcode: Some("ba1 1uq".into()),
            person_id: None,
            how: None,
        }
    }

    fn words(subject: &Subject) -> Vec<String> {
        names_of(subject)
            .into_iter()
            .map(|name| format!("{} {} {}", name.kind, name.first_name, name.last_name.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn a_name_always_stands_there() {
        let unborn = DateOfBirth::Expected { date: jiff::civil::date(2026, 8, 1) };
        assert_eq!(words(&subject(None, Some("Banks"), None, unborn)), ["legal Unborn Banks"]);
        assert_eq!(words(&subject(Some(" "), None, None, DateOfBirth::Unknown)), ["legal Not known "]);
        assert_eq!(words(&subject(None, None, Some("Charlie"), DateOfBirth::Unknown)), ["legal Charlie "]);
        let both = subject(Some("Charlotte"), Some("Banks"), Some("Charlie"), DateOfBirth::Unknown);
        assert_eq!(words(&both), ["legal Charlotte Banks", "known-as Charlie Banks"]);
    }

    #[test]
    fn a_postcode_alone_is_an_address() {
        let known = subject(Some("Ann"), None, None, DateOfBirth::Unknown);
        let address = postcode_only(&known).expect("a postcode");
        assert_eq!(address.postcode.map(|postcode| postcode.formatted()).as_deref(), Some("BA1 1UQ"));
        assert!(postcode_only(&Subject { postcode: Some("near the park".into()), ..known }).is_none());
    }
}
