//! What the access decision rests on, read from the record: never from the one who asks.

use jiff_sqlx::ToSqlx;
use law::access::{Actor as Asker, Grant, GrantKind, Holder, PersonFacts, PersonState, RestrictionCategory};
use law::relationship::RelationshipType;
use uuid::Uuid;

use crate::{Actor, Error, Refusal, Result, Work};

/// The officer who asks.
pub(super) fn who_asks(work: &Work) -> Result<Asker> {
    let Actor::Staff(staff) = work.actor() else { return Err(Error::Refused(Refusal::NoNeedToKnow)) };
    Ok(Asker {
        account: staff.account.to_string(),
        roles: staff.roles.clone(),
        teams: staff.teams.iter().map(Uuid::to_string).collect(),
    })
}

/// Everything the decision rests on, read in the same transaction. Grants of others are left out: they change nothing.
pub(super) async fn person_facts(work: &mut Work, person: Uuid) -> Result<PersonFacts> {
    let staff = work.staff()?.clone();
    let now = work.now();
    let row = sqlx::query!(
        r#"select r.category as "category?", r.contact as "contact?",
               exists (select 1 from casework.same_person_link l where l.ended_at is null
                   and ((l.person_id = p.id and l.same_as_id = $2) or (l.person_id = $2 and l.same_as_id = p.id))) as "linked!",
               array(select k.kind from casework.relationship k
                   where k.superseded_at is null and ((k.person_id = p.id and k.other_id = $2)
                       or (k.person_id = $2 and k.other_id = p.id))) as "kin!"
           from casework.person p
           left join lateral (
               select r.category, r.contact from casework.restriction r
               where r.person_id = p.id and r.starts_at <= $3
                 and not exists (select 1 from casework.restriction_lift l where l.restriction_id = r.id)
               order by (r.category = 'sealed') desc, r.starts_at desc limit 1) r on true
           where p.id = $1"#,
        person,
        staff.person,
        now.to_sqlx()
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::NotFound)?;
    let grants = sqlx::query!(
        "select account_id, team_id, kind, source_kind, valid_from, valid_until from access.access_grant
         where person_id = $1 and ended_at is null and (account_id = $2 or team_id = any ($3))",
        person,
        staff.account,
        &staff.teams
    )
    .fetch_all(work.sql())
    .await?
    .into_iter()
    .filter_map(|grant| {
        Some(Grant {
            holder: match (grant.account_id, grant.team_id) {
                (Some(account), _) => Holder::Account(account.to_string()),
                (None, team) => Holder::Team(team?.to_string()),
            },
            kind: GrantKind::parse(&grant.kind)?,
            source: grant.source_kind,
            valid_from: grant.valid_from.to_jiff(),
            valid_until: grant.valid_until.map(|until| until.to_jiff()),
        })
    })
    .collect();
    let state = match (row.category.as_deref(), row.contact) {
        (None, _) => PersonState::Open,
        (Some(category), Some(contact)) => match RestrictionCategory::parse(category) {
            Some(category) => PersonState::Restricted { category, named: Vec::new(), contact },
            // "sealed", and anything this version does not know, is closed to everybody.
            None => PersonState::Sealed,
        },
        (Some(_), None) => PersonState::Sealed,
    };
    let is_kin =
        row.kin.iter().any(|kind| RelationshipType::parse(kind).is_none_or(RelationshipType::is_kin));
    Ok(PersonFacts { state, grants, is_self: staff.person == Some(person) || row.linked, is_kin })
}

/// A request as if it were about nobody known, with what sending it to a worker gave them.
async fn facts_of_request(work: &mut Work, request: Uuid) -> Result<PersonFacts> {
    let staff = work.staff()?.clone();
    sqlx::query_scalar!("select id from casework.request where id = $1", request)
        .fetch_optional(work.sql())
        .await?
        .ok_or(Error::NotFound)?;
    let routed = sqlx::query!(
        "select to_account, to_team, routed_at from casework.request_route
         where request_id = $1 and (to_account = $2 or to_team = any ($3))",
        request,
        staff.account,
        &staff.teams
    )
    .fetch_all(work.sql())
    .await?;
    let grants = routed.into_iter().map(|route| Grant {
        holder: match route.to_account {
            Some(account) => Holder::Account(account.to_string()),
            None => Holder::Team(route.to_team.to_string()),
        },
        kind: GrantKind::Request,
        source: "request_route".into(),
        valid_from: route.routed_at.to_jiff(),
        valid_until: None,
    });
    Ok(PersonFacts { grants: grants.collect(), ..PersonFacts::not_matched() })
}

/// What is known of a request, first, and of each person it was matched to.
pub(super) async fn request_facts(work: &mut Work, request: Uuid) -> Result<Vec<PersonFacts>> {
    let matched = sqlx::query_scalar!(
        "select distinct m.person_id from casework.subject_match m
         join casework.request_subject s on s.id = m.subject_id where s.request_id = $1 and m.ended_at is null",
        request
    )
    .fetch_all(work.sql())
    .await?;
    let mut facts = vec![facts_of_request(work, request).await?];
    for person in matched {
        let mut about = person_facts(work, person).await?;
        about.grants.extend(facts[0].grants.clone());
        facts.push(about);
    }
    Ok(facts)
}
