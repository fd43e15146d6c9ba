-- How something came that was told while the network was away.
create table report_arrival (
  school_id uuid not null,
  report_id uuid not null,
  arrived_at timestamptz not null,
  device_clock timestamptz,
  time_is_known boolean not null,
  primary key (school_id, report_id),
  foreign key (school_id, report_id) references report
);
select tenancy_append_only('report_arrival');
