-- What happened in the records of these families, as clocks read it (law::clocks::Happened): one row a fact, to the minute or to
-- the day, about the whole family, one child of it or one entry.
--
-- For many families at once, so that a team's worklist is one question. It runs round the policies and asks what they ask
-- (access.sees_about), once for each group of people that entries are about instead of once for each row of each entry.
drop function if exists casework.happened(uuid[]);
create function casework.happened(p_families uuid[])
returns table (family_id uuid, fact text, at timestamptz, on_day date, child_id uuid, entry_id uuid, source_id uuid)
language plpgsql stable security definer
set search_path = pg_catalog, casework as $$
#variable_conflict use_column
-- plpgsql keeps its plan: to plan all of this anew for each page took longer than to run it.
begin return query
    -- Few entries of many are about others than they were written about: only for those is asked whom.
    with changed as materialized (
        select array(select w.row_id from casework.whose() w join casework.entry e on e.id = w.row_id
                     where e.family_id = any (p_families) or w.family_id = any (p_families)) as ids
    ),
    -- Worked out once for a family: in the condition on its entries they would be worked out for each of them.
    moved as materialized (
        select f.id, coalesce(casework.moved_away(f.id), '{}') as away, casework.moved_into(f.id) as here from unnest(p_families) f (id)
    ),
    about as materialized (
        select e.id, f.id as family_id, e.kind, e.begun_at,
               case when e.id = any ((select ids from changed)::uuid[])
                    then array(select s.person_id from casework.entry_about() s where s.entry_id = e.id order by s.person_id)
                    else array(select s.person_id from casework.entry_subject s where s.entry_id = e.id order by s.person_id) end
                   as people
        from moved f
        cross join lateral (select e.* from casework.entry e where e.family_id = f.id and e.id <> all (f.away)
                            union all select e.* from casework.entry e
                            where e.id = any (f.here) and e.family_id <> f.id) e
        where not exists (select 1 from casework.entry_removal r where r.entry_id = e.id)
    ),
    group_of as materialized (select distinct a.people from about a),
    entry as materialized (
        select a.id, a.family_id, a.kind, a.begun_at, f.finished_at
        from (select g.people from group_of g where access.sees_about(g.people)) seen
        join about a on a.people = seen.people
        left join casework.entry_finish f on f.entry_id = a.id
    ),
    finished as (select * from entry where finished_at is not null),
    -- A visit happened at a time, or on a day where nobody wrote the time down.
    visit as materialized (
        select e.*, v.how, v.happened_on, (v.happened_on + v.started_at) at time zone 'Europe/London' as started
        from entry e join casework.entry_visit v on v.entry_id = e.id where v.happened_on is not null
    ),
    note as materialized (
        select e.*, n.happened_on, (n.happened_on + n.happened_at) at time zone 'Europe/London' as started
        from entry e join casework.entry_case_note n on n.entry_id = e.id where n.happened_on is not null
    ),
    member as materialized (
        select m.family_id, m.person_id from casework.family_member m
        where m.family_id = any (p_families) and m.superseded_at is null and access.opens(m.person_id)
    ),
    -- A child who is on file on several records was seen on whichever of them that was written, as far as whoever asks may read it.
    linked as materialized (
        select m.family_id, m.person_id from member m
        where exists (select 1 from same_person_link l where l.person_id = m.person_id and l.ended_at is null)
           or exists (select 1 from same_person_link l where l.same_as_id = m.person_id and l.ended_at is null)
    ),
    elsewhere as materialized (
        select l.family_id, l.person_id, a.entry_id, a.number
        from linked l cross join lateral unnest(access.same_person(l.person_id)) o (id)
        cross join lateral (select s.entry_id, s.number from casework.entry_about() s where s.person_id = o.id and s.is_sure) a
        join entry_finish f on f.entry_id = a.entry_id
        -- Known before anything is read, so that a family without such a child does not have whom each entry is about looked up.
        where exists (select 1 from linked)
          and o.id <> l.person_id
          and not exists (select 1 from entry_removal r where r.entry_id = a.entry_id)
          and access.sees_about(array(select s.person_id from casework.entry_about() s where s.entry_id = a.entry_id))
    ),
    involvement as materialized (
        select m.family_id, i.opened_at, c.closed_at, i.id
        from member m join casework.involvement i on i.person_id = m.person_id
        left join casework.closure c on c.involvement_id = i.id
        where i.kind = 'early_help'
    ),
    request as materialized (
        select distinct m.family_id, r.id, r.received_at, d.decided_at,
               (select min(t.matched_at) from casework.request_subject s join casework.subject_match t on t.subject_id = s.id
                where s.request_id = r.id) as looked_at
        from member m join casework.decision d on d.person_id = m.person_id join casework.request r on r.id = d.request_id
        where d.outcome = 'early_help'
    ),
    -- The moments at which none of the family's children was worked with any more.
    ended as (
        select i.family_id, i.closed_at from involvement i
        where not exists (select 1 from involvement o where o.family_id = i.family_id and o.opened_at <= i.closed_at
                          and (o.closed_at is null or o.closed_at > i.closed_at)) and i.closed_at is not null
    ),
    -- Work that began again after one of them starts from nothing: what was owed before is owed no more.
    again as (
        select e.family_id, max(e.closed_at) as since from ended e
        where exists (select 1 from involvement o where o.family_id = e.family_id and o.opened_at > e.closed_at) group by e.family_id
    ),
    all_facts (family_id, fact, at, on_day, child_id, entry_id, source_id) as (
    select q.family_id, 'request received', q.received_at, null::date, null::uuid, null::uuid, q.id from request q
    union all select q.family_id, 'existing plan looked for', q.looked_at, null, null, null, q.id from request q where q.looked_at is not null
    union all select q.family_id, 'decision recorded', q.decided_at, null, null, null, q.id from request q
    union all select i.family_id, 'early help decided', min(i.opened_at), null, null, null, null from involvement i group by i.family_id, i.opened_at
    union all select distinct e.family_id, 'involvement closed', e.closed_at, null::date, null::uuid, null::uuid, null::uuid from ended e
    -- The first agreement of each assessment: a second parent who agrees later does not begin it again.
    union all select e.family_id, 'agreed to take part', null, min(p.agreed_on), null, null, e.id
        from entry e join casework.entry_person p on p.entry_id = e.id
        where e.kind = 'assessment' and p.agreed_to_take_part = 'yes' and p.agreed_on is not null group by e.family_id, e.id
    union all select e.family_id, 'assessment begun', e.begun_at, null, null, null, e.id from entry e where e.kind = 'assessment'
    union all select e.family_id, 'assessment completed', case when a.completed_on is null then e.finished_at end, a.completed_on, null, null, e.id
        from finished e left join casework.entry_assessment a on a.entry_id = e.id where e.kind = 'assessment'
    union all select e.family_id, 'child seen', null, c.seen_on, s.person_id, null, e.id
        from finished e join casework.entry_assessment_child c on c.entry_id = e.id and c.seen and c.seen_on is not null
        join casework.entry_about() s on s.entry_id = e.id and s.number = c.number and s.is_sure
    -- The family's first copy of all of it, whether the plan says so itself or it was logged afterwards. A part is not the plan, and
    -- a service that has it is not the family.
    union all select e.family_id, 'plan shared', null, min(c.sent_on), null, null, e.id
        from entry e join (select entry_id, sent_on from casework.entry_plan_copy
                           union all select entry_id, sent_on from casework.sending
                           where received = 'plan' and to_family is not false) c on c.entry_id = e.id and c.sent_on is not null
        where e.kind = 'plan' group by e.family_id, e.id
    union all select e.family_id, 'team around the family met', null, m.held_on, null, null, e.id
        from finished e join casework.entry_meeting m on m.entry_id = e.id and m.held_on is not null
    union all select e.family_id, 'review held', null, r.held_on, null, null, e.id
        from finished e join casework.entry_review r on r.entry_id = e.id and r.held_on is not null
    union all select e.family_id, 'supervision held', null, s.held_on, null, null, e.id
        from finished e join casework.entry_supervision s on s.entry_id = e.id and s.held_on is not null
    union all select v.family_id, 'visit made', v.started, v.happened_on, null, v.id, v.id from visit v
    union all select v.family_id, 'visit recorded', v.finished_at, null, null, v.id, v.id from visit v where v.finished_at is not null
    -- Only in person is face to face, and only a child who was seen was visited (law::visit).
    union all select v.family_id, seen.fact, v.started, v.happened_on, s.person_id, null, v.id
        from visit v join casework.entry_visit_child c on c.entry_id = v.id and c.seen
        join casework.entry_about() s on s.entry_id = v.id and s.number = c.number and s.is_sure
        cross join lateral (values ('child seen', true), ('child seen face to face', v.how = 'in-person'),
                                   ('child seen alone', v.how = 'in-person' and c.seen_alone)) seen (fact, holds)
        where v.finished_at is not null and v.how <> 'unsuccessful' and seen.holds
    union all select x.family_id, 'child seen', null, c.seen_on, x.person_id, null, x.entry_id
        from elsewhere x join casework.entry_assessment_child c on c.entry_id = x.entry_id and c.number = x.number
        where c.seen and c.seen_on is not null
    union all select x.family_id, seen.fact, (v.happened_on + v.started_at) at time zone 'Europe/London', v.happened_on, x.person_id,
                     null, x.entry_id
        from elsewhere x join casework.entry_visit v on v.entry_id = x.entry_id
        join casework.entry_visit_child c on c.entry_id = x.entry_id and c.number = x.number and c.seen
        cross join lateral (values ('child seen', true), ('child seen face to face', v.how = 'in-person'),
                                   ('child seen alone', v.how = 'in-person' and c.seen_alone)) seen (fact, holds)
        where v.happened_on is not null and v.how <> 'unsuccessful' and seen.holds
    union all select n.family_id, 'event of a case note', n.started, n.happened_on, null, n.id, n.id from note n
    union all select n.family_id, 'case note finished', n.finished_at, null, null, n.id, n.id from note n where n.finished_at is not null
    union all select c.family_id, 'sustained check made', null, c.made_on, null, null, c.id
        from casework.sustained_check c where c.family_id in (select family_id from member) and c.how <> 'not_reached'
    union all select e.family_id, 'closure decided', e.begun_at, null, null, null, e.id from entry e where e.kind = 'closure'
    union all select e.family_id, 'closure sent to manager', e.finished_at, null, null, null, e.id from finished e where e.kind = 'closure'
    union all select e.family_id, 'closure read by manager', min(o.signed_at), null, null, null, e.id
        from finished e join casework.entry_sign_off o on o.entry_id = e.id where e.kind = 'closure' group by e.family_id, e.id
    )
    select f.* from all_facts f left join again g using (family_id)
    where coalesce(f.at, f.on_day::timestamp at time zone 'Europe/London') > coalesce(g.since, '-infinity');
end $$;

-- Whether somebody is on file as a parent or carer of anybody, or as a grandparent. Where their age is not known, that says that
-- they are no child (law::date_of_birth::DateOfBirth::counts_as_child_on).
create or replace function casework.raises_somebody(p_person uuid) returns boolean language plpgsql stable as $$
begin
    return exists (
        select 1 from casework.relationship r
        where r.superseded_at is null
          and (r.person_id = p_person and r.kind in (
                   'parent', 'adoptive_parent', 'step_parent', 'foster_carer', 'private_foster_carer', 'special_guardian',
                   'grandparent', 'great_grandparent')
            or r.other_id = p_person and r.kind in (
                   'child', 'adopted_child', 'step_child', 'foster_child', 'privately_fostered_child',
                   'child_of_special_guardian', 'grandchild', 'great_grandchild')));
end $$;
