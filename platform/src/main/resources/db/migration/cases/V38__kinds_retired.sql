-- Whether new cases are opened of a kind that a school has beside those of the program: the last that was said of it holds,
-- and where nothing was, they are.
create table procedure_offer (
  school_id uuid not null references school,
  place bigint generated always as identity,
  procedure text not null,
  offered boolean not null,
  why text not null check (why <> ''),
  said_by uuid not null,
  said_by_name text not null,
  said_at timestamptz not null,
  primary key (school_id, place)
);
create index procedure_offer_of on procedure_offer (school_id, procedure, place desc);
select tenancy_append_only('procedure_offer');
