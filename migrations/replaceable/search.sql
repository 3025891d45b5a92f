-- The one way to search for people. It refuses to run unless the transaction has already written the ledger event
-- that says who searches, so no search is ever unlogged. Security definer: the trigram and array operators are not
-- leakproof, and row-level security in front of them would throw the index away.
--
-- p_first/p_last      keys of what may be a first and a last name (both must match), and the same with the two swapped
-- p_any               keys of a single name word, matched against either
-- p_exact             keys that mean "spelt exactly so": they sort first
-- p_born              dates of birth that would fit, including day and month swapped
-- p_postcode          the beginning of a postcode, without spaces
-- p_hashes            keyed hashes of an identifier, phone number or email
-- p_reference         a person's public reference or child id
--
-- Sealed people are never returned. Restricted people are returned without name, date of birth or address.
create or replace function lookup.search(
    p_event uuid, p_today date,
    p_first text[], p_last text[], p_first_swapped text[], p_last_swapped text[], p_any text[], p_exact text[],
    p_born date[], p_postcode text, p_hashes bytea[], p_reference text, p_limit integer
) returns table (
    person_id uuid, public_ref text, name_id uuid, kind text, first_name text, last_name text, known_as text,
    born jsonb,
    line_1 text, town text, postcode text, open_work text[], restricted_contact text
) language plpgsql stable security definer
  set search_path = pg_catalog, lookup, casework
  set plan_cache_mode = force_custom_plan
as $$
begin
    if not exists (select 1 from audit.event e where e.id = p_event and e.action = 'searched') then
        raise exception 'a search must be on record before it runs' using errcode = 'insufficient_privilege';
    end if;
    return query
    with by_name as (
        select n.person_id, n.id as name_id, n.keys && p_exact as exact
        from person_name n
        where n.superseded_at is null
          and ((n.keys && p_first and n.keys && p_last)
            or (n.keys && p_first_swapped and n.keys && p_last_swapped)
            or n.keys && p_any)
    ), candidates as (
        select c.person_id, (array_agg(c.name_id order by c.exact desc))[1] as name_id, max(c.points) as points
        from (
            select b.person_id, b.name_id, b.exact, 10 + case when b.exact then 5 else 0 end as points from by_name b
            union all
            select b.person_id, null, false, 8 from birth b
                where b.superseded_at is null and b.earliest_on = b.latest_on and b.earliest_on = any (p_born)
                  and cardinality(p_first) = 0 and cardinality(p_any) = 0
            union all
            select a.person_id, null, false, 6 from address a
                where a.superseded_at is null and p_postcode <> '' and cardinality(p_first) = 0 and cardinality(p_any) = 0
                  and a.postcode_key like p_postcode || '%'
            union all
            select i.person_id, null, false, 30 from identifier_hash h
                join identifier i on i.id = h.identifier_id where h.hash = any (p_hashes)
            union all
            select d.person_id, null, false, 30 from contact_hash h
                join contact_detail d on d.id = h.contact_detail_id where h.hash = any (p_hashes)
            union all
            select p.id, null, false, 40 from person p
                where p_reference <> '' and (p.public_ref = p_reference or p.child_id = p_reference)
        ) c
        group by c.person_id
    ), best as (
        select c.person_id, c.name_id,
               c.points + case when b.earliest_on = any (p_born) and b.earliest_on = b.latest_on then 20 else 0 end as points,
               b.latest_on as young, b.stated
        from candidates c
        left join birth b on b.person_id = c.person_id and b.superseded_at is null
        order by 3 desc, 4 desc nulls last, c.person_id
        limit p_limit
    )
    select b.person_id, p.public_ref,
           case when r.contact is null then n.id end,
           case when r.contact is null then n.kind end,
           case when r.contact is null then n.first_name end,
           case when r.contact is null then n.last_name end,
           case when r.contact is null then k.first_name end,
           case when r.contact is null then b.stated end,
           case when r.contact is null then a.line_1 end,
           case when r.contact is null then a.town end,
           case when r.contact is null then a.postcode end,
           case when r.contact is null then w.open_work else '{}' end,
           r.contact
    from best b
    join person p on p.id = b.person_id
    left join lateral (
        select n.id, n.kind, n.first_name, n.last_name from person_name n
        where n.person_id = b.person_id and n.superseded_at is null
        order by (n.kind = 'legal') desc, n.used_from desc nulls last limit 1
    ) n on true
    left join lateral (
        select k.first_name from person_name k
        where k.person_id = b.person_id and k.superseded_at is null and k.kind = 'known-as' limit 1
    ) k on true
    left join lateral (
        select a.line_1, a.town, a.postcode from address a
        where a.person_id = b.person_id and a.superseded_at is null and a.kind = 'home'
          and (a.lived_until is null or a.lived_until > p_today)
        order by a.lived_from desc nulls last limit 1
    ) a on true
    left join lateral (
        select array_agg(i.kind order by i.opened_at desc) as open_work from involvement i
        where i.person_id = b.person_id and not exists (select 1 from closure c where c.involvement_id = i.id)
    ) w on true
    left join lateral (
        select r.contact, r.category from restriction r
        where r.person_id = b.person_id
          and not exists (select 1 from restriction_lift l where l.restriction_id = r.id)
        order by (r.category = 'sealed') desc limit 1
    ) r on true
    where r.category is distinct from 'sealed'
    order by b.points desc, b.young desc nulls last, b.person_id;
end $$;
