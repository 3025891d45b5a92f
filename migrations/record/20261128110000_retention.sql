-- Until when each person's record is kept (P60 to P69), as `law::retention` works it out under the pack in force. Worked out
-- again in the transaction of every life event; nothing here is ever typed.

-- Events that retention counts from and that no other table holds.
create table casework.life_event (
    id            uuid primary key,
    person_id     uuid not null references casework.person,
    kind          text not null check (kind in ('contact', 'order', 'caution-or-conviction', 'approval-ended')),
    happened_on   date not null,
    recorded_at   timestamptz not null,
    recorded_by   uuid,
    superseded_at timestamptz
);
create index life_event_person on casework.life_event (person_id) where superseded_at is null;

-- The pack in force. The newest row counts; a pack that would make records due is put in force by a person.
create table casework.pack_in_force (
    id              uuid primary key,
    pack_version_id uuid not null references casework.pack_version,
    put_at          timestamptz not null,
    put_by          text not null,
    newly_over      integer not null
);

create table casework.retention_due (
    person_id       uuid primary key references casework.person,
    standing        text not null check (standing in ('kept', 'not-yet', 'cannot-compute')),
    due_on          date,
    notice          text,
    class           text,
    action          text,
    sentence        text not null,
    pack_version_id uuid not null,
    worked_out_at   timestamptz not null,
    check ((standing = 'kept') = (due_on is not null))
);
create index retention_due_due_on on casework.retention_due (due_on) where due_on is not null;

-- People whose date must be worked out again. Empty but within a transaction: the triggers below fill it whoever writes, and
-- `record` empties it before it commits. What another program writes stays here until the night.
create table casework.retention_stale (
    person_id uuid primary key references casework.person,
    xact      xid8 not null default pg_current_xact_id()
);

-- A seed works out everybody's date at its end and says so with this setting.
create function casework.retention_is_filled() returns boolean language sql stable as $$
    select coalesce(current_setting('kith.filling', true), '') <> 'on'
$$;

create function casework.retention_goes_stale() returns trigger language plpgsql as $$
begin
    if casework.retention_is_filled() then
        insert into casework.retention_stale (person_id) select distinct n.person_id from new_rows n on conflict do nothing;
    end if;
    return null;
end $$;

create function casework.retention_goes_stale_new() returns trigger language plpgsql as $$
begin
    if casework.retention_is_filled() then
        insert into casework.retention_stale (person_id) select n.id from new_rows n on conflict do nothing;
    end if;
    return null;
end $$;

create function casework.retention_goes_stale_closed() returns trigger language plpgsql as $$
begin
    if casework.retention_is_filled() then
        insert into casework.retention_stale (person_id)
            select distinct i.person_id from new_rows n join casework.involvement i on i.id = n.involvement_id
            on conflict do nothing;
    end if;
    return null;
end $$;

create function casework.retention_goes_stale_linked() returns trigger language plpgsql as $$
begin
    if casework.retention_is_filled() then
        insert into casework.retention_stale (person_id)
            select n.person_id from new_rows n union select n.same_as_id from new_rows n
            on conflict do nothing;
    end if;
    return null;
end $$;

create trigger retention_person after insert on casework.person
    referencing new table as new_rows for each statement execute function casework.retention_goes_stale_new();
create trigger retention_birth after insert on lookup.birth
    referencing new table as new_rows for each statement execute function casework.retention_goes_stale();
create trigger retention_birth_corrected after update on lookup.birth
    referencing new table as new_rows for each statement execute function casework.retention_goes_stale();
create trigger retention_death after insert on casework.death
    referencing new table as new_rows for each statement execute function casework.retention_goes_stale();
create trigger retention_death_corrected after update on casework.death
    referencing new table as new_rows for each statement execute function casework.retention_goes_stale();
create trigger retention_involvement after insert on casework.involvement
    referencing new table as new_rows for each statement execute function casework.retention_goes_stale();
create trigger retention_closure after insert on casework.closure
    referencing new table as new_rows for each statement execute function casework.retention_goes_stale_closed();
create trigger retention_match after insert on casework.subject_match
    referencing new table as new_rows for each statement execute function casework.retention_goes_stale();
create trigger retention_match_ended after update on casework.subject_match
    referencing new table as new_rows for each statement execute function casework.retention_goes_stale();
create trigger retention_life_event after insert on casework.life_event
    referencing new table as new_rows for each statement execute function casework.retention_goes_stale();
create trigger retention_life_event_corrected after update on casework.life_event
    referencing new table as new_rows for each statement execute function casework.retention_goes_stale();
create trigger retention_linked after insert on casework.same_person_link
    referencing new table as new_rows for each statement execute function casework.retention_goes_stale_linked();
create trigger retention_unlinked after update on casework.same_person_link
    referencing new table as new_rows for each statement execute function casework.retention_goes_stale_linked();
