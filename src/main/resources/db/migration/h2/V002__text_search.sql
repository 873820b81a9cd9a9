-- H2 has no trigram index: substring search reads the tenant's rows, which is enough for a demo.
select 1;
