-- Groups of LDAP directories are named by paths of up to 1,000 characters. An index entry of
-- PostgreSQL holds some 2,700 bytes, so a digest of the name stands in every index for it.
alter table person_group alter column group_id type varchar(1000);
alter table person_group alter column group_name type varchar(1000);
alter table person_group add column group_key varchar(64);
update person_group set group_key = encode(sha256(convert_to(group_id, 'UTF8')), 'hex');
alter table person_group alter column group_key set not null;
alter table person_group drop constraint person_group_tenant_id_person_id_group_id_key;
drop index person_group_group;
alter table person_group add unique (tenant_id, person_id, group_key);
create index person_group_key on person_group (tenant_id, group_key);

alter table group_role alter column group_id type varchar(1000);
alter table group_role alter column group_name type varchar(1000);
alter table group_role add column group_key varchar(64);
update group_role set group_key = encode(sha256(convert_to(group_id, 'UTF8')), 'hex');
alter table group_role alter column group_key set not null;
alter table group_role drop constraint group_role_in_scope_tenant_id_group_id_scope_key;
alter table group_role add unique (tenant_id, group_key, scope);
