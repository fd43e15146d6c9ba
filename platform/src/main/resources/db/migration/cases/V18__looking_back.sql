-- When somebody last looked at all that happened around somebody, and when before that, so that they see what is new.
create table case_look_back (
  school_id uuid not null references school,
  person_id uuid not null,
  looked_by uuid not null,
  looked_at timestamptz not null,
  looked_before timestamptz,
  primary key (school_id, person_id, looked_by),
  foreign key (school_id, person_id) references person
);
select tenancy_protect('case_look_back');
