create table trust (
  trust_id uuid primary key,
  name text not null check (name <> ''),
  founded_at timestamptz not null default now()
);
grant select, insert, update on trust to schoolgate_app;

create table school (
  school_id uuid primary key,
  trust_id uuid not null references trust,
  name text not null check (name <> ''),
  founded_at timestamptz not null default now()
);
grant select, insert, update on school to schoolgate_app;

-- A school's settings as they changed: the newest row of a key that has begun is in force.
create table setting (
  school_id uuid not null references school,
  setting_id bigint generated always as identity,
  key text not null,
  value text not null,
  set_at timestamptz not null,
  set_by uuid,
  reason text not null,
  primary key (school_id, setting_id)
);
create index setting_in_force on setting (school_id, key, setting_id desc);
select tenancy_append_only('setting');

-- Which school a link, session, gateway or sign-in name belongs to. Hashes only, reached through three functions only.
create table directory (
  kind text not null,
  hash bytea not null check (length(hash) = 32),
  school_id uuid not null references school,
  until timestamptz not null,
  primary key (kind, hash)
);

create function directory_put(its_kind text, its_hash bytea, its_school uuid, its_until timestamptz) returns boolean
language sql security definer set search_path = public, pg_temp as $$
  insert into directory (kind, hash, school_id, until) values (its_kind, its_hash, its_school, its_until)
  on conflict (kind, hash) do update set school_id = excluded.school_id, until = excluded.until
    where directory.school_id = excluded.school_id or directory.until < now()
  returning true
$$;

create function directory_find(its_kind text, its_hash bytea) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select school_id from directory where kind = its_kind and hash = its_hash and until >= now()
$$;

create function directory_remove(its_kind text, its_hash bytea, its_school uuid) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from directory where kind = its_kind and hash = its_hash and school_id = its_school
$$;

revoke all on function directory_put, directory_find, directory_remove from public;
grant execute on function directory_put, directory_find, directory_remove to schoolgate_app;

-- Work that comes round by the clock, kept so that a restart neither loses it nor does it twice.
create table scheduled_tasks (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures int,
  last_heartbeat timestamptz,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_alive on scheduled_tasks (last_heartbeat);
grant select, insert, update, delete on scheduled_tasks to schoolgate_app;
