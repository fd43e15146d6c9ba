-- Who is rung when somebody may be in danger: in this order, at these hours, in these ways.
create table rung (
  school_id uuid not null references school,
  rung_id uuid not null,
  place int not null,
  person uuid not null,
  name text not null check (name <> ''),
  number text not null,
  channels text[] not null,
  hours text[] not null,
  primary key (school_id, rung_id)
);
select tenancy_protect('rung', true);

-- Days on which the school is closed, holidays above all.
create table closed_days (
  school_id uuid not null references school,
  closed_id uuid not null,
  name text not null,
  from_day date not null,
  until_day date not null,
  primary key (school_id, closed_id),
  check (from_day <= until_day)
);
select tenancy_protect('closed_days', true);

-- Who cannot be reached, on which days. Why is nobody's business.
create table absence (
  school_id uuid not null references school,
  absence_id uuid not null,
  person uuid not null,
  name text not null check (name <> ''),
  from_day date not null,
  until_day date not null,
  primary key (school_id, absence_id),
  check (from_day <= until_day)
);
create index absence_days on absence (school_id, until_day);
select tenancy_protect('absence', true);

-- Somebody may be in danger: people are rung until somebody says that they have it. Everything about it is rows that are
-- only added, so that a restart in the middle goes on where it was.
create table alarm (
  school_id uuid not null references school,
  alarm_id uuid not null,
  subject text not null,
  nth int not null,
  path text not null,
  test boolean not null,
  begun_at timestamptz not null,
  begun_by text not null,
  primary key (school_id, alarm_id),
  unique (school_id, subject, nth)
);
create index alarm_begun on alarm (school_id, begun_at desc);
select tenancy_append_only('alarm');

-- hash: of the secret in the address to which the telephone provider answers; empty for what no provider sends.
create table alarm_attempt (
  school_id uuid not null,
  alarm_id uuid not null,
  attempt int not null,
  round int not null,
  person uuid not null,
  name text not null,
  channel text not null check (channel in ('CALL', 'TEXT', 'EMAIL')),
  number text not null,
  hash bytea,
  code text not null,
  begun_at timestamptz not null,
  primary key (school_id, alarm_id, attempt),
  unique (school_id, alarm_id, round, person, channel),
  foreign key (school_id, alarm_id) references alarm
);
create unique index alarm_attempt_hash on alarm_attempt (school_id, hash) where hash is not null;
create index alarm_attempt_code on alarm_attempt (school_id, number, code) where code <> '';
select tenancy_append_only('alarm_attempt');

-- What came of an attempt, as it became known.
create table alarm_word (
  school_id uuid not null,
  word bigint generated always as identity,
  alarm_id uuid not null,
  attempt int not null,
  heard_at timestamptz not null,
  heard text not null,
  detail text not null,
  primary key (school_id, word),
  foreign key (school_id, alarm_id, attempt) references alarm_attempt
);
create index alarm_word_of on alarm_word (school_id, alarm_id, attempt);
select tenancy_append_only('alarm_word');

-- How an alarm ended. There is one end, and whoever comes second reads who was first.
create table alarm_end (
  school_id uuid not null,
  alarm_id uuid not null,
  ended_at timestamptz not null,
  how text not null check (how in ('KEYPAD', 'REPLY', 'PAGE', 'CALLED_OFF', 'TEST_OVER')),
  person uuid,
  name text not null,
  primary key (school_id, alarm_id),
  foreign key (school_id, alarm_id) references alarm,
  check ((how in ('KEYPAD', 'REPLY', 'PAGE')) = (person is not null))
);
select tenancy_append_only('alarm_end');

-- Whoever has it was reminded, as nothing was done.
create table alarm_reminder (
  school_id uuid not null,
  alarm_id uuid not null,
  reminded_at timestamptz not null,
  primary key (school_id, alarm_id),
  foreign key (school_id, alarm_id) references alarm_end
);
select tenancy_append_only('alarm_reminder');

-- However a program comes to it: nobody is rung for what has ended.
create function alarm_has_ended() returns trigger language plpgsql as $$
begin
  if exists (select 1 from alarm_end e where e.school_id = new.school_id and e.alarm_id = new.alarm_id) then
    raise exception 'alarm % has ended', new.alarm_id;
  end if;
  return new;
end $$;
create trigger alarm_has_ended before insert on alarm_attempt for each row execute function alarm_has_ended();
