-- People are looked for by their user name, which never changes; by their id nobody asks.
drop index statement_by_person;
create index statement_by_person_name on statement (tenant_id, submitted_by_name, submitted_at desc, id desc);
