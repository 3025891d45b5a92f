-- One row for every read, settled search, write, disclosure and failed attempt, in the transaction it describes.
-- No personal data in plain text: terms typed and reasons given are sealed.
create table audit.event (
    seq          bigint generated always as identity primary key,
    id           uuid not null unique,
    at           timestamptz not null,
    actor_kind   text not null,
    actor_id     uuid,
    action       text not null,
    level        smallint,
    subject_kind text,
    subject_id   uuid,
    basis        text,
    details      jsonb not null,
    key_id       uuid,
    words_sealed bytea,
    salt         bytea not null,
    leaf         bytea not null
);
create index event_subject on audit.event (subject_id, seq);
create index event_actor on audit.event (actor_id, seq);

create trigger event_is_final before update or delete on audit.event
    for each row execute function casework.refuse_change();
