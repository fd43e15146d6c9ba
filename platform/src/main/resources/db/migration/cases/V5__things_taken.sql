-- Things that were taken from somebody in a case (R51), and each move from hand to hand.
create table case_thing (
  school_id uuid not null,
  thing_id uuid not null,
  case_id uuid not null,
  what text not null check (what <> ''),
  taken_from text not null check (taken_from <> ''),
  taken_by text not null check (taken_by <> ''),
  witness text not null,
  taken_at timestamptz not null,
  place text not null check (place <> ''),
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamptz not null,
  primary key (school_id, thing_id),
  foreign key (school_id, case_id) references case_file
);
create index case_thing_of_case on case_thing (school_id, case_id);
select tenancy_append_only('case_thing');

create table case_thing_move (
  school_id uuid not null,
  thing_id uuid not null,
  place bigint generated always as identity,
  kind text not null check (kind in ('MOVED', 'HANDED', 'RETURNED')),
  moved_at timestamptz not null,
  moved_to text not null check (moved_to <> ''),
  signed text not null check (signed <> '' or kind = 'MOVED'),
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamptz not null,
  primary key (school_id, place),
  foreign key (school_id, thing_id) references case_thing
);
create index case_thing_move_of on case_thing_move (school_id, thing_id);
select tenancy_append_only('case_thing_move');
