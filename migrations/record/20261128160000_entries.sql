-- What is written down about a family's work: an assessment, a plan, a review, a visit, a case note, supervision, a closure.
-- One entry is one filled form about as many of the family as it concerns: a visit to four siblings is one row here and four
-- in entry_subject.
create table casework.entry (
    id              uuid primary key,
    family_id       uuid not null references casework.family,
    kind            text not null check (kind in ('assessment', 'plan', 'review', 'visit', 'case-note', 'meeting',
                                                  'supervision', 'closure')),
    form_id         text not null,
    form_version    integer not null check (form_version > 0),
    pack_version_id uuid not null references casework.pack_version,
    -- The one it takes further: the assessment before a re-assessment, the plan before its next version.
    follows_id      uuid references casework.entry,
    key_id          uuid not null,
    begun_at        timestamptz not null,
    begun_by        uuid not null references access.account
);
create index entry_family on casework.entry (family_id, begun_at desc);
create index entry_follows on casework.entry (follows_id);
create index entry_begun_by on casework.entry (begun_by);

-- Whom it is about. The number is their place in the form's answers (child.2.seen) and is never given to anybody else, so
-- that what was written of somebody who has left the family stays theirs.
create table casework.entry_subject (
    entry_id  uuid not null references casework.entry,
    number    smallint not null check (number > 0),
    person_id uuid not null references casework.person,
    added_at  timestamptz not null,
    left_at   timestamptz,
    primary key (entry_id, number),
    unique (entry_id, person_id)
);
create index entry_subject_person on casework.entry_subject (person_id);

-- The answers as they stand, each saved by itself as it is typed. The version counts its savings: who saves says which one
-- they had before them.
create table casework.entry_answer (
    id           uuid primary key,
    entry_id     uuid not null references casework.entry,
    path         text not null check (path ~ '^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*$' and length(path) <= 200),
    value_sealed bytea not null,
    version      integer not null check (version > 0),
    saved_at     timestamptz not null,
    saved_by     uuid not null references access.account,
    unique (entry_id, path)
);

-- What somebody typed while another had changed the same answer: kept beside it until one of the people at it has chosen.
create table casework.entry_rival (
    id           uuid primary key,
    entry_id     uuid not null references casework.entry,
    path         text not null,
    value_sealed bytea not null,
    saved_at     timestamptz not null,
    saved_by     uuid not null references access.account,
    settled_at   timestamptz,
    settled_by   uuid references access.account
);
create index entry_rival_entry on casework.entry_rival (entry_id) where settled_at is null;
create unique index entry_rival_one on casework.entry_rival (entry_id, path, saved_by) where settled_at is null;

-- Finished: from now on it says what it says.
create table casework.entry_finish (
    entry_id            uuid primary key references casework.entry,
    finished_at         timestamptz not null,
    finished_by         uuid not null references access.account,
    late_because_sealed bytea
);

-- A manager has read it: agreed, or given back with what is to be done.
create table casework.entry_sign_off (
    id           uuid primary key,
    entry_id     uuid not null references casework.entry,
    agreed       boolean not null,
    words_sealed bytea,
    signed_at    timestamptz not null,
    signed_by    uuid not null references access.account,
    check (agreed or words_sealed is not null)
);
create index entry_sign_off_entry on casework.entry_sign_off (entry_id);

-- What is added to it afterwards, below it and with a name.
create table casework.entry_addendum (
    id           uuid primary key,
    entry_id     uuid not null references casework.entry,
    words_sealed bytea not null,
    added_at     timestamptz not null,
    added_by     uuid not null references access.account
);
create index entry_addendum_entry on casework.entry_addendum (entry_id);

-- Taken out, at somebody's wish and for a reason: its words are gone, and that it was there stays.
create table casework.entry_removal (
    id              uuid primary key,
    entry_id        uuid not null unique references casework.entry,
    asked_by_sealed bytea not null,
    because_sealed  bytea not null,
    key_id          uuid not null,
    removed_at      timestamptz not null,
    removed_by      uuid not null references access.account
);

-- Answers change until the entry is finished, and are deleted only when it is taken out.
create function casework.entry_is_open() returns trigger language plpgsql as $$
declare
    entry constant uuid := case when tg_op = 'DELETE' then old.entry_id else new.entry_id end;
    removed constant boolean := exists (select 1 from casework.entry_removal r where r.entry_id = entry);
begin
    if removed and tg_op = 'DELETE' then
        return old;
    elsif removed or tg_op = 'DELETE' then
        raise exception 'entry % was taken out, or is asked to lose an answer', entry using errcode = 'restrict_violation';
    elsif exists (select 1 from casework.entry_finish f where f.entry_id = entry) then
        raise exception 'entry % is finished: add to it below', entry using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create trigger entry_answer_while_open before insert or update or delete on casework.entry_answer
    for each row execute function casework.entry_is_open();
create trigger entry_rival_while_open before insert or update or delete on casework.entry_rival
    for each row execute function casework.entry_is_open();
create trigger entry_is_final before update or delete on casework.entry
    for each row execute function casework.refuse_change();
create trigger entry_finish_is_final before update or delete on casework.entry_finish
    for each row execute function casework.refuse_change();
create trigger entry_sign_off_is_final before update or delete on casework.entry_sign_off
    for each row execute function casework.refuse_change();
create trigger entry_addendum_is_final before update or delete on casework.entry_addendum
    for each row execute function casework.refuse_change();
create trigger entry_removal_is_final before update or delete on casework.entry_removal
    for each row execute function casework.refuse_change();

do $$
declare place text;
begin
    foreach place in array array['entry', 'entry_answer', 'entry_finish', 'entry_sign_off', 'entry_addendum',
                                 'entry_removal'] loop
        execute format('create trigger is_never_emptied before truncate on casework.%I
                        for each statement execute function casework.refuse_change()', place);
    end loop;
end $$;
