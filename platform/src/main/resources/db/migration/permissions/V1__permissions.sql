-- What somebody asked for and what became of it. A row moves from state to state; each move is in the audit chain.
create table permission (
  school_id uuid not null references school,
  permission_id uuid not null,
  number int not null,
  kind text not null,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_by_decider boolean not null,
  asked_at timestamptz not null,
  things text[] not null check (cardinality(things) > 0),
  for_refs text[] not null check (cardinality(for_refs) > 0),
  for_label text not null,
  wanted_from timestamptz not null,
  wanted_until timestamptz not null,
  reason text not null check (reason <> ''),
  evidence jsonb not null,
  again uuid,
  state text not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text,
  granted_things text[],
  granted_from timestamptz,
  granted_until timestamptz,
  ticket text,
  reviewed_at timestamptz,
  noticed_at timestamptz,
  closed_by uuid,
  closed_by_name text,
  closed_at timestamptz,
  close_reason text,
  primary key (school_id, permission_id),
  unique (school_id, number),
  foreign key (school_id, again) references permission (school_id, permission_id),
  check (wanted_from < wanted_until),
  check (state in ('waiting', 'withdrawn', 'lapsed', 'refused', 'granted', 'revoked', 'ended')),
  check ((state in ('refused', 'granted', 'revoked', 'ended')) = (decided_at is not null)),
  check ((decided_at is null) = (decision_reason is null or decision_reason = '')),
  check ((state in ('granted', 'revoked', 'ended')) = (granted_until is not null)),
  check (granted_until is null or granted_from < granted_until),
  check (granted_things is null or (cardinality(granted_things) > 0 and granted_things <@ things)),
  check ((state in ('withdrawn', 'lapsed', 'revoked', 'ended')) = (closed_at is not null)),
  check (state <> 'revoked' or close_reason <> ''),
  -- nobody decides what they asked for themselves
  check (decided_by is null or decided_by <> asked_by)
);
create index permission_waiting on permission (school_id, asked_at) where state = 'waiting';
create index permission_live on permission (school_id, kind, granted_until) where state = 'granted';
create index permission_asker on permission (school_id, asked_by, number desc);
create index permission_things on permission using gin (things);
create index permission_refs on permission using gin (for_refs);
select tenancy_protect('permission');

-- The last number given to a request in a school.
create table permission_number (
  school_id uuid not null references school,
  last int not null,
  primary key (school_id)
);
select tenancy_protect('permission_number');
