-- What happened, each entry sealed to the one before it. Facts may be erased at their retention date: the digest stays.
create table audit_entry (
  school_id uuid not null references school,
  number bigint not null check (number > 0),
  version smallint not null,
  at timestamptz not null,
  actor uuid,
  actor_name text not null,
  kind text not null,
  subject text not null,
  facts jsonb,
  facts_digest bytea not null,
  previous bytea not null,
  hash bytea not null,
  primary key (school_id, number),
  unique (school_id, previous)
);
create index audit_entry_kind on audit_entry (school_id, kind, number desc);
select tenancy_append_only('audit_entry');

create table audit_head (
  school_id uuid not null references school,
  number bigint not null,
  hash bytea not null,
  primary key (school_id)
);
select tenancy_protect('audit_head');
