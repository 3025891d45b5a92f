-- Which allocation an allocation took over from, and those a manager made in one go, so that they can be taken back in one go.
alter table casework.allocation
    add column follows_id uuid references casework.allocation,
    add column batch_id uuid;
create index allocation_batch on casework.allocation (batch_id) where batch_id is not null;
