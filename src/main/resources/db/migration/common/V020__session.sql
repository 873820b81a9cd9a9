-- A session keeps what it was made from: its profile may change or go.
create table session (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  workspace_id uuid not null,
  workspace_name varchar(200) not null,
  profile_id uuid not null,
  profile_name varchar(200) not null,
  profile_snapshot varchar(1000000) not null,
  launch_request varchar(1000000) not null,
  kind varchar(20) not null,
  owner_id uuid not null,
  owner_name varchar(100) not null,
  name varchar(200) not null,
  remote_name varchar(200) not null unique,
  remote_id varchar(100),
  remote_state varchar(100),
  app_id varchar(200),
  spark_ui_url varchar(2000),
  driver_log_url varchar(2000),
  state varchar(20) not null,
  end_cause varchar(20),
  message varchar(2000),
  idle_timeout bigint not null,
  max_lifetime bigint not null,
  created_at timestamp with time zone not null,
  attempted_at timestamp with time zone,
  launch_attempts integer not null,
  accepted_at timestamp with time zone,
  ready_at timestamp with time zone,
  last_activity_at timestamp with time zone not null,
  keep_until timestamp with time zone,
  connected_at timestamp with time zone,
  unreachable_since timestamp with time zone,
  stop_requested_at timestamp with time zone,
  stop_cause varchar(20),
  ended_at timestamp with time zone,
  checked_at timestamp with time zone,
  last_number integer not null
);
create index session_newest on session (tenant_id, created_at desc, id desc);
create index session_owner_live on session (tenant_id, owner_id, ended_at);
create index session_workspace_live on session (tenant_id, workspace_id, ended_at);
create index session_profile_live on session (tenant_id, profile_id, ended_at);

-- Which node looks after a live session, and when it is next due. Only ids: no tenant's data.
create table session_lease (
  session_id uuid primary key,
  tenant_id uuid not null,
  due_at timestamp with time zone not null,
  node varchar(60),
  leased_until timestamp with time zone
);
create index session_lease_due on session_lease (due_at);

create table workspace_radar (
  workspace_id uuid primary key,
  tenant_id uuid not null,
  due_at timestamp with time zone not null,
  node varchar(60),
  leased_until timestamp with time zone
);

create table statement (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  session_id uuid not null references session (id),
  workspace_id uuid not null,
  profile_id uuid not null,
  profile_name varchar(200) not null,
  session_name varchar(200) not null,
  number integer not null,
  code varchar(1000000) not null,
  first_line varchar(200) not null,
  kind varchar(20) not null,
  startup boolean not null,
  state varchar(20) not null,
  outcome varchar(10),
  progress double precision not null,
  message varchar(2000),
  submitted_by uuid not null,
  submitted_by_name varchar(100) not null,
  ran_as varchar(200) not null,
  submitted_at timestamp with time zone not null,
  sending_at timestamp with time zone,
  known_remote_id bigint not null,
  send_attempts integer not null,
  ambiguous_since timestamp with time zone,
  remote_id varchar(100),
  started_at timestamp with time zone,
  completed_at timestamp with time zone,
  cancel_requested_at timestamp with time zone,
  cancel_sent_at timestamp with time zone,
  cut_limit varchar(60),
  cut_kept bigint,
  has_output boolean not null,
  unique (session_id, number)
);
create index statement_newest on statement (tenant_id, submitted_at desc, id desc);
create index statement_by_person on statement (tenant_id, submitted_by, submitted_at desc, id desc);
create index statement_by_profile on statement (tenant_id, profile_id, submitted_at desc, id desc);
create index statement_by_workspace on statement (tenant_id, workspace_id, submitted_at desc, id desc);
create index statement_by_state on statement (tenant_id, state, submitted_at desc, id desc);
create index statement_by_kind on statement (tenant_id, kind, submitted_at desc, id desc);
create index statement_by_outcome on statement (tenant_id, outcome, submitted_at desc, id desc);
