-- name: schema ledger
create table entry (
  n      integer not null primary key,
  time   integer not null unique, -- microseconds since 1970-01-01 UTC
  person text not null,
  kind   text not null,
  first  integer not null unique, -- the number of its first record
  count  integer not null check (count > 0),
  root   blob not null check (length(root) = 32)
) strict;

-- name: insert
insert into entry (n, time, person, kind, first, count, root) values ($1, $2, $3, $4, $5, $6, $7);

-- name: last
select n, time, person, kind, first, count, root from entry order by n desc limit 1;

-- name: get
select n, time, person, kind, first, count, root from entry where n = $1;

-- name: list
select n, time, person, kind, first, count, root from entry order by n;

-- name: at
select n from entry where time <= $1 order by time desc limit 1;

-- name: firsts
select first from entry where n > $1 order by n;
