-- The ledger page by page.

-- name: entries before
select n, time, person, kind, first, count, root from entry where n < $1 order by n desc limit $2;

-- name: entries after
select n, time, person, kind, first, count, root from entry where n > $1 order by n limit $2;

-- name: records
select r.n, r.hash, b.body from record r left join body b on b.n = r.n
where r.n > $1 and r.n <= $2 order by r.n limit $3;
