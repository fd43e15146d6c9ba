-- What gateways saw, one partition a day (in UTC). An event is named by the gateway that saw it, the epoch and sequence of
-- that gateway's journal, and its time; sent twice, it is stored once. No foreign key to school: it would be checked at
-- every one of fifty thousand rows a second, and the wall already names the school. Widest columns first, so that rows
-- have no gaps.
create table seen_event (
  school_id uuid not null,
  at timestamptz not null,
  epoch bigint not null,
  sequence bigint not null,
  policy_epoch bigint not null,
  policy_version bigint not null,
  bytes bigint not null,
  gateway int not null,
  port int not null,
  millis int not null,
  reader text,
  session text,
  address text not null,
  method text not null,
  host text not null,
  path text,
  answer text not null,
  categories text[] not null,
  rule text not null,
  evidence text not null,
  primary key (school_id, gateway, epoch, sequence, at)
) partition by range (at);
create index seen_event_reader on seen_event (school_id, reader, at);
create index seen_event_site on seen_event (school_id, reverse(host) text_pattern_ops, at);
create index seen_event_address on seen_event (school_id, address, at) where reader is null;
select tenancy_append_only('seen_event');

-- How many of each answer in each hour; of what was refused, also by category. Category '' counts every event once.
create table seen_count (
  school_id uuid not null references school,
  hour timestamptz not null,
  answer text not null,
  category text not null,
  events bigint not null,
  primary key (school_id, hour, answer, category)
);
select tenancy_protect('seen_count');

-- Makes the partition of a day, if there is none yet, behind the same wall as the whole. The program's own role may
-- neither make tables nor reach a partition except through the whole.
create function activity_make_day(its_day date) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  child text := 'seen_event_' || to_char(its_day, 'YYYYMMDD');
begin
  if to_regclass(child) is not null then
    return false;
  end if;
  if its_day < current_date - 3000 or its_day > current_date + 40 then
    raise exception 'no events are kept of %', its_day;
  end if;
  perform pg_advisory_xact_lock(7406611);
  if to_regclass(child) is not null then
    return false;
  end if;
  execute format('create table %I (like seen_event including defaults including constraints)', child);
  execute format('alter table %I enable row level security', child);
  execute format('alter table %I force row level security', child);
  execute format(
    'create policy school_wall on %I using (school_id = current_setting(''schoolgate.school'')::uuid)'
    ' with check (school_id = current_setting(''schoolgate.school'')::uuid)', child);
  execute format(
    'alter table seen_event attach partition %I for values from (%L) to (%L)',
    child, its_day::text || ' 00:00:00+00', (its_day + 1)::text || ' 00:00:00+00');
  return true;
end $$;

-- The days that there are partitions for.
create function activity_days() returns setof date
language sql stable security definer set search_path = public, pg_temp as $$
  select to_date(right(inhrelid::regclass::text, 8), 'YYYYMMDD')
  from pg_inherits where inhparent = 'seen_event'::regclass order by 1
$$;

-- Lets go of a whole day, of every school. Nobody can do that to the last thirty days.
create function activity_drop_day(its_day date) returns void
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '3s' as $$
declare
  child text := 'seen_event_' || to_char(its_day, 'YYYYMMDD');
begin
  if its_day > current_date - 30 then
    raise exception 'the events of % are not old enough to go', its_day;
  end if;
  execute format('alter table seen_event detach partition %I', child);
  execute format('drop table %I', child);
end $$;

-- Lets go of what one school, that of the transaction, has kept long enough, where others keep the same days for longer.
create function activity_forget_before(its_day date) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone bigint;
begin
  if its_day > current_date - 29 then
    raise exception 'the events of % are not old enough to go', its_day;
  end if;
  delete from seen_event where at < its_day::timestamp at time zone 'UTC';
  get diagnostics gone = row_count;
  return gone;
end $$;

revoke all on function activity_make_day, activity_days, activity_drop_day, activity_forget_before from public;
grant execute on function activity_make_day, activity_days, activity_drop_day, activity_forget_before to schoolgate_app;
