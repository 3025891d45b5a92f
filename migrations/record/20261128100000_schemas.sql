-- The rooms of the database. `lookup` holds what must be searchable in plain text (names, dates of birth,
-- postcodes, keyed hashes): it can be rewritten after a destruction. Everything narrative is ciphertext elsewhere.
create schema lookup;
create schema casework;
create schema access;
create schema audit;
create schema work;

-- A council's promises and settings as they stood when loaded. Records are stamped with the version they were
-- made under, so a version is never changed: a change is a new version.
create table casework.pack_version (
    id          uuid primary key,
    council     text not null,
    digest      bytea not null unique,
    files       jsonb not null,
    loaded_at   timestamptz not null
);

create function casework.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% rows are never changed or removed: add a new row instead', tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;

create trigger pack_version_is_immutable before update or delete on casework.pack_version
    for each row execute function casework.refuse_change();
