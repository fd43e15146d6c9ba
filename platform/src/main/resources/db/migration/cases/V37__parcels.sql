-- A child's file goes as one parcel of several cases; a case that went alone stands with its transfer as before.
alter table case_transfer alter column case_id drop not null;
create index case_transfer_of_child on case_transfer (school_id, child_id);

create table case_transfer_case (
  school_id uuid not null,
  transfer_id uuid not null,
  case_id uuid not null,
  primary key (school_id, transfer_id, case_id),
  foreign key (school_id, transfer_id) references case_transfer,
  foreign key (school_id, case_id) references case_file
);
create index case_transfer_case_of_case on case_transfer_case (school_id, case_id);
select tenancy_append_only('case_transfer_case');

-- What is to be done for one child alone has no place in the paper of another.
alter table case_action add column about_id uuid, add foreign key (school_id, about_id) references person not valid;
create index case_action_about on case_action (school_id, about_id) where about_id is not null;
