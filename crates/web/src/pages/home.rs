//! `/home`: what an officer has to do today, by what they are employed to do.

use std::collections::BTreeSet;

use access::Role;
use jiff::Timestamp;
use law::pack::Notice;
use law::published::{Review, review};
use record::access::{given, renewal, sealed};
use record::audit_sample;
use record::caseload::{self, Case};
use record::entry::{self, Listed};
use record::request::inbox::{self, Counts, SentRow};
use record::rights_request;
use serde_json::{Value, json};

use crate::error::Result;
use crate::pages::families::kind_word;
use crate::pages::governance::{access_renewal, sealed_records};
use crate::pages::privacy;
use crate::pages::requests::labels;
use crate::pages::returns;
use crate::visit::Visit;
use crate::words;

/// How many lines a list shows.
const MOST_ROWS: i64 = 100;

/// How many unfinished entries a practitioner of another agency is shown.
const MOST_BEGUN: i64 = 20;

/// `GET /home`
pub async fn show(visit: Visit) -> Result {
    let staff = visit.staff()?;
    let is = |role: Role| staff.has_role(role);
    let any = |roles: &[Role]| roles.iter().any(|role| is(*role));
    let (manager, leads) = (is(Role::DutyManager), is(Role::TeamManager));
    let duty = manager || is(Role::DutyOfficer);
    let works = is(Role::Worker) || leads;
    let (account, teams) = (staff.account, staff.teams.clone());
    let mut work = visit.begin().await?;
    let counts = if duty { Some(inbox::counts(&mut work).await?) } else { None };
    let drafts = if duty { record::draft::unfinished(&mut work, account).await?.len() } else { 0 };
    let cases = if works { caseload::mine(&mut work, MOST_ROWS).await? } else { Vec::new() };
    let unallocated = if leads { caseload::unallocated(&mut work, MOST_ROWS).await? } else { Vec::new() };
    let sent = if works { inbox::sent_to(&mut work, account, &teams, MOST_ROWS).await? } else { Vec::new() };
    let renewals = if any(&access_renewal::WHO) { renewal::how_many(&mut work).await? } else { 0 };
    let askings = if any(&sealed_records::AGREES) { sealed::how_many(&mut work).await? } else { 0 };
    let (inspects, partner) = (is(Role::Inspector), is(Role::LeadPractitioner));
    let visits = inspects || partner;
    // Whoever works with a family has it in their list already.
    let own: BTreeSet<_> = cases.iter().filter_map(|case| case.family_id).collect();
    let mut given = given::to_me(&mut work).await?;
    given.retain(|one| one.family.as_ref().is_none_or(|(family, _)| !own.contains(family)));
    let begun = if partner { entry::unfinished(&mut work, MOST_BEGUN).await? } else { Vec::new() };
    let to_answer = rights_request::how_many(&mut work).await?;
    let samples = if any(&audit_sample::READS) { audit_sample::how_many(&mut work).await? } else { 0 };
    work.commit().await?;
    let context = json!({
        "first_name": staff.display_name.split_whitespace().next(),
        "tiles": counts.as_ref().map(|counts| tiles(counts, manager, drafts, visit.now)),
        "next": counts.as_ref().and_then(|counts| next(counts, manager)),
        "works": works,
        "leads": leads,
        "sent": sent.iter().map(sent_context).collect::<Vec<_>>(),
        "cases": cases.iter().map(|case| case_context(&visit, case)).collect::<Vec<_>>(),
        "unallocated": unallocated.iter().map(|case| case_context(&visit, case)).collect::<Vec<_>>(),
        "nothing_here": !duty && !works && !visits,
        "visits": visits,
        "given": given.iter().filter(|one| inspects || one.family.is_none()).map(given_context).collect::<Vec<_>>(),
        "partner": partner,
        "families": if inspects { Vec::new() } else { families(&given, &begun) },
        "manages": manager || leads,
        "renewals": renewals,
        "askings": askings,
        "to_answer": to_answer,
        "samples": samples,
        "watches": is(Role::DataProtectionOfficer),
        "counts_returns": any(&returns::WHO),
        "reviews": if is(Role::DataProtectionOfficer) { reviews(&visit) } else { Vec::new() },
    });
    visit.page("home.html", context)
}

/// Notices that the data protection officer has to look at again, soon or late.
fn reviews(visit: &Visit) -> Vec<Value> {
    let pack = &visit.app.council.pack;
    let one = |notice: &Notice| {
        let review = review(notice, visit.today())?;
        let late = review == Review::Late;
        Some(
            json!({ "title": notice.title, "href": privacy::address(pack, notice), "by": words::day(notice.review_by), "late": late }),
        )
    };
    pack.notices.iter().filter_map(one).collect()
}

fn tiles(counts: &Counts, manager: bool, drafts: usize, now: Timestamp) -> Vec<Value> {
    let oldest = counts.oldest_to_screen.map(|at| format!("The oldest came {}", words::moment(at)));
    let waited = counts.oldest_to_screen.map(|at| ago(now, at));
    let mut tiles = Vec::new();
    if manager {
        tiles.push(json!({ "number": counts.to_decide, "label": "for you to decide", "href": "/decisions", "note": null }));
    }
    let note = oldest.zip(waited).map(|(oldest, waited)| format!("{oldest}, {waited}"));
    tiles
        .push(json!({ "number": counts.to_screen, "label": "to screen", "href": "/requests", "note": note }));
    if !manager {
        tiles.push(json!({ "number": counts.to_decide, "label": "with a manager", "href": "/requests/with-manager", "note": null }));
    }
    tiles.push(
        json!({ "number": counts.overdue, "label": "past their time", "href": "/requests", "note": null }),
    );
    tiles.push(json!({ "number": drafts, "label": if drafts == 1 { "unfinished request of yours" } else { "unfinished requests of yours" },
                       "href": "/requests/new", "note": null }));
    tiles
}

/// The one thing to do first.
fn next(counts: &Counts, manager: bool) -> Option<Value> {
    match counts {
        Counts { to_decide: 1.., .. } if manager => {
            Some(json!({ "text": "Decide the most urgent", "href": "/decisions" }))
        }
        Counts { to_screen: 1.., .. } => Some(json!({ "text": "Open the inbox", "href": "/requests" })),
        _ => None,
    }
}

/// "3 hours ago", in whole hours or days.
fn ago(now: Timestamp, at: Timestamp) -> String {
    let minutes = (now.as_second() - at.as_second()).max(0) / 60;
    match minutes {
        0..60 => law::working_days::plural(minutes, "minute") + " ago",
        60..2_880 => law::working_days::plural(minutes / 60, "hour") + " ago",
        _ => law::working_days::plural(minutes / 1_440, "day") + " ago",
    }
}

fn sent_context(row: &SentRow) -> Value {
    json!({ "id": row.id, "reference": row.reference, "children": row.children, "sent": words::moment(row.routed_at),
            "team": row.team_name, "to_team": row.worker_name.is_none() })
}

/// The families in which a practitioner of another agency is named, each once, with what they have begun there.
fn families(given: &[given::ToMe], begun: &[Listed]) -> Vec<Value> {
    let mut seen = BTreeSet::new();
    let named = given.iter().filter_map(|one| one.family.as_ref()).filter(|(id, _)| seen.insert(*id));
    let entry = |one: &&Listed| {
        json!({ "href": format!("/entries/{}", one.id), "kind": kind_word(one.kind),
                "saved": words::moment(one.saved_at.unwrap_or(one.begun_at)) })
    };
    named
        .map(|(id, name)| {
            let name = name.as_ref().map_or_else(|| "A family".to_owned(), |name| format!("{name} family"));
            let open =
                begun.iter().filter(|one| one.family == *id).map(|one| entry(&one)).collect::<Vec<_>>();
            json!({ "href": format!("/families/{id}"), "name": name, "begun": open })
        })
        .collect()
}

fn given_context(one: &given::ToMe) -> Value {
    json!({ "href": format!("/people/{}", one.person), "reference": one.public_ref, "until": one.until.map(words::moment) })
}

fn case_context(visit: &Visit, case: &Case) -> Value {
    json!({
        "person": case.person,
        "reference": case.public_ref,
        "name": case.name,
        "age": case.name.as_ref().map(|_| case.birth.age_text(visit.today())),
        "family": case.family,
        "family_href": case.family_id.map(|family| format!("/families/{family}")),
        "kind": labels::involvement(&case.kind),
        "team": case.team_name,
        "opened": words::day(words::london(case.opened_at).date()),
        "allocated": words::day(words::london(case.allocated_at).date()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    #[test]
    fn says_how_long_ago_in_whole_units() {
        let now = at("2026-11-28T17:00:00Z");
        assert_eq!(ago(now, at("2026-11-28T16:59:30Z")), "0 minutes ago");
        assert_eq!(ago(now, at("2026-11-28T16:00:00Z")), "1 hour ago");
        assert_eq!(ago(now, at("2026-11-26T17:01:00Z")), "47 hours ago");
        assert_eq!(ago(now, at("2026-11-25T17:00:00Z")), "3 days ago");
        assert_eq!(ago(now, at("2026-11-28T17:05:00Z")), "0 minutes ago", "a clock that runs ahead");
    }

    #[test]
    fn a_manager_decides_before_anything_else() {
        let counts = Counts { to_screen: 3, to_decide: 1, ..Counts::default() };
        assert_eq!(next(&counts, true).expect("a thing to do")["href"], "/decisions");
        assert_eq!(next(&counts, false).expect("a thing to do")["href"], "/requests");
        assert_eq!(
            next(&Counts { to_decide: 4, ..Counts::default() }, false),
            None,
            "an officer waits for the manager"
        );
    }
}
