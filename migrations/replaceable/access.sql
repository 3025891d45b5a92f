-- Who asks, and what an access decision rests on. Made anew at each migrate.

-- ------------------------------------------------------------------------------------------------ who asks, and when

create or replace function access.me() returns uuid language sql stable parallel safe as $$
    select nullif(current_setting('kith.account', true), '')::uuid
$$;

create or replace function access.moment() returns timestamptz language sql stable parallel safe as $$
    select coalesce(nullif(current_setting('kith.now', true), '')::timestamptz, now())
$$;

-- What the policies ask of the officer, for every table a page reads, is worked out once: the first time in a transaction that
-- this officer at this moment is asked about. A transaction that makes somebody an officer's relative sees that in the next
-- one, as the permit does, which is decided before anything is read.
create or replace function access.known(p_what text) returns text language plpgsql stable parallel restricted as $$
declare
    asks constant text := concat_ws(' ', current_setting('kith.account', true), current_setting('kith.now', true), '');
    known text := current_setting('kith.my_' || p_what, true);
begin
    if known is null or not starts_with(known, asks) then
        perform access.learn(asks);
        known := current_setting('kith.my_' || p_what);
    end if;
    return substr(known, length(asks) + 1);
end $$;

-- This function, access.facts, access.hidden_requests, access.guards, access.of_a_family_of_theirs and those of what several people
-- share (sees_entry, sees_row, sees_tie, entry_events) say every schema by name and set no search path: setting one costs a tenth of
-- a page. No role that calls them can make anything an operator or a function could be taken for (who_sees.sql takes that right from
-- all).
--
-- Roles and teams; the kinds of grant that open a record to them, by what they are employed to do (what the policies of
-- `access/` say role by role; none while their training in data protection has run out); their own records, in as many as
-- they are known to have; and their relatives, drawn wide: whoever is related in any way that `law::relationship` does not
-- call no kin.
create or replace function access.learn(p_asks text) returns void language plpgsql stable security definer as $$
declare
    me constant uuid := access.me();
    moment constant timestamptz := access.moment();
    person uuid;
    trained boolean;
    roles text[];
    teams uuid[];
    staff boolean;
    kinds text[] := '{}';
    own uuid[] := '{}';
    kin uuid[] := '{}';
begin
    select a.person_id, a.trained_until is null or a.trained_until > moment,
           array(select r.role from access.account_role r where r.account_id = me
                 and r.valid_from <= moment and (r.valid_until is null or r.valid_until > moment)),
           array(select m.team_id from access.team_member m where m.account_id = me
                 and m.valid_from <= moment and (m.valid_until is null or m.valid_until > moment))
    into person, trained, roles, teams from access.account a where a.id = me;
    staff := roles && array['duty_officer', 'duty_manager', 'worker', 'team_manager', 'business_support'];
    if trained then
        kinds := array_remove(array[
            case when staff then 'allocation' end, case when staff then 'team' end, case when staff then 'supervision' end,
            case when staff then 'request' end, case when staff then 'task' end, case when staff then 'rights_request' end,
            case when staff then 'emergency' end,
            case when staff or 'lead_practitioner' = any (roles) then 'network' end,
            case when staff or 'lead_practitioner' = any (roles) then 'conference' end,
            case when staff or 'lead_practitioner' = any (roles) then 'named' end,
            case when roles && array['duty_manager', 'worker', 'team_manager', 'inspector'] then 'audit_sample' end,
            case when roles && array['duty_officer', 'duty_manager'] then 'stated_reason' end,
            case when roles && array['duty_officer', 'duty_manager', 'worker', 'team_manager'] then 'sealed_opening' end], null);
    end if;
    if person is not null then
        own := casework.same_people(array[person]);
        kin := casework.same_people(array(
            select r.other_id from casework.relationship r
                where r.person_id = any (own) and r.superseded_at is null and r.kind <> all (access.no_kin())
            union select r.person_id from casework.relationship r
                where r.other_id = any (own) and r.superseded_at is null and r.kind <> all (access.no_kin())));
    end if;
    perform set_config('kith.my_roles', p_asks || coalesce(roles, '{}')::text, true),
        set_config('kith.my_kinds', p_asks || kinds::text, true),
        set_config('kith.my_teams', p_asks || coalesce(teams, '{}')::text, true),
        set_config('kith.my_own', p_asks || own::text, true),
        set_config('kith.my_kin', p_asks || kin::text, true),
        set_config('kith.my_own_and_kin', p_asks || (own || kin)::text, true);
end $$;

create or replace function access.my_teams() returns uuid[] language sql stable parallel restricted as $$
    select access.known('teams')::uuid[]
$$;

create or replace function access.my_roles() returns text[] language sql stable parallel restricted as $$
    select access.known('roles')::text[]
$$;

-- The kinds of grant that open a record to the officer.
create or replace function access.my_kinds() returns text[] language sql stable parallel restricted as $$
    select access.known('kinds')::text[]
$$;

-- The officer's own records, in as many as they are known to have.
create or replace function access.own() returns uuid[] language sql stable parallel restricted as $$
    select access.known('own')::uuid[]
$$;

-- Their relatives, drawn wide.
create or replace function access.kin() returns uuid[] language sql stable parallel restricted as $$
    select access.known('kin')::uuid[]
$$;

create or replace function access.own_and_kin() returns uuid[] language sql stable parallel restricted as $$
    select access.known('own_and_kin')::uuid[]
$$;

-- Related, and no kin: a friend, a neighbour, somebody at risk.
create or replace function access.no_kin() returns text[] language sql immutable parallel safe as $$
    select array['friend', 'neighbour', 'acquaintance', 'in_contact_with', 'poses_risk_to', 'at_risk_from',
                 'support_carer', 'supported_child']
$$;

-- The duty desk works every request.
create or replace function access.at_the_desk() returns boolean language sql stable parallel restricted as $$
    select access.my_roles() && array['duty_officer', 'duty_manager']
$$;

-- Who looks at the ledger: of every record, and reads none.
create or replace function access.watches() returns boolean language sql stable parallel restricted as $$
    select access.my_roles() && array['data_protection_officer']
$$;

-- Whose job shows them names among search results.
create or replace function access.sees_names() returns boolean language sql stable parallel restricted as $$
    select access.my_roles() && array['duty_officer', 'duty_manager', 'worker', 'team_manager', 'business_support',
                                      'data_protection_officer']
$$;

-- Requests that do not exist for the officer: matched to themselves, their kin, or somebody whose record is sealed. Worked out once
-- for an officer at a moment, as what access.learn learns, because each row of a page of requests asks.
create or replace function access.hidden_requests() returns uuid[] language plpgsql stable security definer as $$
declare
    asks constant text := concat_ws(' ', current_setting('kith.account', true), current_setting('kith.now', true), '');
    known text := current_setting('kith.my_hidden', true);
    hidden uuid[];
begin
    if known is not null and starts_with(known, asks) then
        return substr(known, length(asks) + 1)::uuid[];
    end if;
    select coalesce(array_agg(distinct s.request_id), '{}') into hidden
    from casework.subject_match m join casework.request_subject s on s.id = m.subject_id
    where m.ended_at is null
      and m.person_id in (select unnest(access.own_and_kin())
                          union all select c.person_id from access.closed_record c where c.sealed);
    perform set_config('kith.my_hidden', asks || hidden::text, true);
    return hidden;
end $$;

-- Whether of a request they may learn only that there is one: matched to somebody restricted, without being named. The rows of
-- one request ask one after the other, so the last answer is kept.
drop function if exists access.guarded_requests();
create or replace function access.guards(p_request uuid) returns boolean language plpgsql stable security definer as $$
declare
    asks constant text := concat_ws(' ', p_request, current_setting('kith.account', true), current_setting('kith.now', true), '');
    known text := current_setting('kith.my_guarded', true);
    guarded boolean;
begin
    if known is not null and starts_with(known, asks) then
        return substr(known, length(asks) + 1)::boolean;
    end if;
    guarded := exists (
        select 1 from casework.request_subject s
        join casework.subject_match m on m.subject_id = s.id and m.ended_at is null
        join access.closed_record c on c.person_id = m.person_id
        where s.request_id = p_request and not exists (
            select 1 from access.access_grant g
            where g.person_id = c.person_id and g.kind in ('named', 'emergency') and g.ended_at is null
              and g.valid_from <= access.moment() and (g.valid_until is null or g.valid_until > access.moment())
              and (g.account_id = access.me() or g.team_id = any (access.my_teams()))));
    perform set_config('kith.my_guarded', asks || guarded::text, true);
    return guarded;
end $$;

-- -------------------------------------------------------------------------------------- what an officer sees of a person

-- Each of these is one question about one person, asked for each row that the policies let through. They are functions and
-- not conditions written into every policy, because a page of one person reads a dozen tables: with the conditions written out
-- PostgreSQL took 15 ms to prepare what now takes one.

-- A tie of a kind that opens records for the officer's job: to this record, or to another of the same person.
create or replace function access.tied_to(p_person uuid, p_kinds text[]) returns boolean language plpgsql stable as $$
declare
    records constant uuid[] := access.tied_records(p_person);
begin
    return exists (
        select 1 from access.access_grant g
        where g.person_id = any (records) and g.ended_at is null and g.valid_from <= access.moment()
          and (g.valid_until is null or g.valid_until > access.moment())
          and (g.account_id = access.me() or g.team_id = any (access.my_teams()))
          and g.kind = any (access.my_kinds()) and (p_kinds is null or g.kind = any (p_kinds))
          and (g.kind <> 'audit_sample' or g.valid_until is not null));
end $$;

-- Two people opened a sealed record: for the one who asked, for four hours.
create or replace function access.unsealed(p_person uuid) returns boolean language plpgsql stable as $$
begin
    return 'sealed_opening' = any (access.my_kinds()) and exists (
        select 1 from access.sealed_opening o
        where o.person_id = p_person and o.asked_by = access.me() and o.approved_at <= access.moment()
          and o.approved_at > access.moment() - interval '4 hours');
end $$;

-- The record is theirs to open.
create or replace function access.opens(p_person uuid) returns boolean language plpgsql stable as $$
declare
    sealed constant boolean := (select c.sealed from access.closed_record c where c.person_id = p_person);
begin
    return p_person <> all (access.own_and_kin())
        and case when sealed is null then access.tied_to(p_person, null)
                 when sealed then access.unsealed(p_person)
                 else access.tied_to(p_person, array['named', 'emergency']) end;
end $$;

-- The records that are one person with this one for whoever asks: no further than links lead them from one record that is theirs to open
-- to the next. Nobody learns through two of their own that a third stands between, and a sealed record is nobody's but its own.
create or replace function access.same_person(p_person uuid) returns uuid[] language plpgsql stable security definer as $$
declare
    known uuid[] := array[p_person];
    more uuid[];
begin
    if exists (select 1 from access.closed_record c where c.person_id = p_person and c.sealed) then
        return known;
    end if;
    loop
        more := array(
            select o.id from (
                select l.same_as_id as id from casework.same_person_link l where l.ended_at is null and l.person_id = any (known)
                union select l.person_id from casework.same_person_link l where l.ended_at is null and l.same_as_id = any (known)) o
            where o.id <> all (known) and access.opens(o.id)
              and not exists (select 1 from access.closed_record c where c.person_id = o.id and c.sealed));
        exit when more = '{}';
        known := known || more;
    end loop;
    return known;
end $$;

-- There is work with them that is the officer's, even while the record is restricted.
create or replace function access.works_with(p_person uuid) returns boolean language plpgsql stable as $$
begin
    return p_person <> all (access.own_and_kin()) and access.tied_to(p_person, null)
        and not exists (select 1 from access.closed_record c where c.person_id = p_person and c.sealed);
end $$;

-- Theirs to open; or somebody on a request they read, so that what came before is known when it is decided.
create or replace function access.knows(p_person uuid) returns boolean language plpgsql stable as $$
begin
    return access.opens(p_person) or exists (
        select 1 from casework.subject_match m where m.person_id = p_person and m.ended_at is null);
end $$;

-- Their name: for whose job shows names; of a restricted record only for who may open it or watches over it.
create or replace function access.names(p_person uuid) returns boolean language plpgsql stable as $$
declare
    sealed boolean := (select c.sealed from access.closed_record c where c.person_id = p_person);
begin
    return access.sees_names() and (sealed is null or not sealed and access.watches()) or access.opens(p_person);
end $$;

-- Belongs today to a family of somebody whose record is theirs to open, and is neither closed to them nor their own or kin. Asks
-- round the policies, which would ask this of the family's rows again.
create or replace function access.of_a_family_of_theirs(p_person uuid) returns boolean language plpgsql stable security definer as $$
begin
    return p_person <> all (access.own_and_kin())
        and not exists (select 1 from access.closed_record c where c.person_id = p_person)
        and exists (
            select 1 from casework.family_member m
            join casework.family_member o on o.family_id = m.family_id and o.superseded_at is null and o.member_until is null
            where m.person_id = p_person and m.superseded_at is null and m.member_until is null and access.opens(o.person_id));
end $$;

-- Their name, and how old they are: also for a practitioner of another agency who is named for somebody of the same family. They
-- write with a whole family, and never search.
create or replace function access.names_in_family(p_person uuid) returns boolean language plpgsql stable as $$
begin
    if access.names(p_person) then
        return true;
    end if;
    return access.my_roles() && array['lead_practitioner'] and access.of_a_family_of_theirs(p_person);
end $$;

-- That there is such a person, with their reference.
create or replace function access.finds(p_person uuid) returns boolean language plpgsql stable as $$
begin
    return access.sees_names()
            and not exists (select 1 from access.closed_record c where c.person_id = p_person and c.sealed)
        or access.names_in_family(p_person);
end $$;

-- A tie between two people: for who may open either, or may know both names.
create or replace function access.ties(p_one uuid, p_other uuid) returns boolean language plpgsql stable as $$
begin
    return access.names_in_family(p_one) and access.names_in_family(p_other) or access.opens(p_one) or access.opens(p_other);
end $$;

-- A piece of work they may know of.
create or replace function access.sees_involvement(p_involvement uuid) returns boolean language plpgsql stable as $$
begin
    return exists (select 1 from casework.involvement i where i.id = p_involvement);
end $$;

-- A request they may read: of one request what the policy of casework.request says of all of them. And all that was said in it,
-- which not everybody may who knows that there is one.
create or replace function access.reads(p_request uuid) returns boolean language plpgsql stable as $$
begin
    return p_request <> all (access.hidden_requests())
        and (access.at_the_desk() or access.watches() or exists (
            select 1 from casework.request_route t where t.request_id = p_request));
end $$;

create or replace function access.reads_whole(p_request uuid) returns boolean language plpgsql stable as $$
begin
    return access.reads(p_request) and not access.guards(p_request)
        and (access.at_the_desk() or not access.watches());
end $$;

-- Something about several people: for who may open one of them, unless another is closed to them, or their own or kin. A family of
-- a thousand visits is the same few people a thousand times, so what one of them is to the officer is worked out once a
-- transaction: their id and 'o' (opens), 'c' (closed to them) or 'n' (neither).
create or replace function access.sees_about(p_people uuid[]) returns boolean language plpgsql stable as $$
declare
    asks constant text := concat_ws(' ', current_setting('kith.account', true), current_setting('kith.now', true), '');
    known text := current_setting('kith.my_people', true);
    tied boolean := false;
    person uuid;
    at integer;
    stands text;
begin
    if known is null or not starts_with(known, asks) or length(known) > 4000 then
        known := asks;
    end if;
    foreach person in array p_people loop
        at := strpos(known, person::text);
        if at > length(asks) then
            stands := substr(known, at + 36, 1);
        else
            stands := case when access.opens(person) then 'o'
                when person = any (access.own_and_kin())
                    or exists (select 1 from access.closed_record c where c.person_id = person) then 'c'
                else 'n' end;
            known := known || person || stands;
            perform set_config('kith.my_people', known, true);
        end if;
        if stands = 'c' then
            return false;
        end if;
        tied := tied or stands = 'o';
    end loop;
    return tied;
end $$;

-- What is written of several people: for who may open one of them, unless another of them is their own or kin, or closed to
-- them. Asks round the policies, which would hide that very person. An entry's answers ask one after the other, so that the last
-- one that may be seen is remembered; never that one may not, because whom an entry is about is written after it.
create or replace function access.sees_entry(p_entry uuid) returns boolean language plpgsql stable security definer as $$
declare
    asks constant text := concat_ws(' ', p_entry, current_setting('kith.account', true), current_setting('kith.now', true));
begin
    if current_setting('kith.my_entry', true) = asks then
        return true;
    end if;
    if access.sees_about(array(select s.person_id from casework.entry_about() s where s.entry_id = p_entry)) then
        perform set_config('kith.my_entry', asks, true);
        return true;
    end if;
    return false;
end $$;

-- The same for a row of a chronology, and for somebody or something round a family.
create or replace function access.sees_row(p_row uuid) returns boolean language plpgsql stable security definer as $$
begin
    return access.sees_about(array(select s.person_id from casework.chronology_about() s where s.row_id = p_row));
end $$;

-- A warning note: for who may know of whom it is about. Where that is two, or still to be decided, as something about several people.
create or replace function access.note_people(p_note uuid) returns uuid[] language sql stable security definer as $$
    select array(select s.person_id from casework.note_about() s where s.note_id = p_note)
$$;

create or replace function access.sees_note(p_note uuid) returns boolean language plpgsql stable as $$
declare
    people constant uuid[] := access.note_people(p_note);
begin
    if cardinality(people) = 1 then
        return access.knows(people[1]);
    end if;
    return access.sees_about(people);
end $$;

-- What was recorded while two records were one, may be the other's, and is not shown to who may not know of the other: unless they recorded
-- it themselves. Names and dates of birth are shown: without them nobody is found. Worked out once for an officer at a moment, as
-- access.hidden_requests, because every table of what is recorded asks.
create or replace function access.unsure_facts() returns uuid[] language plpgsql stable security definer as $$
declare
    asks constant text := concat_ws(' ', current_setting('kith.account', true), current_setting('kith.now', true), '');
    known text := current_setting('kith.my_unsure', true);
    hidden uuid[];
begin
    if known is not null and starts_with(known, asks) then
        return substr(known, length(asks) + 1)::uuid[];
    end if;
    select coalesce(array_agg(u.row_id), '{}') into hidden
    from access.closed_record c join casework.unmerged_fact u on u.other_id = c.person_id
    where u.changed_by is distinct from access.me() and not exists (select 1 from casework.fact_decision d where d.fact_id = u.id)
      and not access.opens(c.person_id);
    perform set_config('kith.my_unsure', asks || hidden::text, true);
    return hidden;
end $$;

-- What was written on somebody's record by mistake and is about another person now: that it was there, for whoever may open the record.
-- What it is, only for who may read it.
drop function if exists casework.moved_from(uuid);
create function casework.moved_from(p_person uuid)
    returns table (entry_id uuid, begun_at timestamptz, moved_at timestamptz, moved_by text) language sql stable security definer as $$
    select case when access.sees_entry(e.id) then e.id end, e.begun_at, b.decided_at, a.display_name
    from casework.belonging b
    join casework.entry e on e.id = b.entry_id
    join access.account a on a.id = b.decided_by
    left join casework.belonging before on before.id = b.supersedes_id
    where b.question_id is null and coalesce(before.person_id, b.recorded_for_id) = p_person and access.opens(p_person)
      and not exists (select 1 from casework.entry_about() s where s.entry_id = e.id and s.person_id = p_person)
      and not exists (select 1 from casework.entry_removal r where r.entry_id = e.id)
$$;

create or replace function access.sees_tie(p_tie uuid) returns boolean language plpgsql stable security definer as $$
begin
    return access.sees_about(array(select s.person_id from casework.network_tie_subject s where s.tie_id = p_tie));
end $$;

-- And for a step, which is about its children, and a look back, which is about whom the closure was about, or else the family.
create or replace function access.sees_step(p_step uuid) returns boolean language plpgsql stable security definer as $$
begin
    return access.sees_about(array(select c.person_id from casework.step_child c where c.step_id = p_step));
end $$;

create or replace function access.sees_check(p_check uuid) returns boolean language plpgsql stable security definer as $$
declare
    people uuid[] := array(select s.person_id from casework.sustained_check c
                           join casework.entry_about() s on s.entry_id = c.closure_id where c.id = p_check);
begin
    if people = '{}' then
        people := array(select m.person_id from casework.sustained_check c
                        join casework.family_member m on m.family_id = c.family_id and m.superseded_at is null
                        where c.id = p_check);
    end if;
    return access.sees_about(people);
end $$;

-- How much Early Help a family has and had, whoever of it may be seen: whether it has ended is no secret from whoever works with
-- one of them, and half an answer would be a wrong one. What somebody has who left the family is not the family's any more.
create or replace function casework.help_with(p_family uuid) returns table (ever bigint, still bigint, closed_at timestamptz)
    language sql stable security definer as $$
    select count(*), count(*) filter (where c.involvement_id is null and m.member_until is null), max(c.closed_at)
    from casework.family_member m
    join casework.involvement i on i.person_id = m.person_id and i.kind = 'early_help'
    left join casework.closure c on c.involvement_id = i.id
    where m.family_id = p_family and m.superseded_at is null
$$;

-- The entries of a family that nobody has finished and the officer may see: few of many, so that only those are asked about.
create or replace function access.open_entries(p_family uuid) returns setof uuid language sql stable security definer
set search_path = pg_catalog, casework as $$
    with open_one as materialized (
        select e.id from (
            select o.id from casework.entry o where o.family_id = p_family
            union select unnest(casework.moved_into(p_family))) e
        where e.id <> all (array(select unnest(casework.moved_away(p_family))))
          and not exists (select 1 from casework.entry_finish f where f.entry_id = e.id)
          and not exists (select 1 from casework.entry_removal r where r.entry_id = e.id)
    )
    select o.id from open_one o
    where access.sees_about(array(select s.person_id from casework.entry_about() s where s.entry_id = o.id))
$$;

-- The finished entries of a family that the officer may see, for its chronology and timeline: all of them in one go, each asked
-- about as `sees_entry` would.
drop function if exists access.entry_events(uuid);
create function access.entry_events(p_family uuid) returns table (entry_id uuid, kind text, happened_on date, subjects uuid[])
    language plpgsql stable security definer as $$
declare
    came constant uuid[] := casework.moved_into(p_family);
    went constant uuid[] := casework.moved_away(p_family);
    -- Few entries of many are about others than they were written about: only for those is asked whom.
    changed constant uuid[] := came || array(select w.row_id from casework.whose() w join casework.entry e on e.id = w.row_id
                                             where e.family_id = p_family);
begin return query
    -- The day that the entry itself says, or else the day on which it was finished.
    select e.id, e.kind, coalesce(v.happened_on, n.happened_on, r.held_on, m.held_on, a.completed_on,
                                  (f.finished_at at time zone 'Europe/London')::date), s.there
    from casework.entry e
    join casework.entry_finish f on f.entry_id = e.id
    left join casework.entry_visit v on v.entry_id = e.id
    left join casework.entry_case_note n on n.entry_id = e.id
    left join casework.entry_review r on r.entry_id = e.id
    left join casework.entry_meeting m on m.entry_id = e.id
    left join casework.entry_assessment a on a.entry_id = e.id
    cross join lateral (select array_agg(s.person_id) as everybody,
                               array_agg(s.person_id order by s.number) filter (where s.left_at is null) as there
                        from (select s.person_id, s.number, s.left_at from casework.entry_subject s
                              where s.entry_id = e.id and e.id <> all (changed)
                              union all select s.person_id, s.number, s.left_at from casework.entry_about() s
                              where s.entry_id = e.id and e.id = any (changed)) s) s
    where (e.family_id = p_family or e.id = any (came)) and e.id <> all (went) and access.sees_about(s.everybody)
      and not exists (select 1 from casework.entry_removal r where r.entry_id = e.id);
end $$;

-- Somebody who may be put into such a thing: not their own or kin, nor closed to them.
create or replace function access.may_be_named(p_person uuid) returns boolean language plpgsql stable as $$
begin
    return p_person <> all (access.own_and_kin()) and (access.opens(p_person)
        or not exists (select 1 from access.closed_record c where c.person_id = p_person));
end $$;

-- The draft in hand of whoever fills in a public form.
create or replace function access.my_draft() returns uuid language sql stable parallel safe as $$
    select nullif(current_setting('kith.draft', true), '')::uuid
$$;

-- ------------------------------------------------------------------------------------------ the facts of one decision

-- What the access decision about one person rests on, for the officer who asks. Runs round the policies below, which would
-- hide from the decision the very restriction it must know of. One row, or none when there is no such person.
drop function if exists access.facts(uuid);
create function access.facts(p_person uuid)
    returns table (category text, contact text, is_own boolean, is_kin boolean, grants jsonb, opening jsonb)
    language plpgsql stable security definer as $$
#variable_conflict use_column
begin return query
    select r.category, r.contact, p.id = any (access.own()), p.id = any (access.kin()),
           (select coalesce(jsonb_agg(jsonb_build_object(
                       'account', g.account_id, 'team', g.team_id, 'kind', g.kind, 'source', g.source_kind,
                       'from', g.valid_from, 'until', g.valid_until, 'reviewed', g.reviewed_at)
                       order by g.valid_from, g.id), '[]')
            from access.access_grant g
            where g.person_id = any (access.tied_records(p.id)) and g.ended_at is null
              and (g.account_id = access.me() or g.team_id = any (access.my_teams()))),
           (select jsonb_build_object('asked_by', o.asked_by, 'approved_by', o.approved_by, 'since', o.approved_at)
            from access.sealed_opening o
            where o.person_id = p.id and o.asked_by = access.me() and o.approved_at <= access.moment()
            order by o.approved_at desc limit 1)
    from casework.person p
    left join lateral (
        select r.category, r.contact from casework.restriction r
        where r.person_id = p.id and not exists (select 1 from casework.restriction_lift l where l.restriction_id = r.id)
        order by (r.category = 'sealed') desc, r.starts_at desc limit 1) r on true
    where p.id = p_person;
end $$;

-- A request and the people it was matched to, for a decision about the request.
drop function if exists access.request_facts(uuid);
create function access.request_facts(p_request uuid)
    returns table (people uuid[], routes jsonb)
    language plpgsql stable security definer set search_path = pg_catalog, casework as $$
#variable_conflict use_column
begin return query
    select array(select distinct m.person_id from subject_match m join request_subject s on s.id = m.subject_id
                 where s.request_id = r.id and m.ended_at is null),
           (select coalesce(jsonb_agg(jsonb_build_object(
                       'account', t.to_account, 'team', t.to_team, 'kind', 'request', 'source', 'request_route',
                       'from', t.routed_at, 'until', null, 'reviewed', null) order by t.routed_at, t.id), '[]')
            from request_route t
            where t.request_id = r.id and (t.to_account = access.me() or t.to_team = any (access.my_teams())))
    from request r where r.id = p_request;
end $$;

-- Somebody asks to read a sealed record, by reference. Says nothing of whether there is one.
create or replace function access.ask_to_open_sealed(p_id uuid, p_ref text, p_key uuid, p_reason bytea, p_at timestamptz)
returns void language sql volatile security definer set search_path = pg_catalog, casework as $$
    insert into access.sealed_opening (id, person_id, asked_by, asked_at, key_id, reason_sealed)
    select p_id, p.id, access.me(), p_at, p_key, p_reason
    from person p join access.closed_record c on c.person_id = p.id and c.sealed
    where upper(p.public_ref) = upper(p_ref) and p.id <> all (access.own_and_kin())
$$;

-- What of that waits for somebody else to agree: the reference and who asks, and nothing of whose record it is.
drop function if exists access.sealed_askings(uuid, timestamptz);
create function access.sealed_askings(p_not_by uuid, p_since timestamptz)
    returns table (id uuid, public_ref text, asked_by uuid, asked_at timestamptz, key_id uuid, reason_sealed bytea)
    language sql stable security definer set search_path = pg_catalog, casework as $$
    select o.id, p.public_ref, o.asked_by, o.asked_at, o.key_id, o.reason_sealed
    from access.sealed_opening o join person p on p.id = o.person_id
    where o.approved_by is null and o.asked_at > p_since and o.asked_by <> p_not_by
      and o.person_id <> all (access.own_and_kin())
      and access.my_roles() && array['data_protection_officer', 'duty_manager']
$$;

-- Involvements due for review, for a manager of these teams: nobody has looked since `p_before`. A manager's own access is
-- another manager's to review, and so is access to their own record or a relative's.
create or replace function access.due_for_review(p_account uuid, p_teams uuid[], p_before timestamptz, p_now timestamptz)
returns setof access.access_grant language sql stable as $$
    select g.* from access.access_grant g
    where g.ended_at is null and g.kind in ('allocation', 'team', 'network')
      and coalesce(g.reviewed_at, g.valid_from) <= p_before and (g.valid_until is null or g.valid_until > p_now)
      and g.account_id is distinct from p_account
      and g.person_id <> all ((select access.own_and_kin())::uuid[])
      and (g.team_id = any (p_teams) or exists (
          select 1 from access.team_member m where m.account_id = g.account_id and m.team_id = any (p_teams)
            and m.valid_from <= p_now and (m.valid_until is null or m.valid_until > p_now)))
$$;

-- Who may never be given access to a person: themselves, and officers who are kin, as `access.own` and `access.kin` say of
-- the officer who asks.
create or replace function access.close_to(p_person uuid) returns setof uuid language sql stable security definer
    set search_path = pg_catalog, casework as $$
    with their as (select unnest(casework.same_people(array[p_person])) as id),
    kin as (
        select r.other_id as id from their t join relationship r on r.person_id = t.id
        where r.superseded_at is null and r.kind <> all (access.no_kin())
        union select r.person_id from their t join relationship r on r.other_id = t.id
        where r.superseded_at is null and r.kind <> all (access.no_kin()))
    select a.id from access.account a
    where a.person_id = any (array(select id from their))
       or a.person_id = any (casework.same_people(array(select id from kin)))
$$;
