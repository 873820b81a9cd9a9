-- How often signing in failed lately: by user name, whether there is such a person or not, and by address.
create table failed_sign_ins (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  subject varchar(64) not null,
  failures integer not null,
  last_at timestamp with time zone not null,
  locked_until timestamp with time zone,
  unique (tenant_id, subject)
);
create index failed_sign_ins_last on failed_sign_ins (tenant_id, last_at);

alter table person drop column failed_sign_ins;
alter table person drop column locked_until;

-- So that people recognise their own sign-ins.
alter table sign_in add column browser varchar(100);
alter table sign_in add column address varchar(64);
create index rest_token_newest on rest_token (tenant_id, created_at);
