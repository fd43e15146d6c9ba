-- Whom a child chose to hear it after it was told.
create table report_trusted (
  school_id uuid not null,
  report_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (school_id, report_id),
  foreign key (school_id, report_id) references report
);
select tenancy_append_only('report_trusted');
