-- Four roles stand between Kith and the record. Every transaction takes one of the first three as it begins
-- (`record::Work`); none of them owns a table, and row-level security holds for each (`replaceable/who_sees.sql`).
--
--   kith_staff    a signed-in officer: sees what their grants open
--   kith_public   a public form, or somebody signing in: sees drafts, and no person
--   kith_system   Kith itself: the night's work, imports, mail
--   kith_gate     owns the functions that gather facts and search; nobody becomes it
--
-- Roles belong to the whole server, so they are made once, whichever of its databases comes first.
do $$
declare wanted text;
begin
    perform pg_advisory_xact_lock(hashtext('kith roles'));
    foreach wanted in array array['kith_staff', 'kith_public', 'kith_system', 'kith_gate'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I nologin nobypassrls', wanted);
        end if;
        -- A superuser may become anybody without being asked.
        if not (select rolsuper from pg_roles where rolname = current_user) then
            execute format('grant %I to %I', wanted, current_user);
        end if;
    end loop;
exception when insufficient_privilege then
    raise exception 'the roles of Kith are missing and % may not make them', current_user
        using hint = 'As an administrator run: create role kith_staff nologin; create role kith_public nologin; '
            'create role kith_system nologin; create role kith_gate nologin; and grant all four to ' || current_user;
end $$;

-- The records that are not simply open, so that a list asks one index and not the history of restrictions. Nothing but an
-- index of what `restriction` and `restriction_lift` say: the triggers keep it.
create table access.closed_record (
    person_id uuid primary key references casework.person,
    sealed    boolean not null,
    contact   text not null
);
create index closed_record_sealed on access.closed_record (person_id) where sealed;

insert into access.closed_record (person_id, sealed, contact)
    select r.person_id, bool_or(r.category = 'sealed'), max(r.contact) from casework.restriction r
    where not exists (select 1 from casework.restriction_lift l where l.restriction_id = r.id)
    group by r.person_id;

create function access.record_closes() returns trigger language plpgsql security definer
    set search_path = pg_catalog as $$
begin
    insert into access.closed_record as c (person_id, sealed, contact)
        select n.person_id, bool_or(n.category = 'sealed'), max(n.contact) from new_rows n group by n.person_id
        on conflict (person_id) do update set sealed = c.sealed or excluded.sealed, contact = excluded.contact;
    return null;
end $$;

create function access.record_reopens() returns trigger language plpgsql security definer
    set search_path = pg_catalog as $$
begin
    delete from access.closed_record c
        using new_rows n join casework.restriction lifted on lifted.id = n.restriction_id
        where c.person_id = lifted.person_id;
    insert into access.closed_record (person_id, sealed, contact)
        select r.person_id, bool_or(r.category = 'sealed'), max(r.contact) from casework.restriction r
        where r.person_id in (select lifted.person_id from new_rows n
                              join casework.restriction lifted on lifted.id = n.restriction_id)
          and not exists (select 1 from casework.restriction_lift l where l.restriction_id = r.id)
        group by r.person_id;
    return null;
end $$;

create trigger record_closes after insert on casework.restriction
    referencing new table as new_rows for each statement execute function access.record_closes();
create trigger record_reopens after insert on casework.restriction_lift
    referencing new table as new_rows for each statement execute function access.record_reopens();

-- What triggers write on the side is theirs to write, whoever caused it.
alter function casework.request_starts_waiting() security definer;
alter function casework.request_sent_to_worker() security definer;
alter function casework.request_decided() security definer;
alter function casework.request_collecting_ended() security definer;
alter function casework.retention_goes_stale() security definer;
alter function casework.retention_goes_stale_new() security definer;
alter function casework.retention_goes_stale_closed() security definer;
alter function casework.retention_goes_stale_linked() security definer;

-- More ways a grant comes about. A grant for an involvement lasts six months from when somebody last said it is needed.
alter table access.access_grant drop constraint access_grant_kind_check;
alter table access.access_grant add constraint access_grant_kind_check check (kind in (
    'allocation', 'team', 'request', 'task', 'named', 'emergency', 'network', 'conference', 'supervision',
    'rights_request', 'audit_sample', 'stated_reason'));
alter table access.access_grant add column reviewed_at timestamptz;
