-- The requests that still wait for the duty desk or a manager, so that opening the inbox never reads the years behind
-- it. Nothing but an index of what the other tables say: the triggers keep it, whoever writes them and however many
-- rows at a time, and a row here is never the reason for anything.
create table casework.request_waiting (
    request_id uuid primary key references casework.request
);

-- One request at a time and always by an index ("offset 0" keeps the planner from joining): a seed writes a hundred
-- thousand rows in one statement, before anybody has counted them, and a plan for all of them together guesses wrong by
-- minutes.
create function casework.request_starts_waiting() returns trigger language plpgsql as $$
begin
    insert into casework.request_waiting (request_id) select n.id from new_rows n;
    return null;
end $$;

-- Sent to a worker before screening: it is theirs now. After screening a manager decides child by child, and sending
-- one child's part to open work leaves the other children waiting.
create function casework.request_sent_to_worker() returns trigger language plpgsql
    set enable_seqscan = off set jit = off as $$
declare
    sent uuid;
begin
    for sent in select distinct n.request_id from new_rows n loop
        delete from casework.request_waiting w
            where w.request_id = sent and not exists (select 1 from casework.contact c where c.request_id = sent);
    end loop;
    return null;
end $$;

create function casework.request_decided() returns trigger language plpgsql
    set enable_seqscan = off set jit = off as $$
declare
    decided uuid;
begin
    for decided in select distinct n.request_id from new_rows n loop
        delete from casework.request_waiting w
            where w.request_id = decided
              and not exists (
                  select 1 from casework.request_subject s
                  where s.request_id = decided and s.part = 'child' and s.standing = 'referred'
                    and not exists (select 1 from casework.decision d where d.subject_id = s.id offset 0)
                  offset 0);
    end loop;
    return null;
end $$;

create function casework.request_collecting_ended() returns trigger language plpgsql
    set enable_seqscan = off set jit = off as $$
declare
    ended uuid;
begin
    for ended in select distinct n.request_id from new_rows n loop
        delete from casework.request_waiting w where w.request_id = ended;
    end loop;
    return null;
end $$;

create trigger request_starts_waiting after insert on casework.request
    referencing new table as new_rows for each statement execute function casework.request_starts_waiting();
create trigger request_sent_to_worker after insert on casework.request_route
    referencing new table as new_rows for each statement execute function casework.request_sent_to_worker();
create trigger request_decided after insert on casework.decision
    referencing new table as new_rows for each statement execute function casework.request_decided();
create trigger request_collecting_ended after insert on casework.collecting_end
    referencing new table as new_rows for each statement execute function casework.request_collecting_ended();

insert into casework.request_waiting (request_id)
select r.id from casework.request r
where not exists (select 1 from casework.collecting_end e where e.request_id = r.id)
  and (exists (select 1 from casework.contact c where c.request_id = r.id)
       or not exists (select 1 from casework.request_route w where w.request_id = r.id))
  and exists (
      select 1 from casework.request_subject s
      where s.request_id = r.id and s.part = 'child' and s.standing = 'referred'
        and not exists (select 1 from casework.decision d where d.subject_id = s.id));

-- "Sent to a worker", newest first.
create index request_route_routed on casework.request_route (routed_at);
create index request_route_team on casework.request_route (to_team, routed_at);
