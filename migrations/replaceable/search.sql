-- The one way to search for people. It refuses to run unless the ledger already holds the event that says who searches,
-- so no search is ever unlogged. Security definer: array operators are not leakproof, and row-level security in front
-- of them would throw the index away.
--
-- p_names        ways to read the names typed: [{"first": keys, "last": keys}, …]; an empty list of keys asks nothing
-- p_exact        keys that mean "spelt exactly so": they sort first
-- p_born_*       dates of birth that would fit, as ranges, day and month swapped among them
-- p_postcodes    beginnings of postcodes, without spaces
-- p_hashes       keyed hashes of identifiers, phone numbers and emails
-- p_references   references of people and requests, and child ids
-- p_keys         what the plan's rules would put somebody under of whom this was typed (`link::everyday`)
--
-- Sealed people are never returned. Restricted people are returned without name, date of birth or address.
--
-- Somebody who lives at a confidential address is found by name, and no address of theirs is shown or searched: an old one
-- could lead to the new.
create or replace function lookup.lives_confidentially(p_person uuid, p_today date) returns boolean
language sql stable security definer set search_path = pg_catalog, casework as $$
    select exists (select 1 from confidential_address a where a.person_id = p_person and a.superseded_at is null
                   and (a.lived_until is null or a.lived_until > p_today))
$$;

-- How many others hold this very number: a slip, or the same person twice. Says of nobody restricted.
-- `p_hashes` are the number's hashes under each master that is in use while a master is being changed.
create or replace function lookup.others_with_identifier(p_hashes bytea[], p_person uuid) returns bigint
language sql stable security definer set search_path = pg_catalog, casework as $$
    select count(distinct i.person_id) from lookup.identifier_hash h
    join identifier i on i.id = h.identifier_id
    where h.hash = any (p_hashes) and i.person_id <> p_person and i.superseded_at is null
      and not exists (select 1 from access.closed_record c where c.person_id = i.person_id)
$$;

-- Whom a search finds, best first, at most p_limit. Planned anew each time: which of its conditions ask anything depends on
-- what was typed. For lookup.search alone.
drop function if exists lookup.candidates;
create function lookup.candidates(
    p_today date, p_names jsonb, p_exact text[], p_born_from date[], p_born_to date[],
    p_postcodes text[], p_hashes bytea[], p_references text[], p_keys bigint[], p_limit integer
) returns table (person_id uuid, sure boolean, points integer, latest_on date) language plpgsql stable
  set search_path = pg_catalog, lookup, casework
  set plan_cache_mode = force_custom_plan
as $$
declare
    reading record;
    wants_more boolean := cardinality(p_born_from) > 0 or cardinality(p_postcodes) > 0;
    spelt_so uuid[] := '{}';
    half_so uuid[] := '{}';
    by_name uuid[] := '{}';
    by_key uuid[] := '{}';
    certain uuid[] := '{}';
begin
    -- Of each way to read the names: those spelt exactly so, then those with one part spelt so, then those that sound or
    -- look alike. Each is an index scan: no name's keys are taken out of the table. Where the first alone fills the page
    -- and nothing else was typed, the others could not reach it.
    for reading in
        select r.first, r.last,
               array(select unnest(r.first) intersect select unnest(p_exact)) as first_so,
               array(select unnest(r.last) intersect select unnest(p_exact)) as last_so
        from jsonb_to_recordset(p_names) as r (first text[], last text[])
    loop
        spelt_so := spelt_so || array(
            select n.person_id from person_name n
            where n.superseded_at is null
              and (cardinality(reading.first) = 0 or n.keys && reading.first_so)
              and (cardinality(reading.last) = 0 or n.keys && reading.last_so));
        continue when cardinality(spelt_so) >= p_limit and not wants_more;
        if cardinality(reading.first) > 0 and cardinality(reading.last) > 0 then
            half_so := half_so
                || array(select n.person_id from person_name n where n.superseded_at is null
                         and n.keys && reading.first_so and n.keys && reading.last)
                || array(select n.person_id from person_name n where n.superseded_at is null
                         and n.keys && reading.first and n.keys && reading.last_so);
        end if;
        by_name := by_name || array(
            select n.person_id from person_name n
            where n.superseded_at is null
              and (cardinality(reading.first) = 0 or n.keys && reading.first)
              and (cardinality(reading.last) = 0 or n.keys && reading.last));
    end loop;

    if cardinality(p_hashes) > 0 then
        certain := certain
            || array(select i.person_id from identifier_hash h join identifier i on i.id = h.identifier_id
                     where h.hash = any (p_hashes) and i.superseded_at is null)
            || array(select d.person_id from contact_hash h join contact_detail d on d.id = h.contact_detail_id
                     where h.hash = any (p_hashes) and d.superseded_at is null);
    end if;
    if cardinality(p_references) > 0 then
        certain := certain
            || array(select p.id from person p where p.public_ref = any (p_references) or p.child_id = any (p_references))
            || array(select m.person_id from request r
                     join request_subject s on s.request_id = r.id
                     join subject_match m on m.subject_id = s.id and m.ended_at is null
                     where r.reference = any (p_references));
    end if;
    -- A date or a postcode finds people only when no name was typed; beside a name it puts the likelier ones first.
    if jsonb_array_length(p_names) = 0 then
        by_name := by_name
            || array(select b.person_id from unnest(p_born_from, p_born_to) as w (from_day, to_day)
                     join birth b on b.earliest_on between w.from_day and w.to_day and b.earliest_on = b.latest_on
                     where b.superseded_at is null limit 2000)
            || array(select a.person_id from unnest(p_postcodes) as w (beginning)
                     join address a on a.postcode_key ~>=~ w.beginning and a.postcode_key ~<~ (w.beginning || '~')
                     where a.superseded_at is null and not lookup.lives_confidentially(a.person_id, p_today) limit 2000);
    end if;

    if cardinality(p_keys) > 0 then
        by_key := array(
            select k.person_id from person_keys k where k.keys && p_keys
            order by (select count(*) from unnest(k.keys) key where key = any (p_keys)) desc, k.person_id limit p_limit);
    end if;

    return query
    with candidates as (
        select c.id, max(c.points) as points
        from (select unnest(certain) as id, 100 as points
              union all select unnest(spelt_so), 20
              union all select unnest(half_so), 10
              union all select unnest(by_key), 5
              union all select unnest(by_name), 0) c
        group by c.id
    )
    select c.id, c.points >= 100,
           c.points
           + case when cardinality(p_born_from) > 0
                   and exists (select 1 from unnest(p_born_from, p_born_to) as w (from_day, to_day)
                               where b.earliest_on <= w.to_day and b.latest_on >= w.from_day) then 20 else 0 end
           + case when cardinality(p_postcodes) > 0
                   and exists (select 1 from unnest(p_postcodes) as w (beginning)
                               join address a on a.person_id = c.id and a.superseded_at is null
                               where starts_with(a.postcode_key, w.beginning)
                                 and not lookup.lives_confidentially(c.id, p_today)) then 12 else 0 end as all_points,
           b.latest_on
    from candidates c
    left join birth b on b.person_id = c.id and b.superseded_at is null
    order by all_points desc, b.latest_on desc nulls last, c.id
    limit p_limit;
end $$;

-- What a search may say of those it found, in their order: nothing but a reference of a restricted record. Records of one person are one
-- result: each comes with the record that is shown first, and that one is always among them. A closed record is nobody's but its own here.
-- For lookup.search and lookup.like alone. In plpgsql, so that it is planned once a connection and not once a search: its plan takes
-- longer to make than to run.
drop function if exists lookup.shown;
create function lookup.shown(
    p_today date, p_people uuid[], p_sure boolean[], p_points integer[], p_latest_on date[], p_hashes bytea[]
) returns table (
    person_id uuid, public_ref text, exactly boolean,
    first_name text, middle_names text, last_name text, known_as text, other_names text[], born jsonb,
    line_1 text, town text, postcode text, postcodes text[], lines text[], numbers text[], same_numbers text[],
    open_work text[], restricted_contact text, first_id uuid, same_refs text[]
) language plpgsql stable
  set search_path = pg_catalog, lookup, casework
  set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
    return query
    with found as materialized (
        select c.id, c.sure, c.points, c.latest_on,
               case when exists (select 1 from same_person_link l where l.ended_at is null and l.person_id = c.id)
                      or exists (select 1 from same_person_link l where l.ended_at is null and l.same_as_id = c.id)
                    then access.tied_records(c.id) else array[c.id] end as records
        from unnest(p_people, p_sure, p_points, p_latest_on) as c (id, sure, points, latest_on)
    ),
    led as materialized (
        select f.*, case when cardinality(f.records) > 1 then casework.shown_first(f.records) else f.id end as first_id from found f
    ),
    best as materialized (
        select * from led
        union all select distinct on (l.first_id) l.first_id, false, 0, null::date, l.records, l.first_id from led l
        where not exists (select 1 from led o where o.id = l.first_id)
    )
    select b.id, p.public_ref, b.sure,
           case when open then n.first_name end,
           case when open then n.middle_names end,
           case when open then n.last_name end,
           case when open then k.first_name end,
           case when open then o.others else '{}' end,
           case when open then h.stated end,
           case when open then a.line_1 end,
           case when open then a.town end,
           case when open then a.postcode end,
           case when open then d.postcodes else '{}' end,
           case when open then d.lines else '{}' end,
           case when open then i.numbers else '{}' end,
           case when open then i.same_numbers else '{}' end,
           case when open then coalesce(w.open_work, '{}') else '{}' end,
           r.contact, b.first_id,
           array(select o.public_ref from person o where o.id = any (b.records) and o.id <> b.id order by o.public_ref)
    from best b
    join person p on p.id = b.id
    left join birth h on h.person_id = b.id and h.superseded_at is null
    left join access.closed_record r on r.person_id = b.id
    cross join lateral (
        select r.person_id is null as open,
               exists (select 1 from confidential_address a where a.person_id = b.id and a.superseded_at is null
                       and (a.lived_until is null or a.lived_until > p_today)) as lives_confidentially
    ) as whether
    left join lateral (
        select n.id, n.first_name, n.middle_names, n.last_name from person_name n
        where n.person_id = b.id and n.superseded_at is null
        order by (n.kind = 'legal') desc, n.used_from desc nulls last limit 1
    ) n on true
    left join lateral (
        select k.first_name from person_name k
        where k.person_id = b.id and k.superseded_at is null and k.kind = 'known-as' limit 1
    ) k on true
    left join lateral (
        select array_agg(o.first_name || '|' || coalesce(o.last_name, '')) as others from person_name o
        where o.person_id = b.id and o.superseded_at is null and o.id <> n.id and o.kind <> 'known-as'
    ) o on true
    left join lateral (
        select a.line_1, a.town, a.postcode from address a
        where a.person_id = b.id and a.superseded_at is null and a.kind = 'home'
          and (a.lived_until is null or a.lived_until > p_today) and not whether.lives_confidentially
        order by a.lived_from desc nulls last limit 1
    ) a on true
    left join lateral (
        select array_agg(coalesce(d.postcode, '')) as postcodes, array_agg(coalesce(d.line_1, '')) as lines from address d
        where d.person_id = b.id and d.superseded_at is null and not whether.lives_confidentially
    ) d on true
    -- Which kinds of number they have, and which of those are the ones asked for; asked only where numbers were.
    left join lateral (
        select array_agg(distinct i.scheme) as numbers,
               array_agg(distinct i.scheme) filter (where x.hash = any (p_hashes)) as same_numbers
        from identifier i join identifier_hash x on x.identifier_id = i.id
        where i.person_id = b.id and i.superseded_at is null and cardinality(p_hashes) > 0
    ) i on true
    left join lateral (
        select array_agg(i.kind order by i.opened_at desc) as open_work from involvement i
        where i.person_id = any (b.records) and not exists (select 1 from closure c where c.involvement_id = i.id)
    ) w on true
    where r.sealed is not true
    order by b.points desc, b.latest_on desc nulls last, b.id;
end $$;

drop function if exists lookup.search;
create function lookup.search(
    p_event uuid, p_today date, p_names jsonb, p_exact text[], p_born_from date[], p_born_to date[],
    p_postcodes text[], p_hashes bytea[], p_references text[], p_keys bigint[], p_limit integer
) returns table (
    person_id uuid, public_ref text, exactly boolean,
    first_name text, middle_names text, last_name text, known_as text, other_names text[], born jsonb,
    line_1 text, town text, postcode text, postcodes text[], lines text[], numbers text[], same_numbers text[],
    open_work text[], restricted_contact text, first_id uuid, same_refs text[]
) language plpgsql volatile security definer
  set search_path = pg_catalog, lookup, casework
  set plan_cache_mode = force_generic_plan
as $$
begin
    if not exists (select 1 from audit.event e where e.id = p_event and e.action = 'searched') then
        raise exception 'a search must be on record before it runs' using errcode = 'insufficient_privilege';
    end if;
    return query
    with found as materialized (
        select c.* from lookup.candidates(p_today, p_names, p_exact, p_born_from, p_born_to, p_postcodes, p_hashes, p_references,
                                          p_keys, p_limit) c
    )
    select s.* from (select array_agg(f.person_id) as people, array_agg(f.sure) as sure, array_agg(f.points) as points,
                            array_agg(f.latest_on) as latest_on from found f) f
    cross join lateral lookup.shown(p_today, f.people, f.sure, f.points, f.latest_on, p_hashes) s;
end $$;

-- Who somebody of whom much is known could be: those who share a key of the plan's rules, or a number. Those who share most come first.
-- What it may say is what a search may. Only after the ledger holds the event that says who asks.
--
-- p_keys    what the plan's rules would put them under (`link::everyday`)
-- p_hashes  keyed hashes of their numbers
create or replace function lookup.like(p_event uuid, p_today date, p_keys bigint[], p_hashes bytea[], p_limit integer)
returns table (
    person_id uuid, public_ref text, exactly boolean,
    first_name text, middle_names text, last_name text, known_as text, other_names text[], born jsonb,
    line_1 text, town text, postcode text, postcodes text[], lines text[], numbers text[], same_numbers text[],
    open_work text[], restricted_contact text, first_id uuid, same_refs text[]
) language plpgsql volatile security definer
  set search_path = pg_catalog, lookup, casework
  set plan_cache_mode = force_generic_plan
as $$
declare
    people uuid[] := '{}';
    shared integer[] := '{}';
    certain uuid[] := '{}';
begin
    if not exists (select 1 from audit.event e where e.id = p_event and e.action = 'searched') then
        raise exception 'a search must be on record before it runs' using errcode = 'insufficient_privilege';
    end if;
    select coalesce(array_agg(k.person_id), '{}'), coalesce(array_agg(k.shared), '{}') into people, shared
    from (select k.person_id, (select count(*)::integer from unnest(k.keys) key where key = any (p_keys)) as shared
          from person_keys k where k.keys && p_keys
          order by shared desc, k.person_id limit p_limit) k;
    if cardinality(p_hashes) > 0 then
        certain := array(select distinct i.person_id from identifier_hash h join identifier i on i.id = h.identifier_id
                         where h.hash = any (p_hashes) and i.superseded_at is null);
    end if;
    return query
    with found as materialized (
        select f.id, bool_or(f.sure) as sure, max(f.points) as points
        from (select unnest(people) as id, false as sure, unnest(shared) as points
              union all select unnest(certain), true, 100) f group by f.id
    )
    select s.* from (select array_agg(f.id) as people, array_agg(f.sure) as sure, array_agg(f.points) as points,
                            array_agg(null::date) as latest_on from found f) f
    cross join lateral lookup.shown(p_today, f.people, f.sure, f.points, f.latest_on, p_hashes) s;
end $$;
