-- Who hears of a matter besides those whom the school names for all, and which kind of case follows. The newest holds.
create table matter_route (
  school_id uuid not null references school,
  place bigint generated always as identity,
  matter text not null,
  heard_by text[] not null,
  procedure text not null,
  why text not null check (why <> ''),
  said_by uuid not null,
  said_by_name text not null,
  said_at timestamptz not null,
  primary key (school_id, place)
);
create index matter_route_of on matter_route (school_id, matter, place desc);
select tenancy_append_only('matter_route');
