//! Linked data names only what is defined, here or in the vocabularies it uses.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;

/// Terms of others that an export may use. Each was looked up in the lists that the vocabulary publishes, version 2.2; a new one
/// is looked up before it is added.
const LOOKED_UP: [&str; 52] = [
    "dpv:AccessControlMethod",
    "dpv:ActivityMonitoring",
    "dpv:AuthorisationProtocols",
    "dpv:Child",
    "dpv:Client",
    "dpv:CryptographicKeyManagement",
    "dpv:DataBackupProtocols",
    "dpv:DataController",
    "dpv:DataSource",
    "dpv:DataSubject",
    "dpv:Employee",
    "dpv:EncryptionAtRest",
    "dpv:GuardianOfDataSubject",
    "dpv:IndeterminateDuration",
    "dpv:InformationFlowControl",
    "dpv:Law",
    "dpv:LegalAgreement",
    "dpv:LegalBasis",
    "dpv:MultiFactorAuthentication",
    "dpv:ParentOfDataSubject",
    "dpv:PasswordAuthentication",
    "dpv:PersonalData",
    "dpv:PersonalDataProcess",
    "dpv:PrivacyNotice",
    "dpv:Purpose",
    "dpv:ROPA",
    "dpv:Recipient",
    "dpv:RecordsOfActivities",
    "dpv:SensitivePersonalData",
    "dpv:SpecialCategoryPersonalData",
    "dpv:StorageCondition",
    "dpv:StorageDuration",
    "dpv:TemporalDuration",
    "eu-gdpr:A6-1-a",
    "eu-gdpr:A6-1-c",
    "eu-gdpr:A6-1-d",
    "eu-gdpr:A6-1-e",
    "eu-gdpr:A9-2-a",
    "eu-gdpr:A9-2-c",
    "eu-gdpr:A9-2-f",
    "eu-gdpr:A9-2-g",
    "eu-gdpr:A9-2-h",
    "eu-gdpr:A9-2-j",
    "legal-gb:law-DPA",
    "legal-gb:law-GDPR",
    "loc:GB",
    "rdf:Property",
    "skos:Concept",
    "skos:broader",
    "skos:definition",
    "skos:prefLabel",
    "rdf:value",
];

/// Properties likewise.
const JOINS: [&str; 24] = [
    "dpv:hasAddress",
    "dpv:hasApplicableLaw",
    "dpv:hasContact",
    "dpv:hasDataController",
    "dpv:hasDataSource",
    "dpv:hasDataSubject",
    "dpv:hasDuration",
    "dpv:hasJurisdiction",
    "dpv:hasLegalBasis",
    "dpv:hasLegalMeasure",
    "dpv:hasLocation",
    "dpv:hasName",
    "dpv:hasNotice",
    "dpv:hasPersonalData",
    "dpv:hasPersonalDataProcess",
    "dpv:hasPurpose",
    "dpv:hasRecipient",
    "dpv:hasStorageCondition",
    "dpv:hasTechnicalOrganisationalMeasure",
    "dct:description",
    "dct:hasVersion",
    "dct:identifier",
    "dct:source",
    "dct:title",
];

#[test]
fn linked_data_names_only_what_is_defined() {
    let mut records: Vec<Processing> = COUNCILS.iter().map(|council| record_of(&read(council))).collect();
    records.push(running());
    for record in records {
        let value: Value = serde_json::from_str(&jsonld(&record)).expect("JSON");
        let graph = value["@graph"].as_array().expect("a graph");
        let defined: BTreeSet<&str> = graph.iter().filter_map(|node| node["@id"].as_str()).collect();
        assert_eq!(defined.len(), graph.len(), "each node once");
        let mut names = BTreeSet::new();
        graph.iter().for_each(|node| collect(node, &mut names));
        for name in names {
            let known = defined.contains(name.as_str())
                || LOOKED_UP.contains(&name.as_str())
                || JOINS.contains(&name.as_str())
                || ["xsd:date", "xsd:duration", "rdfs:comment", "dct:valid"].contains(&name.as_str())
                || name.contains("-purpose-");
            assert!(known, "{}: {name} is not defined", record.council_id);
        }
        let activities = graph.iter().filter(|node| node["@type"] == "dpv:PersonalDataProcess").count();
        assert_eq!(activities, record.activities.len());
    }
}

/// Every name with a prefix in a node: properties, types and links.
fn collect(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if !name.starts_with('@') {
                    names.insert(name.clone());
                    collect(value, names);
                } else if name != "@value" && name != "@language" {
                    let each = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
                    names.extend(each.iter().filter_map(Value::as_str).map(str::to_owned));
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, names)),
        _ => {}
    }
}

#[test]
fn our_own_terms_are_documented() {
    let document =
        std::fs::read_to_string(root().join("docs/reference/processing.md")).expect("the reference");
    for term in terms() {
        let row = format!("| `kith:{}` |", term.id);
        assert!(document.contains(&row), "docs/reference/processing.md has no row {row}");
        assert!(document.contains(&term.definition), "the definition of {} is another there", term.id);
        if let Some(broader) = &term.broader {
            let ours =
                broader.strip_prefix("kith:").is_some_and(|id| terms().iter().any(|term| term.id == id));
            assert!(ours || LOOKED_UP.contains(&broader.as_str()), "{broader}");
        }
    }
}
