-- Which master key made a keyed hash, so that a change of master knows what is left to do. Nothing is said of hashes from
-- before: they are made again at the first change. A draft's address is not on file, so its hash cannot be made again: it
-- is looked up under both masters until the draft expires.
alter table lookup.identifier_hash add column master_id text;
alter table lookup.contact_hash add column master_id text;
alter table casework.draft add column email_master_id text;
