-- While a day is written to it has the two indexes that a lesson needs: that each event is stored once, and what a reader
-- did. A pseudonym belongs to one school alone, so the school need not stand before it; the wall is asked all the same.
drop index seen_event_reader;
drop index seen_event_site;
drop index seen_event_address;
create index seen_event_reader on seen_event (reader, at) where reader is not null;

-- Looking for a site or a station is rare and can wait: a day gets those indexes when it is over, in one go, which costs
-- a fraction of keeping them up at every event.
create function activity_index_day(its_day date) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  child text := 'seen_event_' || to_char(its_day, 'YYYYMMDD');
begin
  if its_day >= current_date - 1 or to_regclass(child || '_address') is not null then
    return false;
  end if;
  execute format(
    'create index %I on %I (school_id, reverse(host) text_pattern_ops, at)', child || '_site', child);
  execute format('create index %I on %I (school_id, address, at)', child || '_address', child);
  execute format('analyze %I', child);
  return true;
end $$;
revoke all on function activity_index_day from public;
grant execute on function activity_index_day to schoolgate_app;
