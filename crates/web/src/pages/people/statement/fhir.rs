//! The statement as FHIR R4 AuditEvents, coded as IHE's Basic Audit Log Patterns code theirs. They claim no profile of IHE:
//! those want network addresses, which Kith's ledger does not keep.

use jiff::Timestamp;
use record::statement::Entry;
use serde_json::{Value, json};

use super::{viewed, who};

const DICOM: &str = "http://dicom.nema.org/resources/ontology/DCM";

/// A bundle of all lines that are told.
pub fn bundle(council: &str, reference: &str, told: &[Entry], made_at: Timestamp) -> Value {
    let entries: Vec<Value> = told
        .iter()
        .map(|entry| {
            json!({ "fullUrl": format!("urn:uuid:{}", entry.event), "resource": event(council, reference, entry) })
        })
        .collect();
    json!({ "resourceType": "Bundle", "type": "collection", "timestamp": made_at.to_string(), "entry": entries })
}

fn event(council: &str, reference: &str, entry: &Entry) -> Value {
    let refused = entry.action == "refused";
    let mut event = json!({
        "resourceType": "AuditEvent",
        "id": entry.event,
        "type": { "system": DICOM, "code": "110110", "display": "Patient Record" },
        "subtype": [{ "system": "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle", "code": "access",
                      "display": "Access/View Record Lifecycle Event" }],
        "action": "R",
        "recorded": entry.at.to_string(),
        // 4: a minor failure. The look did not happen.
        "outcome": if refused { "4" } else { "0" },
        "outcomeDesc": viewed::done(&entry.action),
        "agent": [{
            "type": { "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "IRCP",
                                   "display": "information recipient" }] },
            "who": { "display": who(entry) },
            "requestor": true,
        }],
        "source": {
            "site": council,
            "observer": { "display": "Kith" },
            "type": [{ "system": "http://terminology.hl7.org/CodeSystem/security-source-type", "code": "4",
                       "display": "Application Server" }],
        },
        "entity": [{
            "what": { "identifier": { "value": reference } },
            "type": { "system": "http://terminology.hl7.org/CodeSystem/audit-entity-type", "code": "1", "display": "Person" },
            "role": { "system": "http://terminology.hl7.org/CodeSystem/object-role", "code": "1", "display": "Patient" },
        }],
    });
    if entry.basis.is_some() {
        event["purposeOfEvent"] = json!([{ "text": viewed::why(entry.basis.as_deref()) }]);
    }
    if let Some(team) = &entry.team {
        event["agent"][0]["role"] = json!([{ "text": team }]);
    }
    event
}
