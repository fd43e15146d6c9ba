-- Where on the body an injury was seen or told of, and what it is like, in words.
create table report_injury (
  school_id uuid not null,
  place bigint generated always as identity,
  report_id uuid not null,
  region text not null,
  words text not null check (length(words) <= 500),
  primary key (school_id, place),
  unique (school_id, report_id, region),
  foreign key (school_id, report_id) references report
);
select tenancy_append_only('report_injury');
