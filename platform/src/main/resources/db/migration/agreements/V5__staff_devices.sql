-- What a member of staff was lent when they signed, by its serial number, and when it came back.
create table agreement_device (
  school_id uuid not null references school,
  device_id uuid not null,
  number bigint generated always as identity,
  person uuid not null,
  serial text not null check (serial <> ''),
  lent_on date not null,
  returned_on date,
  returned_to uuid,
  primary key (school_id, device_id),
  check ((returned_on is null) = (returned_to is null)),
  check (returned_on >= lent_on)
);
create index agreement_device_person on agreement_device (school_id, person, number);
create unique index agreement_device_out on agreement_device (school_id, person, serial) where returned_on is null;
select tenancy_protect('agreement_device');
