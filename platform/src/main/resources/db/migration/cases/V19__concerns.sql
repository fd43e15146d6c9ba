-- Complaints and concerns from outside, found by the keyed hash of a code that nobody but whoever wrote them has. No
-- address of a machine is kept with them. Its code opens one until a while after the last that was written about it.
create table concern (
  school_id uuid not null references school,
  concern_id uuid not null,
  receipt bytea not null check (length(receipt) = 32),
  case_id uuid not null,
  kind text not null,
  about_whom text not null check (length(about_whom) <= 300),
  wanted text not null check (length(wanted) <= 5000),
  told_at timestamptz not null,
  until timestamptz not null,
  primary key (school_id, concern_id),
  unique (school_id, receipt),
  unique (school_id, case_id),
  foreign key (school_id, case_id) references case_file
);
select tenancy_append_only('concern');
grant update (until) on concern to schoolgate_app;

-- What was written, to and fro; written_by is null for whoever told it.
create table concern_message (
  school_id uuid not null,
  message_id bigint generated always as identity,
  concern_id uuid not null,
  at timestamptz not null,
  written_by uuid,
  written_by_name text,
  words text not null check (length(words) between 1 and 20000),
  primary key (school_id, message_id),
  foreign key (school_id, concern_id) references concern,
  check ((written_by is null) = (written_by_name is null))
);
create index concern_message_of on concern_message (school_id, concern_id, message_id);
select tenancy_append_only('concern_message');

-- Who wrote it, if they said: apart, so that nothing that reads the rest can show it.
create table concern_teller (
  school_id uuid not null,
  concern_id uuid not null,
  who text not null check (length(who) <= 300),
  email text not null check (length(email) <= 300),
  primary key (school_id, concern_id),
  foreign key (school_id, concern_id) references concern,
  check (who <> '' or email <> '')
);
select tenancy_append_only('concern_teller');
