-- The sealed paper of an answer, as its signer gets it: made once, and the same ever after.
create table agreement_receipt (
  school_id uuid not null references school,
  signature_id uuid not null,
  pdf bytea not null,
  sealed_at timestamptz not null,
  primary key (school_id, signature_id),
  foreign key (school_id, signature_id) references agreement_signature
);
select tenancy_append_only('agreement_receipt');
