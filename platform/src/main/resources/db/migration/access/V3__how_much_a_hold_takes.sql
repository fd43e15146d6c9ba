-- A sanction may take a programme, a sort of sites, machines or a group, and leave everything else (SAN-5).
alter table access_hold
  add column scope text not null default 'EVERYTHING' check (scope in ('EVERYTHING', 'SITES', 'SORT', 'DEVICES', 'GROUP')),
  add column scope_name text check (scope_name <> ''),
  add column hosts text[] check (cardinality(hosts) > 0),
  add check ((scope = 'EVERYTHING') = (scope_name is null)),
  add check ((scope = 'SITES') = (hosts is not null)),
  -- what takes less than everything ends by itself
  add check (scope = 'EVERYTHING' or ends_at is not null);
create index access_hold_narrow on access_hold (school_id, ends_at) where scope <> 'EVERYTHING' and lifted_at is null;
