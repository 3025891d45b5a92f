-- A decision, per child, by a manager. Never edited, only added to: the triggers below make that a fact.
create table casework.decision (
    id               uuid primary key,
    request_id       uuid not null references casework.request,
    subject_id       uuid not null unique references casework.request_subject,
    person_id        uuid references casework.person,
    outcome          text not null,
    level_of_need    smallint check (level_of_need between 1 and 4),
    team_id          uuid references access.team,
    passed_to_sealed bytea,
    involvement_id   uuid references casework.involvement,
    ends_collecting  boolean not null,
    rationale_sealed bytea not null,
    due_at           timestamptz,
    within_clock     boolean,
    late_because_sealed bytea,
    pack_version_id  uuid not null references casework.pack_version,
    decided_at       timestamptz not null,
    decided_by       uuid not null references access.account
);
create index decision_request on casework.decision (request_id);
create index decision_person on casework.decision (person_id);

create table casework.decision_addendum (
    id          uuid primary key,
    decision_id uuid not null references casework.decision,
    text_sealed bytea not null,
    added_at    timestamptz not null,
    added_by    uuid not null references access.account
);
create index decision_addendum_decision on casework.decision_addendum (decision_id);

-- The family and the referrer are told, or it is written down why not (P47).
create table casework.decision_told (
    id               uuid primary key,
    request_id       uuid not null references casework.request,
    party            text not null check (party in ('family', 'referrer')),
    told_at          timestamptz,
    how              text,
    letter_sealed    bytea,
    not_told_because text,
    recorded_at      timestamptz not null,
    recorded_by      uuid not null references access.account,
    check ((told_at is null) <> (not_told_because is null))
);
create index decision_told_request on casework.decision_told (request_id);

create trigger decision_is_final before update or delete on casework.decision
    for each row execute function casework.refuse_change();
create trigger decision_addendum_is_final before update or delete on casework.decision_addendum
    for each row execute function casework.refuse_change();
create trigger decision_told_is_final before update or delete on casework.decision_told
    for each row execute function casework.refuse_change();

alter table casework.involvement add foreign key (decision_id) references casework.decision;

-- Once every child has been decided and no work goes on here (P02 above all: the family declined), the request stays
-- and nothing more is collected. A row here closes it to additions.
create table casework.collecting_end (
    request_id uuid primary key references casework.request,
    because    text not null,
    ended_at   timestamptz not null,
    ended_by   uuid not null references access.account
);
