-- Who talks with whom a sanction is about, when and where, and what came of it (SAN-2).
create table sanction_talk (
  school_id uuid not null references school,
  talk_id uuid not null,
  sanction_id uuid not null,
  adult_id uuid not null,
  adult_name text not null,
  talk_at timestamptz not null,
  place text not null check (place <> ''),
  arranged_by uuid not null,
  arranged_by_name text not null,
  arranged_at timestamptz not null,
  outcome text check (outcome in ('HELD', 'NOT_HELD')),
  outcome_words text,
  noted_by uuid,
  noted_by_name text,
  noted_at timestamptz,
  reminded_at timestamptz,
  primary key (school_id, talk_id),
  foreign key (school_id, sanction_id) references sanction,
  foreign key (school_id, adult_id) references person,
  check (num_nulls(outcome, outcome_words, noted_by, noted_by_name, noted_at) in (0, 5)),
  check (outcome_words <> '')
);
-- one at a time: what came of it is written down before there is another
create unique index sanction_talk_open on sanction_talk (school_id, sanction_id) where outcome is null;
create index sanction_talk_waits on sanction_talk (school_id, adult_id, talk_at) where outcome is null;
select tenancy_append_only('sanction_talk');
grant update (outcome, outcome_words, noted_by, noted_by_name, noted_at, reminded_at) on sanction_talk to schoolgate_app;
