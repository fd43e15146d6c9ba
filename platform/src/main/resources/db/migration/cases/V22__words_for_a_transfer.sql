-- A child's file opens with words that a named person at the next school hears by telephone.
alter table case_transfer
  add column contact text not null default 'their safeguarding lead' check (contact <> ''),
  add column telephone text not null default 'the number of their office' check (telephone <> '');
alter table case_transfer alter column contact drop default, alter column telephone drop default;

alter table case_transfer_step
  add column visit uuid,
  drop constraint case_transfer_step_kind_check,
  add check (kind in ('SENT', 'WORDS_GIVEN', 'WORDS_WRONG', 'WORDS_RIGHT', 'FETCHED', 'ACCEPTED')),
  add check ((kind = 'WORDS_RIGHT') = (visit is not null));

-- The words of now, as a slow hash. A try is counted before it is looked at, so that two at once are two.
create table case_transfer_words (
  school_id uuid not null,
  transfer_id uuid not null,
  hash text not null,
  wrong smallint not null default 0 check (wrong between 0 and 5),
  primary key (school_id, transfer_id),
  foreign key (school_id, transfer_id) references case_transfer
);
select tenancy_protect('case_transfer_words');
