//! Opening the detail of one involvement. It is on the person's record before anything is opened (levels 4 to 7).

use law::involvement_rules::{Gate, InvolvementRules, Service};
use uuid::Uuid;

use super::feed::unknown;
use super::{Detail, linked, panel};
use crate::access::{Permit, may};
use crate::{Error, Result, Work, birth, event};

/// What the detail is opened from: a request, or the person's own pages.
#[derive(Clone, Copy)]
pub enum From<'a> {
    /// A request that was matched to the person.
    Request(&'a Permit<may::OpenRequest>),
    /// The person's pages.
    Person(&'a Permit<may::OpenPerson>),
}

/// Opens a detail about somebody the request was matched to, or about the person the permit is for. What is not theirs,
/// was superseded, or is not shown for them does not exist.
pub async fn detail(
    work: &mut Work,
    from: From<'_>,
    involvement: Uuid,
    rules: &InvolvementRules,
) -> Result<Detail> {
    let row = sqlx::query!(
        r#"select i.person_id, f.service, b.stated as "stated?", i.key_id as "key_id!", i.detail_sealed as "detail_sealed!"
           from casework.service_involvement i
           join casework.source_feed f on f.id = i.source_feed_id
           left join lookup.birth b on b.person_id = i.person_id and b.superseded_at is null
           where i.id = $1 and i.key_id is not null and f.superseded_at is null and f.not_supplied_since is null"#,
        involvement
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::NotFound)?;
    let linked = match from {
        From::Request(permit) => {
            let matched = panel::matched(work, permit.request()).await?;
            if !matched.iter().any(|(person, _)| *person == row.person_id) {
                return Err(Error::NotFound);
            }
            panel::linked_in(work, &matched).await?
        }
        From::Person(permit) => {
            if permit.person() != row.person_id {
                return Err(Error::NotFound);
            }
            linked::to_a_child(work, &[row.person_id], None).await?
        }
    };
    let service = Service::parse(&row.service).ok_or_else(|| unknown("service"))?;
    let born = row.stated.map_or(Ok(law::date_of_birth::DateOfBirth::Unknown), birth::read)?;
    let today = law::clocks::to_london(work.now()).date();
    let is_covered = rules.covers(&born, linked.contains(&row.person_id), today);
    if !is_covered || rules.gate(service, &born, today) != Gate::Shown {
        return Err(Error::NotFound);
    }
    let mut note = event::note(level(service)).about("person", row.person_id).id("involvement", involvement);
    if let From::Request(permit) = from {
        note = note.id("request", permit.request());
    }
    event::record(work, note).await?;
    let words = work.key(row.key_id).await?.open(
        "service_involvement",
        "detail_sealed",
        involvement,
        &row.detail_sealed,
    )?;
    serde_json::from_str(&words).map_err(|_| unknown("detail"))
}

/// The audit level of a service's detail.
const fn level(service: Service) -> ledger::Action {
    match service {
        Service::School => ledger::Action::OpenedSchoolDetail,
        Service::AdultSocialCare => ledger::Action::OpenedAdultSocialCareDetail,
        Service::Housing => ledger::Action::OpenedHousingDetail,
        Service::Police => ledger::Action::OpenedPoliceDetail,
    }
}
