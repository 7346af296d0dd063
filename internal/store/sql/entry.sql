-- name: insert
insert into entry (n, time, person, kind, first, count, root) values ($1, $2, $3, $4, $5, $6, $7);

-- name: last
select n, time, person, kind, first, count, root from entry order by n desc limit 1;

-- name: get
select n, time, person, kind, first, count, root from entry where n = $1;

-- name: of record
select n, time, person, kind, first, count, root from entry where first <= $1 order by n desc limit 1;

-- name: list
select n, time, person, kind, first, count, root from entry order by n;

-- name: at
select n from entry where time <= $1 order by time desc limit 1;

-- name: firsts
select first, case when kind = 'erasure' then 1 else 0 end from entry where n > $1 order by n;
