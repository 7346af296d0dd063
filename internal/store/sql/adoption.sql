-- name: insert
insert into adoption values ($1, $2, $3, $4, $5);

-- name: empty
delete from adoption;

-- name: find
select sha256 from adoption where dataset = $1 and id = $2 and version = $3 order by n limit 1;

-- name: scan
select * from adoption order by n;

-- name: list
select a.n, b.body from adoption a join body b on b.n = a.n where a.dataset = $1 order by a.n;
