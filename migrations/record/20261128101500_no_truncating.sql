-- Row triggers do not see TRUNCATE, so what is final refuses that too.
do $$
declare place text;
begin
    foreach place in array array['casework.pack_version', 'casework.decision', 'casework.decision_addendum',
                                 'casework.decision_told', 'audit.event'] loop
        execute format('create trigger is_never_emptied before truncate on %s
                        for each statement execute function casework.refuse_change()', place);
    end loop;
end $$;
