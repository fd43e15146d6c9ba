-- What the provider answered to the ticket by which it carries a permission out, and when that was written down.
alter table permission add column ticket_answer text;
alter table permission add column ticket_at timestamptz;
