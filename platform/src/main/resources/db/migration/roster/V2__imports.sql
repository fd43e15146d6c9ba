-- Files that were sent, and what became of them. What was read of a file (never a password) is kept only until it has
-- been applied or put away.
create table roster_import (
  school_id uuid not null references school,
  import_id uuid not null,
  file_name text not null,
  size_bytes int not null,
  digest bytea not null check (length(digest) = 32),
  sent_at timestamptz not null,
  sent_by uuid,
  sent_by_name text not null,
  effective date not null,
  state text not null
    check (state in ('UNMAPPED', 'UNPLACED', 'READY', 'WAITING', 'RUNNING', 'APPLIED', 'PUT_AWAY')),
  staged jsonb,
  trouble text check (trouble in ('CHANGED', 'BROKEN')),
  told_by uuid,
  told_by_name text,
  told_by_roles text,
  told_at timestamptz,
  fingerprint text,
  done int not null,
  total int not null,
  beat_at timestamptz,
  finished_at timestamptz,
  result jsonb,
  primary key (school_id, import_id),
  check ((staged is null) = (state in ('APPLIED', 'PUT_AWAY'))),
  check ((result is null) = (state <> 'APPLIED')),
  check ((told_at is null) = (state in ('UNMAPPED', 'UNPLACED', 'READY', 'PUT_AWAY')))
);
create index roster_import_newest on roster_import (school_id, sent_at desc);
select tenancy_protect('roster_import');

-- What the columns of a school's own table mean, found again by its headings.
create table column_mapping (
  school_id uuid not null references school,
  fingerprint text not null,
  mapping jsonb not null,
  used_at timestamptz not null,
  primary key (school_id, fingerprint)
);
select tenancy_protect('column_mapping');
