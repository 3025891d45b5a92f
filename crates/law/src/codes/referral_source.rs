//! Who told the council about a child, as the children in need census asks.

use super::set::{Code, CodeSet, grouped};

const INDIVIDUAL: &str = "Individual";
const EDUCATION: &str = "Education";
const HEALTH: &str = "Health";
const COUNCIL: &str = "Council services";
const OTHER: &str = "Other";

/// The census's referral sources. Source: children in need census 2026, `referralsourcetype` (N00152).
pub const REFERRAL_SOURCES: CodeSet = CodeSet::new("who the request came from", CODES);

const CODES: &[Code] = &[
    grouped(INDIVIDUAL, "1A", "Family member, relative or carer"),
    grouped(INDIVIDUAL, "1B", "Acquaintance, for example a neighbour or childminder"),
    grouped(INDIVIDUAL, "1C", "The child or young person"),
    grouped(INDIVIDUAL, "1D", "Another individual, for example a stranger or MP"),
    grouped(EDUCATION, "2A", "School"),
    grouped(EDUCATION, "2B", "Education service"),
    grouped(HEALTH, "3A", "GP"),
    grouped(HEALTH, "3B", "Health visitor"),
    grouped(HEALTH, "3C", "School nurse"),
    grouped(HEALTH, "3D", "Other primary health service"),
    grouped(HEALTH, "3E", "Accident and emergency department"),
    grouped(HEALTH, "3F", "Other health service, for example a hospice"),
    grouped(OTHER, "4", "Housing – council or housing association"),
    grouped(COUNCIL, "5A", "Social care, for example adult social care"),
    grouped(COUNCIL, "5B", "Another service of this council, for example youth justice"),
    grouped(COUNCIL, "5C", "Another council"),
    grouped(COUNCIL, "5D", "Early help"),
    grouped(OTHER, "6", "Police"),
    grouped(OTHER, "7", "Other legal agency, for example a court, probation, immigration or Cafcass"),
    grouped(OTHER, "8", "Other, for example a children's centre or voluntary organisation"),
    grouped(OTHER, "9", "Anonymous"),
    grouped(OTHER, "10", "Not known"),
];
