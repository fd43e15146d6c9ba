-- What nobody has taken yet, beside the reports themselves: to look for it among all that was ever told took longer every year.
-- The database keeps it, so that no way of telling or taking can forget to.
create table report_waiting (
  school_id uuid not null,
  report_id uuid not null,
  primary key (school_id, report_id),
  foreign key (school_id, report_id) references report
);

alter table report no force row level security;
alter table report_taken no force row level security;
insert into report_waiting
  select school_id, report_id from report
  where not exists (
    select 1 from report_taken t where t.school_id = report.school_id and t.report_id = report.report_id);
alter table report force row level security;
alter table report_taken force row level security;
select tenancy_protect('report_waiting', true);

create function report_waits() returns trigger language plpgsql as $$
begin
  insert into report_waiting (school_id, report_id) values (new.school_id, new.report_id);
  return null;
end $$;
create trigger report_waits after insert on report for each row execute function report_waits();

create function report_waits_no_more() returns trigger language plpgsql as $$
begin
  delete from report_waiting where school_id = new.school_id and report_id = new.report_id;
  return null;
end $$;
create trigger report_waits_no_more after insert on report_taken for each row execute function report_waits_no_more();
create index report_taken_lately on report_taken (school_id, at desc);
