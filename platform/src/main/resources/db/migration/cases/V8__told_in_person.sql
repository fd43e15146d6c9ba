-- Who was told of a case in person, by whom and when (INC-12). What was said is the brief of that moment.
create table case_spoken (
  school_id uuid not null,
  case_id uuid not null,
  spoken bigint generated always as identity,
  person_id uuid not null,
  name text not null,
  spoken_at timestamptz not null,
  written_at timestamptz not null,
  written_by uuid not null,
  written_by_name text not null,
  primary key (school_id, spoken),
  foreign key (school_id, case_id) references case_file,
  foreign key (school_id, person_id) references person
);
create index case_spoken_of on case_spoken (school_id, case_id);
select tenancy_append_only('case_spoken');
