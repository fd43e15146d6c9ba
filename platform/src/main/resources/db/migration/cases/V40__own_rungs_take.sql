-- What a rung of the school's own takes away for a time; nothing where it is null.
alter table sanction_ladder_line
  add column takes text check (takes in ('SITES', 'GAMES', 'VIDEO', 'SOCIAL', 'MACHINES', 'EVERYTHING'));
alter table sanction_ladder_line add check (takes is null or title <> '');
