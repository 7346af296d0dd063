-- name: insert
insert into edition values ($1, $2, $3);

-- name: empty
delete from edition;

-- name: scan
select * from edition order by n;

-- name: of
select e.n, b.body from edition e join body b on b.n = e.n where e.dataset = $1 order by e.n;

-- name: after
select n from edition where dataset = $1 and n > $2 order by n;

-- name: with source
select n from edition where source = $1 order by n limit 1;

-- name: get
select dataset, source from edition where n = $1;

-- name: count
select count(*) from edition;
