-- name: insert
insert into subject values ($1, $2, $3);

-- name: empty
delete from subject;

-- name: find
select kind from subject where n = $1;

-- name: scan
select * from subject order by n;

-- name: list
select s.n, b.body from subject s join body b on b.n = s.n
where s.dataset = $1 and s.kind = $2 order by s.n;

-- name: page
select s.n, b.body from subject s join body b on b.n = s.n
where s.dataset = $1 and s.kind = $2 and s.n > $3 order by s.n limit $4;

-- name: range
select coalesce(min(n), 1), coalesce(max(n), 0) from subject where dataset = $1 and kind = $2;

-- name: count
select count(*) from subject where dataset = $1 and kind = $2 and n <= $3;
