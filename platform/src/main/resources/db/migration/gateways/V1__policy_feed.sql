-- Which policy a school is at. One row, locked by whoever changes what somebody may reach, as the last thing before
-- the change commits. turn: when the policy will be another by the clock alone, if it was asked for since.
create table feed_version (
  school_id uuid primary key references school,
  epoch bigint not null check (epoch > 0),
  n bigint not null check (n > 0),
  turn timestamptz
);
select tenancy_protect('feed_version');

-- Takes the next version and tells every process of the program. The message leaves with the commit, or not at all.
create function feed_bump(its_school uuid, its_new_epoch bigint) returns void language sql as $$
  with taken as (
    insert into feed_version as feed (school_id, epoch, n) values (its_school, its_new_epoch, 1)
    on conflict (school_id) do update set n = feed.n + 1, turn = null
    returning epoch, n
  )
  select pg_notify('schoolgate_policy', its_school || ' ' || epoch || ' ' || n) from taken
$$;

-- An enforcement point of the school. number: its short name inside the school, for the rows of what it saw.
create table gateway (
  school_id uuid not null references school,
  gateway_id uuid not null,
  number int not null check (number > 0),
  name text not null check (name <> ''),
  address text,
  token_hash bytea not null check (length(token_hash) = 32),
  token_made_at timestamptz not null,
  registered_at timestamptz not null,
  registered_by uuid,
  revoked_at timestamptz,
  last_contact timestamptz,
  held_epoch bigint,
  held_version bigint,
  behind_since timestamptz,
  backlog bigint,
  oldest_waiting timestamptz,
  primary key (school_id, gateway_id),
  unique (school_id, number)
);
create unique index gateway_name on gateway (school_id, lower(name)) where revoked_at is null;
create unique index gateway_token on gateway (school_id, token_hash);
select tenancy_protect('gateway');

-- A person as gateways know them. Without its row nobody can tell any more whom an old event speaks of.
create table reader_ref (
  school_id uuid not null references school,
  person_id uuid not null,
  ref text not null check (ref ~ '^r[a-z2-7]{15}$'),
  primary key (school_id, person_id),
  unique (school_id, ref)
);
select tenancy_protect('reader_ref', true);

-- A random name and password in one, for one person on one device. Only its hash is kept.
create table proxy_token (
  school_id uuid not null references school,
  token_id uuid not null,
  person_id uuid not null,
  device text not null check (device <> ''),
  hash bytea not null check (length(hash) = 32),
  issued_at timestamptz not null,
  issued_by uuid,
  revoked_at timestamptz,
  revoked_by uuid,
  primary key (school_id, token_id),
  unique (school_id, hash)
);
create index proxy_token_person on proxy_token (school_id, person_id) where revoked_at is null;
select tenancy_protect('proxy_token');

-- A range of addresses, what holds there for whoever is not known, and whether several people share its addresses.
create table place (
  school_id uuid not null references school,
  place_id uuid not null,
  name text not null check (name <> ''),
  range cidr not null,
  profile text not null check (profile <> ''),
  shared boolean not null,
  noted_at timestamptz not null,
  removed_at timestamptz,
  primary key (school_id, place_id)
);
create unique index place_range on place (school_id, range) where removed_at is null;
select tenancy_protect('place');
