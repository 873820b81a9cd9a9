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
  if exists (select from pg_proc where proname = 'statement_search'
      and pronamespace = current_schema()::regnamespace) then
    execute format('grant execute on function statement_search to %I', '${application}');
  end if;
end
$$;

-- Row-level security on every table that knows its tenant, so a query that forgets the tenant sees
-- nothing: each transaction says whose rows it may see (VisibleRows), a tracker's sweep that it looks
-- across tenants. The sub-selects are evaluated once a query.
-- The owner, if it is another, is let through by a policy of its own, for statement_search.
do $$
declare
  one record;
begin
  for one in
    select c.oid, c.relname
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relnamespace = current_schema()::regnamespace
      and c.relkind in ('r', 'p')
  loop
    if not exists (select from pg_policy where polrelid = one.oid and polname = 'tenant') then
      execute format('alter table %I enable row level security', one.relname);
      execute format('alter table %I force row level security', one.relname);
      execute format(
        'create policy tenant on %I using ('
        'tenant_id = (select nullif(current_setting(''lakegate.tenant'', true), '''')::uuid)'
        ' or (select current_setting(''lakegate.across_tenants'', true) = ''on''))',
        one.relname);
    end if;
    if '${application}' <> current_user
        and not exists (select from pg_policy where polrelid = one.oid and polname = 'owner') then
      execute format('create policy owner on %I to current_user using (true)', one.relname);
    end if;
  end loop;
end
$$;
