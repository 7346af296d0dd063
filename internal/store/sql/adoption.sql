-- name: schema derived
create table adoption (
  n       integer not null primary key references record (n),
  dataset integer not null,
  id      text not null,
  version text not null,
  sha256  blob not null
) strict;

create index adoption_version on adoption (dataset, id, version);

-- name: insert
insert into adoption values ($1, $2, $3, $4, $5);

-- name: find
select sha256 from adoption where dataset = $1 and id = $2 and version = $3 limit 1;

-- name: scan
select * from adoption order by n;

-- name: list
select a.n, b.body from adoption a cross join body b on b.n = a.n where a.dataset = $1 order by a.n;
