-- Every definition by which a case of the school goes or new ones are to go, whole: what the program brings may change
-- with its next version, and a case ends by the text with which it began.
create table procedure_version (
  school_id uuid not null references school,
  digest text not null,
  procedure text not null,
  version int not null,
  definition text not null,
  kept_at timestamptz not null,
  primary key (school_id, digest)
);
select tenancy_append_only('procedure_version');

-- Empty for walks that began before definitions were kept: they go on by what the program brings. Nothing is there that the
-- new key could be wrong for, and to look would need a school.
alter table case_walk
  add column digest text,
  add foreign key (school_id, digest) references procedure_version not valid;

-- By which definition new cases of a kind go, and from when on. The last row that is in force holds; an empty digest is the
-- one that the program brings. What the program brought then is kept beside it, so that its next change shows.
create table procedure_adoption (
  school_id uuid not null references school,
  place bigint generated always as identity,
  procedure text not null,
  digest text,
  brought text not null,
  in_force_from timestamptz not null,
  why text not null check (why <> ''),
  written_by uuid not null,
  written_by_name text not null,
  approved_by uuid not null,
  approved_by_name text not null,
  approved_at timestamptz not null,
  primary key (school_id, place),
  foreign key (school_id, digest) references procedure_version,
  check (written_by <> approved_by)
);
create index procedure_adoption_of on procedure_adoption (school_id, procedure, place desc);
select tenancy_append_only('procedure_adoption');
