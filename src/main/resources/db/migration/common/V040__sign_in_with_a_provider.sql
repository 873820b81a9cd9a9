-- How an organisation's own OpenID provider signs its people in; at most one a tenant.
create table identity_provider (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  name varchar(100) not null,
  issuer varchar(500) not null,
  client_id varchar(200) not null,
  sealed_secret varchar(4000),
  scopes varchar(5000) not null,
  user_name_claims varchar(1100) not null,
  name_claim varchar(100) not null,
  group_claims varchar(1100) not null,
  live boolean not null,
  local_accounts boolean not null,
  unique (tenant_id)
);

-- What came back when an administrator tried it last.
create table provider_trial (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  tried_at timestamp with time zone not null,
  tried_by varchar(100) not null,
  findings varchar(1000000) not null,
  unique (tenant_id)
);

-- People of a provider have no password, and their role comes from their groups.
alter table person alter column password_hash drop not null;
alter table person alter column role drop not null;
alter table person add column subject varchar(700);
alter table person add column display_name varchar(200);
alter table person add column groups_source varchar(20);
alter table person add column groups_seen_at timestamp with time zone;
create unique index person_subject on person (tenant_id, subject);

create table person_group (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  person_id uuid not null references person (id),
  group_id varchar(200) not null,
  unique (tenant_id, person_id, group_id)
);
create index person_group_group on person_group (tenant_id, group_id);

-- Who is in this group has this role in the whole tenant.
create table group_role (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  group_id varchar(200) not null,
  group_name varchar(200) not null,
  role varchar(20) not null,
  unique (tenant_id, group_id)
);

-- The provider's name for its own session, by which it says that it has ended (front-channel logout).
alter table sign_in add column provider_session varchar(200);
create index sign_in_provider_session on sign_in (tenant_id, provider_session);
