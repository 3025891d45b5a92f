-- What happened in a family that mattered: the rows that somebody writes. What casework records anyway (births, moves, decisions,
-- assessments) stays where it is recorded, and becomes a row when a chronology is read (law::chronology).
--
-- A row is never changed: a change is a new row that takes its place, and a row that is taken out stays, with who and why.
create table casework.chronology_row (
    id             uuid primary key,
    family_id      uuid not null references casework.family,
    -- The row it takes the place of. Once only: of two people who change the same row, the second is told.
    supersedes_id  uuid unique references casework.chronology_row,
    -- As exactly as anybody knows: the day, the month, the year, or only that it was before a year.
    known_to       text not null check (known_to in ('day', 'month', 'year', 'before')),
    happened_year  smallint not null check (happened_year between 1850 and 2200),
    happened_month smallint check (happened_month between 1 and 12),
    happened_day   smallint check (happened_day between 1 and 31),
    category       text not null,
    is_significant boolean not null,
    -- It says something about somebody it is not about: left out of a copy for a parent.
    of_others      boolean not null,
    -- The events of casework it tells of ("visit:…"): they are one row with it.
    events         text[] not null default '{}',
    key_id         uuid not null,
    headline_sealed bytea not null,
    source_sealed  bytea,
    agency_sealed  bytea,
    action_sealed  bytea,
    recorded_at    timestamptz not null,
    recorded_by    uuid not null references access.account,
    check ((happened_month is not null) = (known_to in ('day', 'month'))),
    check ((happened_day is not null) = (known_to = 'day'))
);
create index chronology_row_family on casework.chronology_row (family_id);

-- Whom a row is about, and what it meant for each of them.
create table casework.chronology_subject (
    id            uuid primary key,
    row_id        uuid not null references casework.chronology_row,
    person_id     uuid not null references casework.person,
    impact_sealed bytea,
    unique (row_id, person_id)
);
create index chronology_subject_person on casework.chronology_subject (person_id);

-- Taken out: by whom and why. The reason is sealed under the row's key.
create table casework.chronology_removal (
    id             uuid primary key,
    row_id         uuid not null unique references casework.chronology_row,
    because_sealed bytea not null,
    removed_at     timestamptz not null,
    removed_by     uuid not null references access.account
);

-- What somebody decided about an event of casework: that it matters, or that it does not. The newest counts.
create table casework.chronology_mark (
    id         uuid primary key,
    family_id  uuid not null references casework.family,
    event      text not null check (event ~ '^[a-z_]+:[0-9a-f-]{36}$'),
    matters    boolean not null,
    marked_at  timestamptz not null,
    marked_by  uuid not null references access.account
);
create index chronology_mark_family on casework.chronology_mark (family_id);

-- Who and what is round a family: its ecomap. As with a row, a change is a new one, and one that has ended stays.
create table casework.network_tie (
    id            uuid primary key,
    family_id     uuid not null references casework.family,
    supersedes_id uuid unique references casework.network_tie,
    kind          text not null check (kind in ('person', 'organisation')),
    strength      text not null check (strength in ('strong', 'weak', 'stressful')),
    energy        text not null check (energy in ('not_said', 'to_family', 'from_family', 'both_ways')),
    key_id        uuid not null,
    name_sealed   bytea not null,
    role_sealed   bytea,
    recorded_at   timestamptz not null,
    recorded_by   uuid not null references access.account
);
create index network_tie_family on casework.network_tie (family_id);

-- Whom of the family it is with.
create table casework.network_tie_subject (
    tie_id    uuid not null references casework.network_tie,
    person_id uuid not null references casework.person,
    primary key (tie_id, person_id)
);
create index network_tie_subject_person on casework.network_tie_subject (person_id);

-- No longer there.
create table casework.network_tie_end (
    id             uuid primary key,
    tie_id         uuid not null unique references casework.network_tie,
    because_sealed bytea not null,
    ended_at       timestamptz not null,
    ended_by       uuid not null references access.account
);

do $$
declare place text;
begin
    foreach place in array array['chronology_row', 'chronology_subject', 'chronology_removal', 'chronology_mark', 'network_tie',
                                 'network_tie_subject', 'network_tie_end'] loop
        execute format('create trigger stays_as_it_is before update or delete on casework.%I
                        for each row execute function casework.refuse_change()', place);
        execute format('create trigger is_never_emptied before truncate on casework.%I
                        for each statement execute function casework.refuse_change()', place);
    end loop;
end $$;
