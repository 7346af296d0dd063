-- name: insert
insert into strike values ($1, $2, $3);

-- name: empty
delete from strike;

-- name: scan
select * from strike order by n;

-- Every strike of a noun, with the noun.

-- name: all
select s.n, s.target, s.closed, b.body from strike s left join body b on b.n = s.target order by s.n;

-- name: target
select target from strike where n = $1;

-- What struck some records.

-- name: of
select n, target from withdrawal where kind = 2 and target = any ($1) order by n;
