-- name: insert
insert into amendment values ($1, $2, $3);

-- name: empty
delete from amendment;

-- name: scan
select * from amendment order by n;

-- name: all
select a.n, a.target, a.closed, b.body from amendment a left join body b on b.n = a.n order by a.n;

-- name: list
select a.n, b.body from amendment a left join body b on b.n = a.n order by a.n;
