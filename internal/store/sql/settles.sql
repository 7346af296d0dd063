-- name: insert
insert into settles values ($1, $2);

-- name: empty
delete from settles;

-- name: scan
select * from settles order by n, target;

-- What is left of adjudications that were erased: they say nothing.

-- name: alone
select t.n, b.body from (select distinct n from settles) t
left join body b on b.n = t.n left join statement s on s.n = t.n
where s.n is null order by t.n;

-- What settles a record, or takes it back.

-- name: resting
select b.n, b.body from body b where b.n in (
  select n from settles where target = $1
  union select n from withdrawal where target = $1
) order by b.n;

-- name: any
select case when exists (select 1 from settles t join statement s on s.n = t.n) then 1 else 0 end;
