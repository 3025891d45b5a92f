-- A draft of a form: saved as typed, restored on another device with an emailed code. Never lost, never kept for ever.
create table casework.draft (
    id              uuid primary key,
    form_id         text not null,
    form_version    integer not null,
    audience        text not null check (audience in ('public', 'professional', 'desk')),
    token_hash      bytea unique,
    account_id      uuid references access.account,
    email_hash      bytea,
    key_id          uuid not null,
    answers_sealed  bytea not null,
    version         integer not null,
    place           text not null,
    started_at      timestamptz not null,
    saved_at        timestamptz not null,
    expires_at      timestamptz not null,
    request_id      uuid
);
create index draft_email on casework.draft (email_hash);
create index draft_account on casework.draft (account_id);

-- A file sent with a form: sealed whole under a key of its own, known by its content and not by its name.
create table casework.upload (
    id             uuid primary key,
    draft_id       uuid not null references casework.draft,
    path           text not null,
    media_type     text not null,
    size           integer not null,
    key_id         uuid not null,
    name_sealed    bytea not null,
    content_sealed bytea not null,
    uploaded_at    timestamptz not null
);
create index upload_draft on casework.upload (draft_id);

create table casework.return_code (
    id         uuid primary key,
    draft_id   uuid not null references casework.draft,
    code_hash  bytea not null,
    sent_at    timestamptz not null,
    expires_at timestamptz not null,
    tries      integer not null default 0,
    used_at    timestamptz
);
create index return_code_draft on casework.return_code (draft_id);

-- A request for support as it arrived. One data key seals all its answers.
create table casework.request (
    id                uuid primary key,
    reference         text not null unique,
    audience          text not null check (audience in ('public', 'professional', 'desk')),
    method            text not null,
    source_code       text,
    anonymous         boolean not null default false,
    received_at       timestamptz not null,
    decide_by         timestamptz,
    clock_words       text not null,
    service           text not null,
    purpose           text not null,
    pack_version_id   uuid not null references casework.pack_version,
    form_id           text not null,
    form_version      integer not null,
    draft_id          uuid unique references casework.draft,
    key_id            uuid not null,
    taken_by          uuid references access.account
);
create index request_received on casework.request (received_at);

create table casework.request_answer (
    id           uuid primary key,
    request_id   uuid not null references casework.request,
    path         text not null,
    value_sealed bytea not null,
    unique (request_id, path)
);

create table casework.request_subject (
    id         uuid primary key,
    request_id uuid not null references casework.request,
    part       text not null check (part in ('child', 'adult')),
    position   integer not null,
    standing   text not null check (standing in ('referred', 'information-only')),
    relation   text,
    unique (request_id, part, position)
);

create table lookup.subject_identity (
    subject_id   uuid primary key references casework.request_subject,
    first_name   text,
    last_name    text,
    known_as     text,
    stated       jsonb not null,
    postcode     text,
    keys         text[] not null
);
create index subject_identity_keys on lookup.subject_identity using gin (keys);

-- "This is that person": found among those known, or recorded now. A wrong match is ended, never rewritten.
create table casework.subject_match (
    id         uuid primary key,
    subject_id uuid not null references casework.request_subject,
    person_id  uuid not null references casework.person,
    how        text not null check (how in ('found', 'recorded')),
    matched_at timestamptz not null,
    matched_by uuid not null references access.account,
    ended_at   timestamptz,
    ended_by   uuid references access.account,
    ended_because text
);
create unique index subject_match_current on casework.subject_match (subject_id) where ended_at is null;
create index subject_match_person on casework.subject_match (person_id);

-- What the family asked us not to do: seen by everybody who might share.
create table casework.sharing_objection (
    id           uuid primary key,
    request_id   uuid not null references casework.request,
    organisation text not null,
    recorded_at  timestamptz not null
);
create index sharing_objection_request on casework.sharing_objection (request_id);

create table casework.request_rag (
    id            uuid primary key,
    request_id    uuid not null references casework.request,
    rag           text not null check (rag in ('red', 'amber', 'green')),
    reason_sealed bytea not null,
    due_at        timestamptz,
    set_at        timestamptz not null,
    set_by        uuid not null references access.account
);
create index request_rag_request on casework.request_rag (request_id, set_at);

-- A contact: the request once screened by the duty desk, with the officer's analysis and recommendation.
create table casework.contact (
    id                     uuid primary key,
    request_id             uuid not null references casework.request,
    immediate_safety       text not null check (immediate_safety in ('safe', 'act-now', 'not-known')),
    analysis_sealed        bytea not null,
    recommendation         text not null,
    recommendation_sealed  bytea not null,
    screened_at            timestamptz not null,
    screened_by            uuid not null references access.account
);
create unique index contact_request on casework.contact (request_id);

create table casework.agency_check (
    id                    uuid primary key,
    request_id            uuid not null references casework.request,
    agency                text not null,
    basis                 text not null,
    asked_for_sealed      bytea not null,
    agreement             text not null check (agreement in ('agreed', 'not-agreed', 'not-asked')),
    without_agreement     text,
    authorised_by         text,
    asked_at              timestamptz not null,
    asked_by              uuid not null references access.account,
    check (agreement = 'agreed' or without_agreement is not null)
);
create index agency_check_request on casework.agency_check (request_id);

create table casework.agency_answer (
    id             uuid primary key,
    agency_check_id uuid not null references casework.agency_check,
    outcome        text not null check (outcome in ('information-given', 'nothing-held', 'refused', 'no-reply')),
    summary_sealed bytea not null,
    answered_at    timestamptz not null,
    recorded_at    timestamptz not null,
    recorded_by    uuid not null references access.account
);
create index agency_answer_check on casework.agency_answer (agency_check_id);

-- A request about a child somebody already works with goes to that worker: no second referral is made.
create table casework.request_route (
    id             uuid primary key,
    request_id     uuid not null references casework.request,
    involvement_id uuid not null references casework.involvement,
    to_account     uuid references access.account,
    to_team        uuid not null references access.team,
    routed_at      timestamptz not null,
    routed_by      uuid references access.account
);
create index request_route_request on casework.request_route (request_id);
create index request_route_account on casework.request_route (to_account);
