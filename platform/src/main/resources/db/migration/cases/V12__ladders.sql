-- What may follow at a school when its rules are broken, for each audience; every version stays. None: the one of the program.
create table sanction_ladder (
  school_id uuid not null references school,
  audience text not null check (audience in ('KS1', 'KS2', 'STAFF', 'PARENT', 'VISITOR')),
  version int not null check (version > 0),
  changed_by uuid not null,
  changed_by_name text not null,
  changed_at timestamptz not null,
  primary key (school_id, audience, version)
);
select tenancy_append_only('sanction_ladder');

create table sanction_ladder_line (
  school_id uuid not null,
  audience text not null,
  version int not null,
  position int not null,
  rung text not null,
  words text not null check (words <> ''),
  primary key (school_id, audience, version, position),
  unique (school_id, audience, version, rung),
  foreign key (school_id, audience, version) references sanction_ladder
);
select tenancy_append_only('sanction_ladder_line');
