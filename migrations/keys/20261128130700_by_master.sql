-- Which masters are in use is asked at every start, and a change of master works through one's keys.
create index data_key_master on data_key (master_id, id);
