-- What the kind of a case was called when it began: a school has kinds of its own. Empty for cases that are older.
alter table case_file add column title text;
