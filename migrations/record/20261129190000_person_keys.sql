-- What each of the plan's rules would put a person under, as numbers: two people who share one are worth comparing. Worked out by
-- `record::matching` from names, the day of birth and homes, also those before; never from a confidential address. The numbers of people
-- (NHS, UPN) are not among them: they are found by their keyed hashes.
create table lookup.person_keys (
    person_id    uuid primary key references casework.person,
    keys         bigint[] not null,
    -- Another number than the program's: the plan's rules have changed, and a night makes the keys anew.
    keys_version bigint not null
);
create index person_keys_keys on lookup.person_keys using gin (keys) with (fastupdate = off);

-- People whose keys must be worked out again. Empty but within a transaction: the triggers below fill it whoever writes, and `record`
-- empties it before it commits. What another program writes stays here until the night.
create table lookup.person_keys_stale (
    person_id uuid primary key references casework.person,
    xact      xid8 not null default pg_current_xact_id()
);

create function lookup.keys_go_stale() returns trigger language plpgsql as $$
begin
    if casework.retention_is_filled() then
        insert into lookup.person_keys_stale (person_id) select distinct n.person_id from new_rows n on conflict do nothing;
    end if;
    return null;
end $$;

do $$
declare
    fact text;
begin
    foreach fact in array array['lookup.person_name', 'lookup.birth', 'lookup.address', 'casework.confidential_address'] loop
        execute format('create trigger keys_of_new after insert on %s referencing new table as new_rows
                        for each statement execute function lookup.keys_go_stale()', fact);
        execute format('create trigger keys_of_changed after update on %s referencing new table as new_rows
                        for each statement execute function lookup.keys_go_stale()', fact);
    end loop;
end $$;
