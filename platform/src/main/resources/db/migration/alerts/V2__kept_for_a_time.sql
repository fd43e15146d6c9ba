-- Lets go of what one school, that of the transaction, put aside and has kept long enough, with its events and what was said
-- of it. What waits stays, and what led to a case stays with that. Of the last thirty days nothing goes, whoever asks.
create function alert_forget_before(moment timestamptz) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  its_school uuid := current_setting('schoolgate.school')::uuid;
  over uuid[];
begin
  if moment > now() - interval '30 days' then
    raise exception 'what was put aside after % is not old enough to go', now() - interval '30 days';
  end if;
  select coalesce(array_agg(alert_id), '{}') into over from (
    select alert_id from alert
    where school_id = its_school and because is not null and case_subject is null and decided_at < moment
    for update
  ) old;
  delete from alert_event where school_id = its_school and alert_id = any(over);
  delete from alert_judgement where school_id = its_school and alert_id = any(over);
  delete from alert where school_id = its_school and alert_id = any(over);
  return cardinality(over);
end $$;
revoke all on function alert_forget_before from public;
grant execute on function alert_forget_before to schoolgate_app;

create index alert_put_aside on alert (school_id, decided_at) where because is not null and case_subject is null;
