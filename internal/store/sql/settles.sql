-- name: insert
insert into settles values ($1, $2);

-- name: empty
delete from settles;

-- name: scan
select * from settles order by n, target;

-- What settles a record, or takes it back.

-- name: resting
select b.n, b.body from body b where b.n in (
  select n from settles where target = $1
  union select n from withdrawal where target = $1
) order by b.n;

-- name: any
select case when exists (select 1 from settles) then 1 else 0 end;
