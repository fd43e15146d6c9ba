-- When parents were sent how people complain at the school, in which words, and to whom a letter went; message_id is null
-- where the school had no address.
create table how_to_complain_sending (
  school_id uuid not null references school,
  sending_id uuid not null,
  sent_at timestamptz not null,
  sent_by uuid not null,
  sent_by_name text not null,
  words text not null,
  primary key (school_id, sending_id)
);
create index how_to_complain_sent on how_to_complain_sending (school_id, sent_at desc);
select tenancy_append_only('how_to_complain_sending');

create table how_to_complain_letter (
  school_id uuid not null,
  sending_id uuid not null,
  person_id uuid not null,
  message_id uuid,
  primary key (school_id, sending_id, person_id),
  foreign key (school_id, sending_id) references how_to_complain_sending,
  foreign key (school_id, person_id) references person
);
select tenancy_append_only('how_to_complain_letter');
