-- How far a group's HTTPS is looked into, where a school chose. by_category: sort of site to mode. The newest row is in force.
create table https_choice (
  school_id uuid not null references school,
  choice_id bigint generated always as identity,
  reader_group text not null,
  usual text not null check (usual in ('SPLICE', 'NAME_ONLY', 'INSPECT')),
  by_category jsonb not null,
  chosen_by uuid,
  chosen_by_name text not null,
  chosen_at timestamptz not null,
  reason text not null check (reason <> ''),
  primary key (school_id, choice_id)
);
create index https_choice_in_force on https_choice (school_id, reader_group, choice_id desc);
select tenancy_append_only('https_choice');

-- The hosts, each with all names below it, that are never looked into, whoever reads. The newest row is in force.
create table untouched_choice (
  school_id uuid not null references school,
  choice_id bigint generated always as identity,
  hosts text[] not null,
  chosen_by uuid,
  chosen_by_name text not null,
  chosen_at timestamptz not null,
  reason text not null check (reason <> ''),
  primary key (school_id, choice_id)
);
select tenancy_append_only('untouched_choice');
