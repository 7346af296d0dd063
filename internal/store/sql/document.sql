-- name: insert
insert into document values ($1, $2, $3);

-- name: empty
delete from document;

-- name: scan
select * from document order by n;

-- name: list
select d.n, b.body from document d join body b on b.n = d.n order by d.n;

-- name: of
select d.n, b.body from document d join body b on b.n = d.n where d.source = $1 order by d.n;

-- name: having
select d.n, b.body from document d join body b on b.n = d.n where d.sha256 = $1 order by d.n;
