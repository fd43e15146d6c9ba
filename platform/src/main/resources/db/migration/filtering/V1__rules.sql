-- What a school chose for a group and a category, instead of what holds by default. The newest row is in force.
create table category_choice (
  school_id uuid not null references school,
  choice_id bigint generated always as identity,
  reader_group text not null,
  category text not null,
  treatment text not null check (treatment in ('OPEN', 'ASK', 'CLOSED')),
  chosen_by uuid,
  chosen_by_name text not null,
  chosen_at timestamptz not null,
  reason text not null check (reason <> ''),
  primary key (school_id, choice_id)
);
create index category_choice_in_force on category_choice (school_id, reader_group, category, choice_id desc);
select tenancy_append_only('category_choice');

-- The school's own rules for single sites (R32).
create table site_rule (
  school_id uuid not null references school,
  rule_id uuid not null,
  number int not null,
  host text not null check (host <> ''),
  effect text not null check (effect in ('ALLOW', 'BLOCK', 'ASK')),
  for_refs text[] not null,
  for_label text not null,
  begins_at timestamptz not null,
  ends_at timestamptz,
  reason text not null check (reason <> ''),
  made_by uuid,
  made_by_name text not null,
  made_at timestamptz not null,
  ended_by uuid,
  ended_by_name text,
  ended_at timestamptz,
  end_reason text,
  primary key (school_id, rule_id),
  unique (school_id, number),
  check (ends_at is null or begins_at < ends_at),
  check ((ended_at is null) = (end_reason is null) and (ended_at is null) = (ended_by_name is null))
);
create index site_rule_in_force on site_rule (school_id, host) where ended_at is null;
select tenancy_protect('site_rule');

-- Sites of the school that are always open: its own pages. Help lines are built in.
create table own_site (
  school_id uuid not null references school,
  host text not null check (host <> ''),
  added_by uuid,
  added_by_name text not null,
  added_at timestamptz not null,
  reason text not null check (reason <> ''),
  primary key (school_id, host)
);
select tenancy_protect('own_site', true);

-- Numbers given to rules and reports of a school.
create table filtering_number (
  school_id uuid not null references school,
  what text not null check (what in ('rule', 'report')),
  last int not null,
  primary key (school_id, what)
);
select tenancy_protect('filtering_number');

-- Somebody found a site unsuitable (R33).
create table site_report (
  school_id uuid not null references school,
  report_id uuid not null,
  number int not null,
  host text not null check (host <> ''),
  url text not null,
  content text not null,
  device text not null,
  found_by uuid not null,
  found_by_name text not null,
  by_pupil boolean not null,
  reported_at timestamptz not null,
  blocks boolean not null,
  lapses_at timestamptz,
  decision text check (decision in ('CONFIRMED', 'DISMISSED')),
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text,
  sent_to text,
  sent_at timestamptz,
  answer text,
  answer_reference text,
  answered_at timestamptz,
  primary key (school_id, report_id),
  unique (school_id, number),
  check ((decision is null) = (decided_at is null) and (decision is null) = (decision_reason is null)),
  check ((sent_to is null) = (sent_at is null)),
  check ((answer is null) = (answered_at is null))
);
create index site_report_open on site_report (school_id, reported_at) where decision is null;
create index site_report_host on site_report (school_id, host, reported_at desc);
select tenancy_protect('site_report');
