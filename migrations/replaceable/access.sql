-- Who asks, and what an access decision rests on. Made anew at each migrate.

-- ------------------------------------------------------------------------------------------------ who asks, and when

create or replace function access.me() returns uuid language sql stable parallel safe as $$
    select nullif(current_setting('kith.account', true), '')::uuid
$$;

create or replace function access.moment() returns timestamptz language sql stable parallel safe as $$
    select coalesce(nullif(current_setting('kith.now', true), '')::timestamptz, now())
$$;

create or replace function access.my_teams() returns uuid[] language sql stable parallel safe as $$
    select coalesce(array_agg(m.team_id), '{}') from access.team_member m
    where m.account_id = access.me() and m.valid_from <= access.moment()
      and (m.valid_until is null or m.valid_until > access.moment())
$$;

create or replace function access.my_roles() returns text[] language sql stable parallel safe as $$
    select coalesce(array_agg(r.role), '{}') from access.account_role r
    where r.account_id = access.me() and r.valid_from <= access.moment()
      and (r.valid_until is null or r.valid_until > access.moment())
$$;

-- The kinds of grant that open a record to the officer, by what they are employed to do: what the policies of `access/`
-- say role by role. None while their training in data protection has run out.
create or replace function access.my_kinds() returns text[] language sql stable as $$
    with staff (roles) as (values (array['duty_officer', 'duty_manager', 'worker', 'team_manager', 'business_support'])),
    kinds (kind, roles) as (
        select kind, roles from staff, unnest(array['allocation', 'team', 'supervision', 'request', 'task',
                                                    'rights_request', 'emergency']) as kind
        union all select kind, roles || 'lead_practitioner'::text from staff,
                         unnest(array['network', 'conference', 'named']) as kind
        union all values ('audit_sample', array['duty_manager', 'worker', 'team_manager', 'inspector']),
                         ('stated_reason', array['duty_officer', 'duty_manager']),
                         ('sealed_opening', array['duty_officer', 'duty_manager', 'worker', 'team_manager'])
    )
    select coalesce(array_agg(k.kind), '{}') from kinds k
    where access.my_roles() && k.roles
      and not exists (select from access.account a where a.id = access.me() and a.trained_until <= access.moment())
$$;

-- The duty desk works every request.
create or replace function access.at_the_desk() returns boolean language sql stable parallel safe as $$
    select access.my_roles() && array['duty_officer', 'duty_manager']
$$;

-- Who looks at the ledger: of every record, and reads none.
create or replace function access.watches() returns boolean language sql stable parallel safe as $$
    select access.my_roles() && array['data_protection_officer']
$$;

-- Whose job shows them names among search results.
create or replace function access.sees_names() returns boolean language sql stable parallel safe as $$
    select access.my_roles() && array['duty_officer', 'duty_manager', 'worker', 'team_manager', 'business_support',
                                      'data_protection_officer']
$$;

-- The officer's own records, in as many as they are known to have.
create or replace function access.own() returns uuid[] language sql stable security definer
    set search_path = pg_catalog, casework as $$
    with own as (select a.person_id as id from access.account a where a.id = access.me() and a.person_id is not null)
    select coalesce(array_agg(o.id), '{}') from (
        select id from own
        union select l.same_as_id from same_person_link l join own on own.id = l.person_id where l.ended_at is null
        union select l.person_id from same_person_link l join own on own.id = l.same_as_id where l.ended_at is null) o
$$;

-- Related, and no kin: a friend, a neighbour, somebody at risk.
create or replace function access.no_kin() returns text[] language sql immutable parallel safe as $$
    select array['friend', 'neighbour', 'acquaintance', 'in_contact_with', 'poses_risk_to', 'at_risk_from',
                 'support_carer', 'supported_child']
$$;

-- Their relatives, drawn wide: whoever is related in any way that `law::relationship` does not call no kin.
create or replace function access.kin() returns uuid[] language sql stable security definer
    set search_path = pg_catalog, casework as $$
    with own as (select unnest(access.own()) as id)
    select coalesce(array_agg(k.id), '{}') from (
        select r.other_id as id from relationship r join own on own.id = r.person_id
            where r.superseded_at is null and r.kind <> all (access.no_kin())
        union select r.person_id from relationship r join own on own.id = r.other_id
            where r.superseded_at is null and r.kind <> all (access.no_kin())) k
$$;

create or replace function access.own_and_kin() returns uuid[] language sql stable as $$
    select access.own() || access.kin()
$$;

-- Requests that do not exist for the officer: matched to themselves, their kin, or somebody whose record is sealed.
create or replace function access.hidden_requests() returns uuid[] language sql stable security definer
    set search_path = pg_catalog, casework as $$
    select coalesce(array_agg(distinct s.request_id), '{}')
    from subject_match m join request_subject s on s.id = m.subject_id
    where m.ended_at is null
      and m.person_id in (select unnest(access.own_and_kin())
                          union all select c.person_id from access.closed_record c where c.sealed)
$$;

-- Requests of which they may learn only that there is one: matched to somebody restricted, without being named.
create or replace function access.guarded_requests() returns uuid[] language sql stable security definer
    set search_path = pg_catalog, casework as $$
    select coalesce(array_agg(distinct s.request_id), '{}')
    from access.closed_record c
    join subject_match m on m.person_id = c.person_id and m.ended_at is null
    join request_subject s on s.id = m.subject_id
    where not exists (
        select 1 from access.access_grant g
        where g.person_id = c.person_id and g.kind in ('named', 'emergency') and g.ended_at is null
          and g.valid_from <= access.moment() and (g.valid_until is null or g.valid_until > access.moment())
          and (g.account_id = access.me() or g.team_id = any (access.my_teams())))
$$;

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
    language sql stable security definer set search_path = pg_catalog, casework as $$
    select r.category, r.contact, p.id = any (access.own()), p.id = any (access.kin()),
           (select coalesce(jsonb_agg(jsonb_build_object(
                       'account', g.account_id, 'team', g.team_id, 'kind', g.kind, 'source', g.source_kind,
                       'from', g.valid_from, 'until', g.valid_until, 'reviewed', g.reviewed_at)
                       order by g.valid_from, g.id), '[]')
            from access.access_grant g
            where g.person_id = p.id and g.ended_at is null
              and (g.account_id = access.me() or g.team_id = any (access.my_teams()))),
           (select jsonb_build_object('asked_by', o.asked_by, 'approved_by', o.approved_by, 'since', o.approved_at)
            from access.sealed_opening o
            where o.person_id = p.id and o.asked_by = access.me() and o.approved_at <= access.moment()
            order by o.approved_at desc limit 1)
    from person p
    left join lateral (
        select r.category, r.contact from restriction r
        where r.person_id = p.id and not exists (select 1 from restriction_lift l where l.restriction_id = r.id)
        order by (r.category = 'sealed') desc, r.starts_at desc limit 1) r on true
    where p.id = p_person
$$;

-- A request and the people it was matched to, for a decision about the request.
drop function if exists access.request_facts(uuid);
create function access.request_facts(p_request uuid)
    returns table (people uuid[], routes jsonb)
    language sql stable security definer set search_path = pg_catalog, casework as $$
    select array(select distinct m.person_id from subject_match m join request_subject s on s.id = m.subject_id
                 where s.request_id = r.id and m.ended_at is null),
           (select coalesce(jsonb_agg(jsonb_build_object(
                       'account', t.to_account, 'team', t.to_team, 'kind', 'request', 'source', 'request_route',
                       'from', t.routed_at, 'until', null, 'reviewed', null) order by t.routed_at, t.id), '[]')
            from request_route t
            where t.request_id = r.id and (t.to_account = access.me() or t.to_team = any (access.my_teams())))
    from request r where r.id = p_request
$$;

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
    with known as (select a.id as account, a.person_id as id from access.account a where a.person_id is not null),
    own as (
        select account, id from known
        union select k.account, l.same_as_id from same_person_link l join known k on k.id = l.person_id where l.ended_at is null
        union select k.account, l.person_id from same_person_link l join known k on k.id = l.same_as_id where l.ended_at is null)
    select o.account from own o where o.id = p_person
    union select o.account from own o join relationship r on r.person_id = o.id and r.other_id = p_person
        where r.superseded_at is null and r.kind <> all (access.no_kin())
    union select o.account from own o join relationship r on r.other_id = o.id and r.person_id = p_person
        where r.superseded_at is null and r.kind <> all (access.no_kin())
$$;
