-- A caution may end by itself. A number that somebody had written down wrongly is nobody's any more, and stays written down.
alter table guardianship add column caution_until date;
alter table external_id add column withdrawn_on date;
