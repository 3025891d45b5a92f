//! The detail of one involvement, once it was opened on purpose.

use law::involvement_rules::{Listed, MOST_LISTED, Service};
use record::source::{Detail, HousingCases};
use serde_json::{Value, json};

use crate::words;

/// What the organisation of a service is called.
pub const fn organisation_is(service: Service) -> &'static str {
    match service {
        Service::School => "School",
        Service::AdultSocialCare => "Team",
        Service::Housing => "Landlord",
        Service::Police => "Police area",
    }
}

/// For the template: rows of a key and one or several values.
pub fn context(detail: &Detail) -> Value {
    let rows = match detail {
        Detail::School { admission_type } => {
            vec![row(
                "Where they are taught",
                [admission_type.clone().unwrap_or_else(|| "The school did not say".into())],
            )]
        }
        Detail::AdultSocialCare { last_contact_on } => {
            vec![row("Last contact", [last_contact_on.map_or("The service did not say".into(), words::day)])]
        }
        Detail::Housing(cases) => housing(cases),
        Detail::Police(listed) => police(listed),
    };
    json!({ "rows": rows })
}

fn housing(cases: &HousingCases) -> Vec<Value> {
    vec![
        row("Notice seeking possession", [cases.notice_seeking_possession.words().into()]),
        row("Help with an eviction", [cases.eviction.words().into()]),
        row("Help with rent arrears", [cases.rent_arrears.words().into()]),
        row("Antisocial behaviour", [cases.antisocial_behaviour.words().into()]),
    ]
}

fn police(listed: &Listed) -> Vec<Value> {
    let mut offences: Vec<String> = listed
        .offences
        .iter()
        .map(|offence| {
            format!(
                "{}: {} ({})",
                words::day(offence.on),
                offence.kind,
                offence.nature.label().to_lowercase()
            )
        })
        .collect();
    if offences.is_empty() {
        offences.push("No record found".to_owned());
    }
    if listed.more {
        offences.push("There are more. Ask the police.".to_owned());
    }
    let others =
        if listed.others { "Records found. Ask the police what they are." } else { "No record found" };
    vec![
        row(&format!("Safeguarding offences. Up to {MOST_LISTED} are listed, the newest first"), offences),
        row("Other offences", [others.to_owned()]),
    ]
}

fn row(key: &str, values: impl IntoIterator<Item = String>) -> Value {
    json!({ "key": key, "values": values.into_iter().collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use law::involvement_rules::{Nature, Offence};
    use record::source::Case;

    use super::*;

    #[test]
    fn a_notice_seeking_possession_is_open_and_an_empty_cell_is_no_record() {
        let cases = HousingCases {
            antisocial_behaviour: Case::NoneFound,
            rent_arrears: Case::Closed,
            notice_seeking_possession: Case::Open,
            eviction: Case::NoneFound,
        };
        let shown = context(&Detail::Housing(cases));
        assert_eq!(shown["rows"][0], json!({ "key": "Notice seeking possession", "values": ["Open"] }));
        assert_eq!(shown["rows"][1]["values"][0], "No record found");
    }

    #[test]
    fn the_limit_of_three_is_said_and_so_is_that_there_are_more() {
        let offence = Offence { on: date(2026, 1, 24), kind: "Robbery".into(), nature: Nature::Suspected };
        let shown = context(&Detail::Police(Listed { offences: vec![offence; 3], more: true, others: true }));
        let key = shown["rows"][0]["key"].as_str().unwrap();
        assert!(key.contains("Up to 3 are listed"), "{key}");
        assert_eq!(shown["rows"][0]["values"][0], "24 January 2026: Robbery (suspected)");
        assert_eq!(shown["rows"][0]["values"][3], "There are more. Ask the police.");
        let none = context(&Detail::Police(Listed::default()));
        assert_eq!(none["rows"][0]["values"], json!(["No record found"]));
        assert_eq!(none["rows"][1]["values"], json!(["No record found"]));
    }
}
