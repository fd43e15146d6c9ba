-- That somebody asked at the door for a letter with a link. Every school gets the same row, whether or not it knows the
-- address: the answer tells nothing by how long it takes. Each school looks for itself a moment later, and lets go.
create table letter_wish (
  school_id uuid not null references school,
  number bigint generated always as identity,
  what text not null check (what in ('PASSWORD', 'FAMILY')),
  address text not null check (address <> ''),
  at timestamptz not null,
  primary key (school_id, number)
);
select tenancy_protect('letter_wish', true);
