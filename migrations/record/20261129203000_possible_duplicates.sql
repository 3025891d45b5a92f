-- Two records that may be one child: pairs that the linkage engine found, read by people, decided by people. Nothing here ever
-- links by itself. Who they are stays on their own records: a pair holds ids, weights and the words of the plan.

-- The trained plan that a pair was weighed by: probabilities of answers, about nobody.
create table casework.duplicate_model (
    id         uuid primary key,
    -- As TOML.
    plan       text not null,
    -- From how many people of this record it was trained; nothing where it is the one that comes with Kith.
    trained_on integer check (trained_on > 0),
    made_at    timestamptz not null
);

-- One look through all people.
create table casework.duplicate_run (
    id       uuid primary key,
    model_id uuid not null references casework.duplicate_model,
    people   integer not null check (people >= 0),
    -- Pairs at or above the threshold; how many of them were left out because there were too many.
    pairs    integer not null check (pairs >= 0),
    left_out integer not null check (left_out >= 0),
    -- Every pair that was weighed, by band of weight: [{"from", "to", "pairs", "believed"}]. What a sample is taken for.
    bands    jsonb not null,
    -- How many came on the queue, and how many left it.
    added    integer not null check (added >= 0),
    gone     integer not null check (gone >= 0),
    ran_at   timestamptz not null
);

create table casework.possible_duplicate (
    id             uuid primary key,
    one_id         uuid not null references casework.person,
    other_id       uuid not null references casework.person,
    -- Bits: log2 of the odds that they are one person.
    weight         double precision not null,
    -- What two records weigh before anything is compared, and what brothers and sisters explain as well.
    prior          double precision not null,
    siblings       double precision not null,
    -- What each comparison came to: [{"name", "says", "bits", "rarity", "silent"}]. The plan's words, never what is on a record.
    answers        jsonb not null,
    could_be_twins boolean not null,
    -- One of them is looked after or has been: two people read it.
    looked_after   boolean not null,
    -- Below the threshold, and chosen by chance: read to learn how many links are missed.
    is_sample      boolean not null,
    -- The finding it takes the place of: facts changed since.
    after_id       uuid unique references casework.possible_duplicate,
    model_id       uuid not null references casework.duplicate_model,
    found_at       timestamptz not null,
    -- It is no finding any more: facts changed, or the two were linked elsewhere.
    gone_at        timestamptz,
    check (one_id < other_id)
);
create unique index possible_duplicate_pair on casework.possible_duplicate (one_id, other_id) where gone_at is null;
create index possible_duplicate_other on casework.possible_duplicate (other_id);

-- Somebody has it in hand, so that two do not read the same. It opens both records to them until it ends.
create table casework.duplicate_claim (
    id          uuid primary key,
    pair_id     uuid not null references casework.possible_duplicate,
    account_id  uuid not null references access.account,
    claimed_at  timestamptz not null,
    valid_until timestamptz not null,
    ended_at    timestamptz,
    check (valid_until > claimed_at)
);
create unique index duplicate_claim_pair on casework.duplicate_claim (pair_id) where ended_at is null;
create index duplicate_claim_account on casework.duplicate_claim (account_id) where ended_at is null;

-- What somebody said of it. Nobody says it twice.
create table casework.duplicate_reading (
    id                  uuid primary key,
    pair_id             uuid not null references casework.possible_duplicate,
    turn                smallint not null check (turn > 0),
    answer              text not null check (answer in ('same', 'different', 'not-sure')),
    -- The page warned of twins; `same` can then be said only after that was read.
    warned_of_twins     boolean not null,
    key_id              uuid not null,
    reason_sealed       bytea not null,
    -- Of who is not sure: what would decide it.
    would_decide_sealed bytea,
    read_at             timestamptz not null,
    read_by             uuid not null references access.account,
    unique (pair_id, turn),
    unique (pair_id, read_by),
    check ((would_decide_sealed is not null) = (answer = 'not-sure'))
);

-- What became of it, once enough people agree. `different` keeps the two apart from then on.
create table casework.duplicate_decision (
    pair_id    uuid primary key references casework.possible_duplicate,
    answer     text not null check (answer in ('same', 'different')),
    reading_id uuid not null references casework.duplicate_reading,
    link_id    uuid references casework.same_person_link,
    decided_at timestamptz not null,
    check ((link_id is not null) = (answer = 'same'))
);

-- A finding goes and a claim ends, once. Nothing else of them changes.
create function casework.only_ends() returns trigger language plpgsql as $$
declare
    ends constant text := tg_argv[0];
begin
    if tg_op = 'UPDATE' and to_jsonb(old) ->> ends is null and to_jsonb(new) ->> ends is not null
        and to_jsonb(new) - ends = to_jsonb(old) - ends then
        return new;
    end if;
    raise exception 'it is ended, and nothing else of it changes' using errcode = 'integrity_constraint_violation';
end $$;
create trigger only_goes before update or delete on casework.possible_duplicate
    for each row execute function casework.only_ends('gone_at');
create trigger only_ends before update or delete on casework.duplicate_claim
    for each row execute function casework.only_ends('ended_at');

do $$
declare
    place text;
begin
    foreach place in array array['duplicate_model', 'duplicate_run', 'duplicate_reading', 'duplicate_decision'] loop
        execute format('create trigger %1$s_is_never_changed before update or delete on casework.%1$s
                        for each row execute function casework.refuse_change()', place);
    end loop;
    foreach place in array array['duplicate_model', 'duplicate_run', 'possible_duplicate', 'duplicate_claim', 'duplicate_reading',
                                 'duplicate_decision'] loop
        execute format('create trigger %1$s_is_never_emptied before truncate on casework.%1$s
                        for each statement execute function casework.refuse_change()', place);
    end loop;
end $$;
