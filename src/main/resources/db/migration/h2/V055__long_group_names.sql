-- Groups of LDAP directories are named by paths of up to 1,000 characters; a digest of the name
-- stands in every index for it, as in PostgreSQL. H2 names constraints at random, so the tables are
-- written anew without the old ones.
create table person_group_with_key (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  person_id uuid not null references person (id),
  group_id varchar(1000) not null,
  group_name varchar(1000),
  group_key varchar(64) not null,
  unique (tenant_id, person_id, group_key)
);
insert into person_group_with_key
  (id, tenant_id, version, person_id, group_id, group_name, group_key)
  select id, tenant_id, version, person_id, group_id, group_name,
    lower(rawtohex(hash('SHA-256', stringtoutf8(group_id))))
  from person_group;
drop table person_group;
alter table person_group_with_key rename to person_group;
create index person_group_key on person_group (tenant_id, group_key);

create table group_role_with_key (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  group_id varchar(1000) not null,
  group_name varchar(1000) not null,
  role varchar(20) not null,
  workspace_id uuid,
  scope varchar(36) not null,
  group_key varchar(64) not null,
  unique (tenant_id, group_key, scope),
  foreign key (tenant_id, workspace_id) references workspace (tenant_id, id),
  check (workspace_id is null or role <> 'ADMINISTRATORS')
);
insert into group_role_with_key
  (id, tenant_id, version, group_id, group_name, role, workspace_id, scope, group_key)
  select id, tenant_id, version, group_id, group_name, role, workspace_id, scope,
    lower(rawtohex(hash('SHA-256', stringtoutf8(group_id))))
  from group_role;
drop table group_role;
alter table group_role_with_key rename to group_role;
create index group_role_workspace on group_role (tenant_id, workspace_id);
