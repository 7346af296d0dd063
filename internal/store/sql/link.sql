-- name: schema derived
create table link (
  n        integer not null primary key references subject (n),
  incident integer not null references subject (n),
  actor    integer not null references subject (n),
  role     integer not null references term (n)
) strict;

create index link_incident on link (incident);
create index link_actor on link (actor);

-- name: insert
insert into link values ($1, $2, $3, $4);

-- name: scan
select * from link order by n;

-- name: of
select l.n, b.body from link l cross join body b on b.n = l.n
where l.incident = $1 or l.actor = $1 order by l.n;
