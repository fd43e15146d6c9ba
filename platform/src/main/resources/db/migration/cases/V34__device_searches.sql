-- A pupil's device was searched: why, by whom, who let them, what was there and where the device is now.
create table case_search (
  school_id uuid not null,
  search_id uuid not null,
  case_id uuid not null,
  pupil_id uuid not null,
  pupil_name text not null check (pupil_name <> ''),
  device text not null check (device <> ''),
  ground text not null check (ground in ('BANNED', 'HARM', 'DISRUPTION', 'OFFENCE', 'AGREED')),
  reason text not null check (reason <> ''),
  sought text not null check (sought <> ''),
  searched_at timestamptz not null,
  authorised_by uuid not null,
  authorised_by_name text not null check (authorised_by_name <> ''),
  searched_by text not null check (searched_by <> ''),
  witness text not null check (witness <> ''),
  of_the_person text not null,
  result text not null check (result in ('NOTHING', 'LEFT', 'KEPT', 'DELETED', 'IMAGE', 'CRIME')),
  found text not null check ((found = '') = (result = 'NOTHING')),
  deleted text not null check ((deleted <> '') = (result = 'DELETED')),
  parents text not null check (parents in ('TOLD', 'LATER', 'HELD_BACK')),
  parents_note text not null,
  returned boolean not null check (not (returned and result in ('IMAGE', 'CRIME'))),
  whereabouts text not null check (whereabouts <> ''),
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamptz not null,
  primary key (school_id, search_id),
  foreign key (school_id, case_id) references case_file,
  foreign key (school_id, pupil_id) references person
);
create index case_search_of_case on case_search (school_id, case_id);
select tenancy_append_only('case_search');
