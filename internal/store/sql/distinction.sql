-- name: insert
insert into distinction values ($1, $2, $3);

-- name: empty
delete from distinction;

-- name: scan
select * from distinction order by n;

-- name: list
select d.n, b.body from distinction d join body b on b.n = d.n order by d.n;
