//! Writing services as Open Referral UK (HSDS-UK 3.0).
//!
//! The UK profile has no room for telephone numbers, names of languages, the way in and eligibility in words. They are
//! written where HSDS 3.0, the standard under the profile, has them: the schema allows further members, and whoever reads
//! by the profile alone loses nothing else.

mod ids;
mod page;
mod refused;

use serde_json::{Map, Value, json};

use crate::text::for_publishing;
use crate::{Contact, Cost, Organisation, Place, Schedule, Service, Term, WayIn};
use ids::{child, derived};

pub use page::{Detail, Published, page};
pub use refused::{Refused, check};

/// The version that [`about`] states.
pub const VERSION: &str = "HSDS-UK-3.0";

/// The answer of `/`: what the feed speaks, and where its profile and its OpenAPI description are.
pub fn about(profile: &str, openapi: &str) -> Value {
    json!({ "version": VERSION, "profile": profile, "openapi_url": openapi })
}

/// A service as a list shows it: its own members and who provides it.
///
/// # Errors
/// [`Refused`] if the schema could not be kept.
pub fn listed(service: &Service) -> Result<Value, Refused> {
    check(service)?;
    Ok(Value::Object(own_members(service)))
}

/// A service with everything that belongs to it, as `/services/{id}` gives it.
///
/// # Errors
/// [`Refused`] if the schema could not be kept.
pub fn full(service: &Service) -> Result<Value, Refused> {
    check(service)?;
    let mut members = own_members(service);
    let id = &service.id;
    let lists = [
        ("schedules", each(id, "schedule", &service.schedules, schedule)),
        (
            "service_areas",
            each(id, "area", &service.areas, |area, put| {
                put.text("name", Some(area));
                put.text("service_area", Some(area));
            }),
        ),
        ("service_at_locations", service.places.iter().enumerate().map(|(n, at)| place(id, n, at)).collect()),
        ("languages", each(id, "language", &service.languages, |name, put| put.text("name", Some(name)))),
        ("cost_options", each(id, "cost", &service.costs, cost)),
        ("contacts", service.contacts.iter().enumerate().map(|(n, it)| contact(id, n, it)).collect()),
        ("attributes", attributes(service)),
    ];
    let filled = lists.into_iter().filter(|(_, entries): &(&str, Vec<Value>)| !entries.is_empty());
    members.extend(filled.map(|(name, entries)| (name.to_owned(), Value::Array(entries))));
    Ok(Value::Object(members))
}

fn own_members(service: &Service) -> Map<String, Value> {
    let mut put = Put::default();
    put.raw("id", &service.id);
    if let Some(organisation) = &service.organisation {
        put.raw("organization_id", &organisation_id(service, organisation));
    }
    put.text("name", Some(&service.name));
    put.text("description", service.description.as_ref());
    put.raw_if("url", service.website.as_ref());
    put.raw_if("email", service.email.as_ref());
    put.raw_if("status", service.status.as_published());
    put.text("fees", service.fees.as_ref());
    put.number("minimum_age", service.ages.from.map(Into::into));
    put.number("maximum_age", service.ages.to.map(Into::into));
    put.raw_if("assured_date", service.checked.map(|day| day.to_string()));
    put.raw_if("assurer_email", service.checked_by.as_ref());
    put.text("alert", service.alert.as_ref());
    put.raw_if("last_modified", service.changed.map(|moment| moment.to_string()));
    put.text("eligibility_description", service.eligibility.as_ref());
    put.text("application_process", service.how_to_get_in.as_ref());
    if let Some(it) = &service.organisation {
        put.0.insert("organization".to_owned(), organisation(service, it));
    }
    put.0
}

fn organisation_id(service: &Service, organisation: &Organisation) -> String {
    organisation.id.clone().unwrap_or_else(|| derived(&format!("organisation of {}", service.id)))
}

fn organisation(service: &Service, organisation: &Organisation) -> Value {
    let mut put = Put::default();
    put.raw("id", &organisation_id(service, organisation));
    put.text("name", Some(&organisation.name));
    put.text("description", organisation.description.as_ref());
    put.raw_if("website", organisation.website.as_ref());
    put.raw_if("email", organisation.email.as_ref());
    Value::Object(put.0)
}

fn schedule(schedule: &Schedule, put: &mut Put) {
    use crate::schedule::Repeats;
    let freq = schedule.repeats.map(|repeats| match repeats {
        Repeats::Weekly => "WEEKLY",
        Repeats::Monthly => "MONTHLY",
    });
    let list = |parts: Vec<String>| (!parts.is_empty()).then(|| parts.join(","));
    let clock = |time: jiff::civil::Time| format!("{:02}:{:02}", time.hour(), time.minute());
    put.raw_if("valid_from", schedule.from.map(|day| day.to_string()));
    put.raw_if("valid_to", schedule.to.map(|day| day.to_string()));
    put.raw_if("dtstart", schedule.starts.map(|day| day.to_string()));
    put.raw_if("freq", freq);
    put.number("interval", schedule.every.map(Into::into));
    put.raw_if("byday", list(schedule.days.iter().map(|day| day.as_published()).collect()));
    put.raw_if("bymonthday", list(schedule.month_days.iter().map(i8::to_string).collect()));
    put.raw_if("opens_at", schedule.opens.map(clock));
    put.raw_if("closes_at", schedule.closes.map(clock));
    put.text("description", schedule.description.as_ref());
    put.text("attending_type", schedule.attending.as_ref());
    put.text("notes", schedule.notes.as_ref());
    put.raw_if("schedule_link", schedule.link.as_ref());
}

fn cost(cost: &Cost, put: &mut Put) {
    put.text("option", cost.what.as_ref());
    if let Some(pence) = cost.pence {
        let pounds = match pence % 100 {
            0 => json!(pence / 100),
            _ => json!(f64::from(pence) / 100.0),
        };
        put.0.insert("amount".to_owned(), pounds);
    }
    put.text("amount_description", cost.per.as_ref());
    put.raw_if("valid_from", cost.from.map(|day| day.to_string()));
    put.raw_if("valid_to", cost.to.map(|day| day.to_string()));
}

fn place(service: &str, number: usize, place: &Place) -> Value {
    let key = format!("location {number}");
    let kind = place.kind.as_published();
    let mut put = Put::with_id(service, &key);
    put.raw("location_type", kind);
    put.text("name", place.name.as_ref());
    put.text("description", place.description.as_ref());
    if let Some(point) = place.point {
        put.0.insert("latitude".to_owned(), json!(point.latitude()));
        put.0.insert("longitude".to_owned(), json!(point.longitude()));
    }
    let parts = [&place.address, &place.town, &place.county, &place.postcode];
    if parts.iter().any(|part| part.is_some()) {
        let mut address = Put::with_id(service, &format!("{key} address"));
        for (name, part) in ["address_1", "city", "state_province", "postal_code"].into_iter().zip(parts) {
            // The schema wants all four; an empty text is the only way to say that one is not known.
            address.raw(name, &part.as_deref().map(for_publishing).unwrap_or_default());
        }
        address.raw("country", "GB");
        address.raw("address_type", kind);
        put.0.insert("addresses".to_owned(), json!([address.0]));
    }
    let access = each(service, &format!("{key} access"), &place.access, |words, put| {
        put.text("accessibility", Some(words));
    });
    if !access.is_empty() {
        put.0.insert("accessibility".to_owned(), Value::Array(access));
    }
    json!({ "id": child(service, &format!("place {number}")), "location": put.0 })
}

fn contact(service: &str, number: usize, contact: &Contact) -> Value {
    let key = format!("contact {number}");
    let mut put = Put::with_id(service, &key);
    put.text("name", contact.name.as_ref());
    put.text("title", contact.title.as_ref());
    put.raw_if("email", contact.email.as_ref());
    let phones = each(service, &format!("{key} phone"), &contact.phones, |phone, put| {
        put.text("number", Some(&phone.number));
        put.text("description", phone.about.as_ref());
    });
    if !phones.is_empty() {
        put.0.insert("phones".to_owned(), Value::Array(phones));
    }
    Value::Object(put.0)
}

/// Terms first, then ways in. Terms of the same name are the same term in every service.
fn attributes(service: &Service) -> Vec<Value> {
    let way = |way: &WayIn| Term { name: way.name().to_owned(), taxonomy: Some(WayIn::TAXONOMY.to_owned()) };
    let terms = service.terms.iter().cloned().chain(service.ways_in.iter().map(way));
    let attribute = |(number, term): (usize, Term)| {
        let taxonomy = term.taxonomy.as_ref();
        let mut put = Put::default();
        put.raw("id", &derived(&format!("term {} of {}", term.name, taxonomy.map_or("", String::as_str))));
        put.text("name", Some(&term.name));
        put.text("description", Some(&term.name));
        put.text("taxonomy", taxonomy);
        json!({
            "id": child(&service.id, &format!("attribute {number}")),
            "link_type": "service",
            "taxonomy_term": put.0,
        })
    };
    terms.enumerate().map(attribute).collect()
}

/// One object for each item, with an identifier made from the service's.
fn each<T>(service: &str, what: &str, items: &[T], fill: impl Fn(&T, &mut Put)) -> Vec<Value> {
    let one = |(number, item): (usize, &T)| {
        let mut put = Put::with_id(service, &format!("{what} {number}"));
        fill(item, &mut put);
        Value::Object(put.0)
    };
    items.iter().enumerate().map(one).collect()
}

/// The members of an object as they are put together. What is not known is left out: the schema allows no nulls.
#[derive(Default)]
struct Put(Map<String, Value>);

impl Put {
    fn with_id(service: &str, what: &str) -> Put {
        let mut put = Put::default();
        put.raw("id", &child(service, what));
        put
    }

    /// A text that people read.
    fn text(&mut self, name: &str, text: Option<&String>) {
        self.raw_if(name, text.map(|text| for_publishing(text)));
    }

    /// A text that programs read.
    fn raw(&mut self, name: &str, text: &str) {
        self.0.insert(name.to_owned(), Value::String(text.to_owned()));
    }

    fn raw_if(&mut self, name: &str, text: Option<impl AsRef<str>>) {
        if let Some(text) = text {
            self.raw(name, text.as_ref());
        }
    }

    fn number(&mut self, name: &str, number: Option<u32>) {
        if let Some(number) = number {
            self.0.insert(name.to_owned(), json!(number));
        }
    }
}
