-- A role for the whole tenant (scope '') or for one workspace (scope = its id): no database agrees
-- with another on what a unique null is.
create table group_role_in_scope (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  group_id varchar(200) not null,
  group_name varchar(200) not null,
  role varchar(20) not null,
  workspace_id uuid,
  scope varchar(36) not null,
  unique (tenant_id, group_id, scope),
  foreign key (tenant_id, workspace_id) references workspace (tenant_id, id),
  check (workspace_id is null or role <> 'ADMINISTRATORS')
);
insert into group_role_in_scope
  (id, tenant_id, version, group_id, group_name, role, workspace_id, scope)
  select id, tenant_id, version, group_id, group_name, role, null, '' from group_role;
drop table group_role;
alter table group_role_in_scope rename to group_role;
create index group_role_workspace on group_role (tenant_id, workspace_id);
