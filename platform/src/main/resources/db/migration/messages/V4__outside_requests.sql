-- What was asked of somebody outside: the police, the local authority, a provider. What came of it later is words of it.
create table outside_request (
  school_id uuid not null references school,
  request_id uuid not null,
  subject text not null,
  path text not null,
  agency text not null,
  what text not null,
  sent_at timestamptz not null,
  sent_by uuid not null,
  sent_by_name text not null,
  reference text not null,
  awaited_until timestamptz,
  written_at timestamptz not null,
  primary key (school_id, request_id)
);
create index outside_request_of on outside_request (school_id, subject);
create index outside_request_awaited on outside_request (school_id, awaited_until) where awaited_until is not null;
select tenancy_append_only('outside_request');

create table outside_word (
  school_id uuid not null,
  word bigint generated always as identity,
  request_id uuid not null,
  said_at timestamptz not null,
  said_by_name text not null,
  kind text not null check (kind in ('REFERENCE', 'CHASED', 'ANSWERED', 'NOT_AWAITED', 'REMINDED')),
  words text not null check (length(words) <= 20000),
  primary key (school_id, word),
  foreign key (school_id, request_id) references outside_request
);
create index outside_word_of on outside_word (school_id, request_id);
select tenancy_append_only('outside_word');
