-- Whether a copy went to somebody whom the entry is about: the clock "share the plan" ends with the family's own copy of all of
-- it, not with a school's. Null where a copy was logged before anybody wrote that down; such a copy counts as it did then.
-- Expected to take no time: a column without a default.
alter table casework.sending add column to_family boolean;
