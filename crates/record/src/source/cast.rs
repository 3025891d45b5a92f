//! What services say about the cast's Banks and Williams families, so that the demo and the journeys need no files.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, ToSpan};
use law::involvement_rules::{Found, InvolvementRules, Nature, Offence, Service};
use marlshire::cast::ids::{
    CHARLIE_BANKS, DOMINIC_PIERCE, JOHN_BANKS, KATE_WILLIAMS, MAISIE_BANKS, PAULA_LEE, RACHEL_BANKS,
    TOMMY_WILLIAMS,
};
use uuid::Uuid;

use super::feed::{self, Coverage, Said};
use super::{Case, Contact, Detail, HousingCases, Summary};
use crate::{Result, Work};

/// Keeps five feeds about the families that are on file: one a service, and a neighbouring police force that has not
/// supplied anything since 3 March. Does nothing if a feed is on file already.
pub async fn seed(work: &mut Work, rules: &InvolvementRules) -> Result<()> {
    if !feed::standing(work).await?.is_empty() {
        return Ok(());
    }
    let today = law::clocks::to_london(work.now()).date();
    let there = on_file(work).await?;
    let schools = schools(work).await?;
    for service in Service::ALL {
        let said: Vec<Said> =
            said(*service, &schools, rules).into_iter().filter(|one| there.contains(&one.person)).collect();
        let asked = asked_about(*service).iter().copied().filter(|person| there.contains(person));
        let none_found: Vec<Uuid> =
            asked.filter(|person| !said.iter().any(|one| one.person == *person)).collect();
        feed::keep(work, &coverage(work, *service, today), &said, &none_found).await?;
    }
    let stopped = last_3_march(today);
    let last = stopped.saturating_sub(1.day());
    let neighbour = Coverage {
        system_name: "Saltmoor Police records".into(),
        area: Some("Saltmoor, the county to the north".into()),
        until: Some(last),
        current_as_of: Some(work.now() - today.duration_since(last)),
        not_supplied_since: Some(stopped),
        ..coverage(work, Service::Police, today)
    };
    feed::keep(work, &neighbour, &[], &[]).await?;
    Ok(())
}

fn last_3_march(today: Date) -> Date {
    let this_year = date(today.year(), 3, 3);
    if this_year < today { this_year } else { this_year.saturating_sub(1.year()) }
}

async fn on_file(work: &mut Work) -> Result<Vec<Uuid>> {
    let cast: Vec<Uuid> = marlshire::cast::ids::PEOPLE.iter().map(|(id, _)| *id).collect();
    Ok(sqlx::query_scalar!("select id from casework.person where id = any ($1)", &cast)
        .fetch_all(work.sql())
        .await?)
}

/// The schools on the children's own records, so that the two do not contradict each other.
async fn schools(work: &mut Work) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!(
        "select person_id, school from casework.school_place
         where person_id = any ($1) and attended_until is null and superseded_at is null order by attended_from",
        &[TOMMY_WILLIAMS, CHARLIE_BANKS, MAISIE_BANKS]
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows.into_iter().map(|row| (row.person_id, row.school)).collect())
}

fn coverage(work: &Work, service: Service, today: Date) -> Coverage {
    let (system_name, from, note) = match service {
        Service::School => (
            "Marlshire pupil roll",
            None,
            "State schools in Marlshire. Private schools and home education are not in it.",
        ),
        Service::AdultSocialCare => ("Marlshire adult care records", Some(date(2009, 4, 1)), ""),
        Service::Housing => (
            "Marlshire Homes",
            Some(date(2014, 4, 1)),
            "Homes the council lets. Housing associations and private landlords are not in it.",
        ),
        Service::Police => (
            "Marlshire Police records",
            Some(today.saturating_sub(5.years())),
            "Convictions of the last 5 years, and suspicions of the last year.",
        ),
    };
    Coverage {
        service,
        system_name: system_name.into(),
        area: Some("Marlshire".into()),
        from,
        until: from.map(|_| today.saturating_sub(1.day())),
        note: Some(note).filter(|note| !note.is_empty()).map(str::to_owned),
        current_as_of: Some(work.now() - SignedDuration::from_hours(26)),
        not_supplied_since: None,
    }
}

/// Whom each service was asked about: those at an age at which it is shown.
fn asked_about(service: Service) -> &'static [Uuid] {
    match service {
        Service::School => &[TOMMY_WILLIAMS, CHARLIE_BANKS, MAISIE_BANKS],
        _ => &[KATE_WILLIAMS, DOMINIC_PIERCE, PAULA_LEE, RACHEL_BANKS, JOHN_BANKS],
    }
}

fn said(service: Service, schools: &[(Uuid, String)], rules: &InvolvementRules) -> Vec<Said> {
    match service {
        Service::School => {
            [(TOMMY_WILLIAMS, "Mr D Hale", "01632 960 241"), (CHARLIE_BANKS, "Ms A Quill", "01632 960 217")]
                .map(|(person, who, phone)| at_school(person, schools, who, phone))
                .into()
        }
        Service::AdultSocialCare => vec![Said {
            person: JOHN_BANKS,
            found: Found::Current,
            summary: Summary {
                organisation: "Marlshire Adult Social Care, Marlborough Green team".into(),
                contact: contact(
                    "Ifeoma Dale",
                    "Social worker",
                    "01632 960 305",
                    Some("ifeoma.dale@marlshire.example"),
                ),
                since: Some(date(2022, 10, 17)),
            },
            detail: Detail::AdultSocialCare { last_contact_on: Some(date(2026, 8, 20)) },
        }],
        Service::Housing => housing(),
        Service::Police => vec![Said {
            person: DOMINIC_PIERCE,
            found: Found::Records,
            summary: Summary {
                organisation: "Marlshire Police, west area".into(),
                contact: contact("Safeguarding desk", "Police", "01632 960 377", None),
                since: None,
            },
            detail: Detail::Police(rules.keep_necessary(vec![
                offence(date(2024, 11, 9), "Violence with injury", Nature::Convicted),
                offence(date(2026, 1, 24), "Violence without injury", Nature::Suspected),
                offence(date(2025, 5, 2), "Criminal damage", Nature::Convicted),
            ])),
        }],
    }
}

fn at_school(person: Uuid, schools: &[(Uuid, String)], who: &str, phone: &str) -> Said {
    let recorded = schools.iter().find(|(id, _)| *id == person).map(|(_, school)| school.clone());
    Said {
        person,
        found: Found::Current,
        summary: Summary {
            organisation: recorded.unwrap_or_else(|| "Curlew Road Academy".into()),
            contact: contact(who, "Designated safeguarding lead", phone, None),
            since: None,
        },
        detail: Detail::School { admission_type: Some("Main provision".into()) },
    }
}

fn housing() -> Vec<Said> {
    let landlord = |since, who, phone, email| Summary {
        organisation: "Marlshire Homes".into(),
        contact: contact(who, "Housing officer", phone, Some(email)),
        since: Some(since),
    };
    let none = HousingCases {
        antisocial_behaviour: Case::NoneFound,
        rent_arrears: Case::NoneFound,
        notice_seeking_possession: Case::NoneFound,
        eviction: Case::NoneFound,
    };
    vec![
        Said {
            person: KATE_WILLIAMS,
            found: Found::Current,
            summary: landlord(
                date(2014, 9, 1),
                "Roy Pemberton",
                "01632 960 322",
                "roy.pemberton@homes.marlshire.example",
            ),
            detail: Detail::Housing(HousingCases {
                rent_arrears: Case::Closed,
                notice_seeking_possession: Case::Open,
                ..none
            }),
        },
        Said {
            person: RACHEL_BANKS,
            found: Found::Current,
            summary: landlord(
                date(2019, 6, 3),
                "Sunita Vale",
                "01632 960 328",
                "sunita.vale@homes.marlshire.example",
            ),
            detail: Detail::Housing(HousingCases { antisocial_behaviour: Case::Open, ..none }),
        },
    ]
}

fn contact(name: &str, role: &str, phone: &str, email: Option<&str>) -> Contact {
    Contact {
        name: Some(name.into()),
        role: Some(role.into()),
        phone: Some(phone.into()),
        email: email.map(str::to_owned),
    }
}

fn offence(on: Date, kind: &str, nature: Nature) -> Offence {
    Offence { on, kind: kind.into(), nature }
}
