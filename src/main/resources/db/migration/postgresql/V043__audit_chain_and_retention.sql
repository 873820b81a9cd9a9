-- The chain over a tenant's audit events in the order in which they were sealed: each hash covers
-- its event and the hash before it.
create table audit_seal (
  tenant_id uuid not null references tenant (id),
  seq bigint not null,
  event_id uuid not null,
  hash varchar(64) not null,
  primary key (tenant_id, seq),
  unique (event_id)
);

-- Where the chain ends, how far its heads have left the database, and what retention cut off.
create table audit_chain (
  tenant_id uuid primary key references tenant (id),
  last_seq bigint not null,
  last_hash varchar(64) not null,
  sealed_at timestamp with time zone,
  exported_seq bigint not null,
  cut_seq bigint not null,
  cut_hash varchar(64) not null,
  cut_proof varchar(4000)
);

-- For how many days a tenant keeps what; none is for ever. The times say how far it has been done.
create table retention (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  result_days integer,
  code_days integer,
  log_days integer,
  audit_days integer,
  results_removed_to timestamp with time zone,
  code_removed_to timestamp with time zone,
  logs_removed_to timestamp with time zone,
  unique (tenant_id)
);

alter table person add column audit_reader boolean default false not null;

-- Whoever may write the tables may still remove events, which the chain tells; changing one is
-- refused here as well.
create function refuse_change_of_audit_event() returns trigger language plpgsql as $$
begin
  raise exception 'Audit events are never changed.';
end
$$;
create trigger audit_event_is_never_changed before update on audit_event
  for each statement execute function refuse_change_of_audit_event();
