-- When a backend last refused a token that was still to be good, and a new one was asked for.
alter table person_access_token add column dropped_at timestamp with time zone;
