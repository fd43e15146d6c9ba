-- A paper that came back with an answer on it. Where the school wants a second look, a yes counts only after it.
create table agreement_paper (
  school_id uuid not null references school,
  paper_id uuid not null,
  number bigint generated always as identity,
  subject uuid not null,
  signers uuid[] not null check (cardinality(signers) > 0),
  texts uuid[] not null check (cardinality(texts) > 0),
  agreed boolean not null,
  signed_on date not null,
  scan_id uuid not null,
  entered_by uuid not null,
  entered_at timestamptz not null,
  state text not null check (state in ('WAITING', 'TAKEN', 'RETURNED')),
  looked_by uuid,
  looked_at timestamptz,
  note text not null default '',
  primary key (school_id, paper_id),
  foreign key (school_id, scan_id) references agreement_scan,
  check ((looked_by is null) = (looked_at is null)),
  check (state <> 'WAITING' or looked_by is null),
  check (state <> 'RETURNED' or looked_by is not null),
  check (looked_by <> entered_by)
);
create index agreement_paper_waiting on agreement_paper (school_id, number) where state = 'WAITING';
select tenancy_protect('agreement_paper');
