-- What the filter found when it tested itself (FIL-28): by category and group of readers, and by gateway. Evidence: only added to.
create table filter_test (
  school_id uuid not null references school,
  test_id uuid not null,
  run_at timestamptz not null,
  run_by uuid,
  run_by_name text not null,
  policy bigint not null,
  lists text not null,
  finding text not null check (finding in ('KEPT', 'NOT_KEPT', 'NOT_PROVED')),
  lines jsonb not null,
  gateways jsonb not null,
  primary key (school_id, test_id)
);
create index filter_test_newest on filter_test (school_id, run_at desc);
select tenancy_append_only('filter_test');
