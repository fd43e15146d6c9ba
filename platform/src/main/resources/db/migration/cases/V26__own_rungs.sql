-- A rung of the school's own has a title of its own, and stands beside those of the program.
alter table sanction_ladder_line add column title text not null default '';
alter table sanction_ladder_line add check (title = '' or rung = 'OTHER');
alter table sanction_ladder_line drop constraint sanction_ladder_line_school_id_audience_version_rung_key;
alter table sanction_ladder_line add unique (school_id, audience, version, rung, title);
alter table sanction add column own_rung text check (own_rung <> '');
alter table sanction add check (own_rung is null or rung = 'OTHER');
