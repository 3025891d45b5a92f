-- Work with a family steps up to children's social care and down again (law::stepping), and is looked at once more when it has
-- been closed for a while (law::closure::sustained).

-- A row a step. Up: the contact it made for the front door and the pause of Early Help's clocks. Down: who leads from then on.
create table casework.step (
    id              uuid primary key,
    family_id       uuid not null references casework.family,
    direction       text not null check (direction in ('up', 'down')),
    on_day          date not null,
    route           text,
    request_id      uuid references casework.request,
    pause_id        uuid references casework.pause,
    lead_id         uuid references access.account,
    family_told     boolean not null,
    reason_sealed   bytea not null,
    not_told_sealed bytea,
    key_id          uuid not null,
    pack_version_id uuid not null references casework.pack_version,
    recorded_at     timestamptz not null,
    recorded_by     uuid not null references access.account,
    check ((direction = 'up') = (route is not null)),
    check ((direction = 'up') = (request_id is not null)),
    check ((direction = 'down') = (lead_id is not null))
);
create index step_family on casework.step (family_id);
create unique index step_request on casework.step (request_id);

create table casework.step_child (
    step_id   uuid not null references casework.step,
    person_id uuid not null references casework.person,
    primary key (step_id, person_id)
);
create index step_child_person on casework.step_child (person_id);

-- The meeting at which one team hands over to the other, before social care closes.
create table casework.handover (
    id               uuid primary key,
    family_id        uuid not null references casework.family,
    step_id          uuid not null references casework.step,
    held_on          date not null,
    family_took_part boolean not null,
    recorded_at      timestamptz not null,
    recorded_by      uuid not null references access.account
);
create index handover_family on casework.handover (family_id);

-- Has what changed lasted? A row each time somebody asked, and one for each need that the closure named.
create table casework.sustained_check (
    id              uuid primary key,
    family_id       uuid not null references casework.family,
    closure_id      uuid references casework.entry,
    made_on         date not null,
    how             text not null check (how in ('visit', 'call', 'meeting', 'not_reached')),
    is_result       boolean not null,
    words_sealed    bytea not null,
    key_id          uuid not null,
    pack_version_id uuid not null references casework.pack_version,
    recorded_at     timestamptz not null,
    recorded_by     uuid not null references access.account
);
create index sustained_check_family on casework.sustained_check (family_id);

create table casework.sustained_need (
    check_id uuid not null references casework.sustained_check,
    need     text not null,
    lasts    text not null check (lasts in ('yes', 'no', 'not_known')),
    primary key (check_id, need)
);

do $$
declare
    place text;
begin
    foreach place in array array['step', 'step_child', 'handover', 'sustained_check', 'sustained_need'] loop
        execute format('create trigger %1$s_is_never_changed before update or delete on casework.%1$s
                        for each row execute function casework.refuse_change()', place);
        execute format('create trigger %1$s_is_never_emptied before truncate on casework.%1$s
                        for each statement execute function casework.refuse_change()', place);
    end loop;
end $$;
