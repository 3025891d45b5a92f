-- Somebody asks for what the council holds of them, or to have it put right, erased, limited or no longer used (law::rights).
create table casework.rights_request (
    id               uuid primary key,
    person_id        uuid not null references casework.person,
    kind             text not null,
    received_on      date not null,
    answer_by        date not null,
    asked_by_sealed  bytea not null,
    words_sealed     bytea not null,
    key_id           uuid not null,
    pack_version_id  uuid not null references casework.pack_version,
    recorded_at      timestamptz not null,
    recorded_by      uuid not null references access.account
);
create index rights_request_person on casework.rights_request (person_id);

-- Who answers it. Handing it on is another row; the newest counts.
create table casework.rights_handler (
    id         uuid primary key,
    request_id uuid not null references casework.rights_request,
    account_id uuid not null references access.account,
    given_at   timestamptz not null,
    given_by   uuid not null references access.account
);
create index rights_handler_request on casework.rights_handler (request_id);

-- What became of it.
create table casework.rights_answer (
    request_id   uuid primary key references casework.rights_request,
    outcome      text not null,
    words_sealed bytea not null,
    answered_on  date not null,
    recorded_at  timestamptz not null,
    recorded_by  uuid not null references access.account
);

do $$
declare
    place text;
begin
    foreach place in array array['rights_request', 'rights_handler', 'rights_answer'] loop
        execute format('create trigger %1$s_is_never_changed before update or delete on casework.%1$s
                        for each row execute function casework.refuse_change()', place);
        execute format('create trigger %1$s_is_never_emptied before truncate on casework.%1$s
                        for each statement execute function casework.refuse_change()', place);
    end loop;
end $$;
