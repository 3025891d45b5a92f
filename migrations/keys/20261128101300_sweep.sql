-- The nightly sweep looks at the keys of the last days only.
create index data_key_created on data_key (created_at);
