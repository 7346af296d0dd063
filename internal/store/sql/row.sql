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
create index row_source on row (source);

-- name: insert
insert into row values ($1, $2, $3, $4, $5, $6);

-- name: scan
select * from row order by n;

-- name: of
select r.n, b.body from row r cross join body b on b.n = r.n where r.incident = $1 order by r.n;

-- name: all
select r.incident, r.n, b.body from row r indexed by row_incident
cross join body b on b.n = r.n
order by r.incident, r.n;
