-- Whoever hears what was told says that somebody is in danger now.
create table report_danger (
  school_id uuid not null,
  report_id uuid not null,
  said_by uuid not null,
  name text not null,
  at timestamptz not null,
  primary key (school_id, report_id),
  foreign key (school_id, report_id) references report
);
select tenancy_append_only('report_danger');

-- An urgent step that is late twice rings, once for each time that it begins.
alter table case_waiting add column rings_at timestamptz;
alter table case_waiting add column rang boolean not null default false;
create index case_waiting_rings on case_waiting (school_id, rings_at) where ready and not rang;
