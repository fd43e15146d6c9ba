-- Whom a child chose to hear it besides those who must.
alter table report add column trusted uuid;

-- Who read what a child told, what they wrote back, and that the child has seen it.
create table report_read (
  school_id uuid not null,
  report_id uuid not null,
  read_by uuid not null,
  name text not null,
  at timestamptz not null,
  primary key (school_id, report_id, read_by),
  foreign key (school_id, report_id) references report
);
select tenancy_append_only('report_read');

create table report_answer (
  school_id uuid not null,
  place bigint generated always as identity,
  report_id uuid not null,
  written_by uuid not null,
  name text not null,
  at timestamptz not null,
  words text not null check (length(words) between 1 and 2000),
  primary key (school_id, place),
  foreign key (school_id, report_id) references report
);
create index report_answer_of on report_answer (school_id, report_id);
select tenancy_append_only('report_answer');

create table report_seen (
  school_id uuid not null,
  report_id uuid not null,
  at timestamptz not null,
  primary key (school_id, report_id, at),
  foreign key (school_id, report_id) references report
);
select tenancy_append_only('report_seen');
