-- Which node looks after which work, and when it is next due, whatever kind of work it is. Only ids
-- and times. What runs while the portal is replaced by a newer one goes on.
create table work_lease (
  kind varchar(20) not null,
  id uuid not null,
  tenant_id uuid not null,
  due_at timestamp with time zone not null,
  node varchar(60),
  leased_until timestamp with time zone,
  primary key (kind, id)
);
create index work_lease_due on work_lease (due_at);

insert into work_lease (kind, id, tenant_id, due_at, node, leased_until)
  select 'session', session_id, tenant_id, due_at, node, leased_until from session_lease;
insert into work_lease (kind, id, tenant_id, due_at, node, leased_until)
  select 'workspace', workspace_id, tenant_id, due_at, node, leased_until from workspace_radar;

drop table session_lease;
drop table workspace_radar;
