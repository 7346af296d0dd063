-- name: insert
insert into sheet values ($1, $2);

-- name: empty
delete from sheet;

-- name: scan
select * from sheet order by n;

-- name: all
select s.n, b.body from sheet s join body b on b.n = s.n order by s.n;

-- name: of
select s.n, b.body from sheet s join body b on b.n = s.n where s.name = $1 order by s.n;
