insert into installation (id, created_at) values (random_uuid(), current_timestamp);
