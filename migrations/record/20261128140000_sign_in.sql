-- Signing in with a council's own provider and with passkeys, and who joins, moves and leaves. Nothing here is overwritten
-- where it says who somebody was: identities, passkeys and recovery codes end, and stay.

-- The personnel system's or directory's number: who is who, whatever their name is now.
alter table access.account add column staff_number text unique;

-- Somebody left, and perhaps came back. `access.account.ended_at` says how it stands now.
create table access.account_ending (
    id           uuid primary key,
    account_id   uuid not null references access.account,
    ended_at     timestamptz not null,
    ended_by     text not null,
    reopened_at  timestamptz
);
create index account_ending_account on access.account_ending (account_id);

-- Which account a provider's subject is. Written by the staff file or the directory, never by a sign-in.
create table access.identity (
    id          uuid primary key,
    account_id  uuid not null references access.account,
    provider    text not null,
    subject     text not null,
    added_at    timestamptz not null,
    ended_at    timestamptz
);
create unique index identity_subject on access.identity (provider, subject) where ended_at is null;
create index identity_account on access.identity (account_id);

-- What was begun in one browser and must be finished in it, once: a sign-in at a provider, a passkey, an authenticator.
-- The browser holds a random token; only its hash is here.
create table access.challenge (
    id           uuid primary key,
    token_hash   bytea not null unique,
    kind         text not null,
    account_id   uuid references access.account,
    key_id       uuid not null,
    state_sealed bytea not null,
    made_at      timestamptz not null,
    expires_at   timestamptz not null,
    used_at      timestamptz
);
create index challenge_expiry on access.challenge (expires_at);

-- Public key and counter of a passkey, sealed so that a row changed in the database lets nobody in.
create table access.passkey (
    id             uuid primary key,
    account_id     uuid not null references access.account,
    credential_id  bytea not null,
    name           text not null,
    key_id         uuid not null,
    passkey_sealed bytea not null,
    added_at       timestamptz not null,
    last_used_at   timestamptz,
    removed_at     timestamptz
);
create unique index passkey_credential on access.passkey (credential_id) where removed_at is null;
create index passkey_account on access.passkey (account_id);

create table access.recovery_code (
    id          uuid primary key,
    account_id  uuid not null references access.account,
    code_hash   bytea not null unique,
    made_at     timestamptz not null,
    used_at     timestamptz,
    replaced_at timestamptz
);
create index recovery_code_account on access.recovery_code (account_id);

-- The council's directory writes who joins, moves and leaves with one of these. Only the hash is kept.
create table access.scim_token (
    id           uuid primary key,
    name         text not null,
    token_hash   bytea not null unique,
    made_at      timestamptz not null,
    last_used_at timestamptz,
    ended_at     timestamptz
);

-- A group of the directory that was provisioned here. What it means is in sign-in.toml; who is in it is who holds the role
-- or sits in the team.
create table access.scim_group (
    id           uuid primary key,
    display_name text not null,
    external_id  text,
    made_at      timestamptz not null,
    ended_at     timestamptz
);
create unique index scim_group_name on access.scim_group (display_name) where ended_at is null;
