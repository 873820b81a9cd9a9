-- What a credential of a workspace needs beyond a user and a secret: where tokens come from.
alter table workspace add column credential_client_id varchar(200);
alter table workspace add column credential_token_url varchar(500);
alter table workspace add column credential_issuer varchar(500);
alter table workspace add column credential_scope varchar(500);
alter table workspace add column credential_audience varchar(500);
alter table workspace add column automation_client_id varchar(200);
alter table workspace add column automation_token_url varchar(500);
alter table workspace add column automation_issuer varchar(500);
alter table workspace add column automation_scope varchar(500);
alter table workspace add column automation_audience varchar(500);
alter table workspace add column proxy_user_claim varchar(100);

-- Whether people's own tokens for backends are asked for at sign-in.
alter table identity_provider add column person_tokens boolean default false not null;

-- What the provider said about a person at the last sign-in, for servers that impersonate.
alter table person add column claims varchar(20000);

-- The provider's refresh token of a person, sealed; one a person. Whoever holds the lease refreshes.
create table person_token (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  person_id uuid not null references person (id),
  issuer varchar(500) not null,
  client_id varchar(200) not null,
  sealed_refresh varchar(24000) not null,
  signed_in_at timestamp with time zone not null,
  renewed_at timestamp with time zone not null,
  expired_at timestamp with time zone,
  expired_why varchar(60),
  lease_holder uuid,
  leased_until timestamp with time zone,
  retry_at timestamp with time zone,
  retry_why varchar(1000),
  unique (tenant_id, person_id)
);

-- What it was last worth for one resource: an access token, sealed, or a refusal and what would help.
create table person_access_token (
  id uuid primary key,
  tenant_id uuid not null references tenant (id),
  version integer not null,
  person_id uuid not null references person (id),
  scope varchar(500) not null,
  sealed_token varchar(24000),
  renew_at timestamp with time zone,
  expires_at timestamp with time zone,
  refused_at timestamp with time zone,
  refused_why varchar(60),
  claims varchar(4000),
  unique (tenant_id, person_id, scope)
);

-- The identity a session runs as at its backend, and since when its owner's sign-in no longer opens it.
alter table session add column runs_as varchar(200);
alter table session add column sign_in_expired_since timestamp with time zone;
