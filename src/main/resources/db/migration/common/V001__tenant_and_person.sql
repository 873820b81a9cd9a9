-- One row: names this installation in the names of remote sessions.
create table installation (
  id uuid primary key,
  created_at timestamp with time zone not null
);

create table tenant (
  id uuid primary key,
  version integer not null,
  slug varchar(40) not null unique,
  name varchar(200) not null,
  suspended_at timestamp with time zone,
  created_at timestamp with time zone not null
);

create table person (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  user_name varchar(100) not null,
  role varchar(20) not null,
  password_hash varchar(400) not null,
  password_generated boolean not null,
  failed_sign_ins integer not null,
  locked_until timestamp with time zone,
  created_at timestamp with time zone not null,
  unique (tenant_id, user_name)
);

-- A browser's sign-in: the cookie holds the secret, the row its digest.
create table sign_in (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  person_id uuid not null references person (id),
  cookie_digest varchar(64) not null unique,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null
);
create index sign_in_expires on sign_in (expires_at);
create index sign_in_person on sign_in (tenant_id, person_id);

create table rest_token (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  person_id uuid not null references person (id),
  name varchar(100) not null,
  role varchar(20) not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone
);
create index rest_token_person on rest_token (tenant_id, person_id);

-- Keys the portal signs its JWTs with; published from publish_at, used from use_at until retire_at.
create table signing_key (
  id varchar(40) primary key,
  private_key_encrypted varchar(8000) not null,
  created_at timestamp with time zone not null,
  use_at timestamp with time zone not null,
  retired_at timestamp with time zone
);

create table idempotency_key (
  tenant_id uuid not null references tenant (id),
  person_id uuid not null references person (id),
  idempotency_key varchar(200) not null,
  request_digest varchar(64) not null,
  resource_id uuid not null,
  created_at timestamp with time zone not null,
  primary key (tenant_id, person_id, idempotency_key)
);
create index idempotency_key_created on idempotency_key (created_at);
