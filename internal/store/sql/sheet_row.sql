-- The rows of sheets, each as it was read last and before.

-- name: schema derived
create table sheet_row (
  n    integer not null primary key references record (n),
  name integer not null references term (n)
) strict;

create index sheet_row_name on sheet_row (name);

-- name: insert
insert into sheet_row values ($1, $2);

-- name: scan
select * from sheet_row order by n;

-- name: of
select s.n, b.body from sheet_row s cross join body b on b.n = s.n where s.name = $1 order by s.n;
