-- Clocks of a family stand still: because it asked to wait, is away, or children's social care leads. Reasons are those of the
-- council's clocks.toml. A row is never changed: it is put right by one that supersedes it, and its end is one too.
create table casework.pause (
    id              uuid primary key,
    family_id       uuid not null references casework.family,
    reason          text not null,
    first_day       date not null,
    last_day        date,
    because_sealed  bytea not null,
    key_id          uuid not null,
    pack_version_id uuid not null references casework.pack_version,
    recorded_at     timestamptz not null,
    recorded_by     uuid not null references access.account,
    superseded_at   timestamptz,
    check (last_day >= first_day)
);
create index pause_family on casework.pause (family_id) where superseded_at is null;
create trigger pause_is_never_emptied before truncate on casework.pause
    for each statement execute function casework.refuse_change();
