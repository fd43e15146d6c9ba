-- What staff say of the filter's quality (FIL-20): a site, too much or too little, and words. Nobody stands in it.
create table filter_feedback (
  school_id uuid not null references school,
  feedback_id uuid not null,
  host text not null check (host <> ''),
  kind text not null check (kind in ('TOO_MUCH', 'TOO_LITTLE')),
  words text not null check (words <> ''),
  said_at timestamptz not null,
  primary key (school_id, feedback_id)
);
create index filter_feedback_newest on filter_feedback (school_id, said_at desc);
select tenancy_append_only('filter_feedback');
