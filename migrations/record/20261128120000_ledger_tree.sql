-- The Merkle tree over the ledger's events: which event is which leaf, the tiles of hashes, what was signed of them and
-- by whom. An event is inserted with a line in `waiting`; a moment later the sequencer makes it a leaf. The formats are
-- those of RFC 6962 and C2SP; see docs/reference/ledger.md.
create table audit.waiting (
    seq bigint primary key
);
insert into audit.waiting (seq) select seq from audit.event;

create table audit.leaf (
    index bigint primary key check (index >= 0),
    seq   bigint not null unique
);

create table audit.tile (
    level  smallint not null check (level between 0 and 7),
    number bigint not null check (number >= 0),
    hashes bytea not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
    primary key (level, number)
);
-- Hashes do not compress, so nobody should try.
alter table audit.tile alter column hashes set storage external;

create table audit.checkpoint (
    size    bigint primary key check (size > 0),
    root    bytea not null check (octet_length(root) = 32),
    note    text not null,
    made_at timestamptz not null
);

create table audit.cosignature (
    size      bigint not null references audit.checkpoint,
    witness   text not null,
    line      text not null,
    signed_at timestamptz not null,
    primary key (size, witness)
);

-- Leaves whose event and salt are gone, and the event that says so.
create table audit.erased (
    index    bigint primary key references audit.leaf,
    by_event uuid not null
);

do $$
declare place text;
begin
    foreach place in array array['audit.leaf', 'audit.checkpoint', 'audit.cosignature', 'audit.erased'] loop
        execute format('create trigger is_final before update or delete on %s
                        for each row execute function casework.refuse_change()', place);
    end loop;
    foreach place in array array['audit.waiting', 'audit.leaf', 'audit.tile', 'audit.checkpoint', 'audit.cosignature',
                                 'audit.erased'] loop
        execute format('create trigger is_never_emptied before truncate on %s
                        for each statement execute function casework.refuse_change()', place);
    end loop;
end $$;

-- A tile only ever gets more hashes at its end.
create function audit.tile_only_grows() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.level = old.level and new.number = old.number
        and substr(new.hashes, 1, octet_length(old.hashes)) = old.hashes then
        return new;
    end if;
    raise exception 'tile rows are never changed or removed: they only grow'
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger tile_only_grows before update or delete on audit.tile
    for each row execute function audit.tile_only_grows();

-- Nothing stops waiting but by becoming a leaf.
create function audit.waiting_until_leaf() returns trigger language plpgsql as $$
begin
    if exists (select from gone g where not exists (select from audit.leaf l where l.seq = g.seq)) then
        raise exception 'waiting rows are never changed or removed before they are in the tree'
            using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end $$;
create trigger waiting_until_leaf after delete on audit.waiting
    referencing old table as gone for each statement execute function audit.waiting_until_leaf();
create trigger waiting_is_final before update on audit.waiting
    for each row execute function casework.refuse_change();

-- An event's content may go once it is on record, as a leaf, that it goes.
create function audit.only_what_was_erased() returns trigger language plpgsql as $$
begin
    if exists (select from audit.erased e join audit.leaf l using (index) where l.seq = old.seq) then
        return old;
    end if;
    raise exception 'event rows are never changed or removed: add a new row instead'
        using errcode = 'integrity_constraint_violation';
end $$;
drop trigger event_is_final on audit.event;
create trigger event_is_final before update on audit.event
    for each row execute function casework.refuse_change();
create trigger event_goes_only_when_erased before delete on audit.event
    for each row execute function audit.only_what_was_erased();
