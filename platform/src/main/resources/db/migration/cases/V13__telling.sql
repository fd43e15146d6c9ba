-- What an adult told besides what happened, and whom it is about. Rows are only ever added.
create table report_details (
  school_id uuid not null,
  report_id uuid not null,
  happened_at timestamptz,
  heard_at timestamptz,
  place text check (place in ('IN_SCHOOL', 'OUT_OF_SCHOOL')),
  account text not null check (length(account) <= 200),
  station text not null check (length(station) <= 200),
  not_known boolean not null,
  concern text not null,
  risk text not null,
  action text not null,
  justification text not null,
  childs_words text not null,
  primary key (school_id, report_id),
  foreign key (school_id, report_id) references report,
  check (length(concern || risk || action || justification || childs_words) <= 60000)
);
select tenancy_append_only('report_details');

create table report_person (
  school_id uuid not null,
  place bigint generated always as identity,
  report_id uuid not null,
  person_id uuid,
  name text not null check (name <> ''),
  kind text not null check (kind in ('PUPIL', 'HEAD', 'STAFF', 'ADULT', 'OUTSIDE')),
  part text not null check (part in ('VICTIM', 'INSTIGATOR', 'WITNESS', 'OTHER')),
  primary key (school_id, place),
  foreign key (school_id, report_id) references report,
  foreign key (school_id, person_id) references person,
  check ((person_id is null) = (kind = 'OUTSIDE'))
);
create index report_person_of on report_person (school_id, report_id);
select tenancy_append_only('report_person');

-- What is being written and not sent: its writer's alone, and gone when it is sent or left alone.
create table report_draft (
  school_id uuid not null references school,
  draft_id uuid not null,
  written_by uuid not null,
  begun_at timestamptz not null,
  touched_at timestamptz not null,
  typed jsonb not null,
  primary key (school_id, draft_id)
);
create index report_draft_of on report_draft (school_id, written_by, touched_at desc);
create index report_draft_touched on report_draft (school_id, touched_at);
select tenancy_protect('report_draft', true);
