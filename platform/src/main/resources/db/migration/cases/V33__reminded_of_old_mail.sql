-- That those who deal with a case were reminded that old mail is going, by the day on which that was due.
create table case_mail_reminder (
  school_id uuid not null,
  case_id uuid not null,
  day int not null,
  at timestamptz not null,
  primary key (school_id, case_id, day),
  foreign key (school_id, case_id) references case_file
);
select tenancy_append_only('case_mail_reminder');
create index case_walk_begun on case_walk (school_id, begun_at);
