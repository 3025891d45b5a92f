-- The directory of services that may help a family. Nothing here is about anybody: it is what publishers say of their
-- services, so it is plain and everybody may read it.
create table casework.directory_feed (
    id      uuid primary key,
    name    text not null unique check (name ~ '^[a-z0-9][a-z0-9-]{0,49}$'),
    made_at timestamptz not null
);

-- One reading of a feed. Whether it was seen whole decides what is gone: a service that a later whole reading of its feed
-- did not have. That is derived, so that a service which comes back is simply there again.
create table casework.directory_import (
    id          uuid primary key,
    feed_id     uuid not null references casework.directory_feed,
    -- Counts the readings of a feed: two may fall on one moment.
    number      integer not null check (number > 0),
    imported_at timestamptz not null,
    -- Who ran the command, as the machine knows them.
    imported_by text not null check (length(imported_by) between 1 and 100),
    -- The council's own list: what Kith publishes again.
    is_own      boolean not null,
    is_whole    boolean not null,
    services    integer not null check (services >= 0),
    added       integer not null check (added >= 0),
    changed     integer not null check (changed >= 0),
    returned    integer not null check (returned >= 0),
    gone        integer not null check (gone >= 0),
    unread      integer not null check (unread >= 0),
    problems    integer not null check (problems >= 0),
    unique (feed_id, number)
);

-- A service as it was last read, in the shape of the crate `directory`. Its row stays when its feed has it no more: what
-- links to it still leads somewhere.
create table casework.directory_service (
    id           uuid primary key,
    feed_id      uuid not null references casework.directory_feed,
    -- The publisher's identifier.
    feed_own_id  text not null check (feed_own_id <> ''),
    said         jsonb not null,
    first_number integer not null,
    -- The last reading that had it.
    last_number  integer not null,
    unique (feed_id, feed_own_id),
    foreign key (feed_id, first_number) references casework.directory_import (feed_id, number),
    foreign key (feed_id, last_number) references casework.directory_import (feed_id, number)
);

create trigger directory_import_is_final before update or delete on casework.directory_import
    for each row execute function casework.refuse_change();
create trigger is_never_emptied before truncate on casework.directory_import
    for each statement execute function casework.refuse_change();
