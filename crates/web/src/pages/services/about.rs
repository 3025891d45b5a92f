//! "What this does and does not show", for each service. Absence is misread: not being in one landlord's list is not the
//! same as not renting from a landlord.

use law::involvement_rules::{InvolvementRules, Service, ShownFor};
use serde_json::{Value, json};

/// For the template.
pub fn context(rules: &InvolvementRules, council: &str) -> Value {
    let services: Vec<Value> = Service::ALL
        .iter()
        .map(|service| {
            let (does, does_not) = words(*service);
            json!({
                "code": service.code(),
                "service": service.label(),
                "ages": ages(rules, *service),
                "does": does,
                "does_not": does_not,
            })
        })
        .collect();
    let linked_only = (rules.shown_for == ShownFor::Linked).then(|| {
        format!("{council} shows services only for children, and for people recorded as related to a child.")
    });
    json!({ "services": services, "linked_only": linked_only })
}

fn ages(rules: &InvolvementRules, service: Service) -> String {
    let ages = rules.ages(service);
    match ages.to_age {
        Some(last) => format!("Shown for people aged {} to {last}.", ages.from_age),
        None => format!("Shown for people aged {} and over.", ages.from_age),
    }
}

const fn words(service: Service) -> (&'static str, &'static str) {
    match service {
        Service::School => (
            "The school that has the child on its roll, and whom to ring there.",
            "Attendance, exclusions and special needs. A child who is not found may be taught at home, at a private school \
             or in another council’s area.",
        ),
        Service::AdultSocialCare => (
            "Whether the council’s adult social care knows the person, which team, and when they were last in touch.",
            "Why. Care that people pay for themselves, and health services such as mental health teams, are not in it.",
        ),
        Service::Housing => (
            "Whether the person is a tenant of a landlord who sends us data, and whether there is a case about rent \
             arrears, antisocial behaviour, a notice seeking possession or an eviction.",
            "Homes of other landlords. “None found” does not mean that somebody is not in social housing. People who live \
             with a tenant are not in it.",
        ),
        Service::Police => (
            "Whether the police area named has records in the period named, and up to 3 safeguarding offences. Of other \
             offences only whether there are any.",
            "Calls to the police that led to no record, other police areas, older records, and anything from before the \
             person was an adult. A suspicion is not a conviction.",
        ),
    }
}
