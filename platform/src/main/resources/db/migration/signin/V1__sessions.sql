-- Who is signed in where, by the hash of the browser's cookie.
create table session (
  school_id uuid not null references school,
  session_id uuid not null,
  hash bytea not null check (length(hash) = 32),
  person uuid not null,
  way text not null check (way in ('PASSWORD', 'PICTURE', 'DEMONSTRATION')),
  address text not null,
  device text not null,
  agent text not null,
  began_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  proved_at timestamptz not null,
  supervised uuid,
  through boolean not null default false,
  ended_at timestamptz,
  ended_why text,
  gateway text,
  bound_at timestamptz,
  primary key (school_id, session_id),
  unique (school_id, hash),
  check ((ended_at is null) = (ended_why is null)),
  check ((gateway is null) = (bound_at is null))
);
create index session_of_person on session (school_id, person, began_at desc);
create index session_live on session (school_id, ends_at) where ended_at is null;
create index session_bound_ended on session (school_id, ended_at) where bound_at is not null;
select tenancy_protect('session');

-- What a browser shows a gateway once, within seconds, to be known there by its session.
create table session_ticket (
  school_id uuid not null references school,
  hash bytea not null check (length(hash) = 32),
  session_id uuid not null,
  gateway text not null,
  expires_at timestamptz not null,
  redeemed_at timestamptz,
  primary key (school_id, hash),
  foreign key (school_id, session_id) references session (school_id, session_id)
);
select tenancy_protect('session_ticket');

-- Accounts that were seen to be used by two, and who looked at it.
create table shared_use (
  school_id uuid not null references school,
  shared_use_id uuid not null,
  person uuid not null,
  session_id uuid not null,
  sign text not null check (sign in ('TWO_PLACES', 'MANY_DEVICES')),
  seen_at timestamptz not null,
  looked_at timestamptz,
  looked_by uuid,
  outcome text,
  primary key (school_id, shared_use_id),
  foreign key (school_id, session_id) references session (school_id, session_id),
  check (num_nonnulls(looked_at, looked_by, outcome) in (0, 3))
);
create index shared_use_open on shared_use (school_id, seen_at) where looked_at is null;
select tenancy_protect('shared_use');
