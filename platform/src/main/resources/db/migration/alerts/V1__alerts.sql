-- What gateways saw that may be a signal, until it is graded. Written in the transaction that stores the event, so that
-- neither is there without the other, and taken away in the one that grades it.
create table alert_noticed (
  school_id uuid not null references school,
  gateway int not null,
  epoch bigint not null,
  sequence bigint not null,
  at timestamptz not null,
  gateway_id uuid not null,
  gateway_name text not null,
  token_made_at timestamptz not null,
  who text not null,
  reader text,
  address text not null,
  method text not null,
  host text not null,
  path text,
  answer text not null,
  categories text[] not null,
  rule text not null,
  policy_epoch bigint not null,
  policy_version bigint not null,
  known_by text not null,
  sort text not null,
  primary key (school_id, gateway, epoch, sequence, at)
);
create index alert_noticed_who on alert_noticed (school_id, who, sort);
select tenancy_protect('alert_noticed', true);

-- One signal: what one reader, or one station where nobody was known, met with of one sort within some hours.
create table alert (
  school_id uuid not null references school,
  alert_id uuid not null,
  sort text not null,
  grade text not null check (grade in ('CONCERN', 'DANGER')),
  who text not null,
  person_id uuid,
  kind text not null check (kind in ('PUPIL', 'STAFF', 'HEAD', 'ADULT', 'UNKNOWN')),
  began_at timestamptz not null,
  last_at timestamptz not null check (last_at >= began_at),
  raised_at timestamptz not null,
  events int not null check (events > 0),
  proved_to bigint not null,
  proved_at timestamptz,
  seen_at timestamptz,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  case_subject text,
  case_path text,
  because text check (because <> ''),
  primary key (school_id, alert_id),
  check ((person_id is null) = (kind = 'UNKNOWN')),
  check ((case_subject is null) = (case_path is null)),
  check ((decided_at is null) = (decided_by_name is null)),
  check ((decided_at is null) = (num_nonnulls(case_subject, because) = 0))
);
create index alert_who on alert (school_id, who, sort, began_at);
create index alert_waiting on alert (school_id, raised_at) where decided_at is null;
create index alert_raised on alert (school_id, raised_at desc);
select tenancy_append_only('alert');
grant update (began_at, last_at, events, proved_to, proved_at, seen_at, decided_at, decided_by, decided_by_name,
  case_subject, case_path, because) on alert to schoolgate_app;

-- It counts up, and what was decided stays: what was put aside may still become a case, and a case is never taken back.
create function alert_only_goes_on() returns trigger language plpgsql as $$
begin
  if (old.case_subject is not null and new.case_subject is distinct from old.case_subject)
      or (old.because is not null and new.because is distinct from old.because) then
    raise exception 'alert % has been decided', old.alert_id;
  end if;
  if new.events < old.events or new.proved_to < old.proved_to then
    raise exception 'alert % counts up', old.alert_id;
  end if;
  return new;
end $$;
create trigger alert_only_goes_on before update on alert for each row execute function alert_only_goes_on();

-- The events of a signal, kept for as long as the signal is, however soon the record of what was seen is let go.
create table alert_event (
  school_id uuid not null,
  alert_id uuid not null,
  place bigint generated always as identity,
  gateway int not null,
  epoch bigint not null,
  sequence bigint not null,
  at timestamptz not null,
  gateway_id uuid not null,
  gateway_name text not null,
  token_made_at timestamptz not null,
  reader text,
  address text not null,
  method text not null,
  host text not null,
  path text,
  answer text not null,
  categories text[] not null,
  rule text not null,
  policy_epoch bigint not null,
  policy_version bigint not null,
  known_by text not null,
  primary key (school_id, gateway, epoch, sequence, at),
  foreign key (school_id, alert_id) references alert
);
create index alert_event_of on alert_event (school_id, alert_id, place);
select tenancy_append_only('alert_event');

-- What somebody said of a signal afterwards: that it was a false alarm, or as the second person who looks at some of those
-- that were put aside.
create table alert_judgement (
  school_id uuid not null,
  alert_id uuid not null,
  place bigint generated always as identity,
  verdict text not null check (verdict in ('FALSE_ALARM', 'AGREES', 'DISAGREES')),
  said_at timestamptz not null,
  said_by uuid not null,
  said_by_name text not null,
  because text not null,
  primary key (school_id, place),
  foreign key (school_id, alert_id) references alert,
  check (because <> '' or verdict = 'AGREES')
);
create unique index alert_judgement_once on alert_judgement (school_id, alert_id, verdict);
select tenancy_append_only('alert_judgement');

-- How a school has its sorts graded: the newest of each holds, and where there is none, what the program says.
create table alert_grading (
  school_id uuid not null references school,
  place bigint generated always as identity,
  sort text not null,
  grade text not null check (grade in ('NOTHING', 'CONCERN', 'DANGER')),
  set_at timestamptz not null,
  set_by uuid not null,
  set_by_name text not null,
  reason text not null check (reason <> ''),
  primary key (school_id, place)
);
create index alert_grading_newest on alert_grading (school_id, sort, place desc);
select tenancy_append_only('alert_grading');
