-- From which signal of the program itself a case follows: one case of each, however often it is said.
create table case_signal (
  school_id uuid not null references school,
  signal text not null,
  path text not null,
  case_id uuid not null,
  taken_at timestamptz not null,
  primary key (school_id, signal),
  foreign key (school_id, case_id) references case_file
);
create index case_signal_case on case_signal (school_id, case_id);
select tenancy_append_only('case_signal');
