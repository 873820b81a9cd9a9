-- Who may act in somebody else's session with its owner's rights: a colleague, or, without one, all
-- Editors who may use its workspace.
create table session_share (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  session_id uuid not null references session (id),
  person_id uuid references person (id),
  person_name varchar(100),
  shared_at timestamp with time zone not null,
  unique (tenant_id, session_id, person_id)
);
