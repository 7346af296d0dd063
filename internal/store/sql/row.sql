-- name: schema derived
create table row (
  n        integer not null primary key references record (n),
  incident integer not null references subject (n),
  source   integer not null references source (n),
  first    integer not null,
  last     integer not null,
  unlisted integer not null
) strict;

create index row_incident on row (incident);

-- name: insert
insert into row values ($1, $2, $3, $4, $5, $6);

-- name: scan
select * from row order by n;

-- name: of
select r.n, b.body from row r cross join body b on b.n = r.n where r.incident = $1 order by r.n;

-- name: of these
select r.incident, r.n, b.body from row r cross join body b on b.n = r.n
where r.incident = any ($1) order by r.incident, r.n;

-- name: refs
select r.incident, r.n, r.last, r.unlisted, b.body from row r indexed by row_incident
cross join body b on b.n = r.n
where r.incident > $1 and r.incident <= $2 and (select dataset from subject where n = r.incident) = $3
order by r.incident, r.n;

-- name: by_source
select r.source, b.body, sum(r.new), sum(1 - r.new - r.unlisted), sum(r.unlisted)
from (
  select source, unlisted, not unlisted and not exists (select 1 from row e where e.incident = row.incident and e.n < row.n) as new
  from row where incident > $1 and incident <= $2 and (select dataset from subject where n = incident) = $3
) r
join body b on b.n = r.source
group by r.source order by r.source;
