-- Whoever is held may have work where they do not reach it any more: a named adult gets it for them by a day (ACC-12).
create table hold_files (
  school_id uuid not null references school,
  hold_id uuid not null,
  adult_id uuid not null,
  adult_name text not null,
  due date not null,
  done_by uuid,
  done_by_name text,
  done_at timestamptz,
  primary key (school_id, hold_id),
  foreign key (school_id, hold_id) references access_hold,
  foreign key (school_id, adult_id) references person,
  check ((done_at is null) = (done_by_name is null))
);
create index hold_files_open on hold_files (school_id, adult_id) where done_at is null;
select tenancy_protect('hold_files');
