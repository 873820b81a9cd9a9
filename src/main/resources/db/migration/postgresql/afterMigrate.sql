-- Runs after every migration. When lakegate.db.owner.user owns the schema, the portal's own user
-- may read and write the rows of every table, and change no table.
do $$
begin
  if '${application}' <> current_user then
    execute format('grant usage on schema %I to %I', current_schema(), '${application}');
    execute format(
      'grant select, insert, update, delete on all tables in schema %I to %I',
      current_schema(), '${application}');
    execute format(
      'revoke all on table %I.flyway_schema_history from %I', current_schema(), '${application}');
  end if;
end
$$;
