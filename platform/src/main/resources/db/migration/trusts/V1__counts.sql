-- What each school's own job told its trust: counts only, those under five as null. A trust is no tenant, so the table has no wall; it is
-- reached through two functions only. One writes the row of the school that is set, the other reads the schools of that school's trust.
create table trust_count (
  school_id uuid primary key references school,
  told_at timestamptz not null,
  agreed int check (agreed between 0 and 100 and agreed % 5 = 0),
  not_signed int check (not_signed >= 5),
  requests int check (requests >= 5),
  reports int check (reports >= 5),
  gateways int not null,
  well int not null,
  sound boolean not null,
  read_through timestamptz not null,
  filter text check (filter in ('KEPT', 'NOT_KEPT', 'NOT_PROVED')),
  filter_at timestamptz
);

create function trust_count_put(its_time timestamptz, its_agreed int, its_not_signed int, its_requests int, its_reports int,
  its_gateways int, its_well int, its_sound boolean, its_read_through timestamptz, its_filter text, its_filter_at timestamptz)
returns void language sql security definer set search_path = public, pg_temp as $$
  insert into trust_count values (current_setting('schoolgate.school')::uuid, its_time, its_agreed, its_not_signed, its_requests,
    its_reports, its_gateways, its_well, its_sound, its_read_through, its_filter, its_filter_at)
  on conflict (school_id) do update set told_at = excluded.told_at, agreed = excluded.agreed, not_signed = excluded.not_signed,
    requests = excluded.requests, reports = excluded.reports, gateways = excluded.gateways, well = excluded.well,
    sound = excluded.sound, read_through = excluded.read_through, filter = excluded.filter, filter_at = excluded.filter_at
$$;

create function trust_count_all() returns table (school_id uuid, name text, told_at timestamptz, agreed int, not_signed int,
  requests int, reports int, gateways int, well int, sound boolean, read_through timestamptz, filter text, filter_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.school_id, s.name, c.told_at, c.agreed, c.not_signed, c.requests, c.reports, c.gateways, c.well, c.sound,
    c.read_through, c.filter, c.filter_at
  from school s left join trust_count c on c.school_id = s.school_id
  where s.trust_id = (select t.trust_id from school t where t.school_id = current_setting('schoolgate.school')::uuid)
  order by s.name, s.school_id
$$;

revoke all on function trust_count_put, trust_count_all from public;
grant execute on function trust_count_put, trust_count_all to schoolgate_app;
