-- A family: a household and its network. Membership is dated; nobody is ever removed from the past.
create table casework.family (
    id          uuid primary key,
    reference   text not null unique,
    created_at  timestamptz not null,
    created_by  uuid
);

create table lookup.family_name (
    family_id uuid primary key references casework.family,
    name      text not null
);

create table casework.family_member (
    id           uuid primary key,
    family_id    uuid not null references casework.family,
    person_id    uuid not null references casework.person,
    member_from  date,
    member_until date
);
create index family_member_family on casework.family_member (family_id);
create index family_member_person on casework.family_member (person_id);

create table casework.household (
    id         uuid primary key,
    created_at timestamptz not null
);

create table casework.household_member (
    id           uuid primary key,
    household_id uuid not null references casework.household,
    person_id    uuid not null references casework.person,
    lived_from   date,
    lived_until  date
);
create index household_member_household on casework.household_member (household_id);
create index household_member_person on casework.household_member (person_id);

-- "person_id is the KIND of other_id": a mother's row says parent. The other direction is derived, never stored twice.
create table casework.relationship (
    id            uuid primary key,
    person_id     uuid not null references casework.person,
    kind          text not null,
    other_id      uuid not null references casework.person,
    related_from  date,
    related_until date,
    main_carer    boolean,
    certainty     text not null default 'stated' check (certainty in ('stated', 'verified', 'believed', 'disputed')),
    recorded_at   timestamptz not null,
    recorded_by   uuid,
    check (person_id <> other_id)
);
create index relationship_person on casework.relationship (person_id);
create index relationship_other on casework.relationship (other_id);

create table casework.parental_responsibility (
    id          uuid primary key,
    adult_id    uuid not null references casework.person,
    child_id    uuid not null references casework.person,
    how_held    text not null,
    held_from   date,
    held_until  date,
    recorded_at timestamptz not null,
    recorded_by uuid
);
create index parental_responsibility_child on casework.parental_responsibility (child_id);
create index parental_responsibility_adult on casework.parental_responsibility (adult_id);

create table casework.network_professional (
    id          uuid primary key,
    person_id   uuid not null references casework.person,
    name        text not null,
    agency      text not null,
    role        text not null,
    contact     text,
    share_plan  text not null default 'not-asked' check (share_plan in ('yes', 'no', 'limited', 'not-asked')),
    active_from date,
    active_until date,
    recorded_at timestamptz not null,
    recorded_by uuid
);
create index network_professional_person on casework.network_professional (person_id);

create table casework.warning_note (
    id                    uuid primary key,
    person_id             uuid not null references casework.person,
    kind                  text not null,
    starts_on             date not null,
    review_on             date not null,
    key_id                uuid not null,
    detail_sealed         bytea not null,
    told_person_on        date,
    told_person_how       text,
    not_told_because_sealed bytea,
    discussed_with        text not null,
    discussed_on          date not null,
    recorded_at           timestamptz not null,
    recorded_by           uuid,
    check (review_on <= starts_on + interval '1 year')
);
create index warning_note_person on casework.warning_note (person_id);

create table casework.warning_note_review (
    id              uuid primary key,
    warning_note_id uuid not null references casework.warning_note,
    reviewed_on     date not null,
    outcome         text not null check (outcome in ('renewed', 'ended')),
    next_review_on  date,
    reviewed_by     uuid not null references access.account,
    recorded_at     timestamptz not null,
    check (outcome = 'ended' or next_review_on is not null)
);
create index warning_note_review_note on casework.warning_note_review (warning_note_id);

-- A restricted person shows only that a record exists and whom to contact; a sealed one is not found at all.
create table casework.restriction (
    id              uuid primary key,
    person_id       uuid not null references casework.person,
    category        text not null check (category in ('staff', 'adoption', 'high_profile', 'high_risk', 'serious_incident', 'sealed')),
    contact         text not null,
    starts_at       timestamptz not null,
    review_on       date not null,
    key_id          uuid not null,
    reason_sealed   bytea not null,
    restricted_by   uuid
);
create index restriction_person on casework.restriction (person_id);

create table casework.restriction_lift (
    restriction_id uuid primary key references casework.restriction,
    lifted_at      timestamptz not null,
    lifted_by      uuid not null references access.account,
    reason         text not null
);
