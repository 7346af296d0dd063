-- name: insert
insert into note values ($1, $2, $3);

-- name: empty
delete from note;

-- name: scan
select * from note order by n;

-- name: of
select t.n, b.body from note t join body b on b.n = t.n where t.dataset = $1 order by t.n;

-- name: count
select count(*) from note;
