-- Carers who did not agree were heard, and the head wrote down what came of it. Another hearing is another row.
create table agreement_hearing (
  school_id uuid not null references school,
  hearing_id uuid not null,
  number bigint generated always as identity,
  child uuid not null,
  audience text not null check (audience in ('EYFS', 'KS1', 'KS2')),
  heard uuid[] not null check (cardinality(heard) > 0),
  agreed boolean not null,
  words text not null check (words <> ''),
  heard_by uuid not null,
  heard_at timestamptz not null,
  primary key (school_id, hearing_id)
);
create index agreement_hearing_child on agreement_hearing (school_id, child, number);
select tenancy_append_only('agreement_hearing');
