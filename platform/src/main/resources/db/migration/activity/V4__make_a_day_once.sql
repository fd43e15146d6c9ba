-- Two processes that take in the first event of a day at once both found no table, and the second failed when it made it: it
-- had asked by to_regclass, whose answer is remembered until a table is locked, and waiting for its turn locks none. It asks
-- the catalogue itself now.
create or replace function activity_make_day(its_day date) returns boolean
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
  if exists (select from pg_catalog.pg_class where relname = child and relnamespace = 'public'::regnamespace) then
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
