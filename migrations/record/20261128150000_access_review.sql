-- Looks that casework does not explain, put before a person (P82, P83). A line is an officer and a pattern, whatever the number
-- of looks. What is decided about it is a row, never overwritten. The reasons name the officer: they are sealed.
create table access.review_item (
    id             uuid primary key,
    account_id     uuid not null references access.account,
    pattern        text not null,
    points         integer not null,
    raised_at      timestamptz not null,
    first_at       timestamptz not null,
    last_at        timestamptz not null,
    key_id         uuid not null,
    reasons_sealed bytea not null
);
create index review_item_account on access.review_item (account_id);

create table access.review_look (
    item_id   uuid not null references access.review_item,
    event_id  uuid not null references audit.event (id),
    person_id uuid not null references casework.person,
    at        timestamptz not null,
    flags     text[] not null,
    primary key (item_id, event_id)
);
create index review_look_event on access.review_look (event_id);
create index review_look_person on access.review_look (person_id);

create table access.review_decision (
    id         uuid primary key,
    item_id    uuid not null references access.review_item,
    outcome    text not null check (outcome in ('explained', 'needs-asking', 'breach-suspected')),
    decided_at timestamptz not null,
    decided_by uuid not null references access.account,
    key_id     uuid not null,
    why_sealed bytea not null
);
create index review_decision_item on access.review_decision (item_id, decided_at);

create trigger review_item_is_final before update or delete on access.review_item
    for each row execute function casework.refuse_change();
create trigger review_look_is_final before update or delete on access.review_look
    for each row execute function casework.refuse_change();
create trigger review_decision_is_final before update or delete on access.review_decision
    for each row execute function casework.refuse_change();

-- Row triggers do not see TRUNCATE.
create trigger is_never_emptied before truncate on access.review_item
    for each statement execute function casework.refuse_change();
create trigger is_never_emptied before truncate on access.review_look
    for each statement execute function casework.refuse_change();
create trigger is_never_emptied before truncate on access.review_decision
    for each statement execute function casework.refuse_change();
