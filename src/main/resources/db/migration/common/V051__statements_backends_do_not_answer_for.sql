-- Since when a statement that was sent cannot be read at its backend, and since when the backend
-- answers with an error for it while its session answers; null while it can be read.
alter table statement add column unread_since timestamp with time zone;
alter table statement add column failing_since timestamp with time zone;

-- Whether code may still run at the backend that Lakegate does not wait for any longer.
alter table session add column left_running boolean default false not null;
