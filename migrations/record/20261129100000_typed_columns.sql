-- What law, clocks, worklists and returns read of an entry, in plain columns: dates, times, figures, codes and who it is about.
-- law::form::typed has the same list: casework.entry_visit is its "visit". The answers themselves stay sealed beside them, and
-- words are never here. Codes are those of law::form::typed::codes and of the council's form.
--
-- A number is that of casework.entry_subject where a row is kept for each child or person, of the form's heading where it is
-- kept for each need, and of the form's item where it is kept for each outcome, action or copy.

create table casework.entry_person (
    entry_id            uuid not null references casework.entry,
    number              smallint not null,
    agreed_to_take_part text,
    agreed_on           date,
    agreed_how          text,
    took_part           text,
    primary key (entry_id, number)
);

create table casework.entry_safety (
    entry_id        uuid primary key references casework.entry,
    workers_at_risk text,
    domestic_abuse  text,
    dash_score      smallint,
    dash_on         date,
    marac           text
);

create table casework.entry_assessment (
    entry_id            uuid primary key references casework.entry,
    kind                text,
    started_on          date,
    completed_on        date,
    notice_explained_on date,
    level_of_need       text,
    do_not_share_with   text[],
    outcome             text,
    first_meeting_on    date,
    shared_on           date
);

create table casework.entry_assessment_child (
    entry_id   uuid not null references casework.entry,
    number     smallint not null,
    seen       boolean,
    seen_alone boolean,
    seen_on    date,
    primary key (entry_id, number)
);

create table casework.entry_need (
    entry_id     uuid not null references casework.entry,
    number       smallint not null,
    need         text not null,
    identified   boolean,
    priority     text,
    affects      smallint[],
    family_score smallint,
    worker_score smallint,
    primary key (entry_id, number)
);

create table casework.entry_plan (
    entry_id          uuid primary key references casework.entry,
    number            integer,
    agreed_on         date,
    visit_every       text,
    next_review_on    date,
    do_not_share_with text[]
);

create table casework.entry_plan_outcome (
    entry_id       uuid not null references casework.entry,
    number         smallint not null,
    for_whom       smallint[],
    needs          text[],
    baseline_score smallint,
    target_score   smallint,
    review_on      date,
    primary key (entry_id, number)
);

create table casework.entry_plan_action (
    entry_id   uuid not null references casework.entry,
    number     smallint not null,
    outcome    smallint[],
    owner_kind text,
    due_on     date,
    status     text,
    done_on    date,
    primary key (entry_id, number)
);

create table casework.entry_plan_copy (
    entry_id uuid not null references casework.entry,
    number   smallint not null,
    sent_on  date,
    primary key (entry_id, number)
);

create table casework.entry_review (
    entry_id         uuid primary key references casework.entry,
    kind             text,
    held_on          date,
    number           integer,
    safety_concern   boolean,
    decision         text,
    next_on          date
);

create table casework.entry_review_outcome (
    entry_id     uuid not null references casework.entry,
    number       smallint not null,
    family_score smallint,
    worker_score smallint,
    direction    text,
    primary key (entry_id, number)
);

create table casework.entry_review_action (
    entry_id   uuid not null references casework.entry,
    number     smallint not null,
    status     text,
    done_on    date,
    times_late integer,
    primary key (entry_id, number)
);

create table casework.entry_visit (
    entry_id    uuid primary key references casework.entry,
    kind        text,
    how         text,
    announced   boolean,
    planned_on  date,
    happened_on date,
    started_at  time,
    minutes     integer,
    next_on     date
);

create table casework.entry_visit_child (
    entry_id     uuid not null references casework.entry,
    number       smallint not null,
    seen         boolean,
    seen_alone   boolean,
    spoken_to    text,
    bedroom_seen boolean,
    awake        boolean,
    primary key (entry_id, number)
);

create table casework.entry_case_note (
    entry_id          uuid primary key references casework.entry,
    kind              text,
    topics            text[],
    happened_on       date,
    happened_at       time,
    about             smallint[],
    source            text,
    significant       boolean,
    add_to_chronology boolean
);

create table casework.entry_supervision (
    entry_id      uuid primary key references casework.entry,
    kind          text,
    held_on       date,
    risk          text,
    level_of_need text,
    decision      text,
    next_on       date
);

create table casework.entry_closure (
    entry_id         uuid primary key references casework.entry,
    closed_on        date,
    reason           text,
    child_seen_on    date,
    home_seen_on     date,
    check_on         date,
    feedback         text,
    checked          text[]
);

create table casework.entry_closure_attempt (
    entry_id uuid not null references casework.entry,
    number   smallint not null,
    made_on  date,
    primary key (entry_id, number)
);

create table casework.entry_closure_need (
    entry_id     uuid not null references casework.entry,
    number       smallint not null,
    need         text not null,
    outcome      text,
    family_score smallint,
    worker_score smallint,
    primary key (entry_id, number)
);

create table casework.entry_meeting (
    entry_id   uuid primary key references casework.entry,
    kind       text,
    held_on    date,
    started_at time,
    next_on    date
);

-- They follow the answers while these change, say what they say once the entry is finished, and go when it is taken out.
create function casework.typed_while_open() returns trigger language plpgsql as $$
declare
    entry constant uuid := case when tg_op = 'DELETE' then old.entry_id else new.entry_id end;
    removed constant boolean := exists (select 1 from casework.entry_removal r where r.entry_id = entry);
begin
    if removed and tg_op = 'DELETE' then
        return old;
    elsif removed or exists (select 1 from casework.entry_finish f where f.entry_id = entry) then
        raise exception 'entry % is finished or was taken out: what is read from it stays', entry using errcode = 'restrict_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;

do $$
declare owner text;
begin
    foreach owner in array array['person', 'safety', 'assessment', 'assessment_child', 'need', 'plan', 'plan_outcome', 'plan_action',
                                 'plan_copy', 'review', 'review_outcome', 'review_action', 'visit', 'visit_child', 'case_note',
                                 'supervision', 'closure', 'closure_attempt', 'closure_need', 'meeting'] loop
        execute format('create trigger typed_while_open before insert or update or delete on casework.%I
                        for each row execute function casework.typed_while_open()', 'entry_' || owner);
        execute format('create trigger is_never_emptied before truncate on casework.%I
                        for each statement execute function casework.refuse_change()', 'entry_' || owner);
    end loop;
end $$;
