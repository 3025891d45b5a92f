-- Jobs to run, enqueued in the transaction that calls for them.
create table work.job (
    id          uuid primary key,
    kind        text not null,
    payload     jsonb not null,
    run_at      timestamptz not null,
    queued_at   timestamptz not null,
    attempts    integer not null default 0,
    taken_at    timestamptz,
    done_at     timestamptz,
    failed_at   timestamptz,
    last_error  text
);
create index job_ready on work.job (run_at) where done_at is null and failed_at is null;

-- Post to go out. Words carry a reference and a date, nothing about anybody; the address is sealed.
create table work.mail (
    id         uuid primary key,
    key_id     uuid not null,
    to_sealed  bytea not null,
    subject    text not null,
    text_sealed bytea not null,
    queued_at  timestamptz not null,
    sent_at    timestamptz
);
