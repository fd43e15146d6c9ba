-- Lists of cases are read along an index by their own order, circle by circle, so that they cost the same however many
-- cases a school has had.
create index case_file_opened_in on case_file (school_id, circle, opened_at desc, case_id desc);
create index case_file_closed_in on case_file (school_id, circle, closed_at desc, case_id desc) where closed_at is not null;
create index case_file_of_kind on case_file (school_id, kind, circle, opened_at desc, case_id desc);
drop index case_file_closed;

-- Behind the wall between schools an index serves only operators that are known to be leakproof; lower() and like are
-- not, and a comparison of what is in small letters already is.
alter table case_person add name_key text generated always as (lower(name)) stored;
create index case_person_name_key on case_person (school_id, name_key text_pattern_ops);
drop index case_person_name;
