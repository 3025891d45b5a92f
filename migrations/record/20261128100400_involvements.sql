-- An involvement is an open piece of work. It is open because no closure row says otherwise.
create table casework.involvement (
    id              uuid primary key,
    person_id       uuid not null references casework.person,
    family_id       uuid references casework.family,
    kind            text not null,
    service         text not null,
    purpose         text not null,
    pack_version_id uuid not null references casework.pack_version,
    opened_at       timestamptz not null,
    decision_id     uuid,
    opened_by       uuid
);
create index involvement_person on casework.involvement (person_id);

create table casework.closure (
    involvement_id uuid primary key references casework.involvement,
    closed_at      timestamptz not null,
    reason         text not null,
    closed_by      uuid
);

create table casework.allocation (
    id              uuid primary key,
    involvement_id  uuid not null references casework.involvement,
    team_id         uuid not null references access.team,
    account_id      uuid references access.account,
    allocated_at    timestamptz not null,
    allocated_by    uuid,
    ended_at        timestamptz
);
create index allocation_involvement on casework.allocation (involvement_id);
create index allocation_account on casework.allocation (account_id) where ended_at is null;
create index allocation_team on casework.allocation (team_id) where ended_at is null;

-- Who may open which person, derived from casework events and never typed in by the reader.
create table access.access_grant (
    id          uuid primary key,
    account_id  uuid references access.account,
    team_id     uuid references access.team,
    person_id   uuid not null references casework.person,
    kind        text not null check (kind in ('allocation', 'team', 'request', 'task', 'named', 'emergency')),
    source_kind text not null,
    source_id   uuid not null,
    valid_from  timestamptz not null,
    valid_until timestamptz,
    ended_at    timestamptz,
    check ((account_id is null) <> (team_id is null))
);
create index access_grant_person on access.access_grant (person_id);
create index access_grant_account on access.access_grant (account_id);
create index access_grant_source on access.access_grant (source_id);

-- What other services say of a person (P05, P19), with where it came from and how current it is.
create table casework.source_feed (
    id                 uuid primary key,
    service            text not null check (service in ('school', 'housing', 'adult-social-care', 'police')),
    system_name        text not null,
    covers_area        text,
    covers_from        date,
    covers_until       date,
    coverage_note      text,
    current_as_of      timestamptz,
    not_supplied_since date,
    imported_at        timestamptz not null,
    superseded_at      timestamptz
);

create table casework.service_involvement (
    id             uuid primary key,
    source_feed_id uuid not null references casework.source_feed,
    person_id      uuid not null references casework.person,
    status         text not null check (status in ('current', 'historic', 'none-found')),
    key_id         uuid not null,
    detail_sealed  bytea not null
);
create index service_involvement_person on casework.service_involvement (person_id);
