-- A school's own version of a procedure while it is written; one at a time for each kind. What became of it stays.
create table procedure_draft (
  school_id uuid not null references school,
  draft_id uuid not null,
  procedure text not null,
  definition text not null,
  basis text not null,
  begun_at timestamptz not null,
  changed_at timestamptz not null,
  written_by uuid not null,
  written_by_name text not null,
  hands uuid[] not null,
  by_head boolean not null,
  why text not null default '',
  in_force_on date,
  asked_at timestamptz,
  answer text not null default '',
  ended_at timestamptz,
  ended text check (ended in ('ADOPTED', 'DROPPED')),
  primary key (school_id, draft_id),
  check ((ended_at is null) = (ended is null))
);
create unique index procedure_draft_open on procedure_draft (school_id, procedure) where ended_at is null;
select tenancy_protect('procedure_draft');
