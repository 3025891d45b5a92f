-- Families of a team drawn at random for somebody to read and grade: a case audit, or the sample of an inspection.
create table casework.audit_sample (
    id             uuid primary key,
    team_id        uuid not null references access.team,
    auditor_id     uuid not null references access.account,
    -- How many families the team had of which any could be drawn.
    out_of         integer not null check (out_of > 0),
    ends_at        timestamptz not null,
    purpose_sealed bytea not null,
    key_id         uuid not null,
    drawn_at       timestamptz not null,
    drawn_by       uuid not null references access.account
);
create index audit_sample_team on casework.audit_sample (team_id);
create index audit_sample_auditor on casework.audit_sample (auditor_id);

-- In the order they were drawn.
create table casework.audit_sample_family (
    sample_id uuid not null references casework.audit_sample,
    number    smallint not null,
    family_id uuid not null references casework.family,
    primary key (sample_id, number),
    unique (sample_id, family_id)
);

-- What the auditor found about one of them. The newest counts.
create table casework.audit_finding (
    id           uuid primary key,
    sample_id    uuid not null,
    family_id    uuid not null,
    grade        text not null,
    words_sealed bytea not null,
    found_at     timestamptz not null,
    found_by     uuid not null references access.account,
    foreign key (sample_id, family_id) references casework.audit_sample_family (sample_id, family_id)
);
create index audit_finding_family on casework.audit_finding (sample_id, family_id);

-- Ended before its time: everything is read.
create table casework.audit_sample_end (
    sample_id uuid primary key references casework.audit_sample,
    ended_at  timestamptz not null,
    ended_by  uuid not null references access.account
);

do $$
declare
    place text;
begin
    foreach place in array array['audit_sample', 'audit_sample_family', 'audit_finding', 'audit_sample_end'] loop
        execute format('create trigger %1$s_is_never_changed before update or delete on casework.%1$s
                        for each row execute function casework.refuse_change()', place);
        execute format('create trigger %1$s_is_never_emptied before truncate on casework.%1$s
                        for each statement execute function casework.refuse_change()', place);
    end loop;
end $$;
