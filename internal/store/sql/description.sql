-- name: insert
insert into description values ($1);

-- name: empty
delete from description;

-- name: scan
select * from description order by n;

-- name: list
select d.n, b.body from description d join body b on b.n = d.n order by d.n;
