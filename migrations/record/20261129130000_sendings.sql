-- A copy of a finished plan, review or assessment that somebody has had: one row a copy. To whom, how and when, what the family
-- had said about them, and, where it went against their word, on which ground, why, and which manager decided it (promises P06
-- and P51). Sealed under a key of its own and not the entry's: when the entry is taken out, whoever had a copy must still be
-- asked to destroy it (UK GDPR, Article 19).
create table casework.sending (
    -- Made by the page, so that a form sent twice is one copy.
    id                  uuid primary key,
    entry_id            uuid not null references casework.entry,
    received            text not null check (received in ('own_actions', 'plan')),
    how                 text not null check (how in ('post', 'secure_email', 'by_hand', 'in_person', 'read_aloud')),
    sent_on             date not null,
    -- What the family had said about them when it went, and how much they might have by that and the council's rule.
    said                text not null check (said in ('agreed', 'own_actions', 'no', 'not_said')),
    allowed             text not null check (allowed in ('nothing', 'own_actions', 'plan')),
    ground              text check (ground in ('serious_harm', 'crime', 'law', 'court_order')),
    authorised_by       uuid references access.account,
    key_id              uuid not null,
    name_sealed         bytea not null,
    organisation_sealed bytea,
    because_sealed      bytea,
    recorded_at         timestamptz not null,
    recorded_by         uuid not null references access.account,
    -- More than they might have goes on a ground, for a reason and by a manager's decision, or not at all.
    constraint sending_against_word check (
        (ground is not null) = (allowed = 'nothing' or (allowed = 'own_actions' and received = 'plan'))
        and (ground is not null) = (because_sealed is not null) and (ground is not null) = (authorised_by is not null))
);
create index sending_entry on casework.sending (entry_id);

-- That somebody had a copy is not unsaid. It goes with an entry that was taken out, once that is destroyed for good.
create function casework.sending_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and exists (select 1 from casework.entry_removal r where r.entry_id = old.entry_id) then
        return old;
    end if;
    raise exception 'sending % stays as it is', old.id using errcode = 'restrict_violation';
end $$;

create trigger sending_stays before update or delete on casework.sending
    for each row execute function casework.sending_stays();
create trigger is_never_emptied before truncate on casework.sending
    for each statement execute function casework.refuse_change();
