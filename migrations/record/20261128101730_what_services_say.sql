-- "None found" (asked about, nothing came back) is a row without anything sealed. The police are "found": whether
-- somebody is current to them means nothing. What a card shows is sealed apart from the detail that is opened on purpose.
alter table casework.service_involvement
    drop constraint service_involvement_status_check,
    add constraint service_involvement_status_check check (status in ('current', 'historic', 'found', 'none-found')),
    add column summary_sealed bytea,
    alter column key_id drop not null,
    alter column detail_sealed drop not null,
    add constraint service_involvement_sealed check (
        (status = 'none-found') = (key_id is null)
        and (key_id is null) = (summary_sealed is null)
        and (key_id is null) = (detail_sealed is null));
create index service_involvement_feed on casework.service_involvement (source_feed_id);

-- One feed of a system stands at a time; an earlier one keeps its row, so that what was shown on a day has a source.
create unique index source_feed_current on casework.source_feed (service, system_name) where superseded_at is null;
