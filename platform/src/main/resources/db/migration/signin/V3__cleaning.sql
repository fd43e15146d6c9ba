-- What has been kept long enough goes: sessions that are over, with their tickets and the signs that were looked at.
grant delete on session, session_ticket, shared_use to schoolgate_app;
create index session_over on session (school_id, ended_at) where ended_at is not null;
create index session_ticket_old on session_ticket (school_id, expires_at);
create index session_ticket_of on session_ticket (school_id, session_id);
create index shared_use_of on shared_use (school_id, session_id);
