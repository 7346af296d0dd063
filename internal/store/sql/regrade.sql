-- name: insert
insert into regrade values ($1, $2, $3);

-- name: empty
delete from regrade;

-- name: scan
select * from regrade order by n;

-- name: of
select g.n, b.body from regrade g join body b on b.n = g.n where g.source = any ($1) order by g.n;
