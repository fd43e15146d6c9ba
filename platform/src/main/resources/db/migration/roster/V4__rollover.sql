-- The step of a school into a new school year: what is in mind (ids only), when it is done, and what it did.
create table rollover (
  school_id uuid not null references school,
  academic_year int not null,
  state text not null check (state in ('OPEN', 'PLANNED', 'WAITING', 'RUNNING', 'APPLIED')),
  draft jsonb not null,
  effective date,
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
  primary key (school_id, academic_year),
  check ((told_at is null) = (state = 'OPEN')),
  check ((effective is null) = (state = 'OPEN')),
  check ((result is null) = (state <> 'APPLIED'))
);
select tenancy_protect('rollover');
