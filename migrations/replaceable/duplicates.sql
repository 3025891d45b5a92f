-- Records that may be one child: who compares them, who sees what was said, and the figures of the queue. Made anew at each migrate.

-- Whose job it is to compare records that may be one child: business support merges duplicates, and managers answer for it.
create or replace function access.compares_records() returns boolean language sql stable parallel restricted as $$
    select access.my_roles() && array['duty_manager', 'team_manager', 'business_support']
$$;

-- What somebody said of two records that may be one child: they themselves see it; whoever opens both records sees it once it is decided;
-- and so does a manager who opens both once two have read them, to settle it. Whoever reads second does not see the first.
create or replace function access.sees_reading(p_reading uuid) returns boolean language sql stable security definer as $$
    select exists (
        select 1 from casework.duplicate_reading r join casework.possible_duplicate p on p.id = r.pair_id
        where r.id = p_reading and (
            r.read_by = access.me()
            or (exists (select 1 from casework.duplicate_decision d where d.pair_id = r.pair_id)
                or access.my_roles() && array['duty_manager', 'team_manager']
                    and 2 <= (select count(*) from casework.duplicate_reading o where o.pair_id = r.pair_id))
               and access.opens(p.one_id) and access.opens(p.other_id)))
$$;

-- How far each pair that is not decided has come: who answered what, in their order, and not why. To know whether two agree.
create or replace function casework.duplicate_turns() returns table (pair_id uuid, turn smallint, answer text, warned boolean, read_by uuid)
language sql stable security definer as $$
    select r.pair_id, r.turn, r.answer, r.warned_of_twins, r.read_by from casework.duplicate_reading r
    join casework.possible_duplicate p on p.id = r.pair_id and p.gone_at is null
    where not exists (select 1 from casework.duplicate_decision d where d.pair_id = r.pair_id)
    order by r.pair_id, r.turn
$$;

-- Figures of the queue, over all pairs whoever asks: of nobody in particular. How many were read and decided, by week.
create or replace function casework.duplicate_weeks() returns table (monday date, readings bigint, same bigint, different bigint)
language sql stable security definer as $$
    select date_trunc('week', e.at at time zone 'Europe/London')::date, count(*) filter (where e.what = 'read'),
           count(*) filter (where e.what = 'same'), count(*) filter (where e.what = 'different')
    from (select r.read_at as at, 'read' as what from casework.duplicate_reading r
          union all select d.decided_at, d.answer from casework.duplicate_decision d) e
    group by 1
$$;

-- What a first and a second reader said of one pair, without saying of which or who.
create or replace function casework.duplicate_pairs_of_answers() returns table (first text, second text)
language sql stable security definer as $$
    select one.answer, other.answer from casework.duplicate_reading one
    join casework.duplicate_reading other on other.pair_id = one.pair_id and other.turn = 2
    where one.turn = 1 order by one.answer, other.answer
$$;

-- What became of each pair that was read, by its weight; of one that was read and not decided, that it could not be told. A link that
-- was taken back was two people.
create or replace function casework.duplicate_outcomes() returns table (weight double precision, answer text)
language sql stable security definer as $$
    select p.weight, case when d.answer is null then 'not-sure' when l.ended_at is not null then 'different' else d.answer end
    from casework.possible_duplicate p
    left join casework.duplicate_decision d on d.pair_id = p.id
    left join casework.same_person_link l on l.id = d.link_id
    where d.pair_id is not null
       or p.gone_at is null and exists (select 1 from casework.duplicate_reading r where r.pair_id = p.id and r.turn >= 2)
    order by p.weight
$$;

-- Whom somebody was said not to be, since when: by whoever compared the two, or by taking a link back. A link that stands says otherwise. For
-- whatever offers records as the same person. Says of nobody closed.
create or replace function casework.kept_apart(p_person uuid) returns table (other_id uuid, since timestamptz)
language sql stable security definer as $$
    select a.other_id, max(a.since) from (
        select case when p.one_id = p_person then p.other_id else p.one_id end as other_id, d.decided_at as since
        from casework.possible_duplicate p join casework.duplicate_decision d on d.pair_id = p.id and d.answer = 'different'
        where p.one_id = p_person or p.other_id = p_person
        union all
        select case when l.person_id = p_person then l.same_as_id else l.person_id end, l.ended_at from casework.same_person_link l
        where l.ended_at is not null and (l.person_id = p_person or l.same_as_id = p_person)) a
    where not exists (select 1 from casework.same_person_link s where s.ended_at is null
                      and (s.person_id, s.same_as_id) in ((p_person, a.other_id), (a.other_id, p_person)))
      and not exists (select 1 from access.closed_record c where c.person_id = a.other_id)
    group by a.other_id
$$;
