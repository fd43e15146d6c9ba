-- Rows of the directory that have led nowhere for a month. They name nobody, and whose they were no longer matters.
create function directory_forget() returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with gone as (delete from directory where until < now() - interval '30 days' returning 1) select count(*) from gone
$$;
revoke all on function directory_forget from public;
grant execute on function directory_forget to schoolgate_app;
create index directory_old on directory (until);
