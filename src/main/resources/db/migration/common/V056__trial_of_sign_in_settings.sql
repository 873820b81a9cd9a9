-- Which settings signed somebody in when they were last tried with success: a digest of them, so
-- that other settings are not taken for tried ones. Null while none did.
alter table provider_trial add column tried_settings varchar(64);
