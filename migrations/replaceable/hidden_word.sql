-- What a family has said about who may have its plan where whoever asks may not look (record::sending::of_family): in an entry
-- that also names a restricted brother, or on their mother's record. Without it such a no would not exist for them, and an older
-- and laxer word would pass for the newest.
--
-- Of an entry it gives what was ticked, codes of the notice; of a professional the name, which is compared and never shown.
-- Nothing for whoever may open nobody of the family.
create or replace function casework.hidden_word(p_family uuid, p_today date)
returns table (ticked text[], professional_id uuid, name text, agency text, role text, share_plan text)
language sql stable security definer
set search_path = pg_catalog, casework as $$
    with member as materialized (
        select m.person_id, access.opens(m.person_id) as seen,
               m.member_until is null or m.member_until >= p_today as here
        from casework.family_member m where m.family_id = p_family and m.superseded_at is null
    ),
    word as materialized (
        select f.finished_at, coalesce(p.do_not_share_with, a.do_not_share_with) as ticked,
               access.sees_about(array(select s.person_id from casework.entry_about() s where s.entry_id = e.id)) as seen
        from casework.entry e join casework.entry_finish f on f.entry_id = e.id
        left join casework.entry_plan p on p.entry_id = e.id
        left join casework.entry_assessment a on a.entry_id = e.id
        where e.family_id = p_family and coalesce(p.do_not_share_with, a.do_not_share_with) is not null
          and not exists (select 1 from casework.entry_removal r where r.entry_id = e.id)
    )
    select w.ticked, null::uuid, null, null, null, null from word w
    where not w.seen and exists (select 1 from member m where m.seen)
      and w.finished_at >= coalesce((select max(n.finished_at) from word n where n.seen), '-infinity')
    union all
    select null, p.id, p.name, p.agency, p.role, p.share_plan from casework.network_professional p
    where p.superseded_at is null and p.share_plan in ('no', 'limited') and exists (select 1 from member m where m.seen)
      and p.person_id in (select m.person_id from member m where m.here and not m.seen)
$$;
