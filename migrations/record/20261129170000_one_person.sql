-- Two records, one person; and two people once more.
--
-- A link says which record is shown first, and whether it ties what was written before a birth to the record of the child who was
-- born. Its reasons are what somebody typed, and are sealed from now on: those of earlier links stay as they are.
alter table casework.same_person_link alter column reason drop not null;
alter table casework.same_person_link
    add column kind text not null default 'same' check (kind in ('same', 'unborn-born')),
    add column leads_id uuid references casework.person,
    add column key_id uuid,
    add column reason_sealed bytea,
    add column ended_because_sealed bytea,
    add check (leads_id in (person_id, same_as_id)),
    add check (reason is not null or reason_sealed is not null);

-- A link is ended, once. Nothing else of it changes.
create function casework.a_link_only_ends() returns trigger language plpgsql as $$
declare
    ends constant text[] := array['ended_at', 'ended_by', 'ended_because', 'ended_because_sealed'];
begin
    if tg_op = 'UPDATE' and old.ended_at is null and new.ended_at is not null
        and to_jsonb(new) - ends = to_jsonb(old) - ends then
        return new;
    end if;
    raise exception 'a link is ended, and nothing else of it changes' using errcode = 'integrity_constraint_violation';
end $$;
create trigger a_link_only_ends before update or delete on casework.same_person_link
    for each row execute function casework.a_link_only_ends();

-- Something written while two records were one: when they are two again, somebody says whose it is. Until then it is shown on both.
create table casework.unmerged_row (
    id                uuid primary key,
    link_id           uuid not null references casework.same_person_link,
    entry_id          uuid references casework.entry,
    chronology_row_id uuid references casework.chronology_row,
    warning_note_id   uuid references casework.warning_note,
    row_id            uuid not null generated always as (coalesce(entry_id, chronology_row_id, warning_note_id)) stored,
    -- Whose record it was written on, and stays written on.
    recorded_for_id   uuid not null references casework.person,
    -- Whose it was when the records parted, and whose it may be.
    person_id         uuid not null references casework.person,
    other_id          uuid not null references casework.person,
    -- The family in which it stands should it be the other's; nothing where that is the same.
    family_id         uuid references casework.family,
    asked_at          timestamptz not null,
    asked_by          uuid not null references access.account,
    check (num_nonnulls(entry_id, chronology_row_id, warning_note_id) = 1),
    check (person_id <> other_id),
    unique (link_id, row_id, recorded_for_id)
);
create index unmerged_row_row on casework.unmerged_row (row_id);
create index unmerged_row_person on casework.unmerged_row (person_id);
create index unmerged_row_other on casework.unmerged_row (other_id);
create index unmerged_row_asked_by on casework.unmerged_row (asked_by);

-- Whose something is that was written on a person's record: the answer to the question above, or the correction of an entry that
-- was written on the wrong child's. What was written keeps the record it was written on; the newest of these says whose it is.
create table casework.belonging (
    id                uuid primary key,
    entry_id          uuid references casework.entry,
    chronology_row_id uuid references casework.chronology_row,
    warning_note_id   uuid references casework.warning_note,
    row_id            uuid not null generated always as (coalesce(entry_id, chronology_row_id, warning_note_id)) stored,
    recorded_for_id   uuid not null references casework.person,
    person_id         uuid not null references casework.person,
    -- It is as much this one's.
    also_id           uuid references casework.person,
    -- The family in which it stands now: beside its own where it belongs to two, in its place otherwise.
    family_id         uuid references casework.family,
    -- The question it answers; none where it corrects a mistake. Once only, and so is what it takes the place of: of two people at
    -- the same, the second is told.
    question_id       uuid unique references casework.unmerged_row,
    supersedes_id     uuid unique references casework.belonging,
    key_id            uuid not null,
    because_sealed    bytea not null,
    decided_at        timestamptz not null,
    decided_by        uuid not null references access.account,
    check (num_nonnulls(entry_id, chronology_row_id, warning_note_id) = 1),
    check (also_id <> person_id)
);
create index belonging_row on casework.belonging (row_id, recorded_for_id);
create unique index belonging_first on casework.belonging (row_id, recorded_for_id) where supersedes_id is null;
create index belonging_person on casework.belonging (person_id);
create index belonging_also on casework.belonging (also_id);
create index belonging_family on casework.belonging (family_id);

do $$
declare place text;
begin
    foreach place in array array['unmerged_row', 'belonging'] loop
        execute format('create trigger stays_as_it_is before update or delete on casework.%I
                        for each row execute function casework.refuse_change()', place);
        execute format('create trigger is_never_emptied before truncate on casework.%I
                        for each statement execute function casework.refuse_change()', place);
    end loop;
end $$;
create trigger is_never_emptied before truncate on casework.same_person_link
    for each statement execute function casework.refuse_change();
