-- The certificate authority of a school, made once. sealed_key: its key, sealed with a secret that stands outside the database.
create table certificate_authority (
  school_id uuid primary key references school,
  made_at timestamptz not null,
  certificate bytea not null,
  sealed_key bytea not null
);
select tenancy_append_only('certificate_authority');

-- The certificate that each gateway was given last.
create table gateway_certificate (
  school_id uuid not null references school,
  gateway_id uuid not null,
  serial text not null,
  signed_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (school_id, gateway_id),
  foreign key (school_id, gateway_id) references gateway
);
select tenancy_protect('gateway_certificate');
