-- name: insert
insert into sheet_row values ($1, $2);

-- name: empty
delete from sheet_row;

-- name: scan
select * from sheet_row order by n;

-- name: of
select s.n, b.body from sheet_row s join body b on b.n = s.n where s.name = $1 order by s.n;
