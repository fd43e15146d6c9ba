-- A rule may be about a part of a site: a path, at and below which it holds. Empty: the whole site.
alter table site_rule add column path text not null default '' check (path = '' or path like '/_%');
