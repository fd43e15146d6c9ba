-- Who has said that they know a procedure, by its very text.
create table procedure_known (
  school_id uuid not null references school,
  procedure text not null,
  digest text not null,
  person_id uuid not null,
  name text not null check (name <> ''),
  known_at timestamptz not null,
  primary key (school_id, procedure, digest, person_id),
  foreign key (school_id, person_id) references person
);
select tenancy_append_only('procedure_known');
