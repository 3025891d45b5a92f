-- Row-level security: the second lock behind the permit (ARCHITECTURE.md, invariant 2). It reads the same grants, and knows
-- who asks from two settings that last one transaction: kith.account and kith.now. What the policies of `access/` know of
-- the moment (a stated reason, an emergency, a second factor) becomes a grant before it opens anything, so that both locks
-- always see the same. A test compares them on random states (record tests, `both_locks_agree`).
--
-- Made anew at each migrate. A new table must be named here or in the list at the end of those without people.

-- ------------------------------------------------------------------------------------------------------- who may touch

do $$
declare
    place text;
    role_name text;
begin
    perform pg_advisory_xact_lock(hashtext('kith roles'));
    -- Nobody who answers for a person makes a table, a function or an operator, not even for the length of a session.
    execute format('revoke create, temporary on database %I from public', current_database());
    execute format('grant temporary on database %I to kith_system', current_database());
    revoke create on schema public from public;
    foreach role_name in array array['kith_staff', 'kith_public', 'kith_system', 'kith_gate'] loop
        execute format('grant usage on schema lookup, casework, access, audit, work to %I', role_name);
        execute format('revoke all on all tables in schema lookup, casework, access, audit, work from %I', role_name);
    end loop;
    grant select, insert, update, delete on all tables in schema lookup, casework, access, work to kith_system;
    grant select, insert, update on all tables in schema lookup, casework, access, work to kith_staff;
    grant select on all tables in schema lookup, casework, access to kith_gate;
    -- The ledger is added to and read. Nobody changes it.
    grant select, insert on audit.event to kith_staff;
    grant insert on audit.waiting to kith_staff, kith_public;
    -- The sequencer and the erasing of content are Kith's; triggers say what even it may not do.
    grant select, insert, update, delete on all tables in schema audit to kith_system;
    grant select on all tables in schema audit to kith_gate;
    grant insert on access.sealed_opening to kith_gate;
    grant update (ended_at, ended_by) on casework.same_person_link to kith_gate;
    grant insert, select (seq) on audit.event to kith_public;
    -- A staff transaction takes back what it wrote itself: a draft sent, a file removed, a keyed hash replaced.
    grant delete on casework.draft, casework.upload, lookup.identifier_hash, lookup.contact_hash to kith_staff;
    -- What was written is deleted only after it was taken out: a trigger sees to that.
    grant delete on casework.entry_answer, casework.entry_rival, casework.entry_file, casework.entry_file_part to kith_staff;
    -- What is read of it follows the answers while these change.
    grant delete on casework.entry_person, casework.entry_safety, casework.entry_assessment,
        casework.entry_assessment_child, casework.entry_need, casework.entry_plan, casework.entry_plan_outcome,
        casework.entry_plan_action, casework.entry_plan_copy, casework.entry_review,
        casework.entry_review_outcome, casework.entry_review_action, casework.entry_visit,
        casework.entry_visit_child, casework.entry_case_note, casework.entry_supervision,
        casework.entry_closure, casework.entry_closure_attempt, casework.entry_closure_need, casework.entry_meeting
        to kith_staff;

    -- The public fills in forms and signs in. No table about people on file is among these.
    grant select, insert, update, delete on casework.draft, casework.upload, casework.return_code to kith_public;
    grant select, insert on casework.request, casework.request_answer, casework.request_subject,
        lookup.subject_identity, casework.sharing_objection, casework.request_rag to kith_public;
    grant select on casework.pack_version, casework.pack_in_force to kith_public;
    -- The directory of services is about nobody: everybody reads it, and only an import writes it.
    grant select on casework.directory_feed, casework.directory_import, casework.directory_service to kith_public;
    revoke insert, update on casework.directory_feed, casework.directory_import, casework.directory_service from kith_staff;
    grant select, insert, update on work.job, work.mail to kith_public;
    -- How far a job is, only the job says.
    revoke insert, update on work.progress from kith_staff;
    grant select, insert, update, delete on access.throttle to kith_public;
    grant select, insert, update on access.session to kith_public;
    grant select, update on access.account to kith_public;
    grant select on access.account_role, access.team, access.team_member, access.account_ending to kith_public;
    grant select, insert, update, delete on access.challenge to kith_public, kith_staff;
    grant select, update on access.identity, access.passkey, access.recovery_code, access.scim_token to kith_public;
    grant delete on access.passkey, access.recovery_code, access.identity to kith_staff;

    grant create on schema access, casework, lookup to kith_gate;
    foreach place in array array['casework.same_people(uuid[])', 'access.tied_records(uuid)', 'access.same_person(uuid)', 'casework.shown_first(uuid[])',
                                 'casework.moved_into(uuid)', 'casework.moved_away(uuid)', 'casework.rows_to_decide(uuid)', 'casework.facts_to_decide(uuid)',
                                 'casework.changes_of(text, uuid)', 'access.unsure_facts()', 'casework.end_links_of(uuid, timestamptz, uuid)',
                                 'casework.moved_from(uuid)',
                                 'access.note_people(uuid)', 'access.learn(text)', 'access.sees_entry(uuid)', 'access.sees_row(uuid)', 'access.sees_tie(uuid)',
                                 'access.sees_step(uuid)', 'access.sees_check(uuid)', 'casework.help_with(uuid)',
                                 'access.of_a_family_of_theirs(uuid)', 'access.sees_reading(uuid)', 'casework.duplicate_turns()', 'casework.duplicate_weeks()',
                                 'casework.duplicate_pairs_of_answers()', 'casework.duplicate_outcomes()', 'casework.kept_apart(uuid)',
                                 'access.entry_events(uuid)', 'access.open_entries(uuid)', 'access.hidden_requests()', 'access.guards(uuid)',
                                 'access.facts(uuid)', 'access.request_facts(uuid)', 'access.sealed_askings(uuid, timestamptz)',
                                 'access.ask_to_open_sealed(uuid, text, uuid, bytea, timestamptz)', 'access.close_to(uuid)',
                                 'lookup.lives_confidentially(uuid, date)', 'lookup.others_with_identifier(bytea[], uuid)', 'lookup.candidates', 'lookup.shown', 'lookup.search', 'lookup.like', 'casework.happened',
                                 'casework.hidden_word'] loop
        execute format('alter function %s owner to kith_gate', place);
        execute format('revoke all on function %s from public', place);
        execute format('grant execute on function %s to kith_staff, kith_system, kith_gate', place);
    end loop;
end $$;

-- ----------------------------------------------------------------------------------------------------- who sees which rows

do $$
declare
    -- %1$s is the person's id in the row, %2$s that of another in it.
    opens constant text := 'access.opens(%1$s)';
    works_with constant text := 'access.works_with(%1$s)';
    knows constant text := 'access.knows(%1$s)';
    names constant text := 'access.names(%1$s)';
    names_in_family constant text := 'access.names_in_family(%1$s)';
    ties constant text := 'access.ties(%1$s, %2$s)';
    opens_both constant text := 'access.opens(%1$s) and access.opens(%2$s)';
    whose constant text := 'case when %1$s is not null then access.sees_entry(%1$s)
        when %2$s is not null then access.sees_row(%2$s) else access.sees_note(warning_note_id) end';
    -- What may be recorded of another, and is to be decided.
    unsure constant text[] := array['casework.identifier', 'lookup.address', 'casework.confidential_address', 'casework.contact_detail',
        'casework.school_place', 'casework.relationship', 'casework.parental_responsibility', 'casework.network_professional'];
    -- %1$s is the request's id in the row.
    reads constant text := 'access.reads(%1$s)';
    reads_whole constant text := 'access.reads_whole(%1$s)';

    rule record;
    plain text;
    seen text;
begin
    for rule in
        select * from (values
            -- table, who sees a row of it, the column (or two) that says whose it is
            ('casework.person', 'access.finds(%1$s)', 'id', null),
            ('lookup.person_name', names_in_family, 'person_id', null),
            ('lookup.birth', names_in_family, 'person_id', null),
            ('lookup.person_keys', 'false', 'person_id', null),
            ('casework.death', names_in_family, 'person_id', null),
            ('casework.family_member', names_in_family, 'person_id', null),
            ('casework.household_member', names, 'person_id', null),
            ('casework.person_profile', opens, 'person_id', null),
            ('casework.identifier', opens, 'person_id', null),
            ('casework.nhs_trace', opens, 'person_id', null),
            ('casework.nhs_trace_answer', 'exists (select 1 from casework.nhs_trace t where t.id = %1$s)', 'trace_id', null),
            ('casework.contact_detail', opens, 'person_id', null),
            ('casework.confidential_address', opens, 'person_id', null),
            ('casework.school_place', opens, 'person_id', null),
            ('casework.network_professional', opens, 'person_id', null),
            ('casework.restriction', opens, 'person_id', null),
            ('casework.life_event', opens, 'person_id', null),
            ('casework.retention_due', opens, 'person_id', null),
            ('lookup.address', names, 'person_id', null),
            ('casework.warning_note', 'access.sees_note(%1$s)', 'id', null),
            ('casework.service_involvement', knows, 'person_id', null),
            ('casework.involvement', works_with || ' or ' || knows, 'person_id', null),
            ('casework.relationship', ties, 'person_id', 'other_id'),
            ('casework.parental_responsibility', ties, 'child_id', 'adult_id'),
            -- A link leads from one record to another: for who may open both.
            ('casework.same_person_link', opens_both, 'person_id', 'same_as_id'),
            -- Whose something is that was written: for who reads it.
            ('casework.unmerged_row', whose, 'entry_id', 'chronology_row_id'),
            ('casework.belonging', whose, 'entry_id', 'chronology_row_id'),
            -- What was recorded on a record and may be another's: for who may open the record, unless the other is closed to them.
            ('casework.unmerged_fact', 'access.opens(%1$s) and access.sees_about(array[%1$s, %2$s])', 'person_id', 'other_id'),
            ('casework.fact_decision', 'exists (select 1 from casework.unmerged_fact f where f.id = %1$s)', 'fact_id', null),
            ('casework.repeated_fact', 'exists (select 1 from casework.fact_decision d where d.id = %1$s)', 'decision_id', null),
            ('casework.shown_first_choice', 'exists (select 1 from casework.same_person_link l where l.id = %1$s)', 'link_id', null),
            ('lookup.identifier_hash', 'exists (select 1 from casework.identifier i where i.id = %1$s)', 'identifier_id', null),
            ('lookup.contact_hash', 'exists (select 1 from casework.contact_detail d where d.id = %1$s)', 'contact_detail_id', null),
            ('casework.restriction_lift', 'exists (select 1 from casework.restriction r where r.id = %1$s)', 'restriction_id', null),
            ('casework.warning_note_review', 'exists (select 1 from casework.warning_note w where w.id = %1$s)', 'warning_note_id', null),
            ('casework.closure', 'access.sees_involvement(%1$s)', 'involvement_id', null),
            ('casework.allocation', 'access.sees_involvement(%1$s)', 'involvement_id', null),
            ('casework.family', 'exists (select 1 from casework.family_member m where m.family_id = %1$s)', 'id', null),
            ('lookup.family_name', 'exists (select 1 from casework.family_member m where m.family_id = %1$s)', 'family_id', null),
            ('casework.pause', 'exists (select 1 from casework.family_member m where m.family_id = %1$s)', 'family_id', null),
            -- A step speaks of its children; whoever has the contact it made reads it with that.
            ('casework.step', 'access.sees_step(%1$s) or (%2$s is not null and access.reads_whole(%2$s))', 'id', 'request_id'),
            ('casework.step_child', 'exists (select 1 from casework.step s where s.id = %1$s)', 'step_id', null),
            ('casework.handover', 'exists (select 1 from casework.step s where s.id = %1$s)', 'step_id', null),
            ('casework.sustained_check', 'access.sees_check(%1$s)', 'id', null),
            ('casework.sustained_need', 'exists (select 1 from casework.sustained_check c where c.id = %1$s)', 'check_id', null),
            -- Whoever answers one, as long as the tie lasts that it gave them.
            ('casework.rights_request', $q$ (select access.watches()) or exists (
                select 1 from access.access_grant g where g.source_id = %1$s and g.account_id = (select access.me())
                  and g.ended_at is null) $q$, 'id', null),
            ('casework.rights_handler', 'exists (select 1 from casework.rights_request r where r.id = %1$s)', 'request_id', null),
            ('casework.rights_answer', 'exists (select 1 from casework.rights_request r where r.id = %1$s)', 'request_id', null),
            -- Its auditor, and the managers of the team.
            ('casework.audit_sample', $q$ %1$s = (select access.me()) or (
                (select access.my_roles()) @> array['team_manager'] and %2$s = any ((select access.my_teams())::uuid[])) $q$,
                'auditor_id', 'team_id'),
            ('casework.audit_sample_family', 'exists (select 1 from casework.audit_sample s where s.id = %1$s)', 'sample_id', null),
            ('casework.audit_finding', 'exists (select 1 from casework.audit_sample s where s.id = %1$s)', 'sample_id', null),
            ('casework.audit_sample_end', 'exists (select 1 from casework.audit_sample s where s.id = %1$s)', 'sample_id', null),
            -- Two records that may be one child: for whose job it is to compare records, and of nobody closed, themselves or their kin.
            ('casework.possible_duplicate', $q$ (select access.compares_records())
                and %1$s <> all ((select access.own_and_kin())::uuid[]) and %2$s <> all ((select access.own_and_kin())::uuid[])
                and not exists (select 1 from access.closed_record c where c.person_id = %1$s)
                and not exists (select 1 from access.closed_record c where c.person_id = %2$s) $q$, 'one_id', 'other_id'),
            ('casework.duplicate_claim', 'exists (select 1 from casework.possible_duplicate p where p.id = %1$s)', 'pair_id', null),
            ('casework.duplicate_reading', 'access.sees_reading(%1$s) and exists (select 1 from casework.possible_duplicate p where p.id = %2$s)',
                'id', 'pair_id'),
            ('casework.duplicate_decision', 'exists (select 1 from casework.possible_duplicate p where p.id = %1$s)', 'pair_id', null),
            ('casework.household', 'exists (select 1 from casework.household_member m where m.household_id = %1$s)', 'id', null),
            ('casework.request', $q$ ((select access.at_the_desk()) or (select access.watches()) or exists (
                select 1 from casework.request_route t where t.request_id = %1$s))
            and %1$s <> all ((select access.hidden_requests())::uuid[]) $q$, 'id', null),
            ('casework.request_route', $q$ ((select access.at_the_desk()) or (select access.watches())
                or to_account = (select access.me()) or to_team = any ((select access.my_teams())::uuid[]))
            and %1$s <> all ((select access.hidden_requests())::uuid[]) $q$, 'request_id', null),
            ('casework.request_rag', reads, 'request_id', null),
            ('casework.contact', reads, 'request_id', null),
            ('casework.agency_check', reads, 'request_id', null),
            ('casework.decision_told', reads, 'request_id', null),
            ('casework.collecting_end', reads, 'request_id', null),
            ('casework.sharing_objection', reads, 'request_id', null),
            ('casework.request_answer', reads_whole, 'request_id', null),
            ('casework.request_subject', reads_whole, 'request_id', null),
            ('lookup.subject_identity', 'exists (select 1 from casework.request_subject s where s.id = %1$s)', 'subject_id', null),
            ('casework.subject_match', 'exists (select 1 from casework.request_subject s where s.id = %1$s)', 'subject_id', null),
            ('casework.agency_answer', 'exists (select 1 from casework.agency_check c where c.id = %1$s)', 'agency_check_id', null),
            ('casework.decision', reads || ' or ' || replace(opens, '%1$s', '%2$s'), 'request_id', 'person_id'),
            ('casework.decision_addendum', 'exists (select 1 from casework.decision d where d.id = %1$s)', 'decision_id', null),
            ('casework.entry', 'access.sees_entry(%1$s)', 'id', null),
            ('casework.entry_subject', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_answer', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_rival', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_finish', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_sign_off', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_addendum', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_removal', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_file', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_person', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_safety', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_assessment', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_assessment_child', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_need', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_plan', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_plan_outcome', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_plan_action', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_plan_copy', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_review', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_review_outcome', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_review_action', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_visit', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_visit_child', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_case_note', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_supervision', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_closure', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_closure_attempt', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_closure_need', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_meeting', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.sending', 'access.sees_entry(%1$s)', 'entry_id', null),
            ('casework.entry_file_part', 'exists (select 1 from casework.entry_file f where f.id = %1$s)', 'file_id', null),
            ('casework.chronology_row', 'access.sees_row(%1$s)', 'id', null),
            ('casework.chronology_subject', 'access.sees_row(%1$s)', 'row_id', null),
            ('casework.chronology_removal', 'access.sees_row(%1$s)', 'row_id', null),
            ('casework.chronology_mark', 'exists (select 1 from casework.family_member m where m.family_id = %1$s)', 'family_id', null),
            ('casework.network_tie', 'access.sees_tie(%1$s)', 'id', null),
            ('casework.network_tie_subject', 'access.sees_tie(%1$s)', 'tie_id', null),
            ('casework.network_tie_end', 'access.sees_tie(%1$s)', 'tie_id', null),
            ('casework.draft', 'account_id = (select access.me())', 'id', null),
            ('casework.upload', $q$ exists (select 1 from casework.draft d where d.id = %1$s)
            or exists (select 1 from casework.request r where r.draft_id = %1$s) $q$, 'draft_id', null),
            ('casework.return_code', 'false', 'id', null),
            ('audit.event', $q$ actor_id = (select access.me()) or (select access.watches())
            or (select access.my_roles() && array['duty_manager', 'team_manager']) $q$, 'id', null)
        ) as rules (place, seen, id, other)
    loop
        plain := split_part(rule.place, '.', 2);
        seen := format(rule.seen, plain || '.' || rule.id, plain || '.' || coalesce(rule.other, rule.id));
        if rule.place = any (unsure) then
            seen := format('(%s) and %s.id <> all ((select access.unsure_facts())::uuid[])', seen, plain);
        end if;
        execute format('alter table %s enable row level security', rule.place);
        execute format('alter table %s force row level security', rule.place);
        execute format('drop policy if exists staff on %s', rule.place);
        execute format('drop policy if exists system on %s', rule.place);
        execute format('drop policy if exists gate on %s', rule.place);
        execute format('drop policy if exists form on %s', rule.place);
        execute format('create policy staff on %s to kith_staff using (%s) with check (true)', rule.place, seen);
        execute format('create policy system on %s to kith_system using (true) with check (true)', rule.place);
        execute format('create policy gate on %s for select to kith_gate using (true)', rule.place);
    end loop;
end $$;

-- A public form knows its own draft, and the request that became of it.
create policy form on casework.draft to kith_public using (true) with check (true);
create policy form on casework.upload to kith_public using (true) with check (true);
create policy form on casework.return_code to kith_public using (true) with check (true);
create policy form on casework.request to kith_public using (draft_id = access.my_draft()) with check (true);
create policy form on casework.request_answer to kith_public
    using (exists (select 1 from casework.request r where r.id = request_id)) with check (true);
create policy form on casework.request_subject to kith_public
    using (exists (select 1 from casework.request r where r.id = request_id)) with check (true);
create policy form on lookup.subject_identity to kith_public
    using (exists (select 1 from casework.request_subject s where s.id = subject_id)) with check (true);
create policy form on casework.sharing_objection to kith_public
    using (exists (select 1 from casework.request r where r.id = request_id)) with check (true);
create policy form on casework.request_rag to kith_public
    using (exists (select 1 from casework.request r where r.id = request_id)) with check (true);
-- Of an event the public role may read the number alone, to put it on the list of what waits for the tree.
create policy form on audit.event to kith_public using (true) with check (true);
-- A record that is closed for adoption ends its links, also those to a record that whoever closes it may not see.
drop policy if exists ends on casework.same_person_link;
create policy ends on casework.same_person_link for update to kith_gate using (true) with check (true);
