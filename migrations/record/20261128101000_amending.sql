-- What is corrected stays on file: a new row, and the old one marked with when it stopped being what we believe.
-- A request may give a postcode and no more, so an address may have no first line.
alter table lookup.address alter column line_1 drop not null;

alter table casework.death drop constraint death_pkey;
alter table casework.death add column id uuid not null default gen_random_uuid() primary key;
alter table casework.death add column superseded_at timestamptz;
create unique index death_current on casework.death (person_id) where superseded_at is null;

alter table casework.school_place add column superseded_at timestamptz;

alter table casework.family_member
    add column recorded_at timestamptz, add column recorded_by uuid, add column superseded_at timestamptz;
alter table casework.household_member
    add column recorded_at timestamptz, add column recorded_by uuid, add column superseded_at timestamptz;
alter table casework.relationship add column superseded_at timestamptz;
alter table casework.parental_responsibility add column superseded_at timestamptz;
alter table casework.network_professional add column superseded_at timestamptz;

alter table casework.same_person_link add column ended_because text;
create unique index same_person_link_current
    on casework.same_person_link (least(person_id, same_as_id), greatest(person_id, same_as_id)) where ended_at is null;
