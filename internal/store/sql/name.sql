-- Every id that a record gives, and the record that gave it.

-- name: schema derived
create table name (
  space   integer not null,
  dataset integer not null, -- the record of the dataset; 0 is main
  id      text not null,
  n       integer not null references record (n),
  primary key (space, dataset, id)
) strict, without rowid;

-- name: insert
insert into name values ($1, $2, $3, $4);

-- name: find
select n from name where space = $1 and dataset = $2 and id = $3;

-- name: body
select a.n, b.body from name a join body b on b.n = a.n where a.space = $1 and a.dataset = $2 and a.id = $3;

-- name: these
select a.n, b.body from name a join body b on b.n = a.n
where a.space = $1 and a.dataset = $2 and a.id = any ($3) order by a.n;

-- name: any
select exists (select 1 from name where space = $1);

-- name: count
select count(*) from name;

-- name: datasets
select a.n, b.body from name a cross join body b on b.n = a.n where a.space = $1 order by a.n;
