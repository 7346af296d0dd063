-- name: insert
insert into strike values ($1, $2, $3);

-- name: empty
delete from strike;

-- name: scan
select * from strike order by n;

-- Every strike of a noun, with the noun and, of an edition, with its source and dataset,
-- and what it takes.

-- name: all
select s.n, s.target, s.closed, coalesce(e.source, s.target), coalesce(e.dataset, 0), coalesce(k.first, 0), coalesce(k.last, 0), b.body
from strike s
left join edition e on e.n = s.target
left join taken k on k.n = s.n
left join body b on b.n = coalesce(e.source, s.target)
order by s.n;

-- name: target
select target from strike where n = $1;

-- What struck some records.

-- name: of
select n, target from withdrawal where kind = 2 and target = any ($1) order by n;
