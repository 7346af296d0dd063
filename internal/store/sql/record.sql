-- name: insert
insert into record (n, hash) values ($1, $2);

-- name: get
select r.hash, b.salt, b.body from record r left join body b on b.n = r.n where r.n = $1;

-- name: hashes
select hash from record where n >= $1 and n < $2 order by n;

-- name: scan
select r.n, r.hash, b.salt, b.body from record r left join body b on b.n = r.n order by r.n;

-- name: page
select r.n, r.hash, b.body from record r left join body b on b.n = r.n where r.n > $1 order by r.n limit $2;

-- name: last
select coalesce(max(n), 0) from record;

-- name: count
select count(*) from record;

-- name: from
select r.n, b.body from record r join body b on b.n = r.n where r.n >= $1 order by r.n;

-- name: bodied
select r.n, r.hash from record r join body b on b.n = r.n order by r.n;
