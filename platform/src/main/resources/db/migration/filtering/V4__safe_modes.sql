-- How search engines and YouTube show themselves to a group, where a school chose. The newest row is in force.
create table safe_modes_choice (
  school_id uuid not null references school,
  choice_id bigint generated always as identity,
  reader_group text not null,
  safe_search boolean not null,
  youtube text not null check (youtube in ('OPEN', 'MODERATE', 'STRICT')),
  chosen_by uuid,
  chosen_by_name text not null,
  chosen_at timestamptz not null,
  reason text not null check (reason <> ''),
  primary key (school_id, choice_id)
);
create index safe_modes_choice_in_force on safe_modes_choice (school_id, reader_group, choice_id desc);
select tenancy_append_only('safe_modes_choice');
