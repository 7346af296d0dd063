-- Every id that a record gives, and the record that gave it.

-- name: insert
insert into name values ($1, $2, $3, $4);

-- name: empty
delete from name;

-- name: find
select n from name where space = $1 and dataset = $2 and id = $3;

-- name: from
select id from name where space = $1 and dataset = $2 and id >= $3 order by id limit $4;

-- name: of kind
select a.id from name a join subject s on s.n = a.n
where a.space = $1 and a.dataset = $2 and a.id >= $3 and s.kind = $5 order by a.id limit $4;

-- name: body
select a.n, b.body from name a join body b on b.n = a.n where a.space = $1 and a.dataset = $2 and a.id = $3;

-- name: these
select a.n, b.body from name a join body b on b.n = a.n
where a.space = $1 and a.dataset = $2 and a.id = any ($3) order by a.n;

-- name: any
select case when exists (select 1 from name where space = $1) then 1 else 0 end;

-- name: count
select count(*) from name;

-- name: datasets
select a.n, b.body from name a join body b on b.n = a.n where a.space = $1 order by a.n;
