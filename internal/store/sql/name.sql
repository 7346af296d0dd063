-- Every id that a record gives, and the record that gave it.

-- name: insert
insert into name values ($1, $2, $3, $4, $5);

-- name: empty
delete from name;

-- Of an id that was given again, once the edition that had it was taken back, the
-- first holder: a view leaves out those that are not there.

-- name: find
select coalesce(min(n), 0) from name where space = $1 and dataset = $2 and id = $3;

-- name: holders
select n from name where space = $1 and dataset = $2 and id = $3 order by n;

-- name: freed
select n from name where space = $1 and dataset = $2 and id = $3 and freed = $4 order by n;

-- name: from
select id from name where space = $1 and dataset = $2 and id >= $3 order by id limit $4;

-- name: of kind
select a.id from name a join subject s on s.n = a.n
where a.space = $1 and a.dataset = $2 and a.id >= $3 and s.kind = $5 order by a.id limit $4;

-- name: body
select n, body from body
where n = (select min(n) from name where space = $1 and dataset = $2 and id = $3) order by n;

-- name: these
select a.n, b.body from name a join body b on b.n = a.n
where a.space = $1 and a.dataset = $2 and a.id = any ($3) order by a.n;

-- name: any
select case when exists (select 1 from name where space = $1) then 1 else 0 end;

-- name: count
select count(*) from name;

-- name: datasets
select a.n, b.body from name a join body b on b.n = a.n where a.space = $1 order by a.n;
