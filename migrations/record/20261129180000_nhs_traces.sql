-- What came of looking for somebody's NHS number at the NHS (PDS): one row a trace. Each question that was sent is an event
-- `disclosed` of the ledger, written and kept before the question left; this row is written afterwards, when there is something to
-- keep. A number that was found changes nothing on file until a worker says yes to it.
create table casework.nhs_trace (
    -- Made by the page, so that a form sent twice is one trace. The events of its questions carry it.
    id                uuid primary key,
    person_id         uuid not null references casework.person,
    strategy          text not null,
    status            text not null check (status in ('match', 'potential-match', 'low-confidence-match', 'many-match', 'no-match',
                                                      'error')),
    rule              text,
    score_thousandths smallint check (score_thousandths between 0 and 1000),
    -- Only of a match and a potential match: a number that is most likely a stranger's is not kept.
    number_sealed     bytea,
    cautions          text[] not null,
    traced_at         timestamptz not null,
    traced_by         uuid not null references access.account,
    constraint nhs_trace_number check ((number_sealed is not null) = (status in ('match', 'potential-match')))
);
create index nhs_trace_person on casework.nhs_trace (person_id);

-- What a worker said to it.
create table casework.nhs_trace_answer (
    trace_id      uuid primary key references casework.nhs_trace,
    answer        text not null check (answer in ('yes', 'no')),
    -- The number that came on file by a yes.
    identifier_id uuid references casework.identifier,
    answered_at   timestamptz not null,
    answered_by   uuid not null references access.account,
    constraint nhs_trace_answer_yes check ((identifier_id is not null) = (answer = 'yes'))
);

do $$
declare
    place text;
begin
    foreach place in array array['nhs_trace', 'nhs_trace_answer'] loop
        execute format('create trigger %1$s_stays before update on casework.%1$s
                        for each row execute function casework.refuse_change()', place);
        execute format('create trigger %1$s_is_never_emptied before truncate on casework.%1$s
                        for each statement execute function casework.refuse_change()', place);
    end loop;
end $$;
