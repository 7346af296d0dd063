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

-- name: targets
select distinct target from withdrawal order by target;

-- What withdrew these records, what withdrew that, and so on.

-- name: upon
with recursive found (target, n) as (
  select target, n from withdrawal where target = any ($1)
  union
  select w.target, w.n from found f join withdrawal w on w.target = f.n
)
select f.target, f.n, b.body from found f join body b on b.n = f.n order by f.n;

-- name: is
select 1 from withdrawal where n = $1;
