-- name: insert
insert into "row" values ($1, $2, $3, $4, $5, $6);

-- name: empty
delete from "row";

-- name: scan
select * from "row" order by n;

-- name: of
select r.n, b.body from "row" r join body b on b.n = r.n where r.incident = $1 order by r.n;

-- name: of these
select r.incident, r.n, b.body from "row" r join body b on b.n = r.n
where r.incident = any ($1) order by r.incident, r.n;

-- name: refs
select r.incident, r.n, r.last, r.unlisted, b.body from "row" r
join body b on b.n = r.n
where r.incident > $1 and r.incident <= $2 and (select dataset from subject where n = r.incident) = $3
order by r.incident, r.n;

-- name: told
select r.n, r.incident, r.source, r.last, r.unlisted, e.hash, b.salt, b.body from "row" r
join subject s on s.n = r.incident
left join body b on b.n = r.n and s.dataset = any ($3)
left join record e on e.n = r.n and b.n is null
where r.n > $1 and r.n <= $2
order by r.n;

-- name: by_source
select c.source, b.body, c.added, c.rows - c.added - c.unlisted, c.unlisted
from (
  select r.source, count(*) as rows, count(case when r.unlisted <> 0 then 1 end) as unlisted,
    count(case when r.unlisted = 0 and not exists (select 1 from "row" e where e.incident = r.incident and e.n < r.n) then 1 end) as added
  from "row" r
  where r.incident > $1 and r.incident <= $2 and (select dataset from subject where n = r.incident) = $3 and r.n <= $4
  group by r.source
) c
join body b on b.n = c.source
order by c.source;
