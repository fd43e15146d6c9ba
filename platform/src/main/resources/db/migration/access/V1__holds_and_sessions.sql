-- Decisions that somebody may not use something for a while. Whether somebody may go online stands nowhere.
create table access_hold (
  school_id uuid not null references school,
  hold_id uuid not null,
  person_id uuid not null,
  kind text not null,
  closes text[] not null check (cardinality(closes) > 0),
  reason text not null check (reason <> ''),
  begins_at timestamptz not null,
  ends_at timestamptz,
  placed_by uuid,
  placed_by_name text not null,
  placed_at timestamptz not null,
  lifted_by uuid,
  lifted_by_name text,
  lifted_at timestamptz,
  lift_reason text,
  primary key (school_id, hold_id),
  foreign key (school_id, person_id) references person,
  check (ends_at is null or begins_at < ends_at),
  check ((lifted_at is null) = (lift_reason is null) and (lifted_at is null) = (lifted_by_name is null)),
  -- nobody holds their own access
  check (placed_by is null or placed_by <> person_id)
);
create index access_hold_ahead on access_hold (school_id, person_id) where lifted_at is null;
select tenancy_protect('access_hold');

-- An adult holds a class's time online open. It is over at closes_at, whether or not anybody has written that down.
create table supervised_session (
  school_id uuid not null references school,
  session_id uuid not null,
  class_id uuid not null,
  adult_id uuid not null,
  adult_name text not null,
  room text not null,
  about text not null,
  opened_at timestamptz not null,
  closes_at timestamptz not null,
  closed_at timestamptz,
  closed_by uuid,
  closed_by_name text,
  primary key (school_id, session_id),
  foreign key (school_id, class_id) references school_class,
  foreign key (school_id, adult_id) references person,
  check (opened_at < closes_at),
  check (closed_at is null or closed_at <= closes_at),
  check ((closed_at is null) = (closed_by_name is null))
);
create unique index supervised_session_open on supervised_session (school_id, class_id) where closed_at is null;
create index supervised_session_of_adult on supervised_session (school_id, adult_id, opened_at);
select tenancy_protect('supervised_session');
