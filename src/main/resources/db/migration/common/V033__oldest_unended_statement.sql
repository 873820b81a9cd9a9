-- What a session does next is asked for several times a statement and must not depend on how many
-- it has run: an ended statement leaves this index.
alter table statement add column unended_number integer;
update statement set unended_number = number where state in ('WAITING', 'RUNNING', 'CANCELLING');
create index statement_unended on statement (session_id, unended_number);

-- The highest statement id its backend is known to have given.
alter table session add column newest_remote_statement bigint default -1 not null;
update session set newest_remote_statement = coalesce(
  (select max(cast(case when regexp_like(s.remote_id, '^[0-9]{1,18}$') then s.remote_id else '-1' end as bigint))
   from statement s where s.session_id = session.id and s.remote_id is not null), -1);
