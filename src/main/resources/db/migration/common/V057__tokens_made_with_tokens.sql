-- The token a token was made with, which ends it when it is revoked. No foreign key: both are forgotten
-- by the same sweep, since neither outlives the one it was made with.
alter table rest_token add column made_with uuid;
create index rest_token_made_with on rest_token (tenant_id, made_with);
