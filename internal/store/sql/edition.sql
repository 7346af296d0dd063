-- name: insert
insert into edition values ($1, $2, $3);

-- name: empty
delete from edition;

-- name: scan
select * from edition order by n;

-- name: of
select e.n, b.body from edition e join body b on b.n = e.n where e.dataset = $1 order by e.n;

-- name: count
select count(*) from edition;
