-- When each who comes next has their turn: worked out where it is counted, as days on which a school is closed may lie between.
create function case_turns_at(due timestamptz, seconds bigint, turns text[]) returns timestamptz[] language sql immutable as $$
  select coalesce(array_agg(due + make_interval(secs => seconds * (turn - 1)) order by turn), '{}')
  from generate_series(1, cardinality(turns)) turn
  where due is not null
$$;
alter table case_waiting drop constraint case_waiting_check;
alter table case_waiting alter column within_seconds type timestamptz[] using case_turns_at(due, within_seconds, turns);
alter table case_waiting rename column within_seconds to turns_at;
alter table case_waiting alter column turns_at set not null;
drop function case_turns_at(timestamptz, bigint, text[]);

-- Counted by the days on which the school is open, and counted anew when those change.
alter table case_waiting add column in_school_days boolean not null default false;
create index case_waiting_in_school_days on case_waiting (school_id) where in_school_days;
