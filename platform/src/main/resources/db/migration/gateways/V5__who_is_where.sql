-- Whom a gateway knows where just now, as it told last: no history is kept. presences: a list of feed.Presence.
create table gateway_presence (
  school_id uuid not null references school,
  gateway_id uuid not null,
  told_at timestamptz not null,
  presences jsonb not null,
  primary key (school_id, gateway_id),
  foreign key (school_id, gateway_id) references gateway
);
select tenancy_protect('gateway_presence');
