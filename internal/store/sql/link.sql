-- name: insert
insert into link values ($1, $2, $3, $4);

-- name: empty
delete from link;

-- name: scan
select * from link order by n;

-- name: of
select l.n, b.body from link l join body b on b.n = l.n
where l.incident = $1 or l.actor = $1 order by l.n;
