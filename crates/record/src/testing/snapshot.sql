-- Remembers rows and comes back to them. `testing.reset()` goes back to how the template stands, for the next test;
-- within a test, `testing.remember('here')` and `testing.go_back('here')` do the same from any point.
create schema testing;

create view testing.every_table as
    select tablename as name, format('%I.%I', schemaname, tablename) as place, schemaname || '_' || tablename as copy
    from pg_tables
    where schemaname in ('lookup', 'casework', 'access', 'audit', 'work', 'public') and tablename <> '_sqlx_migrations';

create function testing.remember(point text) returns void language plpgsql as $$
declare t record; filled boolean;
begin
    execute format('drop schema if exists %I cascade', point);
    execute format('create schema %I', point);
    for t in select * from testing.every_table loop
        execute format('select exists (select from %s)', t.place) into filled;
        if filled then
            execute format('create table %I.%I as table %s', point, t.copy, t.place);
        end if;
    end loop;
end $$;

create function testing.reset() returns void language plpgsql as $$
declare counter text;
begin
    perform pg_terminate_backend(pid, 5000) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend';
    drop schema if exists here cascade;
    perform testing.go_back('template');
    for counter in select format('%I.%I', schemaname, sequencename) from pg_sequences loop
        perform setval(counter::regclass, 1, false);
    end loop;
end $$;

create function testing.go_back(point text) returns void language plpgsql as $$
declare t record;
begin
    -- A superuser may pass by the triggers that refuse deletion; an owner must switch them off, and is slower.
    if (select rolsuper from pg_roles where rolname = current_user) then
        perform set_config('session_replication_role', 'replica', true);
        for t in select * from testing.every_table loop
            execute format('delete from %s', t.place);
        end loop;
    else
        for t in select * from testing.every_table loop
            execute format('alter table %s disable trigger user', t.place);
        end loop;
        execute (select format('truncate %s', string_agg(place, ', ')) from testing.every_table);
        for t in select * from testing.every_table loop
            execute format('alter table %s enable trigger user', t.place);
        end loop;
    end if;
    -- Tables are listed in the order they were made, so what is referred to comes first.
    for t in select e.* from testing.every_table e where to_regclass(format('%I.%I', point, e.copy)) is not null
             order by e.place::regclass::oid loop
        execute format('insert into %s overriding system value table %I.%I', t.place, point, t.copy);
    end loop;
end $$;

select testing.remember('template');
