-- name: insert
insert into source values ($1, $2, $3, $4);

-- name: empty
delete from source;

-- name: find
select first, last from source where n = $1;

-- name: scan
select * from source order by n;

-- name: list
select s.n, b.body from source s join body b on b.n = s.n order by s.n;

-- These sources, and all that they rest on.

-- name: these
with recursive found (n) as (
  select n from name where space = $1 and dataset = 0 and id = any ($2)
  union
  select r.target from found f join rests_on r on r.source = f.n
)
select f.n, b.body from found f join body b on b.n = f.n order by f.n;
