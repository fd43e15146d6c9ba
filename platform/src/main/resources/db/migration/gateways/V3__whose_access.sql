-- Whose access each of the last versions touched, in the order of the versions: who is in none of them has what they had.
-- '*' is everybody, '' nobody.
alter table feed_version add column recent text[] not null default '{}';

drop function feed_bump(uuid, bigint);

-- Takes the next version and tells every process of the program. The message leaves with the commit, or not at all.
create function feed_bump(its_school uuid, its_new_epoch bigint, whose text) returns void language sql as $$
  with taken as (
    insert into feed_version as feed (school_id, epoch, n, recent) values (its_school, its_new_epoch, 1, array[whose])
    on conflict (school_id) do update
      set n = feed.n + 1, turn = null, recent = (feed.recent || whose)[greatest(1, cardinality(feed.recent) - 14):]
    returning epoch, n
  )
  select pg_notify('schoolgate_policy', its_school || ' ' || epoch || ' ' || n) from taken
$$;
