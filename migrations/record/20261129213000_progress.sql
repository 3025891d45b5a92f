-- How far a long job is, for whoever waits for it: written in short transactions of its own while the job runs, and taken away at its end.
-- What stops without an end (a machine that was switched off) is silent from then on, and nobody is shown what is silent.
create table work.progress (
    -- Of one run.
    id       uuid primary key,
    -- The kind of the job, as in work.job.
    kind     text not null,
    -- What it does now: a word of the program.
    step     text not null,
    -- How much of that is done, and of how much; nothing where that is not known.
    done     bigint not null check (done >= 0),
    whole    bigint check (whole >= 0),
    begun_at timestamptz not null,
    said_at  timestamptz not null
);
