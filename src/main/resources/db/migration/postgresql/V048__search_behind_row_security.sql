-- Behind row-level security no index serves LIKE: PostgreSQL must not let an operator that might
-- tell what it was given (textlike is not "leakproof") see a row before its policy has. This
-- function runs as the owner of the schema, whom no policy hinders, and compares the tenant itself,
-- with the one the transaction is for and no other. It gives ids only; what is read by them is read
-- under the policy again.
create function statement_search(
  pattern text,
  with_state text,
  with_outcome text,
  with_kind text,
  by_person text,
  of_session uuid,
  of_workspace uuid,
  of_profile uuid,
  within uuid[],
  from_time timestamp with time zone,
  to_time timestamp with time zone,
  after_time timestamp with time zone,
  after_id uuid,
  most integer
) returns setof uuid language plpgsql stable security definer set search_path from current as $$
declare
  mine uuid := nullif(current_setting('lakegate.tenant', true), '')::uuid;
begin
  return query execute
    'select s.id from statement s where s.tenant_id = $1 and lower(s.code) like $2 escape ''!'''
    || case when with_state is null then '' else ' and s.state = $3' end
    || case when with_outcome is null then '' else ' and s.outcome = $4' end
    || case when with_kind is null then '' else ' and s.kind = $5' end
    || case when by_person is null then '' else ' and s.submitted_by_name = $6' end
    || case when of_session is null then '' else ' and s.session_id = $7' end
    || case when of_workspace is null then '' else ' and s.workspace_id = $8' end
    || case when of_profile is null then '' else ' and s.profile_id = $9' end
    || case when within is null then '' else ' and s.workspace_id = any ($10)' end
    || case when from_time is null then '' else ' and s.submitted_at >= $11' end
    || case when to_time is null then '' else ' and s.submitted_at < $12' end
    || case when after_time is null then ''
       else ' and s.submitted_at <= $13'
         || ' and (s.submitted_at < $13 or (s.submitted_at = $13 and s.id < $14))' end
    || ' order by s.submitted_at desc, s.id desc limit $15'
  using mine, pattern, with_state, with_outcome, with_kind, by_person, of_session, of_workspace,
    of_profile, within, from_time, to_time, after_time, after_id, most;
end
$$;
revoke all on function statement_search from public;
