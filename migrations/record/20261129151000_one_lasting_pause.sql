-- At most one pause of a reason lasts: two people who step up at once make one. Of several that last, the first counts.
update casework.pause p set superseded_at = now()
where last_day is null and superseded_at is null
  and exists (select 1 from casework.pause o
              where o.family_id = p.family_id and o.reason = p.reason and o.last_day is null and o.superseded_at is null
                and (o.first_day, o.id) < (p.first_day, p.id));
create unique index pause_lasts_once on casework.pause (family_id, reason) where last_day is null and superseded_at is null;
