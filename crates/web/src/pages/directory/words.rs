//! Services in words, for a list and for a page of their own.

use directory::schedule;
use directory::search::Found;
use directory::{Contact, Heading, Place, PlaceKind, Service, WayIn};
use serde_json::{Value, json};

use crate::words::day;

/// The most characters of a description in a list.
const SHORT: usize = 220;

/// A need as a family ticks it.
pub fn need(heading: Heading) -> &'static str {
    match heading {
        Heading::Education => "School, learning and training",
        Heading::EarlyYears => "Babies and the first five years",
        Heading::Health => "Health, disability and feelings",
        Heading::SubstanceUse => "Alcohol and drugs",
        Heading::FamilyRelationships => "Getting on as a family, parenting, caring for somebody",
        Heading::SafeFromHarm => "Keeping children safe from abuse and exploitation",
        Heading::Crime => "Crime and trouble with the police",
        Heading::DomesticAbuse => "Domestic abuse",
        Heading::Housing => "Home and housing",
        Heading::Money => "Money, debt, food and work",
    }
}

/// One result of a search.
pub fn card(found: &Found<'_>, id: uuid::Uuid) -> Value {
    let service = found.service;
    json!({
        "id": id, "name": service.name,
        "organisation": service.organisation.as_ref().map(|it| &it.name),
        "about": service.description.as_deref().map(shortened),
        "alert": service.alert, "closed": found.closed,
        "reasons": found.reasons.iter().map(|reason| sentence(&reason.to_string())).collect::<Vec<_>>(),
        "where": service.places.iter().find(|place| place.kind == PlaceKind::Physical).map(Place::in_words),
        "contact": contact(service),
    })
}

/// Everything there is to know of a service.
pub fn whole(service: &Service) -> Value {
    let costs: Vec<String> =
        service.costs.iter().map(|cost| cost.in_words()).chain(service.fees.clone()).collect();
    json!({
        "name": service.name, "description": service.description, "alert": service.alert,
        "closed": service.status.is_closed(), "status": sentence(service.status.in_words()),
        "says_status": service.status.as_published().is_some(),
        "organisation": service.organisation.as_ref().map(|it| json!({
            "name": it.name, "description": it.description, "website": it.website, "email": it.email,
        })),
        "ages": sentence(&service.ages.in_words()), "eligibility": service.eligibility,
        "needs": service.headings().into_iter().map(need).collect::<Vec<_>>(),
        "terms": service.terms.iter().map(|term| &term.name).collect::<Vec<_>>(),
        "ways_in": ways_in(&service.ways_in), "how_to_get_in": service.how_to_get_in,
        "costs": costs.iter().map(|words| sentence(words)).collect::<Vec<_>>(),
        "times": schedule::in_words(&service.schedules),
        "places": service.places.iter().map(place).collect::<Vec<_>>(),
        "areas": service.areas, "languages": service.languages,
        "contacts": service.contacts.iter().map(whom_to_ask).collect::<Vec<_>>(),
        "website": service.website, "email": service.email,
        "checked": service.checked.map(day),
    })
}

/// The one line that gets somebody there: the first telephone number, else an e-mail address, else the website.
pub fn contact(service: &Service) -> Option<String> {
    let phone = service.contacts.iter().flat_map(|contact| &contact.phones).map(|phone| &phone.number).next();
    let mail =
        || service.email.as_ref().or(service.contacts.iter().find_map(|contact| contact.email.as_ref()));
    phone.or_else(mail).or(service.website.as_ref()).cloned()
}

fn ways_in(ways: &[WayIn]) -> Vec<String> {
    ways.iter().map(|way| sentence(way.in_words())).collect()
}

fn place(place: &Place) -> Value {
    let kind = match place.kind {
        PlaceKind::Physical => None,
        PlaceKind::Postal => Some("To write to"),
        PlaceKind::Virtual => Some("Online or by telephone"),
    };
    json!({
        "kind": kind, "words": place.in_words(), "description": place.description, "access": place.access,
    })
}

fn whom_to_ask(contact: &Contact) -> Value {
    let who: Vec<&str> = [&contact.name, &contact.title].into_iter().flatten().map(String::as_str).collect();
    json!({
        "who": who.join(", "), "email": contact.email,
        "phones": contact.phones.iter().map(|phone| json!({ "number": phone.number, "about": phone.about })).collect::<Vec<_>>(),
    })
}

/// With its first letter large.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The start of a long text, up to the end of a word.
fn shortened(text: &str) -> String {
    if text.chars().count() <= SHORT {
        return text.to_owned();
    }
    let start: String = text.chars().take(SHORT).collect();
    let whole = start.rsplit_once(char::is_whitespace).map_or(start.as_str(), |(whole, _)| whole);
    format!("{} …", whole.trim_end())
}

#[cfg(test)]
mod tests {
    use directory::Phone;

    use super::*;

    #[test]
    fn a_long_text_ends_at_a_word() {
        assert_eq!(shortened("short"), "short");
        let long = "word ".repeat(60);
        assert!(shortened(&long).ends_with("word …") && shortened(&long).chars().count() <= SHORT + 2);
        assert_eq!(shortened(&"é".repeat(300)).chars().count(), SHORT + 2);
    }

    #[test]
    fn a_number_comes_before_a_website() {
        let mut service = Service::named("1", "Debt desk");
        service.website = Some("https://debt.example/".to_owned());
        assert_eq!(contact(&service).as_deref(), Some("https://debt.example/"));
        let phones = vec![Phone { number: "01632 960123".to_owned(), about: None }];
        service.contacts.push(Contact { name: None, title: None, email: None, phones });
        assert_eq!(contact(&service).as_deref(), Some("01632 960123"));
    }
}
