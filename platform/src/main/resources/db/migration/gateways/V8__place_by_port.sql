-- Where a network hides addresses a place is told by the port of the proxy that its devices are given. With a range, too, the
-- port tells places behind the same addresses apart, which are therefore shared. Alone, it closes more and opens nothing.
alter table place alter column range drop not null;
alter table place add column port int check (port between 1 and 65535);
alter table place add check (range is not null or port is not null);
alter table place add check (port is null or shared = (range is not null));
drop index place_range;
create unique index place_told on place (school_id, range, port) nulls not distinct where removed_at is null;

-- Where a gateway said last that its proxy is found; empty until it does.
alter table gateway add column ports int[] not null default '{}';
