-- Before a signal is shown it is asked whether a case follows from it that is for few.
create index case_signal_path on case_signal (school_id, path);
