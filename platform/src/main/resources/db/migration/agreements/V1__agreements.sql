-- A version of an agreement for an audience. One of each audience is in force, and at most one is being prepared.
create table agreement_text (
  school_id uuid not null references school,
  text_id uuid not null,
  audience text not null check (audience in ('EYFS', 'KS1', 'KS2', 'STAFF', 'OTHER_ADULT', 'PARENT')),
  major integer not null check (major > 0),
  minor integer not null check (minor >= 0),
  change text not null check (change in ('MINOR', 'MAJOR')),
  state text not null check (state in ('DRAFT', 'APPROVED', 'IN_FORCE', 'REPLACED')),
  drafted_by uuid not null,
  drafted_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  in_force_at timestamptz,
  replaced_at timestamptz,
  counts_until timestamptz,
  primary key (school_id, text_id),
  unique (school_id, audience, major, minor),
  check ((state = 'DRAFT') = (approved_by is null)),
  check ((approved_by is null) = (approved_at is null)),
  check ((state in ('DRAFT', 'APPROVED')) = (in_force_at is null)),
  check ((state = 'REPLACED') = (replaced_at is not null)),
  check ((replaced_at is null) = (counts_until is null))
);
create unique index agreement_text_in_force on agreement_text (school_id, audience) where state = 'IN_FORCE';
create unique index agreement_text_open on agreement_text (school_id, audience) where state in ('DRAFT', 'APPROVED');
select tenancy_protect('agreement_text');

-- The exact words of a version in a language, and their fingerprint. Once approved they never change.
create table agreement_wording (
  school_id uuid not null references school,
  text_id uuid not null,
  language text not null,
  wording jsonb not null,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  approved_by uuid,
  approved_at timestamptz,
  primary key (school_id, text_id, language),
  foreign key (school_id, text_id) references agreement_text,
  check ((approved_by is null) = (approved_at is null))
);
select tenancy_protect('agreement_wording');

create function agreement_words_stay() returns trigger language plpgsql as $$
begin
  raise exception 'the words of agreement % were approved and cannot change', old.text_id;
end $$;
create trigger agreement_words_stay before update on agreement_wording
  for each row when (old.approved_at is not null) execute function agreement_words_stay();

-- A time in which people are asked: who, since when, by when, how often they are reminded.
create table agreement_round (
  school_id uuid not null references school,
  round_id uuid not null,
  name text not null check (name <> ''),
  year integer not null,
  audiences text[] not null check (cardinality(audiences) > 0),
  opened_by uuid not null,
  opened_at timestamptz not null,
  answer_by date not null,
  remind_every integer not null check (remind_every > 0),
  closed_by uuid,
  closed_at timestamptz,
  primary key (school_id, round_id),
  check ((closed_by is null) = (closed_at is null))
);
select tenancy_protect('agreement_round');

-- One person asked for one answer, in a round or outside one.
create table agreement_ask (
  school_id uuid not null references school,
  ask_id uuid not null,
  number bigint generated always as identity,
  round_id uuid,
  year integer not null,
  audience text not null check (audience in ('EYFS', 'KS1', 'KS2', 'STAFF', 'OTHER_ADULT', 'PARENT')),
  part text not null check (part in ('PUPIL', 'PARENT_FOR_CHILD', 'OWN')),
  signer uuid not null,
  subject uuid not null,
  at timestamptz not null,
  primary key (school_id, ask_id),
  foreign key (school_id, round_id) references agreement_round,
  unique nulls not distinct (school_id, round_id, audience, part, signer, subject, year)
);
create index agreement_ask_signer on agreement_ask (school_id, signer);
create index agreement_ask_subject on agreement_ask (school_id, subject);
select tenancy_append_only('agreement_ask');

-- What happened on the way to an answer: written to, opened, asked about, answered, reminded.
create table agreement_step (
  school_id uuid not null references school,
  step_id bigint generated always as identity,
  ask_id uuid not null,
  kind text not null check (kind in ('INVITED', 'UNREACHABLE', 'REMINDED', 'OPENED', 'QUESTION_ASKED', 'QUESTION_ANSWERED')),
  at timestamptz not null,
  by_person uuid,
  words text not null default '',
  primary key (school_id, step_id),
  foreign key (school_id, ask_id) references agreement_ask
);
create index agreement_step_ask on agreement_step (school_id, ask_id, step_id);
select tenancy_append_only('agreement_step');

-- The scan of an answer on paper.
create table agreement_scan (
  school_id uuid not null references school,
  scan_id uuid not null,
  type text not null check (type in ('application/pdf', 'image/jpeg', 'image/png')),
  bytes bytea not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  stored_by uuid not null,
  stored_at timestamptz not null,
  primary key (school_id, scan_id)
);
select tenancy_append_only('agreement_scan');

-- What somebody answered, to which words, and how it is known to be theirs. A change of mind is another row.
create table agreement_signature (
  school_id uuid not null references school,
  signature_id uuid not null,
  number bigint generated always as identity,
  text_id uuid not null,
  language text not null,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  part text not null check (part in ('PUPIL', 'PARENT_FOR_CHILD', 'OWN')),
  signer uuid not null,
  subject uuid not null,
  capacity text not null,
  name text not null check (name <> ''),
  answer text not null check (answer in ('AGREED', 'REFUSED', 'WITHDRAWN')),
  reason text not null,
  proof text not null,
  proof_detail text not null,
  method text not null check (method in ('ELECTRONIC', 'TEACHER_WITNESSED', 'PAPER_SCAN')),
  strength text not null check (strength in ('WEAK', 'FAIR', 'GOOD')),
  at timestamptz not null,
  address text not null,
  year integer not null,
  receipt text not null check (receipt ~ '^[0-9a-f]{64}$'),
  primary key (school_id, signature_id),
  unique (school_id, receipt),
  foreign key (school_id, text_id, language) references agreement_wording
);
create index agreement_signature_subject on agreement_signature (school_id, subject, number);
create index agreement_signature_signer on agreement_signature (school_id, signer, number);
create index agreement_signature_year on agreement_signature (school_id, year, number);
select tenancy_append_only('agreement_signature');
