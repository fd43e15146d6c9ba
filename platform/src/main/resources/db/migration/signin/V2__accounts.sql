-- How people sign in. Of a password only what proves it is kept; a secret picture is held by the teacher, who prints it.
create table account (
  school_id uuid not null references school,
  person uuid not null,
  name text not null check (name = lower(name) and name <> ''),
  hash text,
  set_at timestamptz,
  -- why a new password is asked before anything else: the first one, one that was reset, one that others know
  must_change text check (must_change in ('FIRST', 'RESET', 'KNOWN')),
  -- a password that somebody else gave works until then
  given_until timestamptz,
  given_by text,
  opened_at timestamptz not null,
  pictures text,
  primary key (school_id, person),
  unique (school_id, name)
);
select tenancy_protect('account');

-- The pictures on a class's card.
create table class_card (
  school_id uuid not null references school,
  class_id uuid not null,
  pictures text not null,
  made_at timestamptz not null,
  primary key (school_id, class_id),
  unique (school_id, pictures)
);
select tenancy_protect('class_card');

-- Tries at ways in, by a keyed hash of what was tried or from where: a wrong name belongs to no school. Not behind a
-- school's wall, and it holds nothing but numbers and times.
create table sign_in_try (
  kind text not null,
  hash bytea not null check (length(hash) = 32),
  tries int not null,
  first_at timestamptz not null,
  shut_until timestamptz,
  primary key (kind, hash)
);
create index sign_in_try_old on sign_in_try (first_at);
grant select, insert, update, delete on sign_in_try to schoolgate_app;
