-- A running hash over the derived rows up to a record, which tells whether what
-- was made of them elsewhere was made of these: see fold.go.

-- name: insert
insert into fold values ($1, $2, $3, $4);

-- name: empty
delete from fold;

-- name: get
select claims, texts, rows from fold where n = $1;

-- name: scan
select * from fold order by n;
