-- The name of whoever said so, as the school wrote it then, beside the person: pages about settings know no roster.
alter table setting add column set_by_name text not null default '';
