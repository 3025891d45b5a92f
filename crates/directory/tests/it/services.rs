//! A service with every member of the schema, and services of our own to publish.

use directory::place::postcode;
use directory::schedule::{Day, Repeats};
use directory::text::plain;
use directory::{
    Ages, Contact, Cost, Organisation, Phone, Place, PlaceKind, Point, Schedule, Service, Status, Term, WayIn,
};
use jiff::civil::{Date, Time, date};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use serde_json::{Value, json};

const ID: &str = "5f0c2a52-6a0e-4a3f-9c33-0a8f3b1c7d11";

/// A sound service with everything in it.
pub fn whole() -> Value {
    let term = json!({
        "id": ID, "name": "Housing", "description": "Homes", "parent_id": ID, "taxonomy": "Needs", "taxonomy_id": ID,
        "term_uri": "https://terms.example/1", "term": "Housing"
    });
    let attributes =
        json!([{ "id": ID, "link_id": ID, "taxonomy_term_id": ID, "link_type": "x", "taxonomy_term": term }]);
    let address = json!({
        "id": ID, "location_id": ID, "attention": "A", "address_1": "1 Teasel Way", "city": "Quillham", "region": "R",
        "state_province": "Marlshire", "postal_code": "ZM3 1AB", "country": "GB", "address_type": "physical",
        "attributes": attributes
    });
    let location = json!({
        "id": ID, "location_type": "physical", "name": "Hall", "description": "Blue door", "latitude": 52.1,
        "longitude": -1.1, "external_identifier": "1", "external_identifier_type": "UPRN", "addresses": [address],
        "accessibility": [{
            "id": ID, "location_id": ID, "description": "Ramp", "details": "Side door",
            "url": "https://hall.example/", "attributes": attributes, "accessibility": "Ramp"
        }],
        "attributes": attributes
    });
    let organization = json!({
        "id": ID, "name": "Homes Trust", "description": "A charity", "email": "a@homes.example",
        "website": "https://homes.example/", "logo": "l", "uri": "https://homes.example/id",
        "parent_organization_id": ID,
        "organization_identifiers": [{
            "id": ID, "organization_id": ID, "identifier_scheme": "S", "identifier_type": "T", "identifier": "1",
            "attributes": attributes
        }],
        "attributes": attributes
    });
    json!({
        "id": ID, "organization_id": ID, "name": "Homes", "description": "Keeps homes.", "url": "https://homes.example/s",
        "email": "s@homes.example", "status": "active", "fees": "None", "accreditations": "None", "minimum_age": 16,
        "maximum_age": 25, "assured_date": "2026-09-01", "assurer_email": "c@homes.example", "alert": "Moved",
        "last_modified": "2026-09-01T10:00:00Z",
        "schedules": [{
            "id": ID, "service_id": ID, "service_at_location_id": ID, "valid_from": "2026-01-01",
            "valid_to": "2026-12-31", "dtstart": "2026-01-05", "freq": "MONTHLY", "interval": 1, "byday": "1MO",
            "bymonthday": "1,2,3", "description": "Ring first", "opens_at": "09:30", "closes_at": "11:00",
            "schedule_link": "https://homes.example/t", "attending_type": "In person", "notes": "Lift"
        }],
        "service_areas": [{
            "id": ID, "service_id": ID, "name": "N", "extent": "E", "extent_type": "text", "uri": "u",
            "service_area": "Quillham"
        }],
        "service_at_locations": [{ "id": ID, "service_id": ID, "location_id": ID, "location": location }],
        "languages": [{ "id": ID, "service_id": ID, "phone_id": ID }],
        "organization": organization,
        "funding": [{ "id": ID, "service_id": ID, "source": "Grants" }],
        "cost_options": [{
            "id": ID, "service_id": ID, "valid_from": "2026-01-01", "valid_to": "2026-12-31", "option": "All",
            "amount": 3.5, "amount_description": "a session"
        }],
        "contacts": [{ "id": ID, "service_id": ID, "name": "Desk", "title": "Clerk", "attributes": attributes }],
        "attributes": attributes
    })
}

/// Members of it, each of another shape or depth.
pub const POINTERS: [&str; 47] = [
    "/id",
    "/name",
    "/status",
    "/organization_id",
    "/description",
    "/url",
    "/email",
    "/fees",
    "/minimum_age",
    "/maximum_age",
    "/assured_date",
    "/assurer_email",
    "/last_modified",
    "/schedules",
    "/schedules/0",
    "/schedules/0/id",
    "/schedules/0/valid_from",
    "/schedules/0/freq",
    "/schedules/0/interval",
    "/schedules/0/byday",
    "/schedules/0/bymonthday",
    "/schedules/0/opens_at",
    "/schedules/0/schedule_link",
    "/service_areas",
    "/service_areas/0/uri",
    "/service_at_locations",
    "/service_at_locations/0",
    "/service_at_locations/0/location",
    "/service_at_locations/0/location/location_type",
    "/service_at_locations/0/location/latitude",
    "/service_at_locations/0/location/addresses",
    "/service_at_locations/0/location/addresses/0",
    "/service_at_locations/0/location/addresses/0/postal_code",
    "/service_at_locations/0/location/addresses/0/address_type",
    "/service_at_locations/0/location/addresses/0/attributes/0/taxonomy_term/term_uri",
    "/service_at_locations/0/location/accessibility/0/url",
    "/languages/0/phone_id",
    "/organization",
    "/organization/description",
    "/organization/website",
    "/organization/organization_identifiers/0/identifier_type",
    "/funding/0/source",
    "/cost_options/0/amount",
    "/contacts/0/name",
    "/attributes",
    "/attributes/0/taxonomy_term",
    "/attributes/0/taxonomy_term/name",
];

/// Texts as Kith keeps them, with everything that could be mistaken for markup.
fn text() -> impl Strategy<Value = String> {
    let parts = "[A-Za-z &<>;é]{1,12}|&(amp|lt|#38|#x26);(lt|b|amp);|<b>bold</b>|a\n\nb|\\PC{1,16}";
    parts.prop_filter_map("nothing left", |text| plain(&text))
}

fn id() -> impl Strategy<Value = String> {
    "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
}

fn mail() -> impl Strategy<Value = String> {
    "[a-z]{1,8}(\\.[a-z]{1,4})?@[a-z]{1,8}\\.example"
}

fn web() -> impl Strategy<Value = String> {
    "https?://[a-z]{1,8}\\.example(/[a-z0-9]{0,6}){0,2}(\\?a=%20b)?"
}

fn day() -> impl Strategy<Value = Date> {
    (2000i16..2040, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

fn clock() -> impl Strategy<Value = Time> {
    (0i8..24, 0i8..60).prop_map(|(hour, minute)| jiff::civil::time(hour, minute, 0, 0))
}

fn once<T: PartialEq>(items: Vec<T>) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

fn sorted<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort();
    items.dedup();
    items
}

fn rule() -> impl Strategy<Value = (Option<Repeats>, Vec<Day>, Vec<i8>)> {
    let each = (1u8..=7).prop_map(|weekday| Day { weekday, which: None });
    let which = (1u8..=7, proptest::sample::select(vec![-2i8, -1, 1, 2, 5]))
        .prop_map(|(weekday, which)| Day { weekday, which: Some(which) });
    let month_day = prop_oneof![-31i8..=-1, 1i8..=31];
    let weekly = vec(each.clone(), 0..4).prop_map(|days| (Some(Repeats::Weekly), sorted(days), vec![]));
    let none = vec(each, 0..2).prop_map(|days| (None, sorted(days), vec![]));
    let monthly = (vec(which, 0..3), vec(month_day, 0..3))
        .prop_map(|(days, numbers)| (Some(Repeats::Monthly), sorted(days), sorted(numbers)));
    prop_oneof![weekly, none, monthly]
}

fn schedule() -> impl Strategy<Value = Schedule> {
    let texts = (of(text()), of(text()), of(text()), of(web()));
    (rule(), of(1u8..=52), of(clock()), of(clock()), of(day()), of(day()), of(day()), texts)
        .prop_map(|((repeats, days, month_days), every, opens, closes, from, to, starts, texts)| {
            let (description, attending, notes, link) = texts;
            Schedule {
                repeats,
                every,
                days,
                month_days,
                opens,
                closes,
                from,
                to,
                starts,
                description,
                attending,
                notes,
                link,
            }
        })
        .prop_filter("says something", |schedule| *schedule != Schedule::default())
}

fn place() -> impl Strategy<Value = Place> {
    let kinds = vec![PlaceKind::Physical, PlaceKind::Postal, PlaceKind::Virtual];
    let point =
        of((49.0..61.5, -9.5..2.5)).prop_map(|at| at.and_then(|(north, east)| Point::new(north, east)));
    let code =
        of("[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}").prop_map(|code| code.and_then(|code| postcode(&code)));
    let texts = (of(text()), of(text()), of(text()), of(text()), of(text()));
    (proptest::sample::select(kinds), texts, code, point, vec(text(), 0..2))
        .prop_map(|(kind, (name, description, address, town, county), postcode, point, access)| Place {
            kind,
            name,
            description,
            address,
            town,
            county,
            postcode,
            point,
            access,
        })
        .prop_filter("says something", |place| *place != Place::unknown(place.kind))
}

fn cost() -> impl Strategy<Value = Cost> {
    (of(text()), of(0u32..1_000_000), of(text()), of(day()), of(day()))
        .prop_map(|(what, pence, per, from, to)| Cost { what, pence, per, from, to })
        .prop_filter("says something", |cost| {
            cost.what.is_some() || cost.pence.is_some() || cost.per.is_some()
        })
}

fn contact() -> impl Strategy<Value = Contact> {
    let phone = ("[0-9 ]{3,12}".prop_filter_map("blank", |number| plain(&number)), of(text()))
        .prop_map(|(number, about)| Phone { number, about });
    (of(text()), of(text()), of(mail()), vec(phone, 0..3))
        .prop_map(|(name, title, email, phones)| Contact { name, title, email, phones })
        .prop_filter("says something", |it| {
            it.name.is_some() || it.title.is_some() || it.email.is_some() || !it.phones.is_empty()
        })
}

fn organisation() -> impl Strategy<Value = Organisation> {
    (id(), text(), text(), of(web()), of(mail())).prop_map(|(id, name, description, website, email)| {
        Organisation { id: Some(id), name, description: Some(description), website, email }
    })
}

fn ages() -> impl Strategy<Value = Ages> {
    (of(0u16..=130), of(0u16..=130)).prop_map(|(from, to)| match (from, to) {
        (Some(from), Some(to)) => Ages { from: Some(from.min(to)), to: Some(from.max(to)) },
        (from, to) => Ages { from, to },
    })
}

prop_compose! {
    /// Any service that can be published.
    pub fn publishable()(
        id in id(),
        texts in (text(), of(text()), of(text()), of(text()), of(text()), of(text())),
        status in proptest::sample::select(vec![Status::Active, Status::Inactive, Status::Defunct, Status::TemporarilyClosed]),
        organisation in of(organisation()),
        addresses in (of(web()), of(mail()), of(mail())),
        terms in vec((text(), of(text())), 0..4),
        ages in ages(),
        places in vec(place(), 0..3),
        areas in vec(text(), 0..3),
        costs in vec(cost(), 0..3),
        ways_in in proptest::sample::subsequence(WayIn::ALL.to_vec(), 0..=4),
        schedules in vec(schedule(), 0..3),
        people in (vec(contact(), 0..3), vec(text(), 0..3)),
        dates in (of(day()), of(0i64..4_000_000_000)),
    ) -> Service {
        let (name, description, alert, eligibility, fees, how_to_get_in) = texts;
        let (website, email, checked_by) = addresses;
        let terms = terms.into_iter().map(|(name, taxonomy)| Term { name, taxonomy });
        let (contacts, languages) = people;
        Service {
            description, status, alert, organisation, website, email,
            terms: once(terms.filter(|term| WayIn::of_term(&term.name).is_none()).collect()),
            ages, eligibility,
            places: once(places), areas: once(areas), costs, fees, ways_in, how_to_get_in,
            schedules: once(schedules), contacts: once(contacts), languages: once(languages),
            checked: dates.0, checked_by,
            changed: dates.1.map(|second| jiff::Timestamp::from_second(second).expect("a moment")),
            ..Service::named(id, name)
        }
    }
}
