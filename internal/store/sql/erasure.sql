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

-- name: in entry
select n, body from body where n >= $1 and n < $2 order by n;

-- name: hashes
select e.target, r.hash from erasure e join record r on r.n = e.target order by e.target;

-- name: any
select case when exists (select 1 from erasure) then 1 else 0 end;
