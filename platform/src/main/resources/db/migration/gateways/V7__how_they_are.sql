-- How a gateway said last that it is, edge by edge: a feed.GatewayHealth. faults, faulty_since: what of it first screens show.
create table gateway_health (
  school_id uuid not null references school,
  gateway_id uuid not null,
  told_at timestamptz not null,
  faults int not null,
  faulty_since timestamptz,
  health jsonb not null,
  primary key (school_id, gateway_id),
  foreign key (school_id, gateway_id) references gateway,
  check ((faults = 0) = (faulty_since is null))
);
select tenancy_protect('gateway_health');

-- What went wrong at a gateway and was told to its technicians, once. edge: a feed.Edge, or SILENT where the gateway did not
-- speak at all. mended_at: since when it has not been so any more.
create table gateway_trouble (
  school_id uuid not null references school,
  gateway_id uuid not null,
  edge text not null,
  told_at timestamptz not null,
  trouble text not null,
  began_at timestamptz not null,
  mended_at timestamptz,
  primary key (school_id, gateway_id, edge, told_at),
  foreign key (school_id, gateway_id) references gateway
);
select tenancy_protect('gateway_trouble');
grant delete on gateway_trouble to schoolgate_app;
