-- A person keeps this id for ever. A merge is a same-person link above it; no foreign key is ever rewritten.
create table casework.person (
    id              uuid primary key,
    child_id        text not null unique,
    public_ref      text not null unique,
    key_id          uuid not null,
    pack_version_id uuid not null references casework.pack_version,
    service         text not null,
    purpose         text not null,
    created_at      timestamptz not null,
    created_by      uuid
);

create table casework.same_person_link (
    id          uuid primary key,
    person_id   uuid not null references casework.person,
    same_as_id  uuid not null references casework.person,
    reason      text not null,
    linked_at   timestamptz not null,
    linked_by   uuid not null references access.account,
    ended_at    timestamptz,
    ended_by    uuid references access.account,
    check (person_id <> same_as_id)
);
create index same_person_link_person on casework.same_person_link (person_id);
create index same_person_link_same_as on casework.same_person_link (same_as_id);

-- Names over time. `keys` are the spellings, sounds and nicknames a search may arrive by (crate `link`).
create table lookup.person_name (
    id            uuid primary key,
    person_id     uuid not null references casework.person,
    kind          text not null check (kind in ('legal', 'known-as', 'former', 'alias')),
    title         text,
    first_name    text not null,
    middle_names  text,
    last_name     text,
    used_from     date,
    used_until    date,
    keys          text[] not null,
    recorded_at   timestamptz not null,
    recorded_by   uuid,
    superseded_at timestamptz
);
create index person_name_person on lookup.person_name (person_id);
create index person_name_keys on lookup.person_name using gin (keys) with (fastupdate = off);

-- `stated` is what is known, exactly as `law` holds it ("about July 2012", "said to be 6 on 3 May"); the dates beside it
-- are its bounds, for searching and sorting. The two bounds are equal when the day is known.
create table lookup.birth (
    id             uuid primary key,
    person_id      uuid not null references casework.person,
    stated         jsonb not null,
    earliest_on    date,
    latest_on      date,
    recorded_at    timestamptz not null,
    recorded_by    uuid,
    superseded_at  timestamptz
);
create unique index birth_current on lookup.birth (person_id) where superseded_at is null;
create index birth_exact on lookup.birth (earliest_on) where superseded_at is null and earliest_on = latest_on;

create table casework.death (
    person_id   uuid primary key references casework.person,
    died_on     date not null,
    recorded_at timestamptz not null,
    recorded_by uuid
);

-- One row each time the details of a person are recorded; the newest not superseded is current.
create table casework.person_profile (
    id                     uuid primary key,
    person_id              uuid not null references casework.person,
    sex                    text,
    gender_sealed          bytea,
    ethnicity              text,
    religion_sealed        bytea,
    nationality            text,
    immigration_sealed     bytea,
    first_language         text,
    interpreter            text,
    communication          text[] not null default '{}',
    disabilities           text[] not null default '{}',
    preferred_contact      text,
    gp                     text,
    health_visitor         text,
    image_consent          text,
    upn_unknown_reason     text,
    recorded_at            timestamptz not null,
    recorded_by            uuid,
    superseded_at          timestamptz
);
create unique index person_profile_current on casework.person_profile (person_id) where superseded_at is null;

create table casework.identifier (
    id            uuid primary key,
    person_id     uuid not null references casework.person,
    scheme        text not null check (scheme in ('nhs', 'upn', 'former-upn', 'uln', 'national-insurance',
                                                  'home-office', 'port')),
    value_sealed  bytea not null,
    status        text not null check (status in ('verified', 'stated', 'disputed', 'superseded')),
    source        text not null,
    recorded_at   timestamptz not null,
    recorded_by   uuid,
    superseded_at timestamptz
);
create index identifier_person on casework.identifier (person_id);

-- A keyed hash, so that an exact number finds its person and a copied table finds nobody.
create table lookup.identifier_hash (
    identifier_id uuid primary key references casework.identifier,
    scheme        text not null,
    hash          bytea not null
);
create index identifier_hash_hash on lookup.identifier_hash (hash);

-- `postcode_key` is the postcode without its space, for searching by a part of it.
create table lookup.address (
    id            uuid primary key,
    person_id     uuid not null references casework.person,
    kind          text not null check (kind in ('home', 'also-lives', 'placement', 'correspondence')),
    line_1        text not null,
    line_2        text,
    town          text,
    postcode      text,
    postcode_key  text,
    uprn          bigint,
    lived_from    date,
    lived_until   date,
    why_here      text,
    tenure        text,
    recorded_at   timestamptz not null,
    recorded_by   uuid,
    superseded_at timestamptz
);
create index address_person on lookup.address (person_id);
create index address_postcode on lookup.address (postcode_key text_pattern_ops);
create index address_uprn on lookup.address (uprn);

-- An address that could get somebody hurt is never in plain text and never searchable.
create table casework.confidential_address (
    id             uuid primary key,
    person_id      uuid not null references casework.person,
    kind           text not null,
    address_sealed bytea not null,
    why_sealed     bytea not null,
    lived_from     date,
    lived_until    date,
    recorded_at    timestamptz not null,
    recorded_by    uuid,
    superseded_at  timestamptz
);
create index confidential_address_person on casework.confidential_address (person_id);

create table casework.contact_detail (
    id                uuid primary key,
    person_id         uuid not null references casework.person,
    kind              text not null check (kind in ('mobile', 'landline', 'email')),
    value_sealed      bytea not null,
    whose_sealed      bytea,
    safe_to_text      boolean,
    safe_to_voicemail boolean,
    safe_times_sealed bytea,
    preferred         boolean not null default false,
    recorded_at       timestamptz not null,
    recorded_by       uuid,
    superseded_at     timestamptz
);
create index contact_detail_person on casework.contact_detail (person_id);

create table lookup.contact_hash (
    contact_detail_id uuid primary key references casework.contact_detail,
    hash              bytea not null
);
create index contact_hash_hash on lookup.contact_hash (hash);

create table casework.school_place (
    id            uuid primary key,
    person_id     uuid not null references casework.person,
    school        text not null,
    urn           text,
    school_year   text,
    attended_from date,
    attended_until date,
    recorded_at   timestamptz not null,
    recorded_by   uuid
);
create index school_place_person on casework.school_place (person_id);
