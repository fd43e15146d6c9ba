-- Two more circles: about somebody who works here, or about the head, while the safeguarding lead keeps a child safe in it.
alter table case_file drop constraint case_file_circle_check;
alter table case_file add constraint case_file_circle_check
  check (circle in ('ORDINARY', 'SEALED', 'STAFF', 'STAFF_AND_CHILD', 'HEAD', 'HEAD_AND_CHILD'));
