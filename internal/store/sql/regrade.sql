-- name: schema derived
create table regrade (
  n           integer not null primary key references record (n),
  source      integer not null references source (n),
  reliability integer not null
) strict;

create index regrade_source on regrade (source);

-- name: insert
insert into regrade values ($1, $2, $3);

-- name: scan
select * from regrade order by n;

-- name: of
select g.n, b.body from regrade g cross join body b on b.n = g.n where g.source = any ($1) order by g.n;
