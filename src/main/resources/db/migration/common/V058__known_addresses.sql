-- Addresses from which somebody has signed in with a password. Guessing that goes on elsewhere does not slow
-- them. Digests: who reads the table learns neither names nor addresses.
create table known_address (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  user_name_digest varchar(64) not null,
  subject varchar(64) not null,
  last_at timestamp with time zone not null,
  unique (tenant_id, subject)
);
create index known_address_name on known_address (tenant_id, user_name_digest, last_at);
