-- What has been kept long enough goes: letters that are answered for, and links that nobody ever used.
grant delete on outbox, one_time_link, link_visit to schoolgate_app;
create index outbox_done on outbox (school_id, written_at) where next_at is null;
create index one_time_link_over on one_time_link (school_id, expires_at) where first_used_at is null;
create index link_visit_over on link_visit (school_id, ends_at);
create index link_visit_of on link_visit (school_id, link_id);
