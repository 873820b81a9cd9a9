-- Substring search in code; a trusted extension, so the database's owner may create it.
create extension if not exists pg_trgm;
