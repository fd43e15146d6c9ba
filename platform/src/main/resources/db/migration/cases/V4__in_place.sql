-- Who did an earlier step of the same doer when it was late, and goes on with this one.
alter table case_waiting add column in_place uuid[] not null default '{}';
