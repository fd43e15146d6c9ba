-- Whom the school calls outside, and what was agreed with them; each row is the card from then on.
create table contact_card (
  school_id uuid not null references school,
  card bigint generated always as identity,
  agency text not null,
  name text not null,
  phone text not null,
  out_of_hours text not null,
  email text not null,
  agreed text not null,
  review_by date,
  written_at timestamptz not null,
  written_by_name text not null,
  primary key (school_id, card)
);
create index contact_card_of on contact_card (school_id, agency, card desc);
select tenancy_append_only('contact_card');
