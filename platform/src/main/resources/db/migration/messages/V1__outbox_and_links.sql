-- Letters that wait, went out, or were refused. What a letter says holds no secret: its one-time link is kept apart,
-- sealed with a key outside the database, until the letter has gone.
create table outbox (
  school_id uuid not null references school,
  message_id uuid not null,
  kind text not null,
  person uuid,
  to_name text not null,
  address text not null,
  language text not null,
  subject text not null,
  parts jsonb not null,
  link bytea,
  written_at timestamptz not null,
  tries int not null default 0,
  next_at timestamptz,
  answer text not null default '',
  sent_at timestamptz,
  refused_at timestamptz,
  primary key (school_id, message_id),
  check (num_nonnulls(next_at, sent_at, refused_at) = 1)
);
create index outbox_waiting on outbox (school_id, next_at) where next_at is not null;
create index outbox_newest on outbox (school_id, written_at desc);
select tenancy_protect('outbox');

-- Links that one person may use for one purpose, by the hash of their token.
create table one_time_link (
  school_id uuid not null references school,
  link_id uuid not null,
  hash bytea not null check (length(hash) = 32),
  person uuid not null,
  purpose text not null,
  subject text not null,
  path text not null,
  issued_at timestamptz not null,
  issued_by uuid,
  expires_at timestamptz not null,
  first_used_at timestamptz,
  wrong_answers int not null default 0,
  closed_at timestamptz,
  closed_why text check (closed_why in ('USED_UP', 'REVOKED', 'GUESSED')),
  primary key (school_id, link_id),
  unique (school_id, hash),
  check ((closed_at is null) = (closed_why is null))
);
create index one_time_link_person on one_time_link (school_id, person, purpose) where closed_at is null;
select tenancy_protect('one_time_link');

-- Somebody came by a link: a short stay, good for the link's purpose only, by the hash of its cookie.
create table link_visit (
  school_id uuid not null references school,
  visit_id uuid not null,
  link_id uuid not null,
  hash bytea not null check (length(hash) = 32),
  began_at timestamptz not null,
  ends_at timestamptz not null,
  left_at timestamptz,
  proof text not null check (proof in ('MAILBOX', 'MAILBOX_AND_FACT')),
  address text not null,
  primary key (school_id, visit_id),
  unique (school_id, hash),
  foreign key (school_id, link_id) references one_time_link (school_id, link_id)
);
select tenancy_protect('link_visit');
