-- Files that are kept as evidence: each once for a school, by its digest. Its bytes may go, once; the rest stays.
create table document (
  school_id uuid not null references school,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  type text not null check (type in ('PNG', 'JPEG', 'WEBP', 'PDF', 'EML', 'TEXT')),
  size int not null check (size > 0),
  bytes bytea,
  cover bytea,
  kept_at timestamptz not null,
  destroyed_at timestamptz,
  primary key (school_id, digest),
  check ((bytes is null) = (destroyed_at is not null)),
  check (cover is null or bytes is not null)
);
alter table document alter column bytes set storage external;
select tenancy_append_only('document');
grant update (bytes, cover, destroyed_at) on document to schoolgate_app;

create function document_only_goes() returns trigger language plpgsql as $$
begin
  if old.bytes is null or new.bytes is not null then
    raise exception 'document % is kept as it is, or destroyed', old.digest;
  end if;
  return new;
end $$;
create trigger document_only_goes before update on document for each row execute function document_only_goes();

-- What belongs to a case: a file, or the words where it lies.
create table evidence (
  school_id uuid not null references school,
  evidence_id uuid not null,
  subject text not null,
  number int not null,
  kind text not null check (kind in ('SCREENSHOT', 'PHOTO', 'MESSAGE', 'PAPER', 'LOG', 'OTHER', 'SIGNAL')),
  title text not null check (title <> ''),
  place text not null,
  captured_at timestamptz not null,
  kept_at timestamptz not null,
  kept_by uuid not null,
  kept_by_name text not null,
  digest text,
  confirmed boolean not null,
  primary key (school_id, evidence_id),
  unique (school_id, subject, number),
  foreign key (school_id, digest) references document,
  check (digest is not null or place <> ''),
  check (digest is null or confirmed or kind = 'SIGNAL')
);
create index evidence_of_digest on evidence (school_id, digest) where digest is not null;
select tenancy_append_only('evidence');

create table evidence_custody (
  school_id uuid not null,
  evidence_id uuid not null,
  place bigint generated always as identity,
  step text not null
    check (step in ('RECEIVED', 'VIEWED', 'HANDED', 'EXPORTED', 'DESTRUCTION_ASKED', 'DESTROYED')),
  done_at timestamptz not null,
  done_by uuid not null,
  done_by_name text not null,
  words text not null,
  primary key (school_id, place),
  foreign key (school_id, evidence_id) references evidence
);
create index evidence_custody_of on evidence_custody (school_id, evidence_id);
select tenancy_append_only('evidence_custody');
