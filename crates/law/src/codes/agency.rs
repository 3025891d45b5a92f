//! Kinds of organisation a council asks, tells or works with.

use super::set::{Code, CodeSet, code};

/// Kinds of organisation, used for checks, the professional network and sharing preferences.
pub const AGENCIES: CodeSet = CodeSet::new("organisation", CODES);

const CODES: &[Code] = &[
    code("school", "School or college"),
    code("early_years", "Nursery or childminder"),
    code("education_service", "Education service"),
    code("gp", "GP"),
    code("health_visitor", "Health visitor"),
    code("school_nurse", "School nurse"),
    code("midwifery", "Midwifery"),
    code("hospital", "Hospital"),
    code("mental_health", "Mental health service"),
    code("substance_use", "Drug and alcohol service"),
    code("police", "Police"),
    code("probation", "Probation"),
    code("youth_justice", "Youth justice service"),
    code("housing", "Housing service or landlord"),
    code("adult_social_care", "Adult social care"),
    code("childrens_social_care", "Children's social care"),
    code("other_council", "Another council"),
    code("domestic_abuse", "Domestic abuse service"),
    code("family_hub", "Family hub or children's centre"),
    code("youth_service", "Youth service"),
    code("dwp", "Department for Work and Pensions"),
    code("home_office", "Home Office"),
    code("cafcass", "Cafcass"),
    code("court", "Court"),
    code("fire", "Fire and rescue service"),
    code("voluntary", "Voluntary or community organisation"),
    code("faith", "Faith organisation"),
    code("other", "Another organisation"),
];
