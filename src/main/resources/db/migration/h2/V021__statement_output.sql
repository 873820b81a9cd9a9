-- Apart from the statement, because lists never read it.
create table statement_output (
  statement_id uuid primary key references statement (id),
  tenant_id uuid not null references tenant (id),
  output clob not null
);
create table session_log (
  session_id uuid primary key references session (id),
  tenant_id uuid not null references tenant (id),
  lines clob not null,
  read_at timestamp with time zone not null
);
