#!/bin/sh
# Run once by the database's image, when its volume is new: the portal's own user, who owns nothing.
# The one that owns the schema is a superuser there, whom row-level security does not hold.
set -e
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v password="$PORTAL_PASSWORD" <<'SQL'
create role lakegate login password :'password';
SQL
