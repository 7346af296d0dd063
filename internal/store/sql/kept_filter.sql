-- name: insert
insert into kept_filter values ($1, $2);

-- name: empty
delete from kept_filter;

-- name: scan
select * from kept_filter order by n;

-- name: of
select t.n, b.body from kept_filter t join body b on b.n = t.n where t.dataset = $1 order by t.n;
