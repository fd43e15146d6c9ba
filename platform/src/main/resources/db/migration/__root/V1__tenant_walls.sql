-- What every module's tables stand on. The owner of the tables migrates; the role schoolgate_app works.

grant usage on schema public to schoolgate_app;

-- Puts a table behind its school's wall: whoever asks without a school gets an error, because current_setting
-- is called without missing_ok. Rows can be read, added and changed.
create function tenancy_protect(walled regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', walled);
  execute format('alter table %s force row level security', walled);
  execute format(
    'create policy school_wall on %s using (school_id = current_setting(''schoolgate.school'')::uuid)'
    ' with check (school_id = current_setting(''schoolgate.school'')::uuid)', walled);
  execute format('grant select, insert, update on %s to schoolgate_app', walled);
end $$;

-- The same, and whether rows may also be removed.
create function tenancy_protect(walled regclass, removable boolean) returns void language plpgsql as $$
begin
  perform tenancy_protect(walled);
  if removable then
    execute format('grant delete on %s to schoolgate_app', walled);
  end if;
end $$;

-- The same for a table to which rows are only ever added.
create function tenancy_append_only(walled regclass) returns void language plpgsql as $$
begin
  perform tenancy_protect(walled);
  execute format('revoke update on %s from schoolgate_app', walled);
end $$;
