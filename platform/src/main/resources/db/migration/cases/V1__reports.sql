-- What somebody told. Rows are only ever added.
create table report (
  school_id uuid not null references school,
  report_id uuid not null,
  told_by uuid not null,
  name text not null,
  by_child boolean not null,
  told_at timestamptz not null,
  matter text not null,
  words text not null check (length(words) <= 20000),
  page text check (length(page) <= 2000),
  teachers_too boolean not null,
  primary key (school_id, report_id)
);
create index report_by_teller on report (school_id, told_by, told_at desc);
select tenancy_append_only('report');

create table report_addition (
  school_id uuid not null,
  addition_id bigint generated always as identity,
  report_id uuid not null,
  at timestamptz not null,
  matter text not null,
  words text not null check (length(words) <= 20000),
  primary key (school_id, addition_id),
  foreign key (school_id, report_id) references report
);
create index report_addition_of on report_addition (school_id, report_id);
select tenancy_append_only('report_addition');

create table report_taken (
  school_id uuid not null,
  report_id uuid not null,
  taken_by uuid not null,
  name text not null,
  at timestamptz not null,
  primary key (school_id, report_id),
  foreign key (school_id, report_id) references report
);
select tenancy_append_only('report_taken');
