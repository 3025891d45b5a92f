-- Data keys, each wrapped by a key-encryption key that is not in any database. Deleting a row here makes what it
-- sealed unreadable at once; this database has its own short-lived backups for that reason.
create table data_key (
    id          uuid primary key,
    version     integer not null,
    master_id   text not null,
    wrapped     bytea not null,
    table_name  text not null,
    row_id      uuid not null,
    created_at  timestamptz not null
);
create index data_key_row on data_key (row_id);
