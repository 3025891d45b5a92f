-- Who works here, in which team and role, and how they sign in. Roles and memberships are dated, never overwritten.
create table access.account (
    id              uuid primary key,
    sign_in_name    text not null unique,
    display_name    text not null,
    email           text not null,
    job_title       text not null,
    password_hash   text,
    key_id          uuid not null,
    totp_sealed     bytea,
    totp_last_step  bigint,
    person_id       uuid,
    started_at      timestamptz not null,
    ended_at        timestamptz
);

create table access.account_role (
    id          uuid primary key,
    account_id  uuid not null references access.account,
    role        text not null,
    valid_from  timestamptz not null,
    valid_until timestamptz
);
create index account_role_account on access.account_role (account_id);

create table access.team (
    id      uuid primary key,
    slug    text not null unique,
    name    text not null,
    contact text not null
);

create table access.team_member (
    id          uuid primary key,
    team_id     uuid not null references access.team,
    account_id  uuid not null references access.account,
    valid_from  timestamptz not null,
    valid_until timestamptz
);
create index team_member_account on access.team_member (account_id);

-- The cookie holds a random token; only its hash is here, so a copied database signs nobody in.
create table access.session (
    id              uuid primary key,
    token_hash      bytea not null unique,
    account_id      uuid not null references access.account,
    started_at      timestamptz not null,
    last_seen_at    timestamptz not null,
    expires_at      timestamptz not null,
    second_step_at  timestamptz,
    ended_at        timestamptz
);
create index session_account on access.session (account_id);

-- Rate limits, counted in windows. The bucket is a keyed hash of what is limited (an address, a sign-in name).
create table access.throttle (
    bucket       bytea not null,
    window_start timestamptz not null,
    count        integer not null,
    primary key (bucket, window_start)
);
