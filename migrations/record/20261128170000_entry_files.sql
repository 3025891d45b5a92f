-- A file that belongs to an entry: a letter, a drawing, a recording. It has a key of its own, and is sealed in parts, so that
-- a stretch of a recording is opened without the rest.
create table casework.entry_file (
    id          uuid primary key,
    entry_id    uuid not null references casework.entry,
    path        text not null check (path ~ '^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*$' and length(path) <= 200),
    media_type  text not null,
    size        integer not null check (size > 0),
    key_id      uuid not null,
    name_sealed bytea not null,
    kept_at     timestamptz not null,
    kept_by     uuid not null references access.account
);
create index entry_file_entry on casework.entry_file (entry_id);

create table casework.entry_file_part (
    id          uuid primary key,
    file_id     uuid not null references casework.entry_file on delete cascade,
    number      integer not null check (number >= 0),
    part_sealed bytea not null,
    unique (file_id, number)
);

-- Files come and go while the entry is open. Afterwards they stay as they are, and go only with an entry that is taken out.
create function casework.entry_file_while_open() returns trigger language plpgsql as $$
declare
    entry constant uuid := case when tg_op = 'DELETE' then old.entry_id else new.entry_id end;
begin
    if tg_op = 'DELETE' and exists (select 1 from casework.entry_removal r where r.entry_id = entry) then
        return old;
    elsif tg_op = 'UPDATE' or exists (select 1 from casework.entry_finish f where f.entry_id = entry)
        or exists (select 1 from casework.entry_removal r where r.entry_id = entry) then
        raise exception 'the files of entry % stay as they are', entry using errcode = 'restrict_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;

-- The parts follow their file: one is never changed, and goes only when its file has gone.
create function casework.entry_file_part_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' or exists (select 1 from casework.entry_file f where f.id = old.file_id) then
        raise exception 'a part of file % stays as it is', old.file_id using errcode = 'restrict_violation';
    end if;
    return old;
end $$;

create trigger entry_file_while_open before insert or update or delete on casework.entry_file
    for each row execute function casework.entry_file_while_open();
create trigger entry_file_part_stays before update or delete on casework.entry_file_part
    for each row execute function casework.entry_file_part_stays();
create trigger is_never_emptied before truncate on casework.entry_file
    for each statement execute function casework.refuse_change();
create trigger is_never_emptied before truncate on casework.entry_file_part
    for each statement execute function casework.refuse_change();
