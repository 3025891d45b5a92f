-- What was recorded of somebody while two records were one: names, homes, numbers, relatives, schools. When they are two again,
-- somebody says of each whose it is. And which of the records is shown first can be said anew.

-- Which record of a person is shown first, said after they were linked. The newest of these, and of what the links themselves say.
create table casework.shown_first_choice (
    id             uuid primary key,
    -- The link of the two records that was on file then; the choice holds for as long as it stands.
    link_id        uuid not null references casework.same_person_link,
    leads_id       uuid not null references casework.person,
    key_id         uuid not null,
    because_sealed bytea not null,
    chosen_at      timestamptz not null,
    chosen_by      uuid not null references access.account
);
create index shown_first_choice_link on casework.shown_first_choice (link_id);
create index shown_first_choice_leads on casework.shown_first_choice (leads_id);

-- Something recorded, corrected or ended while two records were one. It stays on the record it was recorded on until somebody says that it
-- is the other's.
create table casework.unmerged_fact (
    id         uuid primary key,
    link_id    uuid not null references casework.same_person_link,
    -- Which table the row is in; of a birth, a death and of what is recorded about somebody it is one change of several.
    kind       text not null check (kind in ('name', 'birth', 'death', 'profile', 'identifier', 'address', 'confidential_address',
                   'contact_detail', 'school_place', 'relationship', 'parental_responsibility', 'family_member',
                   'household_member', 'network_professional')),
    change     text not null check (change in ('added', 'changed', 'ended')),
    -- What was recorded, or what was ended; and what it took the place of when the records became one.
    row_id     uuid not null,
    before_id  uuid,
    -- On whose record it is, and whose it may be.
    person_id  uuid not null references casework.person,
    other_id   uuid not null references casework.person,
    changed_at timestamptz not null,
    changed_by uuid,
    asked_at   timestamptz not null,
    asked_by   uuid not null references access.account,
    check (person_id <> other_id),
    unique (link_id, row_id, person_id)
);
create index unmerged_fact_row on casework.unmerged_fact (row_id);
create index unmerged_fact_person on casework.unmerged_fact (person_id);
create index unmerged_fact_other on casework.unmerged_fact (other_id);
create index unmerged_fact_asked_by on casework.unmerged_fact (asked_by);

-- Whose it is: once, by somebody, for a reason. Of three records, what is the third's is neither of the other two's: elsewhere.
create table casework.fact_decision (
    id             uuid primary key,
    fact_id        uuid not null unique references casework.unmerged_fact,
    whose          text not null check (whose in ('here', 'there', 'both', 'elsewhere')),
    key_id         uuid not null,
    because_sealed bytea not null,
    decided_at     timestamptz not null,
    decided_by     uuid not null references access.account
);

-- A row that says on one record what another row said, because of a decision: recorded on the other's record, or put back where it was
-- before. It counts as recorded when that was.
create table casework.repeated_fact (
    row_id      uuid primary key,
    repeats_id  uuid not null,
    first_at    timestamptz not null,
    decision_id uuid not null references casework.fact_decision
);
create index repeated_fact_decision on casework.repeated_fact (decision_id);

do $$
declare place text;
begin
    foreach place in array array['shown_first_choice', 'unmerged_fact', 'fact_decision', 'repeated_fact'] loop
        execute format('create trigger stays_as_it_is before update or delete on casework.%I
                        for each row execute function casework.refuse_change()', place);
        execute format('create trigger is_never_emptied before truncate on casework.%I
                        for each statement execute function casework.refuse_change()', place);
    end loop;
end $$;
