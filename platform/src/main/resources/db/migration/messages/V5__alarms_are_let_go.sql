-- Tests of the telephone, and alarms of which no case came, go when they have been kept long enough.
grant delete on alarm, alarm_attempt, alarm_word, alarm_end, alarm_reminder to schoolgate_app;
create index alarm_end_at on alarm_end (school_id, ended_at);
