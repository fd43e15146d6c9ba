-- Who is who. Rows are closed by a date, never removed; last_day is the last day on which something held.

-- A person's identity in a trust: the keyed digest of a number that follows a child from school to school. Reached
-- through one function that answers with the identity and nothing else.
create table trust_identity (
  trust_id uuid not null references trust,
  digest bytea not null check (length(digest) = 32),
  person_id uuid not null,
  primary key (trust_id, digest)
);

create function roster_identity(its_digest bytea, proposed uuid) returns uuid
language sql security definer set search_path = public, pg_temp as $$
  insert into trust_identity (trust_id, digest, person_id)
    select trust_id, its_digest, proposed from school
    where school_id = current_setting('schoolgate.school')::uuid
  on conflict (trust_id, digest) do update set person_id = trust_identity.person_id
  returning person_id
$$;
revoke all on function roster_identity from public;
grant execute on function roster_identity to schoolgate_app;

create table person (
  school_id uuid not null references school,
  person_id uuid not null,
  title text not null,
  given_name text not null,
  family_name text not null check (family_name <> ''),
  known_as text not null,
  born_on date,
  email text check (email <> ''),
  phone text check (phone <> ''),
  primary key (school_id, person_id)
);
select tenancy_protect('person');

create table membership (
  school_id uuid not null references school,
  membership_id uuid not null,
  person_id uuid not null,
  role text not null,
  first_day date not null,
  last_day date check (last_day >= first_day - 1),
  source text not null check (source in ('HAND', 'FILE')),
  ended_because text,
  primary key (school_id, membership_id),
  foreign key (school_id, person_id) references person,
  check ((last_day is null) = (ended_because is null))
);
create unique index membership_once on membership (school_id, person_id, role) where last_day is null;
create index membership_of_person on membership (school_id, person_id);
create index membership_by_role on membership (school_id, role);
select tenancy_protect('membership');

create table pupil_year (
  school_id uuid not null references school,
  person_id uuid not null,
  academic_year int not null,
  year_group int not null check (year_group between -2 and 13),
  phase text not null check (phase in ('EYFS', 'KS1', 'KS2')),
  primary key (school_id, person_id, academic_year),
  foreign key (school_id, person_id) references person
);
select tenancy_protect('pupil_year');

create table room (
  school_id uuid not null references school,
  room_id uuid not null,
  name text not null check (name <> ''),
  primary key (school_id, room_id)
);
create unique index room_name on room (school_id, lower(name));
select tenancy_protect('room');

create table school_class (
  school_id uuid not null references school,
  class_id uuid not null,
  academic_year int not null,
  name text not null check (name <> ''),
  kind text not null check (kind in ('FORM', 'LESSON')),
  year_groups int[] not null,
  room_id uuid,
  closed_on date,
  primary key (school_id, class_id),
  foreign key (school_id, room_id) references room
);
create index school_class_by_year on school_class (school_id, academic_year);
select tenancy_protect('school_class');

create table class_membership (
  school_id uuid not null references school,
  class_membership_id uuid not null,
  class_id uuid not null,
  person_id uuid not null,
  part text not null check (part in ('PUPIL', 'TEACHER', 'HELPER')),
  source text not null check (source in ('HAND', 'FILE')),
  first_day date not null,
  last_day date check (last_day >= first_day - 1),
  primary key (school_id, class_membership_id),
  foreign key (school_id, class_id) references school_class,
  foreign key (school_id, person_id) references person
);
create unique index class_membership_once on class_membership (school_id, class_id, person_id, part)
  where last_day is null;
create index class_membership_of_person on class_membership (school_id, person_id);
select tenancy_protect('class_membership');

create table guardianship (
  school_id uuid not null references school,
  guardianship_id uuid not null,
  pupil_id uuid not null,
  guardian_id uuid not null check (guardian_id <> pupil_id),
  relation text not null,
  responsibility text not null check (responsibility in ('HELD', 'NOT_HELD', 'NOT_SAID')),
  contact_order int not null check (contact_order > 0),
  lives_with boolean,
  caution text not null check (caution in ('NONE', 'CONFLICT', 'COURT_ORDER')),
  note text not null,
  source text not null check (source in ('HAND', 'FILE')),
  first_day date not null,
  last_day date check (last_day >= first_day - 1),
  primary key (school_id, guardianship_id),
  foreign key (school_id, pupil_id) references person,
  foreign key (school_id, guardian_id) references person
);
create unique index guardianship_once on guardianship (school_id, pupil_id, guardian_id) where last_day is null;
create index guardianship_of_guardian on guardianship (school_id, guardian_id);
select tenancy_protect('guardianship');

-- The names by which other systems know a person or a class.
create table external_id (
  school_id uuid not null references school,
  kind text not null check (kind in ('PERSON', 'CLASS')),
  source text not null check (source in ('UPN', 'RECORDS', 'ONEROSTER')),
  value text not null check (value <> ''),
  person_id uuid,
  class_id uuid,
  primary key (school_id, kind, source, value),
  foreign key (school_id, person_id) references person,
  foreign key (school_id, class_id) references school_class,
  check ((kind = 'PERSON') = (person_id is not null) and (kind = 'CLASS') = (class_id is not null))
);
create index external_id_of_person on external_id (school_id, person_id);
select tenancy_protect('external_id');
