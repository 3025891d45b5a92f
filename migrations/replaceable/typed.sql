-- Puts the typed columns of an entry in place of those that were kept: of these owners, these rows. An owner's table is
-- casework.entry_<owner>, and its columns have the names that forms use, so that a row of JSON is a row of the table.
create or replace function casework.keep_typed(p_entry uuid, p_owners text[], p_rows jsonb) returns void language plpgsql as $$
declare
    owner_name text;
    kept jsonb;
begin
    foreach owner_name in array p_owners loop
        if to_regclass(format('casework.%I', 'entry_' || owner_name)) is not null then
            execute format('delete from casework.%I where entry_id = $1', 'entry_' || owner_name) using p_entry;
        end if;
    end loop;
    for kept in select row_of from jsonb_array_elements(p_rows) row_of loop
        execute format('insert into casework.%1$I select * from jsonb_populate_record(null::casework.%1$I, $1)',
                       'entry_' || (kept ->> 'owner')) using kept -> 'columns';
    end loop;
end $$;
