-- References carry the tenant, and below a workspace the workspace too: what belongs to another
-- tenant or workspace cannot be referred to, whatever the code does.
create table workspace (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  name varchar(100) not null,
  kind varchar(20) not null,
  url varchar(2000),
  fabric_id varchar(36),
  credential_type varchar(20) not null,
  credential_user varchar(200),
  credential_secret varchar(12000),
  automation_type varchar(20),
  automation_user varchar(200),
  automation_secret varchar(12000),
  request_timeout bigint not null,
  unique (tenant_id, name),
  unique (tenant_id, id)
);

create table lakehouse (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  workspace_id uuid not null,
  name varchar(100) not null,
  fabric_id varchar(36) not null,
  unique (tenant_id, workspace_id, name),
  unique (tenant_id, workspace_id, id),
  foreign key (tenant_id, workspace_id) references workspace (tenant_id, id)
);

create table environment (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  workspace_id uuid not null,
  name varchar(100) not null,
  fabric_id varchar(36) not null,
  runtime varchar(100),
  unique (tenant_id, workspace_id, name),
  unique (tenant_id, workspace_id, id),
  foreign key (tenant_id, workspace_id) references workspace (tenant_id, id)
);

-- Lists and maps are JSON text; the limits of the form keep them far below these lengths.
create table session_profile (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  name varchar(100) not null,
  workspace_id uuid not null,
  lakehouse_id uuid,
  environment_id uuid,
  kind varchar(10) not null,
  conf varchar(1000000) not null,
  py_files varchar(1000000) not null,
  jars varchar(1000000) not null,
  files varchar(1000000) not null,
  archives varchar(1000000) not null,
  driver_memory varchar(20),
  driver_cores integer,
  executor_memory varchar(20),
  executor_cores integer,
  num_executors integer,
  queue varchar(200),
  startup_statements varchar(1000000) not null,
  idle_timeout bigint not null,
  max_lifetime bigint not null,
  session_name_prefix varchar(30),
  overridable varchar(2000) not null,
  unique (tenant_id, name),
  unique (tenant_id, id),
  foreign key (tenant_id, workspace_id) references workspace (tenant_id, id),
  foreign key (tenant_id, workspace_id, lakehouse_id)
    references lakehouse (tenant_id, workspace_id, id),
  foreign key (tenant_id, workspace_id, environment_id)
    references environment (tenant_id, workspace_id, id)
);
create index session_profile_workspace on session_profile (tenant_id, workspace_id);
