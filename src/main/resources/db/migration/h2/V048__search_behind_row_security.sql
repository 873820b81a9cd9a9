-- H2 has no row-level security, and no index for text that it could hinder.
select 1;
