-- What was decided about whom, as it was decided. What it takes away is a hold; that it came back, the hold says.
create table sanction (
  school_id uuid not null references school,
  sanction_id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  ladder text not null check (ladder in ('PUPIL', 'STAFF')),
  rung text not null,
  why text,
  decided_by uuid not null,
  decided_by_name text not null,
  decided_at timestamptz not null,
  begins_at timestamptz not null,
  ends_at timestamptz,
  hold_id uuid,
  signed_version text,
  signed_since timestamptz,
  primary key (school_id, sanction_id),
  foreign key (school_id, case_id) references case_file,
  foreign key (school_id, person_id) references person,
  foreign key (school_id, hold_id) references access_hold,
  check (ends_at is null or begins_at < ends_at),
  check ((signed_version is null) = (signed_since is null)),
  -- nobody decides about themselves
  check (decided_by <> person_id)
);
create index sanction_decided on sanction (school_id, decided_at desc);
create index sanction_of_case on sanction (school_id, case_id);
select tenancy_append_only('sanction');

-- What a parent was written, and that they had it open and read it (SAN-3).
create table sanction_letter (
  school_id uuid not null references school,
  letter_id uuid not null,
  sanction_id uuid not null,
  parent_id uuid not null,
  parent_name text not null,
  words text not null check (words <> ''),
  sent_by uuid not null,
  sent_by_name text not null,
  sent_at timestamptz not null,
  by_email boolean not null,
  opened_at timestamptz,
  read_at timestamptz,
  proof text check (proof in ('MAILBOX', 'MAILBOX_AND_FACT', 'SIGNED_IN')),
  primary key (school_id, letter_id),
  unique (school_id, sanction_id, parent_id),
  foreign key (school_id, sanction_id) references sanction,
  foreign key (school_id, parent_id) references person,
  check ((read_at is null) = (proof is null))
);
select tenancy_append_only('sanction_letter');
grant update (opened_at, read_at, proof) on sanction_letter to schoolgate_app;

-- The safeguarding lead may decide that parents are not told, and says why.
create table sanction_held_back (
  school_id uuid not null references school,
  sanction_id uuid not null,
  held_by uuid not null,
  held_by_name text not null,
  held_at timestamptz not null,
  reason text not null check (reason <> ''),
  primary key (school_id, sanction_id),
  foreign key (school_id, sanction_id) references sanction
);
select tenancy_append_only('sanction_held_back');
