-- name: insert
insert into body (n, salt, body) values ($1, $2, $3);

-- name: get
select body from body where n = $1;

-- name: these
select n, body from body where n = any ($1) order by n;

-- name: erase_all
delete from body where n in (select target from erasure where n >= $1);

-- name: count
select count(*) from body;
