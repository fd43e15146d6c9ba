-- Looking for a station finds whoever sat at it, known or not.
drop index seen_event_address;
create index seen_event_address on seen_event (school_id, address, at);

-- A look at what somebody did, with its purpose written down before anything is shown (R37).
create table look_up (
  school_id uuid not null references school,
  look_up_id uuid not null,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_as text not null,
  purpose text not null
    check (purpose in ('EVIDENCE', 'COMPLIANCE', 'OPERATION', 'QUALITY', 'CRIME', 'SUBJECT_ACCESS')),
  because text not null check (because <> ''),
  person_id uuid,
  site text,
  address text,
  period_from timestamptz not null,
  period_until timestamptz not null check (period_until > period_from),
  asked_at timestamptz not null,
  needs_second boolean not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  refused_because text,
  open_until timestamptz,
  readings int not null default 0,
  results bigint,
  primary key (school_id, look_up_id),
  check (num_nonnulls(person_id, site, address) = 1),
  check (decided_by is null or decided_by <> asked_by),
  check ((refused_because is null) or (open_until is null)),
  check (open_until is null or not needs_second or decided_by is not null)
);
create index look_up_newest on look_up (school_id, asked_at desc);
select tenancy_protect('look_up');
