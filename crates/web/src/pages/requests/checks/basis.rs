//! The lawful bases a check can be asked on, out of the council's notice, and which promise to a family an agency
//! falls under.

use law::pack::{Basis, Notice, Purpose};

use crate::council::Council;

/// A basis on offer.
pub struct Offer {
    /// Stored: the purpose's id and the basis, as the pack names both.
    pub value: String,
    /// The purpose.
    pub text: String,
    /// The basis, and the Acts behind it.
    pub hint: String,
}

/// Every purpose for which somebody outside the council may be told who a family is and what happens to it, with each of
/// its bases but consent: nobody asks a family to consent to a check.
pub fn offers(council: &Council) -> Vec<Offer> {
    let notice = council.pack.notice();
    let told = |purpose: &&Purpose| notice.recipient.iter().any(|one| one.purposes.contains(&purpose.id));
    let has = |purpose: &Purpose, category: &str| purpose.categories.iter().any(|one| *one == *category);
    let names_and_tells = |purpose: &&Purpose| {
        has(purpose, "identity-and-contact")
            && (has(purpose, "services-involved") || has(purpose, "safety-and-offences"))
    };
    notice
        .purpose
        .iter()
        .filter(told)
        .filter(names_and_tells)
        .flat_map(|purpose| purpose.bases.iter().map(move |basis| (purpose, *basis)))
        .filter(|(_, basis)| *basis != Basis::Consent)
        .map(|(purpose, basis)| Offer {
            value: format!("{}/{}", purpose.id.as_str(), code(basis)),
            text: format!("{} ({})", purpose.name, label(basis)),
            hint: acts(notice, purpose),
        })
        .collect()
}

/// Whether the notice lets this agency be told for the purpose of a chosen basis. An agency that the notice does not name
/// as a recipient is not told by it, and the officer answers for the basis.
pub fn may_be_told(council: &Council, agency: &str, chosen: &str) -> bool {
    let purpose = chosen.split('/').next().unwrap_or_default();
    let recipient = recipient_of(agency).and_then(|id| council.pack.notice().recipient(id));
    recipient.is_none_or(|recipient| recipient.purposes.iter().any(|one| *one == *purpose))
}

/// A stored basis in words.
pub fn words(council: &Council, stored: &str) -> String {
    let offered = offers(council).into_iter().find(|offer| offer.value == stored);
    offered
        .map_or_else(|| crate::pages::requests::labels::plain(&stored.replace('/', ", ")), |offer| offer.text)
}

fn acts(notice: &Notice, purpose: &Purpose) -> String {
    let named = purpose.acts.iter().filter_map(|id| notice.act.iter().find(|act| act.id == *id));
    named.map(|act| act.name.as_str()).collect::<Vec<_>>().join("; ")
}

const fn code(basis: Basis) -> &'static str {
    match basis {
        Basis::Consent => "consent",
        Basis::LegalObligation => "legal-obligation",
        Basis::VitalInterests => "vital-interests",
        Basis::PublicTask => "public-task",
    }
}

const fn label(basis: Basis) -> &'static str {
    match basis {
        Basis::Consent => "consent",
        Basis::LegalObligation => "legal obligation",
        Basis::VitalInterests => "to save a life",
        Basis::PublicTask => "public task",
    }
}

/// The recipient of the notice an agency belongs to: what a family says "do not tell" about.
pub fn recipient_of(agency: &str) -> Option<&'static str> {
    Some(match agency {
        "school" | "early_years" | "education_service" => "schools",
        "gp" | "health_visitor" | "school_nurse" | "midwifery" | "hospital" | "mental_health" => "health",
        "police" | "probation" => "police",
        "housing" => "housing",
        "adult_social_care" | "substance_use" => "adult-services",
        "domestic_abuse" | "voluntary" | "faith" => "voluntary",
        "dwp" => "jobcentre",
        "other_council" => "other-councils",
        _ => return None,
    })
}

/// Whether the family asked us not to tell this agency.
pub fn is_objected_to(objections: &[String], agency: &str) -> bool {
    objections.iter().any(|one| one == agency || recipient_of(agency) == Some(one.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::codes::AGENCIES;

    #[test]
    fn an_objection_to_schools_covers_every_school() {
        let objections = vec!["schools".to_owned()];
        assert!(is_objected_to(&objections, "school") && is_objected_to(&objections, "early_years"));
        assert!(!is_objected_to(&objections, "police"));
        assert!(!is_objected_to(&[], "school"));
    }

    #[test]
    fn only_agencies_on_the_list_belong_to_a_recipient() {
        let known =
            ["school", "gp", "police", "housing", "adult_social_care", "voluntary", "dwp", "other_council"];
        assert!(known.iter().all(|agency| AGENCIES.parse(agency).is_ok() && recipient_of(agency).is_some()));
        assert_eq!(recipient_of("court"), None);
    }
}
