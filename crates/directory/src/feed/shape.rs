//! What the schema of a service says, as a table: a test holds it to the published schema, member by member.

/// An object of the schema.
#[derive(Debug)]
pub struct Kind {
    /// What one is called in a sentence.
    pub name: &'static str,
    /// What may be in it. Other members are allowed and not looked at.
    pub members: &'static [Member],
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// What its value must be.
    pub shape: Shape,
    /// Whether it must be there.
    pub needed: bool,
}

/// What a value must be.
#[derive(Debug)]
pub enum Shape {
    /// Any text.
    Text,
    /// A UUID.
    Uuid,
    /// An absolute address, such as `https://…`.
    Uri,
    /// An e-mail address.
    Email,
    /// A date and time with its offset (RFC 3339).
    Moment,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A number.
    Number,
    /// A number without a fraction.
    Whole,
    /// True or false.
    YesNo,
    /// An object.
    One(&'static Kind),
    /// A list of objects.
    Many(&'static Kind),
}

use Shape::{Email, Many, Moment, Number, One, OneOf, Text, Uri, Uuid, Whole, YesNo};

const fn may(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, needed: false }
}

const fn must(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, needed: true }
}

/// The envelope of a page of services, without its contents.
pub(super) static PAGE: Kind = Kind {
    name: "page",
    members: &[
        may("total_items", Whole),
        may("total_pages", Whole),
        may("page_number", Whole),
        may("size", Whole),
        may("first_page", YesNo),
        may("last_page", YesNo),
        may("empty", YesNo),
    ],
};

/// What a publisher says of its feed.
pub(super) static ABOUT: Kind = Kind {
    name: "description of the feed",
    members: &[may("version", Text), may("profile", Uri), may("openapi_url", Uri)],
};

/// A service.
pub static SERVICE: Kind = Kind {
    name: "service",
    members: &[
        must("id", Uuid),
        may("organization_id", Uuid),
        must("name", Text),
        may("description", Text),
        may("url", Uri),
        may("email", Email),
        must("status", OneOf(&["active", "inactive", "defunct", "temporarily closed"])),
        may("fees", Text),
        may("accreditations", Text),
        may("minimum_age", Number),
        may("maximum_age", Number),
        may("assured_date", Text),
        may("assurer_email", Email),
        may("alert", Text),
        may("last_modified", Moment),
        may("schedules", Many(&SCHEDULE)),
        may("service_areas", Many(&SERVICE_AREA)),
        may("service_at_locations", Many(&SERVICE_AT_LOCATION)),
        may("languages", Many(&LANGUAGE)),
        may("organization", One(&ORGANIZATION)),
        may("funding", Many(&FUNDING)),
        may("cost_options", Many(&COST_OPTION)),
        may("contacts", Many(&CONTACT)),
        may("attributes", Many(&ATTRIBUTE)),
    ],
};

static SCHEDULE: Kind = Kind {
    name: "schedule",
    members: &[
        must("id", Uuid),
        may("service_id", Uuid),
        may("service_at_location_id", Uuid),
        may("valid_from", Text),
        may("valid_to", Text),
        may("dtstart", Text),
        may("freq", OneOf(&["WEEKLY", "MONTHLY"])),
        may("interval", Number),
        may("byday", Text),
        may("bymonthday", Text),
        may("description", Text),
        may("opens_at", Text),
        may("closes_at", Text),
        may("schedule_link", Uri),
        may("attending_type", Text),
        may("notes", Text),
    ],
};

static SERVICE_AREA: Kind = Kind {
    name: "service area",
    members: &[
        must("id", Uuid),
        may("service_id", Uuid),
        may("name", Text),
        may("extent", Text),
        may("extent_type", Text),
        may("uri", Text),
        may("service_area", Text),
    ],
};

static SERVICE_AT_LOCATION: Kind = Kind {
    name: "service at a location",
    members: &[
        must("id", Uuid),
        may("service_id", Uuid),
        may("location_id", Uuid),
        may("location", One(&LOCATION)),
    ],
};

static LOCATION: Kind = Kind {
    name: "location",
    members: &[
        must("id", Uuid),
        must("location_type", OneOf(&["physical", "postal", "virtual"])),
        may("name", Text),
        may("description", Text),
        may("latitude", Number),
        may("longitude", Number),
        may("external_identifier", Text),
        may("external_identifier_type", Text),
        may("addresses", Many(&ADDRESS)),
        may("accessibility", Many(&ACCESSIBILITY)),
        may("attributes", Many(&ATTRIBUTE)),
    ],
};

static ADDRESS: Kind = Kind {
    name: "address",
    members: &[
        must("id", Uuid),
        may("location_id", Uuid),
        may("attention", Text),
        must("address_1", Text),
        must("city", Text),
        may("region", Text),
        must("state_province", Text),
        must("postal_code", Text),
        must("country", Text),
        must("address_type", OneOf(&["physical", "postal", "virtual"])),
        may("attributes", Many(&ATTRIBUTE)),
    ],
};

static ACCESSIBILITY: Kind = Kind {
    name: "note on accessibility",
    members: &[
        must("id", Uuid),
        may("location_id", Uuid),
        may("description", Text),
        may("details", Text),
        may("url", Uri),
        may("attributes", Many(&ATTRIBUTE)),
        may("accessibility", Text),
    ],
};

static LANGUAGE: Kind =
    Kind { name: "language", members: &[must("id", Uuid), may("service_id", Uuid), may("phone_id", Uuid)] };

static ORGANIZATION: Kind = Kind {
    name: "organization",
    members: &[
        must("id", Uuid),
        must("name", Text),
        must("description", Text),
        may("email", Email),
        may("website", Uri),
        may("logo", Text),
        may("uri", Uri),
        may("parent_organization_id", Uuid),
        may("organization_identifiers", Many(&ORGANIZATION_IDENTIFIER)),
        may("attributes", Many(&ATTRIBUTE)),
    ],
};

static ORGANIZATION_IDENTIFIER: Kind = Kind {
    name: "identifier of an organization",
    members: &[
        must("id", Uuid),
        may("organization_id", Uuid),
        may("identifier_scheme", Text),
        must("identifier_type", Text),
        must("identifier", Text),
        may("attributes", Many(&ATTRIBUTE)),
    ],
};

static FUNDING: Kind = Kind {
    name: "source of funding",
    members: &[must("id", Uuid), may("service_id", Uuid), may("source", Text)],
};

static COST_OPTION: Kind = Kind {
    name: "cost option",
    members: &[
        must("id", Uuid),
        may("service_id", Uuid),
        may("valid_from", Text),
        may("valid_to", Text),
        may("option", Text),
        may("amount", Number),
        may("amount_description", Text),
    ],
};

static CONTACT: Kind = Kind {
    name: "contact",
    members: &[
        must("id", Uuid),
        may("service_id", Uuid),
        may("name", Text),
        may("title", Text),
        may("attributes", Many(&ATTRIBUTE)),
    ],
};

static ATTRIBUTE: Kind = Kind {
    name: "attribute",
    members: &[
        must("id", Uuid),
        may("link_id", Uuid),
        may("taxonomy_term_id", Uuid),
        may("link_type", Text),
        may("taxonomy_term", One(&TAXONOMY_TERM)),
    ],
};

static TAXONOMY_TERM: Kind = Kind {
    name: "taxonomy term",
    members: &[
        must("id", Uuid),
        must("name", Text),
        must("description", Text),
        may("parent_id", Uuid),
        may("taxonomy", Text),
        may("taxonomy_id", Uuid),
        may("term_uri", Uri),
        may("term", Text),
    ],
};
