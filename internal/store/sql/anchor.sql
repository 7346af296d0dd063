-- name: insert
insert into anchor values ($1, $2, $3);

-- name: empty
delete from anchor;

-- name: scan
select * from anchor order by n;

-- name: list
select a.n, b.body from anchor a join body b on b.n = a.n order by a.n;

-- name: of
select a.n, b.body from anchor a join body b on b.n = a.n where a.statement = any ($1) order by a.n;

-- name: in
select a.n, b.body from anchor a join body b on b.n = a.n where a.document = $1 order by a.n;

-- name: hanging
select a.n as n, b.body as body from anchor a join body b on b.n = a.n where a.statement = $1
union all
select a.n, b.body from anchor a join body b on b.n = a.n where a.document = $1
order by n;
