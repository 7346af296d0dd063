-- Each reading of a team's own sheet.

-- name: schema derived
create table sheet (
  n    integer not null primary key references record (n),
  name integer not null references term (n)
) strict;

create index sheet_name on sheet (name);

-- name: insert
insert into sheet values ($1, $2);

-- name: scan
select * from sheet order by n;

-- name: all
select s.n, b.body from sheet s cross join body b on b.n = s.n order by s.n;

-- name: of
select s.n, b.body from sheet s cross join body b on b.n = s.n where s.name = $1 order by s.n;
