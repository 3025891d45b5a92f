-- When an officer's training in data protection runs out. Empty where the council keeps no such date.
alter table access.account add column trained_until timestamptz;

-- Somebody looked whether an involvement is still needed: every ninety days, and after six months without it the access
-- ends by itself (`access/working.cedar`).
create table access.grant_review (
    id          uuid primary key,
    grant_id    uuid not null references access.access_grant,
    outcome     text not null check (outcome in ('needed', 'ended')),
    reviewed_at timestamptz not null,
    reviewed_by uuid not null references access.account
);
create index grant_review_grant on access.grant_review (grant_id);

-- A sealed record (adoption, or a court) opens to one person for four hours when another has agreed.
create table access.sealed_opening (
    id            uuid primary key,
    person_id     uuid not null references casework.person,
    asked_by      uuid not null references access.account,
    asked_at      timestamptz not null,
    key_id        uuid not null,
    reason_sealed bytea not null,
    approved_by   uuid references access.account,
    approved_at   timestamptz,
    check (approved_by <> asked_by),
    check ((approved_by is null) = (approved_at is null))
);
create index sealed_opening_person on access.sealed_opening (person_id);
