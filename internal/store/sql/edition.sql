-- name: schema derived
create table edition (
  n       integer not null primary key references record (n),
  dataset integer not null,
  source  integer not null references source (n)
) strict;

create index edition_dataset on edition (dataset);

-- name: insert
insert into edition values ($1, $2, $3);

-- name: scan
select * from edition order by n;

-- name: of
select e.n, b.body from edition e cross join body b on b.n = e.n where e.dataset = $1 order by e.n;

-- name: count
select count(*) from edition;
