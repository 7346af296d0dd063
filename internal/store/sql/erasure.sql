-- name: insert
insert into erasure values ($1, $2);

-- name: empty
delete from erasure;

-- name: find
select n from erasure where target = $1;

-- name: scan
select * from erasure order by n;

-- name: is
select 1 from erasure where n = $1;

-- name: undone
select e.target from erasure e join body b on b.n = e.target order by e.target limit 1;
