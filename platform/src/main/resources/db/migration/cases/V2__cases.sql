-- What follows from a worry. A case is its entries: everything else about it can be worked out from them again.
create table case_number (
  school_id uuid not null references school,
  year int not null,
  last int not null,
  primary key (school_id, year)
);
select tenancy_protect('case_number');

-- The last five columns say what the entries come to, so that a queue need not read them; nothing else is ever changed.
create table case_file (
  school_id uuid not null references school,
  case_id uuid not null,
  year int not null,
  number int not null,
  kind text not null,
  opened_at timestamptz not null,
  opened_by uuid not null,
  opened_by_name text not null,
  report_id uuid,
  told_by uuid,
  about_staff boolean not null,
  circle text not null check (circle in ('ORDINARY', 'SEALED', 'STAFF', 'HEAD')),
  sealed boolean not null,
  next_due timestamptz,
  touched_at timestamptz not null,
  closed_at timestamptz,
  primary key (school_id, case_id),
  unique (school_id, year, number),
  foreign key (school_id, report_id) references report
);
create unique index case_file_of_report on case_file (school_id, report_id) where report_id is not null;
create index case_file_open on case_file (school_id, next_due, touched_at desc) where closed_at is null;
create index case_file_closed on case_file (school_id, closed_at desc) where closed_at is not null;
create index case_file_opener on case_file (school_id, opened_by) where closed_at is null;
create index case_file_teller on case_file (school_id, told_by) where closed_at is null;
select tenancy_append_only('case_file');
grant update (circle, sealed, next_due, touched_at, closed_at) on case_file to schoolgate_app;

create table case_walk (
  school_id uuid not null,
  case_id uuid not null,
  walk int not null,
  procedure text not null,
  version int not null,
  begun_at timestamptz not null,
  primary key (school_id, case_id, walk),
  unique (school_id, case_id, procedure),
  foreign key (school_id, case_id) references case_file
);
select tenancy_append_only('case_walk');

-- What was said about a step, or that there was no need of it; whom a sanction is for.
create table case_entry (
  school_id uuid not null,
  case_id uuid not null,
  walk int not null,
  entry int not null,
  step text not null,
  necessary boolean not null,
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamptz not null,
  said jsonb not null,
  about uuid,
  primary key (school_id, case_id, walk, entry),
  foreign key (school_id, case_id, walk) references case_walk
);
select tenancy_append_only('case_entry');

-- The steps that have begun and are not done, worked out anew with each entry; told: how many turns have had their letter.
create table case_waiting (
  school_id uuid not null,
  case_id uuid not null,
  walk int not null,
  step text not null,
  title text not null,
  doer text not null,
  since timestamptz not null,
  ready boolean not null,
  due timestamptz,
  within_seconds bigint,
  turns text[] not null,
  told int not null,
  primary key (school_id, case_id, walk, step),
  foreign key (school_id, case_id, walk) references case_walk,
  check ((due is null) = (within_seconds is null))
);
create index case_waiting_for on case_waiting (school_id, doer) where ready;
create index case_waiting_due on case_waiting (school_id, due, since) where ready;
select tenancy_protect('case_waiting', true);

-- Who is on a case, and as what. What is said later about the same person holds.
create table case_person (
  school_id uuid not null,
  case_id uuid not null,
  place bigint generated always as identity,
  person_id uuid,
  name text not null check (name <> ''),
  kind text not null check (kind in ('PUPIL', 'HEAD', 'STAFF', 'ADULT', 'OUTSIDE')),
  part text not null check (part in ('VICTIM', 'INSTIGATOR', 'WITNESS', 'OTHER')),
  added_at timestamptz not null,
  added_by uuid not null,
  added_by_name text not null,
  primary key (school_id, place),
  foreign key (school_id, case_id) references case_file,
  foreign key (school_id, person_id) references person,
  check ((person_id is null) = (kind = 'OUTSIDE'))
);
create index case_person_of_case on case_person (school_id, case_id);
create index case_person_cases on case_person (school_id, person_id) where person_id is not null;
create index case_person_name on case_person (school_id, lower(name) text_pattern_ops);
select tenancy_append_only('case_person');

-- Who reads a case that is not open to everybody of its roles.
create table case_reader (
  school_id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  name text not null,
  named_at timestamptz not null,
  named_by uuid not null,
  named_by_name text not null,
  primary key (school_id, case_id, person_id),
  foreign key (school_id, case_id) references case_file,
  foreign key (school_id, person_id) references person
);
create index case_reader_cases on case_reader (school_id, person_id);
select tenancy_append_only('case_reader');

-- What somebody wrote down beside the steps. A correction is a note of its own that points at the old one.
create table case_note (
  school_id uuid not null,
  note_id uuid not null,
  case_id uuid not null,
  happened_at timestamptz not null,
  written_at timestamptz not null,
  written_by uuid not null,
  written_by_name text not null,
  fact text not null,
  concern text not null,
  risk text not null,
  action text not null,
  justification text not null,
  childs_words text not null,
  corrects uuid,
  primary key (school_id, note_id),
  foreign key (school_id, case_id) references case_file,
  foreign key (school_id, corrects) references case_note,
  check (length(fact || concern || risk || action || justification || childs_words) between 1 and 60000),
  check (corrects is null or corrects <> note_id)
);
create index case_note_of_case on case_note (school_id, case_id);
select tenancy_append_only('case_note');

-- Which holds on access a case has brought about.
create table case_hold (
  school_id uuid not null,
  case_id uuid not null,
  hold_id uuid not null,
  person_id uuid not null,
  kind text not null,
  primary key (school_id, hold_id),
  foreign key (school_id, case_id) references case_file,
  foreign key (school_id, hold_id) references access_hold
);
create index case_hold_of_case on case_hold (school_id, case_id);
select tenancy_append_only('case_hold');

-- However somebody closes a case: not while anything waits in it, and what is closed stays closed.
create function case_closes_when_done() returns trigger language plpgsql as $$
begin
  if old.closed_at is not null then
    raise exception 'case % is closed already', old.case_id;
  end if;
  if new.closed_at is not null and exists (
    select 1 from case_waiting w where w.school_id = new.school_id and w.case_id = new.case_id) then
    raise exception 'something still waits in case %', old.case_id;
  end if;
  return new;
end $$;
create trigger case_closes_when_done before update on case_file for each row execute function case_closes_when_done();
