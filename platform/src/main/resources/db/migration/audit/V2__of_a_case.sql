-- What the record has of one case, for its export: a school's record is long, and cases are a small part of it.
create index audit_entry_of_case on audit_entry (school_id, subject, number) where subject like 'case:%';
