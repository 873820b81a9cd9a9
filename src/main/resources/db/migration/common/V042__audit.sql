-- What was done, by whom, from where: rows are added, removed by retention only, never changed.
create table audit_event (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  at timestamp with time zone not null,
  actor_kind varchar(10) not null,
  actor_id uuid,
  actor_name varchar(100) not null,
  token_id uuid,
  address varchar(64),
  action varchar(40) not null,
  subject_type varchar(30) not null,
  subject_id varchar(100),
  subject_name varchar(300),
  workspace_id uuid,
  state_before varchar(1000000),
  state_after varchar(1000000),
  result varchar(40) not null,
  request varchar(40)
);
create index audit_event_newest on audit_event (tenant_id, at desc, id desc);
create index audit_event_actor on audit_event (tenant_id, actor_name, at desc, id desc);
create index audit_event_action on audit_event (tenant_id, action, at desc, id desc);
create index audit_event_subject on audit_event (tenant_id, subject_id, at desc, id desc);
