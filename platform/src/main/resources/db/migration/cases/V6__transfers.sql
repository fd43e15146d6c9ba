-- A child's file that goes to the next school, by a link in a letter, and what became of it.
create table case_transfer (
  school_id uuid not null,
  transfer_id uuid not null,
  case_id uuid not null,
  child_id uuid not null,
  child_name text not null,
  to_school text not null check (to_school <> ''),
  address text not null check (address <> ''),
  holder uuid not null,
  files uuid[] not null,
  sent_by uuid not null,
  sent_by_name text not null,
  sent_at timestamptz not null,
  primary key (school_id, transfer_id),
  foreign key (school_id, case_id) references case_file,
  foreign key (school_id, child_id) references person
);
create index case_transfer_of_case on case_transfer (school_id, case_id);
select tenancy_append_only('case_transfer');

create table case_transfer_step (
  school_id uuid not null,
  transfer_id uuid not null,
  place bigint generated always as identity,
  kind text not null check (kind in ('SENT', 'FETCHED', 'ACCEPTED')),
  happened_at timestamptz not null,
  name text not null check (name <> ''),
  letter uuid,
  primary key (school_id, place),
  foreign key (school_id, transfer_id) references case_transfer
);
create index case_transfer_step_of on case_transfer_step (school_id, transfer_id);
select tenancy_append_only('case_transfer_step');

-- Under which number a case stands in another system.
create table case_reference (
  school_id uuid not null,
  case_id uuid not null,
  place bigint generated always as identity,
  system text not null check (system <> ''),
  number text not null check (number <> ''),
  day date not null,
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamptz not null,
  primary key (school_id, place),
  foreign key (school_id, case_id) references case_file
);
create index case_reference_of_case on case_reference (school_id, case_id);
select tenancy_append_only('case_reference');
