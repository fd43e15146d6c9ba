-- What is done after a case, by whom and until when; and that a policy is to be looked at again.
create table case_action (
  school_id uuid not null,
  action_id uuid not null,
  case_id uuid not null,
  what text not null check (what <> ''),
  owner_id uuid not null,
  owner_name text not null check (owner_name <> ''),
  due date not null,
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamptz not null,
  primary key (school_id, action_id),
  foreign key (school_id, case_id) references case_file,
  foreign key (school_id, owner_id) references person
);
create index case_action_of_case on case_action (school_id, case_id);
create index case_action_of_owner on case_action (school_id, owner_id);
select tenancy_append_only('case_action');

create table case_action_end (
  school_id uuid not null,
  action_id uuid not null,
  done boolean not null,
  words text not null check (done or words <> ''),
  ended_at timestamptz not null,
  ended_by uuid not null,
  ended_by_name text not null,
  primary key (school_id, action_id),
  foreign key (school_id, action_id) references case_action
);
select tenancy_append_only('case_action_end');

create table case_action_reminder (
  school_id uuid not null,
  action_id uuid not null,
  reminded_at timestamptz not null,
  primary key (school_id, action_id, reminded_at),
  foreign key (school_id, action_id) references case_action
);
select tenancy_append_only('case_action_reminder');

create table case_review (
  school_id uuid not null,
  review_id uuid not null,
  case_id uuid not null,
  words text not null check (words <> ''),
  wanted_by uuid not null,
  wanted_by_name text not null,
  wanted_at timestamptz not null,
  primary key (school_id, review_id),
  foreign key (school_id, case_id) references case_file
);
create index case_review_of_case on case_review (school_id, case_id);
select tenancy_append_only('case_review');

create table case_review_done (
  school_id uuid not null,
  review_id uuid not null,
  words text not null check (words <> ''),
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  primary key (school_id, review_id),
  foreign key (school_id, review_id) references case_review
);
select tenancy_append_only('case_review_done');
