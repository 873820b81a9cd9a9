-- What somebody noted about a token of theirs.
alter table rest_token add column remark varchar(500);

-- Whose provider's tokens buy a token of ours: none while it is empty.
alter table identity_provider add column exchange_audiences varchar(2100) default '' not null;
-- How old what is known about somebody's groups may be while it counts, in seconds.
alter table identity_provider add column groups_count_for bigint default 43200 not null;
-- Names of groups are read from Microsoft Graph once its administrator has consented to that.
alter table identity_provider add column group_names boolean default false not null;
-- A client that proves itself with a certificate instead of a secret.
alter table identity_provider add column certificate varchar(20000);
alter table identity_provider add column sealed_key varchar(30000);
-- Made here, and not used before the provider has the certificate.
alter table identity_provider add column next_certificate varchar(20000);
alter table identity_provider add column next_sealed_key varchar(30000);

-- Whose people sign in where, as an operator says: a domain is one organisation's.
create table email_domain (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  domain varchar(253) not null,
  unique (domain)
);
create index email_domain_tenant on email_domain (tenant_id);

-- What the group was called when somebody was last seen in it.
alter table person_group add column group_name varchar(200);
