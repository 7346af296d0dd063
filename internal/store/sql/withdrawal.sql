-- name: schema derived
create table withdrawal (
  n      integer not null primary key references record (n),
  target integer not null references record (n),
  kind   integer not null, -- 1 correction, 2 strike
  source integer references source (n),
  first  integer, -- of a correction, the days that count
  last   integer
) strict;

create index withdrawal_target on withdrawal (target);
create index withdrawal_source on withdrawal (source) where source is not null;

-- name: insert
insert into withdrawal values ($1, $2, $3, $4, $5, $6);

-- name: scan
select * from withdrawal order by n;

-- name: list
select w.n, b.body from withdrawal w cross join body b on b.n = w.n order by w.n;

-- name: of
select w.n, b.body from withdrawal w cross join body b on b.n = w.n where w.target = $1 order by w.n;

-- name: pairs
select target, n from withdrawal order by target, n;

-- name: is
select 1 from withdrawal where n = $1;
