-- Names of variables, and values of up to 64 bytes, numbered in the order of
-- their first use.

-- name: insert
insert into term values ($1, $2);

-- name: empty
delete from term;

-- name: find
select n from term where text = $1;

-- name: last
select coalesce(max(n), 0) from term;

-- name: count
select count(*) from term;
