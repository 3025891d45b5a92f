-- Which records are one person, and whom something written is about now. Made anew at each migrate, before the functions that ask.
--
-- They say every schema by name and set no search path, for the reason that access.sql gives.

-- ------------------------------------------------------------------------------------------- which records are one person

-- These records, and every other that links join to them. Whatever the reader may see: for what must hold for a whole person, as whose
-- own record it is and how long it is kept.
create or replace function casework.same_people(p_people uuid[]) returns uuid[] language plpgsql stable security definer as $$
declare
    known uuid[] := p_people;
    more uuid[];
begin
    loop
        more := array(
            select l.same_as_id from casework.same_person_link l
            where l.ended_at is null and l.person_id = any (known) and l.same_as_id <> all (known)
            union select l.person_id from casework.same_person_link l
            where l.ended_at is null and l.same_as_id = any (known) and l.person_id <> all (known));
        exit when more = '{}';
        known := known || more;
    end loop;
    return known;
end $$;

-- The records whose ties open this one: its own, and those of the same person. No tie leads to a closed record, from one, or through
-- one: it opens to those who are named on it and to nobody else.
create or replace function access.tied_records(p_person uuid) returns uuid[] language plpgsql stable security definer as $$
declare
    known uuid[] := array[p_person];
    more uuid[];
begin
    if exists (select 1 from access.closed_record c where c.person_id = p_person) then
        return known;
    end if;
    loop
        more := array(
            select o.id from (
                select l.same_as_id as id from casework.same_person_link l where l.ended_at is null and l.person_id = any (known)
                union select l.person_id from casework.same_person_link l where l.ended_at is null and l.same_as_id = any (known)) o
            where o.id <> all (known) and not exists (select 1 from access.closed_record c where c.person_id = o.id));
        exit when more = '{}';
        known := known || more;
    end loop;
    return known;
end $$;

-- Of several records of one person, the one that is shown first: the newest link between them says which, or what somebody chose since.
create or replace function casework.shown_first(p_people uuid[]) returns uuid language sql stable security definer as $$
    select coalesce(
        (select said.leads_id from casework.same_person_link l
         cross join lateral (select l.leads_id, l.linked_at as at, l.id
                             union all select c.leads_id, c.chosen_at, c.id from casework.shown_first_choice c where c.link_id = l.id) said
         where l.ended_at is null and said.leads_id = any (p_people) and l.person_id = any (p_people) and l.same_as_id = any (p_people)
         order by said.at desc, said.id limit 1),
        (select p.id from casework.person p where p.id = any (p_people) order by p.created_at, p.id limit 1))
$$;

-- Ends every link of somebody at once, whoever may see the other record: for one that must never be linked again.
drop function if exists casework.end_links_of(uuid, timestamptz, uuid);
create function casework.end_links_of(p_person uuid, p_at timestamptz, p_by uuid) returns table (person_id uuid, same_as_id uuid)
    language sql volatile security definer as $$
    update casework.same_person_link l set ended_at = p_at, ended_by = p_by
    where l.ended_at is null and (l.person_id = p_person or l.same_as_id = p_person) returning l.person_id, l.same_as_id
$$;

-- ---------------------------------------------------------------------------------------- whom something written is about now

-- What no longer belongs only to whom it was written for: decided, or still to be decided (then beside whom it was taken to be).
drop function if exists casework.whose();
create function casework.whose()
    returns table (row_id uuid, recorded_for_id uuid, person_id uuid, family_id uuid, is_decided boolean) language sql stable as $$
    select b.row_id, b.recorded_for_id, p.id, b.family_id, true
    from casework.belonging b cross join lateral (values (b.person_id), (b.also_id)) p (id)
    where p.id is not null and not exists (select 1 from casework.belonging n where n.supersedes_id = b.id)
    union all
    select u.row_id, u.recorded_for_id, u.other_id, u.family_id, false from casework.unmerged_row u
    where not exists (select 1 from casework.belonging b where b.question_id = u.id)
$$;

-- Whom entries are about: as they were written, unless somebody said whose it is. Where that is still to be decided there are two rows
-- with the same number, and one of them is not sure.
drop function if exists casework.entry_about();
create function casework.entry_about()
    returns table (entry_id uuid, number smallint, recorded_for_id uuid, person_id uuid, added_at timestamptz, left_at timestamptz,
                   is_sure boolean) language sql stable as $$
    select s.entry_id, s.number, s.person_id, s.person_id, s.added_at, s.left_at, true from casework.entry_subject s
    where not exists (select 1 from casework.belonging b where b.row_id = s.entry_id and b.recorded_for_id = s.person_id)
    union all
    select s.entry_id, s.number, s.person_id, w.person_id, s.added_at, s.left_at, w.is_decided
    from casework.whose() w join casework.entry_subject s on s.entry_id = w.row_id and s.person_id = w.recorded_for_id
$$;

-- The same of rows of a chronology. The subject keeps its own row, and what it meant for them.
drop function if exists casework.chronology_about();
create function casework.chronology_about()
    returns table (row_id uuid, subject_id uuid, recorded_for_id uuid, person_id uuid, is_sure boolean) language sql stable as $$
    select s.row_id, s.id, s.person_id, s.person_id, true from casework.chronology_subject s
    where not exists (select 1 from casework.belonging b where b.row_id = s.row_id and b.recorded_for_id = s.person_id)
    union all
    select s.row_id, s.id, s.person_id, w.person_id, w.is_decided
    from casework.whose() w join casework.chronology_subject s on s.row_id = w.row_id and s.person_id = w.recorded_for_id
$$;

-- And of warning notes.
drop function if exists casework.note_about();
create function casework.note_about() returns table (note_id uuid, recorded_for_id uuid, person_id uuid, is_sure boolean)
    language sql stable as $$
    select n.id, n.person_id, n.person_id, true from casework.warning_note n
    where not exists (select 1 from casework.belonging b where b.row_id = n.id)
    union all
    select n.id, n.person_id, w.person_id, w.is_decided
    from casework.whose() w join casework.warning_note n on n.id = w.row_id
$$;

-- Something that was written stands in the family it was written in, unless everybody it is about turned out to be of another; and in
-- the families of those it turned out to be about.
create or replace function casework.moved_into(p_family uuid) returns uuid[] language sql stable security definer as $$
    select array(select distinct w.row_id from casework.whose() w where w.family_id = p_family)
$$;

create or replace function casework.has_left(p_row uuid, p_person uuid, p_family uuid) returns boolean language sql stable as $$
    select exists (
        select 1 from casework.belonging b
        where b.row_id = p_row and b.recorded_for_id = p_person and b.family_id <> p_family and b.also_id is null
          and not exists (select 1 from casework.belonging n where n.supersedes_id = b.id))
$$;

create or replace function casework.moved_away(p_family uuid) returns uuid[] language sql stable security definer as $$
    select array(
        select e.id from casework.belonging b join casework.entry e on e.id = b.entry_id
        where e.family_id = p_family and b.family_id <> p_family
          and not exists (select 1 from casework.entry_subject s
                          where s.entry_id = e.id and not casework.has_left(e.id, s.person_id, p_family))
        union select r.id from casework.belonging b join casework.chronology_row r on r.id = b.chronology_row_id
        where r.family_id = p_family and b.family_id <> p_family
          and not exists (select 1 from casework.chronology_subject s
                          where s.row_id = r.id and not casework.has_left(r.id, s.person_id, p_family)))
$$;

-- The family of somebody in which what was written in another would stand: nothing where they are or were of that one.
create or replace function casework.family_instead(p_person uuid, p_family uuid) returns uuid language sql stable as $$
    select f.family_id from (
        select m.family_id, bool_or(m.member_until is null) as still, max(m.recorded_at) as since
        from casework.family_member m where m.person_id = p_person and m.superseded_at is null group by m.family_id) f
    where not exists (select 1 from casework.family_member m
                      where m.person_id = p_person and m.family_id = p_family and m.superseded_at is null)
    order by f.still desc, f.since desc nulls last, f.family_id limit 1
$$;

-- What was written while a link stood that has ended, on either side of where it was, and is not about somebody of both: whose it is, is
-- for somebody to say. Nothing where other links still make them one.
drop function if exists casework.rows_to_decide(uuid);
create function casework.rows_to_decide(p_link uuid)
    returns table (entry_id uuid, chronology_row_id uuid, warning_note_id uuid, recorded_for_id uuid, person_id uuid, other_id uuid,
                   family_id uuid) language plpgsql stable security definer as $$
#variable_conflict use_column
declare
    link casework.same_person_link;
    ones uuid[];
    others uuid[];
begin
    select l.* into link from casework.same_person_link l where l.id = p_link and l.ended_at is not null;
    ones := casework.same_people(array[link.person_id]);
    others := casework.same_people(array[link.same_as_id]);
    if link.id is null or link.same_as_id = any (ones) then
        return;
    end if;
    return query
    with side (person, away, other) as (
        select o, others, link.same_as_id from unnest(ones) o
        union all select o, ones, link.person_id from unnest(others) o
    )
    select e.id, null::uuid, null::uuid, a.recorded_for_id, a.person_id, s.other, casework.family_instead(s.other, e.family_id)
    from side s join casework.entry_about() a on a.person_id = s.person and a.is_sure and a.left_at is null
    join casework.entry e on e.id = a.entry_id
    where e.begun_at between link.linked_at and link.ended_at
      and not exists (select 1 from casework.entry_removal r where r.entry_id = e.id)
      and not exists (select 1 from casework.entry_about() o where o.entry_id = e.id and o.is_sure and o.person_id = any (s.away))
    union all
    select null, w.id, null, a.recorded_for_id, a.person_id, s.other, casework.family_instead(s.other, w.family_id)
    from side s join casework.chronology_about() a on a.person_id = s.person and a.is_sure
    join casework.chronology_row w on w.id = a.row_id
    where w.recorded_at between link.linked_at and link.ended_at
      and not exists (select 1 from casework.chronology_row n where n.supersedes_id = w.id)
      and not exists (select 1 from casework.chronology_removal r where r.row_id = w.id)
      and not exists (select 1 from casework.chronology_about() o where o.row_id = w.id and o.is_sure and o.person_id = any (s.away))
    union all
    select null, null, n.id, a.recorded_for_id, a.person_id, s.other, null
    from side s join casework.note_about() a on a.person_id = s.person and a.is_sure
    join casework.warning_note n on n.id = a.note_id
    where n.recorded_at between link.linked_at and link.ended_at
      and not exists (select 1 from casework.note_about() o where o.note_id = n.id and o.is_sure and o.person_id = any (s.away));
end $$;

-- ------------------------------------------------------------------------------------- what else was recorded meanwhile

-- What is recorded of these people, one row a fact, in whichever table. The slot is what a correction keeps: of a name its kind, of a
-- relationship the other end.
drop function if exists casework.facts_of(uuid[]);
create function casework.facts_of(p_people uuid[])
    returns table (kind text, row_id uuid, slot text, person_id uuid, recorded_at timestamptz, recorded_by uuid, superseded_at timestamptz)
    language sql stable as $$
    select 'name', r.id, r.kind, r.person_id, r.recorded_at, r.recorded_by, r.superseded_at
        from lookup.person_name r where r.person_id = any (p_people)
    union all select 'birth', r.id, '', r.person_id, r.recorded_at, r.recorded_by, r.superseded_at
        from lookup.birth r where r.person_id = any (p_people)
    union all select 'death', r.id, '', r.person_id, r.recorded_at, r.recorded_by, r.superseded_at
        from casework.death r where r.person_id = any (p_people)
    union all select 'profile', r.id, '', r.person_id, r.recorded_at, r.recorded_by, r.superseded_at
        from casework.person_profile r where r.person_id = any (p_people)
    union all select 'identifier', r.id, r.scheme, r.person_id, r.recorded_at, r.recorded_by, r.superseded_at
        from casework.identifier r where r.person_id = any (p_people)
    union all select 'address', r.id, r.kind, r.person_id, r.recorded_at, r.recorded_by, r.superseded_at
        from lookup.address r where r.person_id = any (p_people)
    union all select 'confidential_address', r.id, r.kind, r.person_id, r.recorded_at, r.recorded_by, r.superseded_at
        from casework.confidential_address r where r.person_id = any (p_people)
    union all select 'contact_detail', r.id, r.kind, r.person_id, r.recorded_at, r.recorded_by, r.superseded_at
        from casework.contact_detail r where r.person_id = any (p_people)
    union all select 'school_place', r.id, r.school, r.person_id, r.recorded_at, r.recorded_by, r.superseded_at
        from casework.school_place r where r.person_id = any (p_people)
    -- A tie is recorded once and read from both ends.
    union all select 'relationship', r.id, case when r.person_id = p.id then r.other_id else r.person_id end::text, p.id, r.recorded_at, r.recorded_by, r.superseded_at
        from casework.relationship r cross join lateral (values (r.person_id), (r.other_id)) p (id)
        where p.id = any (p_people) and (r.person_id = any (p_people) or r.other_id = any (p_people))
    union all select 'parental_responsibility', r.id, case when r.child_id = p.id then r.adult_id else r.child_id end::text, p.id, r.recorded_at, r.recorded_by, r.superseded_at
        from casework.parental_responsibility r cross join lateral (values (r.child_id), (r.adult_id)) p (id)
        where p.id = any (p_people) and (r.child_id = any (p_people) or r.adult_id = any (p_people))
    union all select 'family_member', r.id, r.family_id::text, r.person_id, r.recorded_at, r.recorded_by, r.superseded_at
        from casework.family_member r where r.person_id = any (p_people)
    union all select 'household_member', r.id, r.household_id::text, r.person_id, r.recorded_at, r.recorded_by, r.superseded_at
        from casework.household_member r where r.person_id = any (p_people)
    union all select 'network_professional', r.id, r.agency, r.person_id, r.recorded_at, r.recorded_by, r.superseded_at
        from casework.network_professional r where r.person_id = any (p_people)
$$;

-- Whether a change is somebody's whose record has one newest row of the kind (a birth, a death, what is recorded about them): the
-- newest decision about it says so, and without one it is theirs on whose record it was made. What only repeats another is no change.
create or replace function casework.owns_change(p_row uuid, p_recorded_for uuid, p_person uuid) returns boolean language sql stable as $$
    select coalesce(
        (select u.person_id <> p_person or d.whose <> 'there'
         from casework.unmerged_fact u join casework.fact_decision d on d.fact_id = u.id
         where u.row_id = p_row and (u.other_id = p_person and d.whose in ('there', 'both') or u.person_id = p_person and d.whose = 'there')
         order by d.decided_at desc, d.id desc limit 1),
        p_recorded_for = p_person) and not exists (select 1 from casework.repeated_fact f where f.row_id = p_row)
$$;

-- Every row of one such kind that was recorded on somebody's record or that may have come there by a decision. Their ids alone.
drop function if exists casework.changes_of(text, uuid);
create function casework.changes_of(p_kind text, p_person uuid)
    returns table (row_id uuid, recorded_for_id uuid, first_at timestamptz, recorded_by uuid, is_theirs boolean) language sql stable security definer as $$
    select f.row_id, f.person_id, f.recorded_at, f.recorded_by, casework.owns_change(f.row_id, f.person_id, p_person)
    from casework.facts_of(array[p_person]) f where f.kind = p_kind
    union
    select f.row_id, f.person_id, f.recorded_at, f.recorded_by, casework.owns_change(f.row_id, f.person_id, p_person)
    from casework.unmerged_fact u
    cross join lateral (select u2.person_id from casework.unmerged_fact u2 where u2.row_id = u.row_id order by u2.asked_at, u2.id limit 1) o
    cross join lateral (select x.* from casework.facts_of(array[o.person_id]) x where x.row_id = u.row_id) f
    where u.other_id = p_person and u.kind = p_kind
$$;

-- What was recorded, corrected or ended on either side of a link that has ended, while it stood, with every row that says how one took the
-- place of another. Nothing where other links still make them one. What decisions ended or put back is none of it.
drop function if exists casework.facts_to_decide(uuid);
create function casework.facts_to_decide(p_link uuid)
    returns table (kind text, row_id uuid, slot text, person_id uuid, other_id uuid, recorded_at timestamptz, first_at timestamptz,
                   recorded_by uuid, superseded_at timestamptz, superseded_by uuid, is_new boolean, is_ended boolean)
    language plpgsql stable security definer as $$
#variable_conflict use_column
declare
    link casework.same_person_link;
    ones uuid[];
    others uuid[];
begin
    select l.* into link from casework.same_person_link l where l.id = p_link and l.ended_at is not null;
    ones := casework.same_people(array[link.person_id]);
    others := casework.same_people(array[link.same_as_id]);
    if link.id is null or link.same_as_id = any (ones) then
        return;
    end if;
    return query
    with side (person, other) as (
        select o, link.same_as_id from unnest(ones) o union all select o, link.person_id from unnest(others) o
    ),
    fact as (
        select f.kind, f.row_id, f.slot, f.person_id, s.other, f.recorded_at, coalesce(r.first_at, f.recorded_at) as first_at,
               f.recorded_by, f.superseded_at, coalesce(r.first_at, f.recorded_at) between link.linked_at and link.ended_at as is_new,
               f.superseded_at between link.linked_at and link.ended_at and not exists (
                   select 1 from casework.unmerged_fact u join casework.fact_decision d on d.fact_id = u.id
                   where u.kind = f.kind and f.person_id in (u.person_id, u.other_id) and d.decided_at = f.superseded_at) as is_ended
        from side s cross join lateral (select x.* from casework.facts_of(array[s.person]) x) f
        left join casework.repeated_fact r on r.row_id = f.row_id
    )
    select f.kind, f.row_id, f.slot, f.person_id, f.other, f.recorded_at, f.first_at, f.recorded_by, f.superseded_at,
           -- Who ended something is on the ledger alone.
           (select e.actor_id from audit.event e where e.subject_id = f.person_id and e.at = f.superseded_at and e.action = 'amended'
            limit 1),
           coalesce(f.is_new, false), coalesce(f.is_ended, false)
    from fact f where (f.is_new or f.is_ended) and f.kind not in ('birth', 'death', 'profile')
    union all
    -- Of what has one newest row each change is asked about, wherever decisions have brought it.
    select k.kind, c.row_id, '', s.person, s.other, c.first_at, c.first_at, c.recorded_by, null::timestamptz, null::uuid, true, false
    from side s cross join (values ('birth'), ('death'), ('profile')) k (kind)
    cross join lateral (select x.* from casework.changes_of(k.kind, s.person) x) c
    where c.is_theirs and c.first_at between link.linked_at and link.ended_at;
end $$;
