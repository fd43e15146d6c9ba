-- Who asked to know who wrote something, why, and what a second person said to that.
create table teller_request (
  school_id uuid not null,
  request_id uuid not null,
  case_id uuid not null,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  reason text not null check (length(reason) between 1 and 2000),
  danger boolean not null,
  primary key (school_id, request_id),
  foreign key (school_id, case_id) references case_file
);
create index teller_request_of_case on teller_request (school_id, case_id);
select tenancy_append_only('teller_request');

-- until: how long the one who asked may read it; null where they may not. quiet: whoever wrote it is not told.
create table teller_decision (
  school_id uuid not null,
  request_id uuid not null,
  decided_by uuid not null,
  decided_by_name text not null,
  decided_at timestamptz not null,
  reason text not null check (length(reason) <= 2000),
  until timestamptz,
  quiet boolean not null,
  primary key (school_id, request_id),
  foreign key (school_id, request_id) references teller_request
);
select tenancy_append_only('teller_decision');

-- However a decision gets in: nobody decides what they asked for themselves, but in danger.
create function teller_needs_a_second_person() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from teller_request r
    where r.school_id = new.school_id and r.request_id = new.request_id
      and r.asked_by = new.decided_by and not r.danger) then
    raise exception 'request % needs a second person', new.request_id;
  end if;
  return new;
end $$;
create trigger teller_needs_a_second_person before insert on teller_decision
  for each row execute function teller_needs_a_second_person();
