-- A session and a statement keep the same about what they asked a backend for.
alter table session add column ambiguous_since timestamp with time zone;
alter table statement add column accepted_at timestamp with time zone;
