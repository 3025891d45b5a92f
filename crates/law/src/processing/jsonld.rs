//! The record as JSON-LD, in terms of the Data Privacy Vocabulary 2 and our own for the United Kingdom.
//!
//! Every resource has an address below the record's, so that two exports can be compared. The addresses lead nowhere.

use serde_json::{Map, Value, json};

use super::activity::{Activity, ControllerOf, Kept, NoticeOf, Processing, RecipientOf, SourceOf};
use super::held::Place;
use super::measures::{MEASURES, Measure};
use super::terms::{self, TermKind};
use super::words;
use crate::pack::{Amount, Trigger, Unit};

/// Writes it.
pub fn jsonld(processing: &Processing) -> String {
    let mut graph = Graph::default();
    graph.add(record(processing));
    processing.notices.iter().for_each(|notice| graph.add(of_notice(notice)));
    MEASURES.iter().for_each(|measure| graph.add(of_measure(measure)));
    for activity in &processing.activities {
        activity.controllers.iter().for_each(|one| graph.add(of_controller(one)));
        let notice = prefix(activity);
        for category in activity.categories.iter().filter(|category| !category.id.is_empty()) {
            graph.add(json!({ "@id": id(&notice, "category", &category.id), "@type": terms::protection(category.protection), "skos:prefLabel": text(&category.name) }));
        }
        activity.sources.iter().for_each(|one| graph.add(of_source(&notice, one)));
        activity.recipients.iter().for_each(|one| graph.add(of_recipient(&notice, one)));
        activity.kept.iter().for_each(|one| graph.add(of_class(&notice, one)));
        graph.add(of_activity(&notice, activity));
    }
    terms::terms().iter().for_each(|term| graph.add(of_term(term)));
    let written = json!({ "@context": context(&processing.council_id), "@graph": graph.nodes });
    serde_json::to_string_pretty(&written).expect("it is JSON") + "\n"
}

/// Nodes, each once.
#[derive(Default)]
struct Graph {
    nodes: Vec<Value>,
}

impl Graph {
    fn add(&mut self, node: Value) {
        if !self.nodes.iter().any(|known| known["@id"] == node["@id"]) {
            self.nodes.push(node);
        }
    }
}

fn context(council: &str) -> Value {
    json!({
        "dpv": "https://w3id.org/dpv#",
        "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
        "legal-gb": "https://w3id.org/dpv/legal/gb#",
        "loc": "https://w3id.org/dpv/loc#",
        "dct": "http://purl.org/dc/terms/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "kith": "https://kith.example/terms#",
        "this": format!("https://kith.example/councils/{council}/processing#"),
    })
}

fn record(processing: &Processing) -> Value {
    let activities = processing.activities.iter().map(|one| activity_id(&one.id));
    let measures = MEASURES.iter().map(|measure| id("kith", "measure", measure.id));
    json!({
        "@id": "this:record",
        "@type": "dpv:ROPA",
        "dct:title": text(&format!("Record of processing activities: {}", processing.council)),
        "dct:source": processing.notices.iter().map(|notice| link(&id(&notice.id, "notice", "text"))).collect::<Vec<_>>(),
        "dpv:hasApplicableLaw": [link("legal-gb:law-GDPR"), link("legal-gb:law-DPA")],
        "dpv:hasJurisdiction": link("loc:GB"),
        "dpv:hasTechnicalOrganisationalMeasure": links(measures),
        "dpv:hasPersonalDataProcess": links(activities),
        "kith:transfersOutsideUK": text(words::NO_TRANSFERS),
    })
}

fn of_activity(notice: &str, activity: &Activity) -> Value {
    let purpose = activity.id.split_once('/').map_or(activity.id.as_str(), |(_, purpose)| purpose);
    let mut node = Map::new();
    let mut put = |name: &str, values: Vec<Value>| {
        if !values.is_empty() {
            node.insert(name.to_owned(), Value::Array(values));
        }
    };
    put("dct:identifier", vec![json!(activity.id)]);
    put("dct:title", vec![text(&activity.name)]);
    put(
        "dpv:hasPurpose",
        vec![
            json!({ "@id": id(notice, "purpose", purpose), "@type": "dpv:Purpose", "skos:prefLabel": text(&activity.name) }),
        ],
    );
    put("dpv:hasNotice", links(activity.notice.iter().map(|notice| id(&notice.id, "notice", "text"))));
    put(
        "dpv:hasDataController",
        links(activity.controllers.iter().map(|one| id("kith", "controller", &one.id))),
    );
    let bases = activity.bases.iter().map(|basis| terms::basis(*basis));
    let bases = bases.chain(activity.conditions.iter().map(|condition| terms::condition(*condition)));
    put(
        "dpv:hasLegalBasis",
        links(bases.chain(activity.schedule_1.iter().map(|one| terms::schedule_1(*one)))),
    );
    put(
        "dpv:hasApplicableLaw",
        activity.acts.iter().map(|act| json!({ "@type": "dpv:Law", "dct:title": text(act) })).collect(),
    );
    put("dpv:hasDataSubject", links(activity.people.iter().flat_map(|people| terms::people(*people))));
    let category = |one: &super::CategoryOf| match one.id.as_str() {
        "" => json!({ "@type": terms::protection(one.protection), "skos:prefLabel": text(&one.name) }),
        known => link(&id(notice, "category", known)),
    };
    put("dpv:hasPersonalData", activity.categories.iter().map(category).collect());
    put("dpv:hasDataSource", links(activity.sources.iter().map(|one| id(notice, "source", &one.id))));
    put("dpv:hasRecipient", links(activity.recipients.iter().map(|one| id(notice, "recipient", &one.id))));
    put(
        "dpv:hasStorageCondition",
        links(activity.kept.iter().map(|one| id(notice, "retention", &one.class))),
    );
    put(
        "dpv:hasTechnicalOrganisationalMeasure",
        links(MEASURES.iter().map(|one| id("kith", "measure", one.id))),
    );
    put("kith:transfersOutsideUK", vec![text(words::NO_TRANSFERS)]);
    put("kith:withdrawingStops", activity.withdrawing_stops.iter().map(|words| text(words)).collect());
    if let Some(held) = &activity.held {
        let places = |places: &[Place]| places.iter().map(|place| json!(place.words())).collect();
        put("kith:collectedIn", places(&held.collected));
        put("kith:neededFrom", places(&held.needed));
        let asked = held.questions.iter().map(|one| json!(format!("{}: {}", one.form, one.question)));
        put("kith:askedIn", asked.collect());
    }
    let open = activity.open.iter().map(|open| text(&format!("{} – {}", open.what, open.answer)));
    put("kith:openPoint", open.collect());
    let mut whole = Map::new();
    whole.insert("@id".to_owned(), json!(activity_id(&activity.id)));
    whole.insert("@type".to_owned(), json!("dpv:PersonalDataProcess"));
    whole.extend(node);
    Value::Object(whole)
}

fn of_notice(notice: &NoticeOf) -> Value {
    json!({
        "@id": id(&notice.id, "notice", "text"),
        "@type": "dpv:PrivacyNotice",
        "dct:title": text(&notice.title),
        "dct:hasVersion": notice.version.to_string(),
        "dct:valid": { "@value": notice.from, "@type": "xsd:date" },
    })
}

fn of_controller(controller: &ControllerOf) -> Value {
    let mut node = json!({
        "@id": id("kith", "controller", &controller.id),
        "@type": "dpv:DataController",
        "dpv:hasName": text(&controller.name),
    });
    if let Some(contact) = &controller.contact {
        node["dpv:hasContact"] = json!([contact.email.as_ref().unwrap_or(&contact.role)]);
        if let Some(post) = &contact.post {
            node["dpv:hasAddress"] = json!(post);
        }
    }
    node
}

fn of_measure(measure: &Measure) -> Value {
    let types: Vec<String> = measure.dpv.iter().map(|name| format!("dpv:{name}")).collect();
    json!({ "@id": id("kith", "measure", measure.id), "@type": types, "dct:description": text(measure.says) })
}

fn of_source(notice: &str, source: &SourceOf) -> Value {
    json!({ "@id": id(notice, "source", &source.id), "@type": "dpv:DataSource", "skos:prefLabel": text(&source.name) })
}

fn of_recipient(notice: &str, recipient: &RecipientOf) -> Value {
    let mut node = json!({
        "@id": id(notice, "recipient", &recipient.id),
        "@type": "dpv:Recipient",
        "dpv:hasName": text(&recipient.name),
        "dpv:hasLegalBasis": link(terms::basis(recipient.basis)),
        "dpv:hasLocation": link("loc:GB"),
        "kith:toldWhen": text(recipient.when.trim()),
        "kith:familyMayObject": recipient.family_may_object,
    });
    if let Some(agreement) = &recipient.agreement {
        node["dpv:hasLegalMeasure"] = json!({ "@type": "dpv:LegalAgreement", "dct:title": text(agreement) });
    }
    node
}

fn of_class(notice: &str, kept: &Kept) -> Value {
    let rule = &kept.rule;
    let mut node = json!({
        "@id": id(notice, "retention", &kept.class),
        "@type": ["dpv:StorageCondition", "dpv:StorageDuration"],
        "skos:prefLabel": text(&kept.name),
        "dct:description": text(kept.covers.trim()),
        "rdfs:comment": text(&kept.how_long),
        "dct:source": text(kept.citation.trim()),
        "dpv:hasDuration": duration(rule.trigger, rule.period),
        "kith:then": links([rule.action].into_iter().chain(rule.or_action).map(terms::action)),
    });
    let exceptions: Vec<Value> = rule
        .unless
        .iter()
        .map(|one| {
            let mut duration = duration(one.trigger, Some(one.period));
            duration["kith:where"] = text(words::when(one.when));
            duration
        })
        .collect();
    if !exceptions.is_empty() {
        node["kith:exception"] = json!(exceptions);
    }
    if let Some(or) = &rule.or {
        let mut duration = duration(or.trigger, Some(or.period));
        duration["kith:reading"] = text(words::reading(or.reading));
        node["kith:alternative"] = duration;
    }
    node
}

/// "25 years from birth" as a duration; one that cannot be determined where the council has not decided.
fn duration(trigger: Trigger, period: Option<Amount>) -> Value {
    let (Some(period), Some(event)) = (period, terms::event(trigger)) else {
        return link("dpv:IndeterminateDuration");
    };
    json!({
        "@type": "dpv:TemporalDuration",
        "rdf:value": { "@value": iso(period), "@type": "xsd:duration" },
        "kith:runsFrom": link(event),
    })
}

/// As XML Schema writes durations, which has no weeks and no office hours.
fn iso(period: Amount) -> String {
    let count = period.count;
    match period.unit {
        Unit::Years => format!("P{count}Y"),
        Unit::Months => format!("P{count}M"),
        Unit::Weeks => format!("P{}D", count * 7),
        Unit::Days | Unit::WorkingDays => format!("P{count}D"),
        Unit::Hours | Unit::WorkingHours => format!("PT{count}H"),
        Unit::Minutes => format!("PT{count}M"),
    }
}

fn of_term(term: &super::Term) -> Value {
    let kind = match term.kind {
        TermKind::Concept => "skos:Concept",
        TermKind::Property => "rdf:Property",
    };
    let mut node = json!({
        "@id": format!("kith:{}", term.id),
        "@type": kind,
        "skos:prefLabel": text(&term.label),
        "skos:definition": text(&term.definition),
    });
    if let Some(broader) = &term.broader {
        node["skos:broader"] = link(broader);
    }
    node
}

/// The notice whose words an activity speaks; Kith's own has none.
fn prefix(activity: &Activity) -> String {
    activity.notice.as_ref().map_or_else(|| "kith".to_owned(), |notice| notice.id.clone())
}

fn activity_id(id: &str) -> String {
    format!("this:activity-{}", id.replace('/', "-"))
}

fn id(notice: &str, kind: &str, id: &str) -> String {
    format!("this:{notice}-{kind}-{id}")
}

fn link(to: &str) -> Value {
    json!({ "@id": to })
}

fn links<T: AsRef<str>>(to: impl IntoIterator<Item = T>) -> Vec<Value> {
    to.into_iter().map(|one| link(one.as_ref())).collect()
}

fn text(words: &str) -> Value {
    json!({ "@value": words, "@language": "en-GB" })
}
