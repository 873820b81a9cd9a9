insert into installation (id, created_at) values (gen_random_uuid(), current_timestamp);
